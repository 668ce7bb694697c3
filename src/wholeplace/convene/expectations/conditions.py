"""Who speaks for a party, what makes a card and a pair of lines whole, and whether a mismatch can still be settled."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.expectations.models import (
    LONGEST,
    Card,
    CardLine,
    Pairing,
    ProposedRules,
    Settling,
)
from wholeplace.convene.expectations.names import GO_TOGETHER, Ending, LineKind, PairingKind
from wholeplace.convene.issues.conditions import (
    OWNED_FROM_ORGANISATIONS,
    OWNED_FROM_PEOPLE,
    can_still_be_decided,
    is_provisional,
    may_propose,
    taking_part_now,
)
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, any_of, wears
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.kernel.scopes import declare_standing_in
from wholeplace.kernel.wording import declare_wording

MOST_LINES = 10
PARKED_FOR = dt.timedelta(days=366)
"""How long a mismatch can be parked at most."""

declare_wording(
    {
        "card_is_empty": _("Write at least one line: what you expect, can offer or cannot accept."),
        "too_many_lines": _("Write at most {most} lines under “{kind}”. Keep those that matter most."),
        "line_too_long": _(
            "Line {number} under “{kind}” is longer than {most} characters. Say it in fewer words, or on two lines."
        ),
        "card_changed_meanwhile": _(
            "Somebody of your organisation has changed this card since you opened it. Open it afresh, and change that."
        ),
        "say_why_card_changed": _(
            "Others have already gone by a line that you change here. Say why it changes: both stay readable."
        ),
        "card_of_another": _("This is the card of {party}. Whoever takes part for them changes it."),
        "line_dropped": _("This line no longer stands: it was dropped, or said otherwise. Go on with the newer one."),
        "not_an_offer": _("Only what is offered has an amount."),
        "amount_out_of_range": _("Give an amount above nought, with at most two figures after the point."),
        "pair_needs_two_cards": _("Choose a line of the card of another party in the same issue."),
        "do_not_go_together": _(
            "These two lines cannot go together like this. An expectation matches an offer, or the same expectation. What does"
            " not fit is an expectation or an offer beside what somebody else says."
        ),
        "paired_already": _("Somebody has marked these two already."),
        "marked_by_another": _("Whoever marked it takes it back, and nobody else."),
        "pairing_taken_back": _("This was taken back. It counts no more."),
        "mismatch_is_over": _("Both parties have agreed on this already."),
        "not_a_mismatch": _("This is a match, so there is nothing to settle."),
        "mismatch_of_others": _(
            "This is for the two parties to settle: {one} and {other}. Whoever takes part for one of them can."
        ),
        "other_party_confirms": _("Your party has said this. Now it is for {party} to confirm it, or to say otherwise."),
        "waits_for_the_other_party": _(
            "One party has said what to do about this, and {party} has yet to confirm it. Until then only the two can park it."
        ),
        "settling_is_over": _("This no longer waits: something newer was said, or it was confirmed."),
        "park_until_later": _("Choose a day after today, and within a year."),
        "lines_not_of_issue": _("Choose lines from the cards of this issue."),
        "drawn_rules_erased": _(
            "Something in these was erased, as whoever had written it wished. Draw ground rules up anew."
        ),
        "rules_not_yet_the_groups": _(
            "Ground rules are decided on together once {people} people of {organisations} organisations take part at the same"
            " time. Until then a convener declares them, and everybody is asked whether they agree."
        ),
    }
)  # fmt: skip

declare_standing_in(Card, lambda one: (one.issue_id,))
declare_standing_in(CardLine, lambda one: (one.card.issue_id,))
declare_standing_in(Pairing, lambda one: (one.issue_id,))
declare_standing_in(Settling, lambda one: (one.pairing.issue_id,))


def card_of(actor: Actor, issue: Issue) -> "QuerySet[Card]":
    """Return the card of the party somebody acts for in an issue, if it has one: their organisation's, or their own."""
    cards, member = Card.objects.filter(issue=issue), actor.membership
    assert member is not None
    if actor.on_behalf_of is not None:
        return cards.filter(organisation=actor.on_behalf_of)
    return cards.filter(member__person=member.person_id)


