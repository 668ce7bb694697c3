"""What signing in shows on a place's first page: a hat that waits for a second step."""

from django.urls import reverse
from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.places.partnership.home import NextStep


def second_step(viewer: Viewer) -> NextStep | None:
    """Lead whoever holds a hat that waits for a second step in signing in to where they add it."""
    if not viewer.waiting:
        return None
    return NextStep(
        title=_("Sign in by two steps to use your hat"),
        text=_(
            "With your hat you could change what concerns others, so a code by mail is not enough. It takes about three"
            " minutes. Until then you take part as everybody does."
        ),
        href=reverse("ways"),
        label=_("Add a second step"),
    )
