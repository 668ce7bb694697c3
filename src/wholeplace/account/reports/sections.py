"""The sections of a report, each made of what was gathered for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.account.reports.gathering import Gathered
from wholeplace.account.reports.structure import Document, Fact, Part, Quote, Section
from wholeplace.convene.changes.names import Expectation
from wholeplace.convene.changes.telling import said_of, sentence
from wholeplace.convene.issues.deciding import state_of
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.lineage.queries import Became
from wholeplace.mediate.conversations.history import Rewording, Stood
from wholeplace.mediate.landscapes.overview import left_out_said, never_asked, unseen
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.mediate.landscapes.sentences import Said
from wholeplace.mediate.landscapes.shown import Figures, ShownStatement, name_of, people_said

WHO = ("groups", "no_groups", "too_few", "missing", "by_name")
"""Sentences of the landscape that say who spoke."""
APART = ("differ", "split", "voices")
"""Sentences of the landscape that say what divides."""

QUOTED = 5
"""Statements of a kind that are quoted; a reader finds the others in the landscape."""


def document(gathered: Gathered) -> Document:
    """Return the report, whole."""
    sections = (
        Section("short", _("In short"), tuple(_short(gathered))),
        Section("issue", _("The issue, and how it is framed"), tuple(_issue(gathered))),
        Section("people", _("Who took part, and who did not"), tuple(_people(gathered))),
        Section("found", _("What was found"), tuple(_found(gathered))),
        Section("divided", _("What divides"), tuple(_divided(gathered))),
        Section("decided", _("What was decided"), tuple(_decided(gathered))),
        Section("change", _("What is expected to change, and what is not"), tuple(_change(gathered))),
        Section("next", _("What happens next"), (_next(gathered),)),
        Section("fates", _("What became of each statement"), tuple(_fates(gathered))),
        Section("how", _("How this was worked out"), (_how(gathered),)),
        Section("checkpoint", _("How to check it"), (checkpoint_part(gathered),)),
    )
    return bound(gathered, sections)


def bound(gathered: Gathered, sections: tuple[Section, ...]) -> Document:
    """Return sections as one document, under what it is about."""
    conversation = gathered.conversation
    return Document(
        caption=conversation.issue.title,
        title=conversation.title,
        dated=_dated(gathered),
        place=conversation.place.name,
        address=_address(gathered),
        sections=sections,
    )


def _dated(gathered: Gathered) -> str:
    report = gathered.report
    if report is None or report.published is None:
        return _("Draft of the report")
    day = date_format(timezone.localtime(report.published), "j F Y")
    if report.version == 1:
        return _("Report, published on {day}").format(day=day)
    return _("Report, version {version}, published on {day}").format(version=report.version, day=day)


def _address(gathered: Gathered) -> str:
    there = gathered.report or gathered.conversation
    return f"{settings.PUBLIC_URL}{there.get_absolute_url()}"


def _short(gathered: Gathered) -> Iterator[Part]:
    """Tell first what somebody should know who reads only this, and in a correction what is new."""
    report = gathered.report
    if report is not None:
        if report.reason:
            yield Part(title=_("What was corrected, and why"), words=paragraphs(report.reason))
        yield Part(words=paragraphs(report.summary))


def _issue(gathered: Gathered) -> Iterator[Part]:
    yield Part(title=_("What is happening"), words=paragraphs(gathered.happening))
    if gathered.framings:
        framing = gathered.framings[0]
        held = (
            _("A provisional framing: the people who take part have not adopted one.")
            if framing.provisional
            else _("Adopted by the people who take part.")
        )
        yield Part(title=_("How it is framed"), quotes=(Quote(framing.text, held),))
    if gathered.conversation.question:
        yield Part(title=_("What people were asked"), words=(gathered.conversation.question,))


def without_figures(gathered: Gathered) -> str:
    """Say why nothing is shown of how people answered."""
    if gathered.too_few:
        return _(
            "Fewer than ten people answered, and of so few nothing can be shown without showing who said what."
        )
    return _("How people answered is still being worked out.")


def _people(gathered: Gathered) -> Iterator[Part]:
    reading = gathered.reading
    if reading is None:
        yield Part(words=(without_figures(gathered),))
    else:
        yield Part(words=_said(reading, WHO))
        yield from _bands(reading)
    missing = gathered.report.missing if gathered.report else ""
    if missing:
        yield Part(title=_("Who did not take part"), words=paragraphs(missing))
    without = gathered.report.without.splitlines() if gathered.report else ()
    if without:
        yield Part(title=_("Who was missing when this went out"), words=tuple(without))


def _bands(reading: Reading) -> Iterator[Part]:
    titles = {"voice": _("By civic voice"), "sector": _("By sector")}
    for attribute, title in titles.items():
        shown = [band for band in reading.figures.bands(attribute) if band.people > 0]
        if shown:
            facts = (Fact(name_of(attribute, band.code), people_said(band.people)) for band in shown)
            yield Part(title=title, facts=tuple(facts))
    names = unseen(reading)
    hidden = [
        (names.too_few, _("Too few answered to be shown: {names}.")),
        (names.protected, _("Not shown, so that a small number elsewhere cannot be worked out: {names}.")),
    ]
    words = tuple(told.format(names=named) for named, told in hidden if named)
    yield Part(words=(*words, never_asked(reading.figures)))


def _said(reading: Reading, codes: Iterable[str]) -> tuple[str, ...]:
    wanted = set(codes)
    return tuple(one.text for one in reading.sentences if one.code in wanted)


def _found(gathered: Gathered) -> Iterator[Part]:
    reading = gathered.reading
    if reading is None:
        yield Part(words=(without_figures(gathered),))
        return
    yield Part(words=tuple(one.text for one in reading.sentences if _is_found(one)))
    figures = reading.figures
    for title, shown in seen_alike(reading.figures) or [(_("What nearly everyone sees alike"), [])]:
        yield _statements(gathered, title, shown)
    if figures.drawn:
        yield _statements(gathered, _("What bridges the groups"), figures.ranked("bridge"))


def seen_alike(figures: Figures) -> list[tuple[str, list[ShownStatement]]]:
    """Return the statements nearly everyone sees alike: those agreed with, and by themselves those rejected."""
    alike = figures.common_ground()
    parted = [
        (_("What nearly everyone agrees with"), [one for one in alike if one.common == "agree"]),
        (_("What nearly everyone rejects"), [one for one in alike if one.common == "disagree"]),
    ]
    return [(title, shown) for title, shown in parted if shown]


def _is_found(one: Said) -> bool:
    return one.code not in {*WHO, *APART}


def _divided(gathered: Gathered) -> Iterator[Part]:
    reading = gathered.reading
    if reading is None:
        yield Part(words=(without_figures(gathered),))
        return
    yield Part(words=_said(reading, APART))
    yield _statements(gathered, _("What divides most"), reading.figures.ranked("divide"))


def _statements(gathered: Gathered, title: str, shown: Sequence[ShownStatement]) -> Part:
    """Quote the clearest of these statements, and say how many more there are."""
    quotes = tuple(Quote(gathered.quoted[one.number], one.everybody.says) for one in shown[:QUOTED])
    words = () if quotes else (_("No statement stands out so clearly."),)
    if len(shown) > QUOTED:
        told = _("The {quoted} clearest of {all}. The others stand on the page of the landscape.")
        words = (told.format(quoted=QUOTED, all=len(shown)),)
        there = gathered.conversation.get_absolute_url()
        return Part(title=title, words=words, quotes=quotes, landscape=there)
    return Part(title=title, words=words, quotes=quotes)


def _decided(gathered: Gathered) -> Iterator[Part]:
    if not gathered.decisions:
        yield Part(words=(_("Nothing was decided together yet."),))
    for decision in gathered.decisions:
        yield Part(
            words=(outcome_of(decision), *_unread(gathered, decision)),
            quotes=tuple(_objected(gathered, decision)),
            title=decision.question,
        )


def outcome_of(decision: Decision) -> str:
    """Say how a decision ended, and when."""
    day = date_format(timezone.localtime(decision.closed), "j F Y") if decision.closed else ""
    return _("{outcome}, on {day}.").format(outcome=state_of(decision), day=day)


def _unread(gathered: Gathered, decision: Decision) -> Iterator[str]:
    """Tell readers to whom objections are not shown that there were some."""
    objected = gathered.objected.get(decision.pk)
    if objected and not gathered.viewer.is_member:
        yield ngettext(
            "{count} objection was raised. Members read it, and what was answered, on the decision's page.",
            "{count} objections were raised. Members read them, and what was answered, on the decision's page.",
            objected.raised,
        ).format(count=objected.raised)


def _objected(gathered: Gathered, decision: Decision) -> Iterator[Quote]:
    """Return each objection with its answer, and nobody's name: members find those on the decision's own page."""
    for one in gathered.objections:
        if one.decision_id == decision.pk:
            answer = (
                _("The answer: {reply}").format(reply=one.reply) if one.reply else _("It was not answered.")
            )
            stood = _("The objection was withdrawn.") if one.withdrawn else _("The objection stands.")
            yield Quote(_("Somebody objected: {text}").format(text=one.text), f"{answer} {stood}")


def _change(gathered: Gathered) -> Iterator[Part]:
    """Tell what the issue's page says should change, or should not, and then what the convener adds."""
    report = gathered.report
    expected = _changes(gathered, Expectation.EXPECTED)
    added = paragraphs(report.expected) if report else ()
    nothing = () if expected or added else (_("Nothing was set down yet."),)
    yield Part(title=_("Expected to change"), quotes=expected, words=nothing)
    yield Part(words=added)
    ruled_out = _changes(gathered, Expectation.NOT_EXPECTED)
    added = paragraphs(report.not_expected) if report else ()
    if ruled_out or added:
        yield Part(title=_("Not expected to change"), quotes=ruled_out)
        yield Part(words=added)