def belongs_to_party(member: Membership | None, card: Card) -> bool:
    """Say whether somebody could act for the party a card is of: it is their organisation, or they themselves."""
    if member is None:
        return False
    if card.organisation_id is not None:
        return member.organisation_id == card.organisation_id
    return card.member is not None and card.member.is_same_person_as(member)


def speaks_for(actor: Actor, card: Card) -> bool:
    """Say whether somebody acts for the party a card is of: on behalf of that organisation, or for themselves."""
    body = actor.on_behalf_of.pk if actor.on_behalf_of is not None else None
    return body == card.organisation_id and belongs_to_party(actor.membership, card)


def acting_for(actor: Actor, *cards: Card) -> Actor:
    """Return somebody as they act on a page for one of these parties: the one they act for already, or else the one they belong to."""
    if any(speaks_for(actor, card) for card in cards):
        return actor
    theirs = next((card for card in cards if belongs_to_party(actor.membership, card)), None)
    return actor if theirs is None else actor.viewer.acting(hat=actor.hat, on_behalf_of=theirs.organisation)


def people_of(card: Card) -> list[Membership]:
    """Return who takes part in the issue for the party a card is of."""
    theirs = Q(member__organisation=card.organisation_id)
    if card.member is not None:
        theirs = Q(member__person=card.member.person_id)
    parts = taking_part_now(card.issue_id).filter(theirs).select_related("member")
    return [one.member for one in parts.order_by("since", "pk")]


def writes_line(actor: Actor, line: CardLine) -> Refusal | None:
    """The actor takes part in the issue for the party whose card the line is on."""
    if refusal := may_propose(actor, line.card.issue):
        return refusal
    if speaks_for(actor, line.card):
        return None
    return Refusal("card_of_another", {"party": str(line.card)})


def marks_lines(actor: Actor, line: CardLine) -> Refusal | None:
    """The actor takes part in the issue the line belongs to, and does not facilitate there."""
    return may_propose(actor, line.card.issue)


def line_stands(_actor: Actor, line: CardLine) -> Refusal | None:
    """The line was neither dropped nor said otherwise."""
    return None if line.dropped is None else Refusal("line_dropped")


def is_standing_offer(actor: Actor, line: CardLine) -> Refusal | None:
    """The line is an offer, and stands."""
    return line_stands(actor, line) or (None if line.kind == LineKind.OFFERS else Refusal("not_an_offer"))


def unfit(said: Mapping[LineKind, Sequence[str]]) -> Refusal | None:
    """Return what is wrong with the lines of a card."""
    if not any(said.values()):
        return Refusal("card_is_empty")
    for kind, texts in said.items():
        if len(texts) > MOST_LINES:
            return Refusal("too_many_lines", {"most": MOST_LINES, "kind": kind.label})
        for number, text in enumerate(texts, start=1):
            if len(text) > LONGEST:
                return Refusal("line_too_long", {"number": number, "kind": kind.label, "most": LONGEST})
    return None


def marked(line: CardLine) -> bool:
    """Say whether somebody has marked a line in a match or a mismatch that was not taken back."""
    return Pairing.objects.filter(Q(line=line) | Q(other=line), taken_back=None).exists()


def pair_refused(line: CardLine, kind: PairingKind, other: CardLine | None, party: Card) -> Refusal | None:
    """Return why a line cannot be paired with another, or with the silence of a party."""
    if party == line.card or party.issue_id != line.card.issue_id:
        return Refusal("pair_needs_two_cards")
    if other is None:
        silent = kind == PairingKind.MISMATCH and line.kind == LineKind.EXPECTS
        return None if silent else Refusal("do_not_go_together")
    if other.dropped is not None:
        return Refusal("line_dropped")
    together = frozenset({LineKind(line.kind), LineKind(other.kind)}) in GO_TOGETHER[kind]
    return None if together else Refusal("do_not_go_together")


def marked_it(actor: Actor, pairing: Pairing) -> Refusal | None:
    """The actor marked the two lines."""
    return None if pairing.by.is_same_person_as(actor.membership) else Refusal("marked_by_another")


