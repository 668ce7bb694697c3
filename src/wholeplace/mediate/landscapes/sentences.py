"""Three to six sentences a councillor can quote, each with the numbers and the condition that made it."""

from dataclasses import dataclass
from itertools import combinations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.kernel.people import CivicVoice
from wholeplace.mediate.landscapes.shown import (
    Answers,
    Figures,
    ShownStatement,
    name_of,
    people_said,
    percent,
)

MOST = 0.6
FAR_APART = 0.25
AT_MOST = 6

BECAUSE: dict[str, str | Promise] = {
    "groups": gettext_lazy(
        "Said because the pattern of answers is clearly stronger than chance: shuffling who agreed and who disagreed"
        " never gives a pattern as strong."
    ),
    "no_groups": gettext_lazy("Said because no pattern of answers stands out clearly from chance."),
    "agreed": gettext_lazy(
        "Said of the statement with the largest agreement among those that most people in every group agree on."
    ),
    "rejected": gettext_lazy("Said because most people in every group disagree with it."),
    "agreed_overall": gettext_lazy(
        "Said of the statement most people agree with; no groups could be compared."
    ),
    "differ": gettext_lazy(
        "Said of the statement on which opinion groups are furthest apart, by more than chance would explain."
    ),
    "split": gettext_lazy("Said of the statement whose answers come closest to half and half."),
    "bridge": gettext_lazy(
        "Said of the statement whose agreement is largest in the group that agrees with it least, although the groups"
        " differ on much else."
    ),
    "voices": gettext_lazy(
        "Said of the statement on which the shares agreeing differ most between two civic voices that can be shown."
    ),
    "by_name": gettext_lazy("Said because these people chose to answer on the record. Their answers stand on each statement's page."),
    "missing": gettext_lazy(
        "Said because fewer than ten people of this voice answered, so nothing of theirs can be shown."
    ),
}

WHY_NOT: dict[str, str | Promise] = {
    "too_few_people": gettext_lazy("That is too few people to draw groups of opinion."),
    "too_few_votes": gettext_lazy("That is too few answers to draw groups of opinion."),
    "no_evidence": gettext_lazy("Their answers do not fall into clear groups of opinion."),
}


@dataclass(frozen=True)
class Said:
    """A sentence, the rows of numbers behind it, and the condition under which it is said."""

    code: str
    text: str
    statement: ShownStatement | None = None
    rows: tuple[Answers, ...] = ()
    attribute: str = ""

    @property
    def because(self) -> str:
        """The condition that made the sentence, in words."""
        return str(BECAUSE[self.code])


def sentences(figures: Figures, texts: dict[int, str]) -> list[Said]:
    """Say what a release shows, what is shared first; `texts` are the statements by number."""
    if figures.people < 0:
        return []
    said = [
        *_agreed(figures, texts),
        *_differ(figures, texts),
        *_bridged(figures, texts),
        *_voices(figures, texts),
        _who_spoke(figures),
        *_missing(figures),
    ]
    return said[:AT_MOST]


def _who_spoke(figures: Figures) -> Said:
    """How many spoke, and how many opinion groups their answers show."""
    spoke = _("{people} answered {votes} times.").format(
        people=people_said(figures.people), votes=f"{figures.votes:,}"
    )
    if not figures.drawn:
        return Said("no_groups", f"{spoke} {WHY_NOT[figures.why_not_drawn]}")
    bands = figures.bands("group")
    sizes = ", ".join(
        _("{group}: {people}").format(group=name_of("group", band.code), people=people_said(band.people))
        for band in bands
        if band.people > 0
    )
    told = _("Their answers fall into {count} groups of opinion ({sizes}).")
    return Said("groups", f"{spoke} {told.format(count=len(bands), sizes=sizes)}")


def _agreed(figures: Figures, texts: dict[int, str]) -> list[Said]:
    """What most people in every group agree on; without groups, what most people agree on."""
    shared = figures.common_ground()
    for one in shared:
        if one.common == "agree":
            text = _("Most people agree: {statement} {figures}")
            return [_said("agreed", text, one, texts, attribute="group")]
    if shared:
        return [
            _said(
                "rejected",
                _("Most people reject: {statement} {figures}"),
                shared[0],
                texts,
                attribute="group",
            )
        ]
    best = max(_answered(figures), key=_agreement, default=None)
    if best is None or _agreement(best) < MOST:
        return []
    return [_said("agreed_overall", _("Most people agree: {statement} {figures}"), best, texts)]


