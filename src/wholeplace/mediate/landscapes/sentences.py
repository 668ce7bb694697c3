"""Three to seven sentences a councillor can quote, each with the numbers and the condition that made it."""

import math
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.analysis.opinion.agreement import surest_gap
from wholeplace.kernel.people import CivicVoice
from wholeplace.mediate.landscapes.apart import apart_by
from wholeplace.mediate.landscapes.shown import (
    AT_MOST_FEW,
    HIDDEN,
    Answers,
    Figures,
    Listed,
    ShownStatement,
    people_said,
    percent,
)

MOST = 0.6
FAR_APART = 0.25
AT_MOST = 7

BECAUSE: dict[str, str | Promise] = {
    "groups": gettext_lazy(
        "Said because the answers form a pattern clearly stronger than chance: when agreement and disagreement are"
        " dealt out at random, no pattern as strong appears."
    ),
    "no_groups": gettext_lazy(
        "Said because the answers show no pattern that stands out clearly from chance."
    ),
    "too_few": gettext_lazy(
        "Said because groups of opinion are looked for only where enough people gave enough answers."
    ),
    "agreed": gettext_lazy(
        "Said of the statement with the largest agreement among those that most people in every opinion group agree"
        " with, and on which the groups do not clearly differ."
    ),
    "overlooked": gettext_lazy(
        "Said of the statement that the largest share of people agree with among those on which the figures of one opinion"
        " group or another may not be shown, because that share is larger than that of any common ground."
    ),
    "rejected": gettext_lazy(
        "Said of the statement with the largest disagreement among those that most people in every opinion group"
        " disagree with."
    ),
    "agreed_overall": gettext_lazy(
        "Said of the statement that the largest share of people agree with. There are no opinion groups to compare."
    ),
    "rejected_overall": gettext_lazy(
        "Said of the statement that the largest share of people disagree with. There are no opinion groups to compare."
    ),
    "differ": gettext_lazy(
        "Said of the statement on which two opinion groups that can be shown are most surely far apart: by more than chance"
        " would explain, however few answered."
    ),
    "split": gettext_lazy(
        "Said of the statement whose answers come closest to half and half. There are no opinion groups to compare."
    ),
    "bridge": gettext_lazy(
        "Said of the statement that is most surely supported in the group that supports it least, among those that most"
        " people in every opinion group agree with although the groups clearly differ in how many do."
    ),
    "voices": gettext_lazy(
        "Said of the statement on which two civic voices that can be shown differ most: by a quarter of their people"
        " or more."
    ),
    "missing": gettext_lazy(
        "Said because fewer than ten people of this civic voice answered, so nothing of theirs can be shown."
    ),
}