def newest_settling(pairing: Pairing) -> Settling | None:
    """Return what was said last of a mismatch."""
    return Settling.objects.filter(pairing=pairing).order_by("-number").first()


def is_agreed(pairing: Pairing) -> bool:
    """Say whether both parties have agreed on a mismatch."""
    return Settling.objects.filter(pairing=pairing, confirmed__isnull=False).exists()


def can_be_taken_back(_actor: Actor, pairing: Pairing) -> Refusal | None:
    """What was marked still counts, and the parties have not agreed on it."""
    if pairing.taken_back is not None:
        return Refusal("pairing_taken_back")
    return Refusal("mismatch_is_over") if is_agreed(pairing) else None


def is_one_of_the_parties(actor: Actor, pairing: Pairing) -> Refusal | None:
    """The actor takes part in the issue for one of the two parties."""
    if refusal := may_propose(actor, pairing.issue):
        return refusal
    parties = (pairing.line.card, pairing.party)
    if any(speaks_for(actor, card) for card in parties):
        return None
    one, other = map(str, parties)
    return Refusal("mismatch_of_others", {"one": one, "other": other})


may_park = any_of(is_one_of_the_parties, wears(HatKind.CONVENER))
"""The actor takes part for one of the two parties, or convenes."""


def can_be_settled(actor: Actor, pairing: Pairing) -> Refusal | None:
    """It is a mismatch that still counts, and the parties have not agreed on it."""
    if pairing.kind != PairingKind.MISMATCH:
        return Refusal("not_a_mismatch")
    return can_be_taken_back(actor, pairing)


def can_be_parked(actor: Actor, pairing: Pairing) -> Refusal | None:
    """It can be settled; what one party said of it, and the other has yet to confirm, only the two put aside."""
    if refusal := can_be_settled(actor, pairing):
        return refusal
    newest = newest_settling(pairing)
    of_one = any(speaks_for(actor, card) for card in (pairing.line.card, pairing.party))
    if newest is None or of_one or settling_waits(actor, newest):
        return None
    return Refusal("waits_for_the_other_party", {"party": str(other_party(newest))})


def confirms_for_the_other(actor: Actor, settling: Settling) -> Refusal | None:
    """The actor takes part for the party that has yet to confirm, and is not who said it first."""
    if refusal := is_one_of_the_parties(actor, settling.pairing):
        return refusal
    if settling.by.is_same_person_as(actor.membership):
        return Refusal("own_word_counts_once")
    waited_for = other_party(settling)
    if waited_for is not None and speaks_for(actor, waited_for):
        return None
    return Refusal("other_party_confirms", {"party": str(waited_for)})


def other_party(settling: Settling) -> Card | None:
    """Return the party that has yet to confirm what was said of a mismatch; none where nobody has to."""
    if settling.party is None:
        return None
    pairing = settling.pairing
    return pairing.party if settling.party_id == pairing.line.card_id else pairing.line.card


def settling_waits(_actor: Actor, settling: Settling) -> Refusal | None:
    """It is the newest that was said of the mismatch, is for the other party to confirm, and was not confirmed."""
    newest = newest_settling(settling.pairing)
    waits = settling.kind != Ending.PARKED and settling.confirmed is None and newest == settling
    if settling.pairing.taken_back is not None or not waits:
        return Refusal("settling_is_over")
    return None


def day_refused(until: dt.date, *, today: dt.date) -> Refusal | None:
    """Return why a mismatch cannot be parked until a day."""
    return None if today < until <= today + PARKED_FOR else Refusal("park_until_later")


def rules_are_the_groups(actor: Actor, issue: Issue) -> Refusal | None:
    """Five people of two organisations made the issue theirs, so that ground rules can be decided on together."""
    if is_provisional(actor, issue):
        return None
    return Refusal(
        "rules_not_yet_the_groups", {"people": OWNED_FROM_PEOPLE, "organisations": OWNED_FROM_ORGANISATIONS}
    )


def rules_can_be_put(drawn: ProposedRules) -> Refusal | None:
    """Return why a group cannot be asked about ground rules that were drawn up."""
    if ERASED in {drawn.rules, drawn.red_lines}:
        return Refusal("drawn_rules_erased")
    return can_still_be_decided(drawn)
