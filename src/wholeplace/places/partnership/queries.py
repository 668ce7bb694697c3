"""What a viewer may read about a place as a whole."""

from django.db.models import Count

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import CivicVoice, Membership


def members_by_voice(viewer: Viewer) -> dict[str, int]:
    """Return how many members of each civic voice the partnership has."""
    counted = (
        Membership.objects.filter(place=viewer.place, ended=None).values_list("voice").annotate(Count("pk"))
    )
    by_voice = dict(counted)
    return {str(label): by_voice.get(voice, 0) for voice, label in CivicVoice.choices}