WHY_NOT: dict[str, str | Promise] = {
    "too_few_people": gettext_lazy("That is too few people to look for groups of opinion."),
    "too_few_votes": gettext_lazy("That is too few answers to look for groups of opinion."),
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
        """The condition that made the sentence, in words; who answered by name needs none."""
        return str(BECAUSE[self.code])


def sentences(figures: Figures, texts: dict[int, str]) -> list[Said]:
    """Say what a release shows, what is shared first; `texts` are the statements by number."""
    if figures.people < 0:
        return []
    said = [
        *_shared(figures, texts),
        *_overlooked(figures, texts),
        _who_spoke(figures),
        *_differ(figures, texts),
        *_bridged(figures, texts),
        *_voices(figures, texts),
        *_missing(figures),
        *_by_name(figures),
    ]
    return said[:AT_MOST]


def _who_spoke(figures: Figures) -> Said:
    """How many spoke, and how many opinion groups their answers show."""
    spoke = _("{people} gave {votes} answers.").format(
        people=people_said(figures.people), votes=f"{figures.votes:,}"
    )
    if not figures.drawn:
        code = "no_groups" if figures.why_not_drawn == "no_evidence" else "too_few"
        return Said(code, f"{spoke} {WHY_NOT[figures.why_not_drawn]}")
    bands = figures.bands("group")
    sizes = [
        _("{letter} with {people}").format(letter=band.code, people=people_said(band.people))
        for band in bands
        if band.people > 0
    ]
    if small := len(bands) - len(sizes):
        sizes.append(
            ngettext("{count} too small to show", "{count} too small to show", small).format(count=small)
        )
    told = ngettext(
        "Their answers show {count} group of opinion: {sizes}.",
        "Their answers fall into {count} groups of opinion: {sizes}.",
        len(bands),
    )
    text = f"{spoke} {told.format(count=len(bands), sizes=Listed(sizes).said)}"
    return Said("groups", text + _not_placed(figures.people - sum(band.people for band in bands), small))


def _not_placed(people: int, small: int) -> str:
    """Say how many answered too little to be in a group, where every group's size is shown."""
    if small or people <= AT_MOST_FEW:
        return ""
    return " " + _("{people} answered too little to be placed.").format(people=people_said(people))


def _shared(figures: Figures, texts: dict[int, str]) -> list[Said]:
    """What most people in every group agree on or reject; without groups, what most people do."""
    shared = figures.common_ground()
    agreed = next((one for one in shared if one.common == "agree"), None)
    if agreed is None and not figures.drawn:
        agreed = max(_answered(figures), key=_agreement, default=None)
        agreed = agreed if agreed and _agreement(agreed) >= MOST else None
    if agreed is not None:
        text = _("Most people agree: {statement} {figures}")
        if figures.drawn:
            text = _("Most people in every group of opinion agree: {statement} {figures}")
        elif agreed.everybody.says_nearly_all:
            text = _("Nearly everybody agrees: {statement} {base} people answered it.")
        return [_said("agreed" if figures.drawn else "agreed_overall", text, agreed, texts)]
    if shared:
        text = _("Most people disagree: {statement} {figures}")
        if figures.drawn:
            text = _("Most people in every group of opinion disagree: {statement} {figures}")
        return [_said("rejected" if figures.drawn else "rejected_overall", text, shared[0], texts)]
    return []


def overlooked(figures: Figures) -> ShownStatement | None:
    """Return what a larger share agrees with than with any common ground, though not every group's figures are shown."""
    if not (figures.drawn and figures.unjudged):
        return None
    agreed = [_agreement(one) for one in figures.common_ground() if one.common == "agree"]
    most = figures.unjudged[0]
    return most if _agreement(most) > max(agreed, default=MOST) else None


def _overlooked(figures: Figures, texts: dict[int, str]) -> list[Said]:
    """What may be shared even more widely, but cannot be said of every group."""
    if (most := overlooked(figures)) is None:
        return []
    text = _(
        "Most people agree with this, but it cannot be said of every group, because the figures of one group or"
        " another may not be shown: {statement} {figures}"
    )
    if any(one.common == "agree" for one in figures.common_ground()):
        text = _(
            "An even larger share of people agree with this, but it cannot be said of every group, because the figures of"
            " one group or another may not be shown: {statement} {figures}"
        )
    return [_said("overlooked", text, most, texts)]


def _differ(figures: Figures, texts: dict[int, str]) -> list[Said]:
    """On what groups are furthest apart; without groups, what splits everybody."""
    if figures.drawn:
        for one in figures.ranked("divide"):
            if len(one.rows("group")) > 1:
                low, high = _surest_pair(one.rows("group"))
                text = _(
                    "The groups differ most on: {statement} In group {one} {some} people agree, in group {other} {few}."
                )
                ends = {"one": high.code, "some": _agreeing(high), "other": low.code, "few": _agreeing(low)}
                return [_said("differ", text, one, texts, **ends)]
        return []
    split = [one for one in _answered(figures) if min(_agreement(one), _disagreement(one)) > 1 / 3]
    if not split:
        return []
    closest = min(split, key=lambda one: abs(_agreement(one) - _disagreement(one)))
    return [_said("split", _("People are most evenly split on: {statement} {figures}"), closest, texts)]


def _bridged(figures: Figures, texts: dict[int, str]) -> list[Said]:
    """What most people on every side support, although one side does so clearly more than another."""
    text = _(
        "Some groups agree with this clearly more than others, and yet most people in each of them do: {statement}"
        " {figures}"
    )
    return [_said("bridge", text, one, texts) for one in figures.ranked("bridge")[:1]]


OF_A_VOICE: dict[str, str | Promise] = {
    CivicVoice.PUBLIC.value: gettext_lazy("of the public"),
    CivicVoice.POLITICIAN.value: gettext_lazy("of the politicians"),
    CivicVoice.PROFESSIONAL.value: gettext_lazy("of the professionals"),
}


def _voices(figures: Figures, texts: dict[int, str]) -> list[Said]:
    """Where the public, politicians and professionals differ most: by much, and by more than chance would have it."""
    clear = apart_by(figures, "voice")
    apart = [
        (far, one)
        for one in figures.statements.values()
        if one.number in clear and (far := gap(one.rows("voice"))) >= FAR_APART
    ]
    if not apart:
        return []
    _largest, one = max(apart, key=lambda pair: (pair[0], -pair[1].number))
    low, high = _ends(one.rows("voice"))
    text = _("The civic voices differ most on: {statement} {one} {some} people agree, {other} {few}.")
    ends = {
        "some": _agreeing(high),
        "one": _capital(str(OF_A_VOICE[high.code])),
        "few": _agreeing(low),
        "other": str(OF_A_VOICE[low.code]),
    }
    return [_said("voices", text, one, texts, attribute="voice", **ends)]


def _unseen(figures: Figures) -> list[str]:
    """Return the civic voices that are too small to show, where voices are known at all."""
    known = {band.code: band.people for band in figures.bands("voice")}
    if not any(people > 0 for people in known.values()):
        return []
    return [voice.value for voice in CivicVoice if known.get(voice.value, 0) <= 0]


def _missing(figures: Figures) -> list[Said]:
    """Which civic voices are too small to show, and did not answer by name either."""
    missing = [str(OF_A_VOICE[voice]) for voice in _unseen(figures) if not figures.on_record(voice)]
    if not missing:
        return []
    told = ngettext(
        "Still missing: too few {voices} answered for their voice to be shown.",
        "Still missing: too few {voices} answered for their voices to be shown.",
        len(missing),
    )
    return [Said("missing", told.format(voices=Listed(missing).said))]


def _by_name(figures: Figures) -> list[Said]:
    """Which civic voices answered by name, because that is how office-holders may answer."""
    said = []
    for voice in CivicVoice:
        if count := figures.on_record(voice.value):
            told = ngettext(
                "{count} {voices} answered by name, and is in none of these figures.",
                "{count} {voices} answered by name, and are in none of these figures.",
                count,
            )
            said.append(Said("by_name", told.format(count=f"{count:,}", voices=OF_A_VOICE[voice.value])))
    return said


def _said(
    code: str,
    text: str,
    statement: ShownStatement,
    texts: dict[int, str],
    *,
    attribute: str = "group",
    **ends: str,
) -> Said:
    everybody = statement.everybody
    first = everybody.says_no_first if code.startswith("rejected") else everybody.says
    worded = text.format(
        statement=_quoted(texts[statement.number]), figures=first, base=f"{everybody.base:,}", **ends
    )
    return Said(code, worded, statement, (everybody, *statement.rows(attribute)), attribute)


def _quoted(text: str) -> str:
    """Return a statement in quotation marks, as a sentence that ends."""
    words = " ".join(text.split())
    return f"“{words}”" if words.endswith((".", "?", "!", "…")) else f"“{words}”."


def _agreeing(row: Answers) -> str:
    """Return how many of a row agree, with their base, as finely as it may be shown."""
    base = f"{row.base:,}"
    if row.agree != HIDDEN:
        return _("{agree} of {base}").format(agree=f"{row.agree:,}", base=base)
    if row.between and row.between[0] == "agree":
        _answer, low, high = row.between
        return _("{low} to {high} of {base}").format(low=f"{low:,}", high=f"{high:,}", base=base)
    if row.nearly == "agree":
        return _("nearly all of {base}").format(base=base)
    if row.hardly == "agree" or row.nearly:
        return _("hardly any of {base}").format(base=base)
    return _("{share} of {base}").format(share=percent(row.agreeing), base=base)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


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


def _surest_pair(rows: tuple[Answers, ...]) -> tuple[Answers, Answers]:
    """Return the two rows most surely far apart, the one that agrees less first; of ranges the nearer ends are taken."""

    def sureness(pair: tuple[Answers, Answers]) -> float:
        low, high = pair
        most, least = (low.agreeing or (0.0, 1.0))[1], (high.agreeing or (0.0, 1.0))[0]
        given = np.array([[math.ceil(low.base * most)], [math.floor(high.base * least)]])
        return float(surest_gap(given, np.array([[low.base], [high.base]]))[0]) if least > most else 0.0

    return max(permutations(rows, 2), key=sureness)


def gap(rows: tuple[Answers, ...]) -> float:
    """Return the least difference there can be between the two rows furthest apart."""
    gaps = [
        max(one.agreeing[0] - other.agreeing[1], other.agreeing[0] - one.agreeing[1])
        for one, other in combinations(rows, 2)
        if one.agreeing and other.agreeing
    ]
    return max(gaps, default=0.0)