def _changes(gathered: Gathered, expectation: Expectation) -> tuple[Quote, ...]:
    """Quote what is expected to change, or is not: for whom or why, and how far it has come."""
    return tuple(
        Quote(one.outcome, " ".join(filter(None, (said_of(one), sentence(one)))), one.get_absolute_url())
        for one in gathered.changes
        if one.expectation == expectation
    )


def steps(gathered: Gathered) -> tuple[Fact, ...]:
    """Return the next steps, each with who has taken it on and by when."""
    return tuple(
        Fact(one.text, _("{owner}, by {day}").format(owner=one.owner, day=date_format(one.due, "j F Y")))
        for one in gathered.follow_ups
    )


def _next(gathered: Gathered) -> Part:
    facts = steps(gathered)
    return Part(words=() if facts else (_("No next step was written down."),), facts=facts)


def _fates(gathered: Gathered) -> Iterator[Part]:
    """Group the statements by what became of them, what was carried first and what moderators left out last."""
    groups: dict[tuple[int, str], list[Stood]] = defaultdict(list)
    for one in gathered.statements:
        newest = next(iter(gathered.fates.get(one.pk, ())), None)
        if not one.left_out:
            groups[_fate_said(newest)].append(one)
        elif not gathered.conversation.source:
            groups[_left_out_because(one)].append(one)
    for (_order, title), statements in sorted(groups.items(), key=lambda group: group[0][0]):
        yield Part(title=title, quotes=tuple(_line(gathered, one) for one in statements))
    yield from _left_out(gathered)


