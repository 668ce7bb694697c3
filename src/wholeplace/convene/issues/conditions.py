"""Who may work on an issue, and what its state allows."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Amendment, Framing, Issue, ProposedFraming, TakingPart
from wholeplace.convene.issues.names import SAID_ANEW
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, in_hat, wears
from wholeplace.kernel.decisions.conditions import waits_for_second
from wholeplace.kernel.decisions.models import Decision, Option
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.decisions.purposes import PURPOSES
from wholeplace.kernel.lineage.models import Link
from wholeplace.kernel.people import Hat, HatKind, HatState, Membership
from wholeplace.kernel.prepared import prepared
from wholeplace.kernel.records import Record
from wholeplace.kernel.wording import declare_wording

OWNED_FROM_PEOPLE = 5
OWNED_FROM_ORGANISATIONS = 2

declare_wording(
    {
        "takes_part_already": _("You already take part in this issue."),
        "does_not_take_part": _("You do not take part in this issue. Press “Take part” first."),
        "owned_by_group": _(
            "Once {people} people of {organisations} organisations had taken part, the framing was the group's: it changes"
            " only by their decision."
        ),
        "audience_not_yet": _("An issue is for everybody, or for the members of the partnership."),
        "not_yet_the_groups": _(
            "An issue is decided on together once {people} people of {organisations} organisations take part at the same time."
            " Until then its framing is provisional."
        ),
        "decision_under_way": _(
            "The group is deciding on something here already. One decision comes after the other."
        ),
        "asked_already": _(
            "You asked the group to decide about this issue already. Wait for a second person, or withdraw it first."
        ),
        "framing_is_not_yours": _(
            "Whoever proposed a framing adds what speaks for it, says it anew or withdraws it, and nobody else."
        ),
        "amended_by_another": _("Whoever proposed it can amend it, and nobody else."),
        "framing_withdrawn": _("This framing is withdrawn. It stays readable, and is left as it is."),
        "framing_said_anew": _("This framing was said anew. Go on with the newer one."),
        "group_is_asked": _("The group is asked about this framing as it stands. Wait until that is over."),
        "group_decided_on_it": _(
            "The group decided on this framing, so it stays as it stood then. You can say it anew, beside it."
        ),
        "proposal_said_anew": _(
            "This was said anew to meet an objection. Go on with the newer one: this one stays readable."
        ),
        "proposal_decided": _(
            "The group decided on this already. To change what holds, propose something else."
        ),
        "asker_is_gone": _("Whoever asked for this decision no longer takes part. Ask for it yourself."),
        "reframing_needs_reason": _(
            "The group adopted a framing. Say why it should be seen differently now."
        ),
        "facilitates_here": _(
            "You facilitate here, so you neither propose nor decide. Take off that hat first if you want to take a side."
        ),
        "seconded_by_another": _(
            "You asked for this decision. Somebody else who takes part has to second it."
        ),
        "name_is_the_groups": _(
            "This issue is the group's, and so is its name. What is happening, for whom, what was tried and the area you"
            " can still keep up to date."
        ),
        "nothing_changed": _("That is how it stands already. Change something, or go back."),
        "needs_reason": _("Say why. Whoever reads this later will want to know."),
        "word_given": _("You asked for this change. Somebody else who takes part has to agree."),
        "amendment_done": _("This change has been made already."),
        "overtaken": _("Somebody has asked for another change since. Read that one first."),
        "title_taken": _("There is already an issue called “{title}”."),
    }
)


def takes_part(actor: Actor, issue: Issue) -> Refusal | None:
    """The actor takes part in the issue."""
    if takes_part_now(actor, issue.pk):
        return None
    return Refusal("does_not_take_part")


def does_not_yet_take_part(actor: Actor, issue: Issue) -> Refusal | None:
    """The actor does not take part in the issue yet."""
    return None if takes_part(actor, issue) else Refusal("takes_part_already")


def is_provisional(_actor: Actor, issue: Issue) -> Refusal | None:
    """Never yet did five people of two organisations take part together, so what the convener sets is provisional."""
    together = owners(issue)
    if together is None:
        return None
    return Refusal("owned_by_group", {"people": together[0], "organisations": together[1]})


def may_propose(actor: Actor, issue: Issue) -> Refusal | None:
    """The actor takes part in the issue and does not facilitate there."""
    return takes_part(actor, issue) or _takes_a_side(actor, issue.pk)


def _takes_a_side(actor: Actor, issue: uuid.UUID) -> Refusal | None:
    return Refusal("facilitates_here") if actor.viewer.wears(HatKind.FACILITATOR, scope=issue) else None


def proposed_it(actor: Actor, proposed: ProposedFraming) -> Refusal | None:
    """The actor proposed the framing, in this membership or one before."""
    return None if proposed.by.is_same_person_as(actor.membership) else Refusal("framing_is_not_yours")


def proposed_it_and_takes_part(actor: Actor, proposed: ProposedFraming) -> Refusal | None:
    """The actor proposed the framing, still takes part in its issue, and does not facilitate there."""
    return proposed_it(actor, proposed) or may_propose(actor, proposed.issue)


def proposed_what_is_asked(actor: Actor, decision: Decision) -> Refusal | None:
    """The actor proposed what a decision is about, still takes part in its issue, and does not facilitate there."""
    proposed = _asked_about(decision) if PURPOSES[decision.purpose].amended_at else ()
    if not any(one.by.is_same_person_as(actor.membership) for one in proposed):
        return Refusal("amended_by_another")
    if not takes_part_now(actor, decision.about):
        return Refusal("does_not_take_part")
    return _takes_a_side(actor, decision.about)


def what_is_asked_stands(_actor: Actor, decision: Decision) -> Refusal | None:
    """What a decision asks about was neither said anew nor decided on since it was asked."""
    stands = PURPOSES[decision.purpose].stands
    if stands is None:
        return None
    return next((refusal for one in _asked_about(decision) if (refusal := stands(one))), None)


def _asked_about(decision: Decision) -> Iterable[Any]:
    options = Option.objects.filter(decision=decision).values("record")
    found: Iterable[Any] = PURPOSES[decision.purpose].options._base_manager.filter(pk__in=options)  # noqa: SLF001
    return found


def can_still_be_decided(proposed: Record) -> Refusal | None:
    """Return why a group cannot be asked about a proposal: it was said anew, or a group decided so already."""
    descends = Q(ancestor=proposed.pk, kind__in=(SAID_ANEW, "adopts"))
    strands = Link.objects.filter(descends | Q(descendant=proposed.pk, kind="decided_by"))
    became = set(strands.values_list("kind", flat=True))
    if became - {SAID_ANEW}:
        return Refusal("proposal_decided")
    return Refusal("proposal_said_anew") if became else None


def framing_stands(_actor: Actor, proposed: ProposedFraming) -> Refusal | None:
    """The framing was neither withdrawn nor said anew."""
    if proposed.withdrawn is not None:
        return Refusal("framing_withdrawn")
    return None if proposed.stands else Refusal("framing_said_anew")


def can_be_said_anew(actor: Actor, proposed: ProposedFraming) -> Refusal | None:
    """The framing stands, and the group is not being asked about it."""
    asked = was_put_to_them(proposed, DecisionState.WAITING, DecisionState.OPEN)
    return framing_stands(actor, proposed) or (Refusal("group_is_asked") if asked else None)


def is_ones_own_still(actor: Actor, proposed: ProposedFraming) -> Refusal | None:
    """The framing stands, and was never put to a decision that is open or over: what speaks for it changes no more then."""
    decided = was_put_to_them(proposed, DecisionState.CLOSED)
    return can_be_said_anew(actor, proposed) or (Refusal("group_decided_on_it") if decided else None)


def was_put_to_them(proposed: ProposedFraming, *states: DecisionState) -> bool:
    """Say whether a decision that has come so far chooses from this framing; one withdrawn or lapsed asked nobody."""
    return Option.objects.filter(record=proposed.pk, decision__state__in=states).exists()


def belongs_to_group(actor: Actor, issue: Issue) -> Refusal | None:
    """Five people of two organisations made the issue theirs, so that its framing is for them to decide."""
    if is_provisional(actor, issue):
        return None
    return Refusal(
        "not_yet_the_groups", {"people": OWNED_FROM_PEOPLE, "organisations": OWNED_FROM_ORGANISATIONS}
    )


def asks_nothing_else(actor: Actor, issue: Issue) -> Refusal | None:
    """No decision about the issue is open, and the actor asked for none that still waits.

    What others asked for may wait beside it: so nobody keeps the group from being asked.
    """
    theirs = Decision.objects.filter(about=issue.pk, asked_by=actor.membership, state=DecisionState.WAITING)
    if any(waits_for_second(actor, one) is None for one in theirs):
        return Refusal("asked_already")
    return _none_is_open(issue.pk)


def can_open_now(actor: Actor, decision: Decision) -> Refusal | None:
    """The decision waits for a second person, whoever asked still takes part, and no other about the issue is open."""
    if refusal := waits_for_second(actor, decision):
        return refusal
    if not taking_part_now(decision.about).filter(member=decision.asked_by_id).exists():
        return Refusal("asker_is_gone")
    return _none_is_open(decision.about)


def _none_is_open(issue: uuid.UUID) -> Refusal | None:
    going = Decision.objects.filter(about=issue, state=DecisionState.OPEN)
    return Refusal("decision_under_way") if going.exists() else None


def seconds(actor: Actor, decision: Decision) -> Refusal | None:
    """The actor takes part in the issue a decision is about, takes a side there, and did not ask for the decision."""
    if not takes_part_now(actor, decision.about):
        return Refusal("does_not_take_part")
    if actor.membership is not None and decision.asked_by_id == actor.membership.pk:
        return Refusal("seconded_by_another")
    return _takes_a_side(actor, decision.about)


@in_hat(HatKind.CONVENER)
def may_amend(actor: Actor, issue: Issue) -> Refusal | None:
    """The actor convenes, while the issue is provisional; afterwards, takes part in it and does not facilitate there."""
    if is_provisional(actor, issue):
        return may_propose(actor, issue)
    return wears(HatKind.CONVENER)(actor, issue)


def gives_second_word(actor: Actor, amendment: Amendment) -> Refusal | None:
    """The actor takes part in the issue an amendment is about, takes a side there, and did not ask for it."""
    if not takes_part_now(actor, amendment.issue_id):
        return Refusal("does_not_take_part")
    if amendment.by.is_same_person_as(actor.membership):
        return Refusal("word_given")
    return _takes_a_side(actor, amendment.issue_id)


def amendment_waits(_actor: Actor, amendment: Amendment) -> Refusal | None:
    """The amendment has not been made, and no newer one about the same record has been asked for."""
    if amendment.done is not None:
        return Refusal("amendment_done")
    newer = overtaking().filter(about=amendment.about, asked__gt=amendment.asked)
    return Refusal("overtaken") if newer.exists() else None


def overtaking() -> "QuerySet[Amendment]":
    """Return the amendments that put earlier ones about the same record out of date: those two people were asked for."""
    return Amendment.objects.filter(Q(done=None) | Q(seconded_by__isnull=False))


def is_adopted(issue: Issue) -> bool:
    """Say whether the people who take part have adopted a framing of the issue."""
    return Framing.objects.filter(issue=issue, provisional=False).exists()


def owners(issue: Issue) -> tuple[int, int] | None:
    """Return how many people, of how many organisations, first made an issue the group's; it stays theirs.

    Were it to fall back when one leaves, a convener among the five could leave, reframe, and come back. Whoever leaves the
    partnership takes part no longer from then on.
    """
    spans = (
        TakingPart.objects.filter(issue=issue)
        .order_by("since")
        .annotate(until=Coalesce("left", "member__ended"))
    )
    there: list[tuple[dt.datetime | None, object]] = []
    for since, until, organisation in spans.values_list("since", "until", "member__organisation"):
        there = [one for one in there if one[0] is None or one[0] > since]
        there.append((until, organisation))
        organisations = len({one[1] for one in there} - {None})
        if len(there) >= OWNED_FROM_PEOPLE and organisations >= OWNED_FROM_ORGANISATIONS:
            return len(there), organisations
    return None


def taking_part_now(issue: Issue | uuid.UUID) -> "QuerySet[TakingPart]":
    """Return who takes part: has begun, has not stopped, and is still a member."""
    return TakingPart.objects.filter(issue=issue, left=None, member__ended=None)


def takes_part_now(actor: Actor, issue: uuid.UUID) -> bool:
    """Say whether the actor takes part in an issue."""
    member = actor.membership
    return member is not None and bool(_part_of.rows(issue, member.pk))


@prepared
def _part_of(issue: uuid.UUID, member: uuid.UUID) -> "QuerySet[TakingPart, tuple[uuid.UUID]]":
    return taking_part_now(issue).filter(member=member).values_list("pk")[:1]


def electorate_of(issue: uuid.UUID) -> list[Membership]:
    """Return the people a decision about an issue belongs to: who takes part and does not facilitate there."""
    return list(taking_sides(issue))


def taking_sides(issue: uuid.UUID) -> "QuerySet[Membership]":
    """Return who takes part in an issue and does not facilitate there, in the order they came."""
    running = Hat.objects.filter(kind=HatKind.FACILITATOR, state=HatState.HELD, membership=OuterRef("pk"))
    parts = taking_part_now(issue).filter(member=OuterRef("pk"))
    there = Membership.objects.annotate(since=Subquery(parts.values("since")[:1])).exclude(since=None)
    here = Q(scope=None) | Q(scope=issue)
    return there.exclude(Exists(running.filter(here))).order_by("since", "pk")


def participation(issue: Issue) -> tuple[int, int]:
    """Return how many people, of how many organisations, take part."""
    now = taking_part_now(issue)
    organisations = now.exclude(member__organisation=None).values("member__organisation").distinct()
    return now.count(), organisations.count()
