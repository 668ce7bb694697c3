"""Who may map the perspectives an issue needs, and what its map allows."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.conditions import is_provisional, may_propose, takes_part
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.models import Absence, Contact, Interest, Note, Perspective, Tie
from wholeplace.convene.stakeholders.names import ONE_WAY, Relation, Standing
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, any_of, in_hat, wears
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.kernel.scopes import declare_standing_in
from wholeplace.kernel.wording import declare_wording

MOST = 1000
"""Perspectives one issue can need; as many can be suggested beside them, so that no suggestion keeps a convener from the map."""
CONTACTS_AT_ONCE = 20_000
"""Rows of contacts one file can have."""
CONTACTS_KEPT = dt.timedelta(days=365)
"""How long a contact stays in the book after they were put there, changed or linked last."""
ON_MAP = (Standing.SUGGESTED, Standing.NEEDED)
"""Standings of what is on the map: only these have a name of their own."""

declare_wording(
    {
        "on_the_map_already": _("“{name}” is on the map already. Open it there, or use another name."),
        "too_many_perspectives": _(
            "An issue can need {most} perspectives at most, and have as many suggested."
        ),
        "not_suggested": _("This is no suggestion any more: somebody has dealt with it."),
        "not_on_the_map": _("This perspective is not on the map now. Bring it back first."),
        "on_the_map_still": _("This perspective is on the map still."),
        "why_not_taken_up": _("Say why, so that whoever suggested it knows."),
        "why_set_aside": _("Say why it is set aside: the reason stays readable."),
        "missing_by_decision": _(
            "The issue is the group's, and so is the question who can be missing. Say which perspective this one is part of,"
            " or ask the group to decide to go on without it."
        ),
        "part_of_itself": _("Choose another perspective of the same issue, one that is needed."),
        "part_of_unheard": _(
            "Nobody speaks for “{name}” yet, or it is of another civic voice: whoever is counted as part of it would not be"
            " heard. Choose one that is, or ask the group to decide to go on without this one."
        ),
        "changed_meanwhile": _(
            "Somebody has changed this perspective since you opened it. Open it afresh, and change that."
        ),
        "why_unspoken": _("Say why: whoever spoke for them reads it."),
        "why_tie_ended": _("Say why: whoever said it reads it."),
        "speaks_already": _("You speak for this perspective already."),
        "spoken_for": _("{name} speaks for this perspective."),
        "does_not_speak": _("You do not speak for this perspective."),
        "tied_to_itself": _("Choose two perspectives of this issue that differ."),
        "tied_already": _("That is on the map already."),
        "tie_ended": _("This is marked as no longer so already."),
        "who_says_so": _("Say who says so, or where one can read it."),
        "not_yours_to_end": _("Whoever said it can take it back, or a convener."),
        "note_is_anothers": _("Whoever wrote a note says who reads it, and nobody else."),
        "note_taken_back": _("This note was taken back already."),
        "only_outward": _("More people can be let read it, and never fewer: some may have read it already."),
        "note_for_whom": _("A note is for yourself, for those who take part, or for the partnership."),
        "interest_is_anothers": _("Whoever declared an interest says when it has ended, and nobody else."),
        "interest_over": _("This interest has ended already."),
        "nothing_to_change": _("Choose what to change, and at least one perspective."),
        "who_is_it": _("Say who it is: a name, or an organisation."),
        "contact_is_there": _("{name} is in the book already under this address. Change them there."),
        "contact_is_forgotten": _("This contact is no longer in the book."),
        "no_contact_chosen": _("Choose at least one contact."),
        "could_speak_already": _("That they could speak for this perspective is noted already."),
        "no_contacts_in_file": _("There is nobody in it to take in."),
        "missing_not_the_groups": _(
            "The issue is not yet the group's. Until then a convener sets a perspective aside, with a reason."
        ),
        "nobody_to_go_without": _("Choose at least one that nobody speaks for."),
        "absence_not_missing": _(
            "Somebody speaks for “{name}” by now, or it is not on the map. Choose again."
        ),
        "absence_of_another_issue": _("This was proposed for another issue."),
        "nothing_to_undo": _("There is nothing left to undo: it was undone, or changed by somebody since."),
    }
)

declare_standing_in(Perspective, lambda one: (one.issue_id,))
declare_standing_in(Absence, lambda one: (one.issue_id,))
declare_standing_in(Tie, lambda one: (one.issue_id,))
declare_standing_in(Note, lambda one: (one.issue_id,))
declare_standing_in(Interest, lambda one: (one.issue_id,))

maps = wears(HatKind.CONVENER)
"""The actor convenes."""
may_say = any_of(may_propose, wears(HatKind.CONVENER))
"""The actor takes part in the issue and does not facilitate there, or convenes."""
may_note = any_of(takes_part, wears(HatKind.CONVENER))
"""The actor takes part in the issue, or convenes."""


def is_suggested(_actor: Actor, perspective: Perspective) -> Refusal | None:
    """The perspective was suggested, and nobody has dealt with that yet."""
    return None if perspective.standing == Standing.SUGGESTED else Refusal("not_suggested")


def is_needed(_actor: Actor, perspective: Perspective) -> Refusal | None:
    """The perspective is on the map of what is needed."""
    return None if perspective.standing == Standing.NEEDED else Refusal("not_on_the_map")


def is_off_the_map(_actor: Actor, perspective: Perspective) -> Refusal | None:
    """The perspective was set aside, or not taken up."""
    return Refusal("on_the_map_still") if perspective.standing in ON_MAP else None


def takes_a_side_in_its_issue(actor: Actor, perspective: Perspective) -> Refusal | None:
    """The actor takes part in the issue the perspective is needed for, and does not facilitate there."""
    return may_propose(actor, perspective.issue)


@in_hat(HatKind.CONVENER)
def may_bring_back(actor: Actor, perspective: Perspective) -> Refusal | None:
    """The actor convenes; or takes a side in the issue, where one person's word made the perspective a part of another."""
    refusal = maps(actor, perspective)
    if refusal is None or perspective.part_of_id is None:
        return refusal
    return takes_a_side_in_its_issue(actor, perspective)