def _line(gathered: Gathered, one: Stood) -> Quote:
    """Quote a statement by its number, and the words it was said in before with how those were answered."""
    note = " ".join(_said_before(gathered, before) for before in one.earlier)
    words = _("Its words are not shown.") if one.left_out else one.with_name
    return Quote(f"{one.number}. {words}", note, href=one.href if gathered.reading is not None else "")


def _said_before(gathered: Gathered, before: Rewording) -> str:
    """Say in which words a statement was answered before it was reworded, when that was, and what was answered."""
    earlier = before.other
    figures = gathered.reworded.figures.statements.get(earlier.number) if gathered.reworded else None
    said = _("{reworded} Answers to the earlier words stay with them. Statement {number}: {words}").format(
        reworded=before.said, number=earlier.number, words=earlier.with_name
    )
    return f"{said} {figures.everybody.says}" if figures else said


def _left_out_because(one: Stood) -> tuple[int, str]:
    """Return why moderators left a statement out as the heading over it: that is its answer."""
    if not one.because:
        return 2, _("Left out by moderators, by the word of two")
    return 2, _("Left out by moderators, by the word of two: {because}").format(because=one.because)


def _fate_said(newest: Became | None) -> tuple[int, str]:
    """Return what became of statements as the heading over them, after where it stands in their order."""
    if newest is None:
        return 1, _("Still owed an answer")
    if newest.carried:
        return 0, _("Carried into {name}").format(name=newest.title or _("something you may not read"))
    return 1, _("Not carried: {because}").format(because=newest.because)


def _left_out(gathered: Gathered) -> Iterator[Part]:
    if gathered.reading is not None and (said := left_out_said(gathered.reading.figures)):
        yield Part(words=tuple(said))


def _how(gathered: Gathered) -> Part:
    if gathered.release is None or gathered.reading is None:
        return Part(
            words=(_("No figures were released. Statements, decisions and answers stand in the record."),)
        )
    day = date_format(timezone.localtime(gathered.release.taken), "j F Y")
    figures = gathered.reading.figures
    words = [
        _(
            "The figures are release {number}, worked out on {day}. The conversation is closed, so they will not change."
        ).format(number=gathered.release.number, day=day),
        _(
            "Figures rest on ten people or more. No number below five is shown, nor one from which it could be worked out."
        ),
    ]
    if figures.drawn:
        words.append(
            _(
                "Common ground is what most people in every group agree with, where the groups do not clearly differ in how"
                " many do. A bridge is what most people in every group agree with although the groups clearly differ."
            )
        )
    words.append(
        _(
            "What became of each statement was said by the convener. Each answer, and any before it, stands in the record."
        )
    )
    return Part(words=tuple(words))


def checkpoint_part(gathered: Gathered) -> Part:
    """Return the signature on the record from before it went out, and what it is good for."""
    if not gathered.checkpoint:
        return Part(
            words=(
                _(
                    "No checkpoint was signed before this went out. The first one comes within a day, and stands on the page of the record."
                ),
            )
        )
    words = _("Whoever keeps these lines can later prove if anything written before them was changed.")
    return Part(words=(words, *gathered.checkpoint.strip().splitlines()))


def paragraphs(text: str) -> tuple[str, ...]:
    """Return a text as its paragraphs."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
