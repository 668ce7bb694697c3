"""The three things to do next in a place that has just begun."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from wholeplace.convene.first_run.queries import conveners_of
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.actors import Viewer
from wholeplace.places.partnership.home import NextStep
from wholeplace.places.sign_in.home import second_step
from wholeplace.ui.addresses import place_url

SHOWN = 3


def next_steps(viewer: Viewer) -> list[NextStep]:
    """Return the next three steps of whoever convenes, the first one first."""
    return list(_steps(viewer))[:SHOWN]


def _steps(viewer: Viewer) -> Iterator[NextStep]:
    if step := second_step(viewer):
        yield step
    people, admit = (place_url(viewer.place, name) for name in ("people", "admit_member"))
    issue = issues_visible_to(viewer).first()
    if issue is None:
        title, text = _("Name a first issue"), _("Something that nobody owns and nobody can change alone.")
        yield NextStep(title, text, place_url(viewer.place, "name_issue"), _("Name an issue"))
    if conveners_of(viewer) < 2:
        text = _(
            "Until then nothing can be done that takes two. Whoever runs the machine admits them with the hat: wholeplace"
            " person new {place}, then their address, their name, and --hat convener."
        ).format(place=viewer.place.slug)
        yield NextStep(_("Find a second convener"), text, people, _("See who is here"))
    text = _(
        "People who see it differently, from other organisations and none. Each gets a letter that says where to sign in."
    )
    yield NextStep(_("Bring people in"), text, admit, _("Admit a member"))
    if issue is not None:
        title = _("Say how you work together on “{title}”").format(title=issue.title)
        text = _("Its page leads on: what kind of problem it is, what should change, and the ground rules.")
        yield NextStep(title, text, issue.get_absolute_url(), _("Go to the issue"))
    text = _(
        "What this partnership keeps about people, in your own words. Until you write it, the page says what is true anywhere."
    )
    yield NextStep(
        _("Read your privacy notice"), text, place_url(viewer.place, "policy_privacy"), _("Read it")
    )
