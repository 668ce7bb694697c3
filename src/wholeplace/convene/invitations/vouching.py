"""A sponsor's own words for a perspective: given, asked for, and taken back; nobody puts words in another's mouth."""

from django.utils.translation import gettext as text_of
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wholeplace.convene.invitations.conditions import (
    convenes,
    may_sponsor,
    not_taken_back,
    perspective_asks,
    wrote_these,
)
from wholeplace.convene.invitations.models import SponsorWords
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE, Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.outbox.post import language_of
from wholeplace.kernel.people import Membership
from wholeplace.kernel.text import shows_something


@action(
    "sponsor_words.write",
    title=_("Say why one would like somebody there"),
    says=_("{actor} wrote why they would like somebody there who speaks for a perspective"),
    may=may_sponsor,
    when=perspective_asks,
    within="perspective",
    doors=BY_PAGE,
)
def write_sponsor_words(act: Act, *, perspective: Perspective, text: str) -> SponsorWords:
    """Write, for letters that go out, why one would like somebody there who speaks for a perspective."""
    if not shows_something(text):
        raise Refused("left_empty")
    made = _theirs(perspective, act.membership)
    if made is not None and made.written is not None:
        raise Refused("words_stand")
    made = made or _new(act, perspective, act.membership)
    made.text, made.written = text, act.at
    made.save()
    act.record(made)
    if made.asked_by is not None:
        _tell_asker(act, made)
    return made


@action(
    "sponsor_words.ask",
    title=_("Ask a member for their words"),
    says=_("{actor} asked a member why they would like somebody there who speaks for a perspective"),
    may=convenes,
    when=perspective_asks,
    within="perspective",
    doors=BY_PAGE,
)
def ask_for_words(act: Act, *, perspective: Perspective, member: Membership) -> SponsorWords:
    """Ask a member who takes part, or convenes, for words of their own; they are told, and may leave it."""
    sponsor = Actor(place=act.place, door=act.actor.door, membership=member)
    if refusal := may_sponsor(sponsor, perspective):
        raise Refused(refusal.code, **refusal.params)
    if _theirs(perspective, member) is not None:
        raise Refused("words_asked_already")
    made = _new(act, perspective, member)
    made.asked_by, made.asked = act.membership, act.at
    made.save()
    act.record(made)
    _tell_sponsor(act, made)
    return made


@action(
    "sponsor_words.take_back",
    title=_("Take one's words back"),
    says=_("{actor} took back why they would like somebody there who speaks for a perspective"),
    may=wrote_these,
    when=not_taken_back,
    on="sponsor_words",
    doors=BY_PAGE,
)
def take_sponsor_words_back(act: Act, *, sponsor_words: SponsorWords) -> SponsorWords:
    """Take one's words back, or decline to give any: they go in no letter that is not sent yet."""
    sponsor_words.taken_back = act.at
    sponsor_words.save()
    act.record(sponsor_words)
    return sponsor_words


def _theirs(perspective: Perspective, member: Membership) -> SponsorWords | None:
    there = SponsorWords.objects.filter(perspective=perspective, by=member, taken_back=None)
    return there.select_related("asked_by").first()


def _new(act: Act, perspective: Perspective, member: Membership) -> SponsorWords:
    return SponsorWords(place=act.place, issue=perspective.issue, perspective=perspective, by=member)


def _tell_sponsor(act: Act, made: SponsorWords) -> None:
    with override(language_of(act.place)):
        said = text_of(
            "Why would you like somebody there who speaks for “{name}”? A few words of yours would help."
        )
        notify(
            act,
            [made.by],
            title=text_of("Your words would help to invite somebody"),
            text=said.format(name=made.perspective.name),
            href=made.get_absolute_url(),
            why=text_of("A convener asks you by name."),
        )


def _tell_asker(act: Act, made: SponsorWords) -> None:
    assert made.asked_by is not None
    with override(language_of(act.place)):
        notify(
            act,
            [made.asked_by],
            title=text_of("You have the words you asked for"),
            text=text_of("They are for “{name}”, and can go in letters now.").format(
                name=made.perspective.name
            ),
            href=made.perspective.get_absolute_url(),
            why=text_of("You asked for them."),
        )