def _differ(figures: Figures, texts: dict[int, str]) -> list[Said]:
    """On what groups are furthest apart; without groups, what splits everybody."""
    for one in figures.ranked("divide"):
        if len(one.rows("group")) > 1:
            low, high = _ends(one.rows("group"))
            text = _("They differ most on: {statement} {high} of {one} agree, {low} of {other}.").format(
                statement="{statement}",
                high=percent(high.agreeing),
                one=name_of("group", high.code),
                low=percent(low.agreeing),
                other=name_of("group", low.code),
            )
            return [_said("differ", text, one, texts, attribute="group")]
    if figures.drawn:
        return []
    split = [one for one in _answered(figures) if min(_agreement(one), _disagreement(one)) > 1 / 3]
    if not split:
        return []
    closest = min(split, key=lambda one: abs(_agreement(one) - _disagreement(one)))
    return [_said("split", _("People are most evenly split on: {statement} {figures}"), closest, texts)]


def _bridged(figures: Figures, texts: dict[int, str]) -> list[Said]:
    """What has support on every side."""
    for one in figures.ranked("bridge"):
        if one.rows("group") and one.common != "agree":
            text = _("A bridge between the groups is: {statement} {figures}")
            return [_said("bridge", text, one, texts, attribute="group")]
    return []


def _voices(figures: Figures, texts: dict[int, str]) -> list[Said]:
    """Where the public, politicians and professionals differ most."""
    apart = [
        (gap, one) for one in figures.statements.values() if (gap := _gap(one.rows("voice"))) >= FAR_APART
    ]
    if not apart:
        return []
    _largest, one = max(apart, key=lambda pair: (pair[0], -pair[1].number))
    low, high = _ends(one.rows("voice"))
    text = _("The voices differ most on: {statement} {high} of the {one} agree, {low} of the {other}.").format(
        statement="{statement}",
        high=percent(high.agreeing),
        one=name_of("voice", high.code).lower(),
        low=percent(low.agreeing),
        other=name_of("voice", low.code).lower(),
    )
    return [_said("voices", text, one, texts, attribute="voice")]


def _missing(figures: Figures) -> list[Said]:
    """Which civic voice is too small to show or answers by name, where voices are known at all."""
    known = {band.code: band.people for band in figures.bands("voice")}
    if not any(people > 0 for people in known.values()):
        return []
    unseen = [voice for voice in CivicVoice if known.get(voice.value, 0) <= 0]
    by_name = [voice for voice in unseen if figures.on_record(voice.value)]
    missing = [str(voice.label).lower() for voice in unseen if voice not in by_name]
    said = []
    for voice in by_name:
        told = ngettext(
            "{count} of the {voices} answered by name, and is in none of the figures.",
            "{count} of the {voices} answered by name, and are in none of the figures.",
            figures.on_record(voice.value),
        )
        said.append(
            Said("by_name", told.format(count=figures.on_record(voice.value), voices=str(voice.label).lower()))
        )
    if missing:
        told = _("Missing: too few {voices} answered for their voice to be shown.")
        said.append(Said("missing", told.format(voices=_(" and ").join(missing))))
    return said


def _said(
    code: str, text: str, statement: ShownStatement, texts: dict[int, str], *, attribute: str = ""
) -> Said:
    quoted = "“" + texts[statement.number].strip() + "”"
    worded = text.format(statement=quoted, figures=statement.everybody.says)
    return Said(code, worded, statement, (statement.everybody, *statement.rows(attribute)), attribute)


def _answered(figures: Figures) -> list[ShownStatement]:
    return [one for one in figures.statements.values() if not one.everybody.hidden and not one.moderated]


def _agreement(one: ShownStatement) -> float:
    shares = one.everybody.agreeing
    return shares[0] if shares else 0.0


def _disagreement(one: ShownStatement) -> float:
    shares = one.everybody.disagreeing
    return shares[0] if shares else 0.0


def _ends(rows: tuple[Answers, ...]) -> tuple[Answers, Answers]:
    """Return the rows that agree least and most."""
    ranked = sorted(rows, key=lambda row: sum(row.agreeing or (0.0, 0.0)))
    return ranked[0], ranked[-1]


def _gap(rows: tuple[Answers, ...]) -> float:
    """Return the least difference there can be between the two rows furthest apart."""
    gaps = [
        max(one.agreeing[0] - other.agreeing[1], other.agreeing[0] - one.agreeing[1])
        for one, other in combinations(rows, 2)
        if one.agreeing and other.agreeing
    ]
    return max(gaps, default=0.0)
