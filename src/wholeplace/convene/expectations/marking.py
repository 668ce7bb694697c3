"""Marking that lines of two cards match or do not fit together, and dismissing what was only suggested."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.expectations.conditions import (
    can_be_taken_back,
    line_stands,
    marked_it,
    marks_lines,
    pair_refused,
    people_of,
)
from wholeplace.convene.expectations.models import Card, CardLine, Dismissal, Pairing
from wholeplace.convene.expectations.names import LineKind, PairingKind
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.locks import held_with_others
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.records import Audience

YOURS = _("You take part for one of the two parties.")


@action(
    "expectation.mark",
    title=_("Mark that two lines match, or do not fit together"),
    says=_("{actor} marked how lines of two cards go together"),
    may=marks_lines,
    when=line_stands,
    within="line",
    doors=BY_PERSON,
)
def mark(
    act: Act,
    *,
    line: CardLine,
    kind: PairingKind,
    why: str,
    other: CardLine | None = None,
    party: Card | None = None,
) -> Pairing:
    """Mark that a line matches one of another card, or does not fit with it; without `other`, that `party` does not offer it."""
    other = held_with_others(other) if other is not None else None
    party = other.card if other is not None else party
    if party is None:
        raise Refused("pair_needs_two_cards")
    if refusal := pair_refused(line, kind, other, party):
        raise Refused(refusal.code, **refusal.params)
    if other is not None:
        line, other = sorted((line, other), key=_first)
        party = other.card
    if Pairing.objects.filter(line=line, other=other, party=party, taken_back=None).exists():
        raise Refused("paired_already")
    made = Pairing.objects.create(
        place=act.place,
        audience=Audience.PARTNERSHIP,
        issue=line.card.issue,
        kind=kind,
        line=line,
        other=other,
        party=party,
        why=why,
        by=act.membership,
        marked=act.at,
    )
    act.record(made)
    if kind == PairingKind.MISMATCH:
        _tell_both(act, made)
    return made


def _first(line: CardLine) -> tuple[int, str]:
    """Return what puts an expectation before an offer, and that before what somebody cannot accept."""
    return LineKind.values.index(line.kind), str(line.pk)


def _tell_both(act: Act, pairing: Pairing) -> None:
    """Tell whoever takes part for either party that somebody sees a mismatch, and why."""
    notify(
        act,
        [*people_of(pairing.line.card), *people_of(pairing.party)],
        title=_("Somebody sees that what you and another party say does not fit together"),
        text=pairing.why,
        href=pairing.get_absolute_url(),
        why=YOURS,
    )


@action(
    "expectation.take_back",
    title=_("Take back a match or mismatch"),
    says=_("{actor} took back how lines of two cards go together"),
    may=marked_it,
    when=can_be_taken_back,
    on="pairing",
    doors=BY_PERSON,
)
def take_back(act: Act, *, pairing: Pairing) -> Pairing:
    """Take back what one marked, as long as the two parties have not agreed on it."""
    pairing.taken_back = act.at
    pairing.save()
    act.record(pairing)
    return pairing


@action(
    "expectation.dismiss",
    title=_("Say that two lines have nothing to do with each other"),
    says=_("{actor} said of lines of two cards that they have nothing to do with each other"),
    may=marks_lines,
    when=line_stands,
    within="line",
    doors=BY_PERSON,
)
def dismiss(act: Act, *, line: CardLine, other: CardLine) -> Dismissal:
    """Have two lines suggested no more as alike, to anybody; whoever sees it differently can still mark them."""
    if other.card.issue_id != line.card.issue_id or other.card_id == line.card_id:
        raise Refused("pair_needs_two_cards")
    line, other = sorted((line, other), key=_first)
    made, new = Dismissal.objects.get_or_create(
        line=line,
        other=other,
        defaults={
            "place": act.place,
            "audience": Audience.PARTNERSHIP,
            "by": act.membership,
            "dismissed": act.at,
        },
    )
    if new:
        act.record(made)
    return made