def nobody_speaks_for_it(actor: Actor, perspective: Perspective) -> Refusal | None:
    """The perspective is needed, and no member speaks for it yet."""
    speaking = perspective.speaking
    if speaking is None:
        return is_needed(actor, perspective)
    if speaking.is_same_person_as(actor.membership):
        return Refusal("speaks_already")
    return Refusal("spoken_for", {"name": speaking.name})


@in_hat(HatKind.CONVENER)
def speaks_for_it_or_maps(actor: Actor, perspective: Perspective) -> Refusal | None:
    """The actor speaks for the perspective, or convenes."""
    if perspective.speaking is None:
        return Refusal("does_not_speak")
    theirs = perspective.speaking.is_same_person_as(actor.membership)
    return None if theirs or maps(actor, perspective) is None else Refusal("does_not_speak")


@in_hat(HatKind.CONVENER)
def said_it_or_maps(actor: Actor, tie: Tie) -> Refusal | None:
    """The actor said how two perspectives stand to one another, or convenes."""
    theirs = tie.by.is_same_person_as(actor.membership)
    return None if theirs or maps(actor, tie) is None else Refusal("not_yours_to_end")


def still_said(_actor: Actor, tie: Tie) -> Refusal | None:
    """Nobody has said that it is so no longer."""
    return None if tie.ended is None else Refusal("tie_ended")


def is_anothers(actor: Actor, member: Membership | None) -> bool:
    """Say whether what somebody said is another person's than the actor."""
    return member is not None and not member.is_same_person_as(actor.membership)


def can_be_missing(actor: Actor, perspective: Perspective, whole: Perspective | None) -> Refusal | None:
    """Return why a perspective cannot be set aside.

    Once the issue is the group's, only what another one holds already can be: one that is heard, and with the same civic voice,
    so that nobody is missed less than before.
    """
    is_the_groups = is_provisional(actor, perspective.issue) is not None
    if whole is None:
        return Refusal("missing_by_decision") if is_the_groups else None
    fits = whole.issue_id == perspective.issue_id and whole.standing == Standing.NEEDED
    if not fits or whole == perspective:
        return Refusal("part_of_itself")
    heard = whole.is_spoken_for and whole.voice == perspective.voice
    return Refusal("part_of_unheard", {"name": whole.name}) if is_the_groups and not heard else None


def missing_is_the_groups(actor: Actor, issue: Issue) -> Refusal | None:
    """The issue is the group's, and so is the question who can be missing."""
    return Refusal("missing_not_the_groups") if is_provisional(actor, issue) is None else None


def can_be_tied(first: Perspective, second: Perspective, relation: Relation) -> Refusal | None:
    """Return why two perspectives cannot be said to stand to one another so."""
    if first == second or first.issue_id != second.issue_id:
        return Refusal("tied_to_itself")
    if not {first.standing, second.standing} <= set(ON_MAP):
        return Refusal("not_on_the_map")
    ties = Tie.objects.filter(relation=relation, ended=None)
    there = ties.filter(first=first, second=second)
    if relation not in ONE_WAY:
        there |= ties.filter(first=second, second=first)
    return Refusal("tied_already") if there.exists() else None


def contact_is_kept(_actor: Actor, contact: Contact) -> Refusal | None:
    """The contact is in the book still, and was not forgotten."""
    return None if contact.origin != ERASED else Refusal("contact_is_forgotten")


@in_hat(HatKind.CONVENER)
def may_say_of_it(actor: Actor, perspective: Perspective) -> Refusal | None:
    """The actor takes part in the issue the perspective is needed for, or convenes."""
    return may_note(actor, perspective.issue)


def wrote_it(actor: Actor, note: Note) -> Refusal | None:
    """The actor wrote the note."""
    return None if note.by.is_same_person_as(actor.membership) else Refusal("note_is_anothers")


def note_stands(_actor: Actor, note: Note) -> Refusal | None:
    """The note was not taken back."""
    return None if note.taken_back is None else Refusal("note_taken_back")


def declared_it(actor: Actor, interest: Interest) -> Refusal | None:
    """The actor declared the interest."""
    return None if interest.by.is_same_person_as(actor.membership) else Refusal("interest_is_anothers")


def interest_stands(_actor: Actor, interest: Interest) -> Refusal | None:
    """The interest has not ended."""
    return None if interest.ended is None else Refusal("interest_over")
