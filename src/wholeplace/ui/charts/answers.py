"""Bars of answers, in the parts a release shows: never a part it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wholeplace.ui.charts.svg import element, percent


class Answer(StrEnum):
    """An answer to a statement, or answers that a release shows only together."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105 answers, not secrets
    AGREE_OR_PASS = "agree-or-pass"  # noqa: S105
    DISAGREE_OR_PASS = "disagree-or-pass"  # noqa: S105
    ANY = "any"


WORDS: dict[Answer, str | Promise] = {
    Answer.AGREE: _("agree"),
    Answer.DISAGREE: _("disagree"),
    Answer.PASS: _("pass"),
    Answer.AGREE_OR_PASS: _("agree or pass"),
    Answer.DISAGREE_OR_PASS: _("disagree or pass"),
    Answer.ANY: _("answered"),
}
COLOURS = {
    Answer.AGREE: "#0072b2",
    Answer.DISAGREE: "#d55e00",
    Answer.PASS: "#8a8f98",
    Answer.AGREE_OR_PASS: "#7fa3bd",
    Answer.DISAGREE_OR_PASS: "#c99b77",
    Answer.ANY: "#b9bcc2",
}
SIGNS = {
    Answer.AGREE: "M3 8.5l3.5 3.5L13 5",
    Answer.DISAGREE: "M4 4l8 8M12 4l-8 8",
    Answer.PASS: "M4 8h8",
}
HEIGHT = 16


@dataclass(frozen=True)
class Part:
    """How many people gave an answer, or one of the answers shown together."""

    answer: Answer
    count: int
    mostly: Answer | None = None
    """The one of the answers shown together that nearly all of these people gave, where that is known."""


def answer_bar(parts: Sequence[Part]) -> SafeString:
    """Draw answers as one bar with its numbers in words below; the parts together are everybody counted."""
    base = sum(part.count for part in parts)
    shares: list[SafeString] = []
    start = 0.0
    for part in parts:
        share = part.count / base if base else 0.0
        shares.append(_stretch(part.answer, start, share))
        start += share
    return _bar(shares, [*map(_told, parts), element("li", _of(base), class_="wp-bar__base")])


def _told(part: Part) -> SafeString:
    """Say what a part holds."""
    words = [_sign(part.answer), element("b", f"{part.count:,}"), " ", WORDS[part.answer]]
    if part.mostly is not None:
        words.append(gettext(" (nearly all of them %(answer)s)") % {"answer": WORDS[part.mostly]})
    return element("li", *words, class_="wp-bar__part")


def range_bar(answer: Answer, *, low: int, high: int, base: int) -> SafeString:
    """Draw answers of which only this is known: how many people at the least and at the most gave this one."""
    other = Answer.AGREE_OR_PASS if answer is Answer.DISAGREE else Answer.DISAGREE_OR_PASS
    first, last = low / base, high / base
    stretches = [
        _stretch(answer, 0.0, first),
        _stretch(answer, first, last - first, opacity=0.45),
        _stretch(other, last, 1 - last),
    ]
    ends = gettext("%(low)s to %(high)s") % {"low": f"{low:,}", "high": f"{high:,}"}
    told = element("li", _sign(answer), element("b", ends), " ", WORDS[answer], class_="wp-bar__part")
    return _bar(stretches, [told, element("li", _of(base), class_="wp-bar__base")])


def base_bar(base: int) -> SafeString:
    """Draw answers of which only this is told: how many people answered."""
    said = ngettext("%(count)s person answered", "%(count)s people answered", base) % {"count": f"{base:,}"}
    return _bar([_stretch(Answer.ANY, 0.0, 1.0)], [element("li", said, class_="wp-bar__part")])


def nearly_bar(answer: Answer, *, base: int) -> SafeString:
    """Draw answers of which only this is told: nearly all of these people gave this one."""
    said = gettext("Nearly all of %(count)s people %(answer)s") % {
        "count": f"{base:,}",
        "answer": WORDS[answer],
    }
    fading = [_stretch(answer, 0.0, 0.9), _stretch(answer, 0.9, 0.1, opacity=0.35)]
    return _bar(fading, [element("li", _sign(answer), said, class_="wp-bar__part")])


def nearly_none_bar(answer: Answer, *, base: int) -> SafeString:
    """Draw answers of which only this is told: hardly any of these people gave this one."""
    said = gettext("Hardly any of %(count)s people %(answer)s") % {
        "count": f"{base:,}",
        "answer": WORDS[answer],
    }
    return _bar(
        [_stretch(answer, 0.0, 0.03), _stretch(Answer.ANY, 0.03, 0.97, opacity=0.5)],
        [element("li", _sign(answer), said, class_="wp-bar__part")],
    )


def share_bar(share: float) -> SafeString:
    """Draw how much of a whole there is, without words: they stand beside it."""
    whole = _stretch(Answer.ANY, 0.0, 1.0, opacity=0.35)
    return _drawn([whole, _stretch(Answer.AGREE, 0.0, share)])


def hidden_bar() -> SafeString:
    """Draw the place of answers too few to show."""
    outline = element(
        "rect",
        x="0",
        y=1,
        width="100%",
        height=HEIGHT - 2,
        fill="none",
        stroke="#7a766d",
        stroke_dasharray="4 4",
    )
    return _bar([outline], [element("li", gettext("Too few to show"), class_="wp-bar__base")])


def _of(base: int) -> str:
    return ngettext("of %(count)s person", "of %(count)s people", base) % {"count": f"{base:,}"}


def _stretch(answer: Answer, start: float, share: float, *, opacity: float | None = None) -> SafeString:
    return element(
        "rect",
        x=percent(start),
        y=0,
        width=percent(share),
        height=HEIGHT,
        fill=COLOURS[answer],
        fill_opacity=opacity,
        class_="wp-bar__stretch",
    )


def _sign(answer: Answer) -> SafeString:
    """Draw the sign that names an answer without its colour."""
    inner = [element("rect", width=16, height=16, rx=3, fill=COLOURS[answer])]
    if answer in SIGNS:
        inner.append(element("path", d=SIGNS[answer], fill="none", stroke="#fff", stroke_width=2.5))
    return element(
        "svg", *inner, viewBox="0 0 16 16", width=16, height=16, aria_hidden="true", focusable="false"
    )


def _bar(stretches: Sequence[SafeString], told: Sequence[SafeString]) -> SafeString:
    return element("div", _drawn(stretches), element("ul", *told, class_="wp-bar__told"), class_="wp-bar")


def _drawn(stretches: Sequence[SafeString]) -> SafeString:
    return element(
        "svg",
        *stretches,
        width="100%",
        height=HEIGHT,
        class_="wp-bar__picture",
        aria_hidden="true",
        focusable="false",
    )
