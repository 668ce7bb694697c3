"""What must hold before somebody's particulars are corrected."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, any_of, wears
from wholeplace.kernel.people import NAME_AT_MOST, CivicVoice, HatKind, Membership
from wholeplace.kernel.places import Area
from wholeplace.kernel.privacy.conditions import is_the_member
from wholeplace.kernel.text import shows_something
from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "voice_is_checked": _(
            "Whether somebody speaks as a politician is checked by a convener who is somebody else. Ask one to change it."
        ),
    }
)

corrects = any_of(is_the_member, wears(HatKind.CONVENER))
"""The actor is the member, or convenes the place."""


def particulars_fit(
    actor: Actor, member: Membership, *, name: str, voice: str, area: Area | None
) -> Refusal | None:
    """The name shows something and fits, the area is this place's, and somebody else checks who is a politician."""
    if not shows_something(name):
        return Refusal("left_empty")
    if len(name) > NAME_AT_MOST:
        return Refusal("does_not_fit")
    if area is not None and area.place_id != member.place_id:
        return Refusal("gone")
    changed = voice != member.voice and CivicVoice.POLITICIAN in {voice, member.voice}
    return Refusal("voice_is_checked") if changed and actor.membership == member else None
