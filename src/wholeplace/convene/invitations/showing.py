"""Invitations in words and tables: what is asked of whom, how far it came, and how many stand how."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.convene.invitations.conditions import standing_of
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Called, Reply, Standing, Way
from wholeplace.convene.invitations.planning import CHOSEN, Planned
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind
from wholeplace.ui.addresses import place_url
from wholeplace.ui.tables import Cell, Column, Table

COLUMNS = (
    Column(gettext_lazy("Who"), sort="name"),
    Column(gettext_lazy("To speak for"), sort="perspective__name"),
    Column(gettext_lazy("Way"), sort="way", whole=True),
    Column(gettext_lazy("How it stands"), sort="stood"),
    Column(gettext_lazy("Asked by"), sort="by__name"),
    Column(gettext_lazy("Asked on"), sort="asked", whole=True),
)
TAGS = {Standing.JOINED: "good", Standing.YES: "good", Standing.MAYBE: "warn", Standing.NO: "wrong"}
COUNTED = {
    Standing.WAITING: gettext_lazy("{count} to be sent or called"),
    Standing.SENT: gettext_lazy("{count} not answered yet"),
    Standing.LAPSED: gettext_lazy("{count} not answered in time"),
    Standing.WRONG_NUMBER: gettext_lazy("{count} to a number that is wrong"),
    Standing.JOINED: gettext_lazy("{count} by which somebody takes part"),
    Standing.YES: gettext_lazy("{count} with a yes of somebody who is not in yet"),
    Standing.MAYBE: gettext_lazy("{count} with a maybe"),
    Standing.NO: gettext_lazy("{count} with a no"),
    Standing.ASK_OTHER: gettext_lazy("{count} that led to somebody else"),
    Standing.WITHDRAWN: gettext_lazy("{count} with an answer taken back"),
    Standing.REVOKED: gettext_lazy("{count} taken back"),
    Standing.KEPT_BACK: gettext_lazy("{count} kept back, for whoever asked no longer convenes"),
}


def who(one: IssueInvitation) -> str:
    """Return who is asked, as conveners read it."""
    if one.invited is not None:
        return one.invited.name
    return _("No longer kept") if ERASED in {one.name, one.email, one.phone, one.address} else str(one)


def invitations_table(found: Iterable[IssueInvitation], *, sort: str) -> Table:
    """Return invitations as a table, each leading to its page."""
    at = clock.now()
    rows = [
        [
            Cell(who(one), one.get_absolute_url()),
            Cell(one.perspective.name, one.perspective.get_absolute_url()),
            Way(one.way).label,
            stands(standing_of(one, at), Way(one.way)),
            one.by.name,
            _day(one.asked),
        ]
        for one in found
    ]
    return Table(_("Who was invited"), columns=COLUMNS, rows=rows, sort=sort)


def stands(standing: Standing, way: Way) -> Cell:
    """Return how an invitation stands, alike in the list and on its page."""
    waits = {Way.PHONE: _("To be called"), Way.LETTER: _("Waits for the post")}
    called = waits.get(way) if standing == Standing.WAITING else None
    return Cell(called or standing.label, tag=TAGS.get(standing, ""))


def counted(counts: Mapping[Standing, int]) -> str:
    """Say in one sentence how many invitations there are, and how they stand; somebody may be asked for several perspectives."""
    there = sum(counts.values())
    if not there:
        return ""
    said = ngettext("{count} invitation: {how}.", "{count} invitations: {how}.", there)
    how = get_text_list(
        [str(COUNTED[one]).format(count=f"{number:,}") for one, number in counts.items()], _("and")
    )
    return said.format(count=f"{there:,}", how=how)


GOES: Mapping[Way, tuple[Any, Any]] = {
    Way.PHONE: (gettext_lazy("To be called from"), gettext_lazy("Reached on")),
    Way.LETTER: (gettext_lazy("Can be posted from"), gettext_lazy("Posted on")),
}
"""What the day is called on which somebody carries an invitation, before and after."""
GOES_BY_ITSELF = (gettext_lazy("Goes out on"), gettext_lazy("Went out on"))


def told_of(viewer: Viewer, one: IssueInvitation) -> list[dict[str, Any]]:
    """Return what is known of an invitation, each with what it is called; how somebody is reached is for conveners alone."""
    before, after = GOES.get(Way(one.way), GOES_BY_ITSELF)
    reached = (one.email or one.address or one.phone) if viewer.wears(HatKind.CONVENER) else ""
    said = [
        (_("To speak for"), one.perspective.name),
        (_("Way"), Way(one.way).label),
        (_("Reached by"), reached),
        (_("Asked by"), one.by.name),
        (_("Asked on"), _day(one.asked)),
        (before, _day(one.due) if one.sent is None else ""),
        (after, _day(one.sent)),
        (_("Reminded on"), _day(one.reminded)),
        (_("Answer by"), _day(one.expires) if one.sent and not one.reply else ""),
        (_("Called"), _calls(one)),
        (_("Sponsor"), one.sponsor.by.name if one.sponsor is not None else ""),
        (_("Convener's words"), one.words),
    ]
    return [{"label": label, "value": value} for label, value in said if value and value != ERASED]


def answer_told(viewer: Viewer, one: IssueInvitation) -> list[dict[str, Any]]:
    """Return what somebody answered, and by which way; whom they named is for conveners alone."""
    if not one.reply:
        return []
    by = one.get_reply_by_display()
    if one.recorded_by is not None:
        by = _("{by}: {name}").format(by=by, name=one.recorded_by.name)
    named = (one.other_name, one.other_reach) if viewer.wears(HatKind.CONVENER) else ()
    other = ", ".join(filter(None, named))
    said = [
        (_("They say"), Reply(one.reply).label),
        (_("Because"), one.because),
        (_("Ask instead") if one.reply == Reply.ASK_OTHER else _("They also name"), other),
        (_("Answered on"), _day(one.replied)),
        (_("How it came"), by),
    ]
    return [{"label": label, "value": value} for label, value in said if value and ERASED not in str(value)]


def _calls(one: IssueInvitation) -> str:
    if not one.tries:
        return ""
    said = ngettext("{count} time, last on {day}: {how}", "{count} times, last on {day}: {how}", one.tries)
    return said.format(count=one.tries, day=_day(one.called), how=Called(one.call).label)


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""


def asked_in_words(one: IssueInvitation) -> dict[str, Any]:
    """Return what is asked, by whom and in whose words, as whoever is asked reads it."""
    sponsor = one.vouched
    return {
        "by": one.by.name,
        "sponsor": sponsor.by.name if sponsor is not None else "",
        "sponsor_words": sponsor.text if sponsor is not None else "",
        "words": "" if one.words == ERASED else one.words,
        "until": "" if one.reply else _day(one.expires),
    }


def calls_table(calls: Iterable[IssueInvitation]) -> Table:
    """Return whom somebody is to call, each leading to what they could say, with the number to press and the calls so far."""
    columns = [
        Column(_("Who")),
        Column(_("Phone"), whole=True),
        Column(_("To speak for")),
        Column(_("Calls so far")),
    ]
    rows = [
        [
            Cell(who(one), place_url(one.place, "call_invited", issue_invitation=one.pk)),
            Cell(one.phone.replace(" ", "\u00a0"), f"tel:{one.dialled}") if one.dialled else one.phone,
            one.perspective.name,
            _calls(one),
        ]
        for one in calls
    ]
    return Table(_("Whom to call"), columns=columns, rows=rows)


def script_of(one: IssueInvitation) -> list[str]:
    """Return what whoever calls could say, paragraph by paragraph."""
    words = asked_in_words(one)
    opening = _("Good day, my name is … and I call for the partnership of {place}. May I speak with {name}?")
    asking = _("We work on “{issue}”, and would like somebody there who speaks for: {perspective}.")
    nobody = _("Nobody speaks for them yet.")
    said = [
        opening.format(place=one.place.name, name=who(one)),
        asking.format(issue=one.issue.title, perspective=one.perspective.name)
        + ("" if one.perspective.is_spoken_for else f" {nobody}"),
    ]
    if words["sponsor_words"]:
        vouches = _("{name} would like you there, and says: “{words}”")
        said.append(vouches.format(name=words["sponsor"], words=words["sponsor_words"]))
    if words["words"]:
        said.append(_("{name}, who asks you, says: “{words}”").format(name=words["by"], words=words["words"]))
    if one.contact is not None and one.contact.origin != ERASED:
        said.append(
            _("If they ask how you have their number: {origin}.").format(
                origin=one.contact.origin.rstrip(".")
            )
        )
    said.append(
        _("People who take part say how they see it, and decide together. You give as much time as you can.")
    )
    said.append(
        _(
            "Would you speak for them? You can say yes, maybe or no, or tell me whom to ask instead. You can change it later."
        )
    )
    return said


def planned_table(offered: Sequence[tuple[Any, Planned]], form: Any) -> Table:
    """Return contacts who are noted for perspectives nobody speaks for, with a box for each who can be asked."""
    columns = [
        Column(_("Contact")),
        Column(_("To speak for")),
        Column(_("How they would be asked")),
        Column(_("Choose"), whole=True, pressed=True),
    ]
    rows = []
    for key, one in offered:
        name = f"{CHOSEN}{key}"
        box = form[name].as_field_group() if form is not None and name in form.boxes else ""
        reached = format_html("{}", one.way.label) if one.way else one.why_not
        rows.append(
            [
                Cell(str(one.contact), one.contact.get_absolute_url()),
                Cell(one.perspective.name, one.perspective.get_absolute_url()),
                reached,
                box,
            ]
        )
    return Table(_("Who is noted for a perspective nobody speaks for"), columns=columns, rows=rows)
