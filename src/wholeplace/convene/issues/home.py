"""What issues show on a place's first page: each with its state, those named lately, and one to take part in."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from wholeplace.convene.issues.conditions import OWNED_FROM_PEOPLE
from wholeplace.convene.issues.panels import PANELS
from wholeplace.convene.issues.queries import (
    issues_found,
    issues_not_joined,
    issues_short_of_people,
    issues_visible_to,
)
from wholeplace.convene.issues.thread import part_taken
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.places.partnership.home import Lately, NextStep, Work
from wholeplace.ui.addresses import place_url

SHOWN = 6


def work(viewer: Viewer) -> Sequence[Work]:
    """Return the newest issues, those of the viewer's own area first, each with who takes part and how far it has come."""
    issues = list(issues_found(viewer)[:SHOWN])
    told = [panel.sentences(viewer, issues) for panel in PANELS]
    return [
        Work(
            issue.title,
            _state(issue, _near(viewer, issue), [said[issue.pk] for said in told if issue.pk in said]),
            issue.get_absolute_url(),
        )
        for issue in issues
    ]


def lately(viewer: Viewer) -> Sequence[Lately]:
    """Return the issues named lately."""
    return [
        Lately(
            issue.named, _("An issue was named: {title}").format(title=issue.title), issue.get_absolute_url()
        )
        for issue in issues_visible_to(viewer)[:3]
    ]


def take_part(viewer: Viewer) -> NextStep | None:
    """Offer a member the newest issue they do not take part in; where there is none at all, a convener names it."""
    if not viewer.is_member:
        return None
    issue = issues_not_joined(viewer).first()
    if issue is not None:
        return NextStep(
            title=_("Is this your issue too?"),
            text=_("{title}. Read how it is framed, and say that you take part.").format(title=issue.title),
            href=issue.get_absolute_url(),
            label=_("Read it"),
        )
    if not viewer.wears(HatKind.CONVENER) or issues_visible_to(viewer).exists():
        return None
    return NextStep(
        title=_("Name the first issue"),
        text=_("Say what is happening and for whom. Others can then say that it is theirs too."),
        href=place_url(viewer.place, "name_issue"),
        label=_("Name an issue"),
    )


def bring_people_in(viewer: Viewer) -> NextStep | None:
    """Have a convener invite people to the newest issue of too few people or organisations for it to be the group's."""
    if not viewer.wears(HatKind.CONVENER):
        return None
    issue: Any = issues_short_of_people(viewer).first()
    if issue is None:
        return None
    people = part_taken(issue.people) or _("Nobody takes part yet")
    few = issue.people < OWNED_FROM_PEOPLE
    text = (
        _("{people}: {title}. Invite those who live with it.")
        if few
        else _("{people}, and they are not of two organisations: {title}. Invite people of another.")
    )
    return NextStep(
        title=_("Bring people in"),
        text=text.format(people=people, title=issue.title),
        href=place_url(viewer.place, "invite"),
        label=_("Invite people"),
    )


def _near(viewer: Viewer, issue: Any) -> list[str]:
    """Say of an issue that it is in the viewer's own area, for which it stands above the others."""
    home = viewer.membership.area_id if viewer.membership is not None else None
    return [_("In your area")] if home is not None and home == issue.area_id else []


def _state(issue: object, near: Sequence[str], told: Sequence[str]) -> str:
    return ". ".join([*near, part_taken(issue.people) or _("Nobody takes part yet"), *told]) + "."  # type: ignore[attr-defined] # counted by the query
