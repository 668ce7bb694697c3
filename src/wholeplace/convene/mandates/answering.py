"""What the holder of a letter's link does, recorded by the program: give a mandate, decline, revoke, renew."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.mandates.actions import close_asking, end_mandate
from wholeplace.convene.mandates.conditions import (
    LASTS,
    answer_works,
    asking_waits,
    last_mandate,
    mandate_standing,
    terms_fit,
    to_forget,
    within_what_was_asked,
    word_stands,
    word_works,
)
from wholeplace.convene.mandates.letters import send_question, send_word, tell_asker
from wholeplace.convene.mandates.models import Asking, Mandate, Terms
from wholeplace.convene.mandates.names import AskedFor, AskingState, Ending, MandateStanding
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.places import Place
from wholeplace.kernel.privacy.erasing import Erased, blank
from wholeplace.kernel.records import Audience
from wholeplace.kernel.text import shows_something
from wholeplace.kernel.tokens import digest_of, new_token
from wholeplace.kernel.wording import declare_wording

FORGOTTEN = ("email", "manager", "words", "reason")
"""What is forgotten of a manager, and of what they were written and wrote."""

declare_wording({"not_what_was_asked": _("This link is about something else.")})


@action(
    "asking.send",
    title=_("Send a letter that asks for an organisation's word"),
    says=_("{actor} sent a letter that asks somebody for the word of their organisation"),
    may=is_machine,
    when=asking_waits,
    on="asking",
    doors=BY_MACHINE,
)
def send_asking(act: Act, *, asking: Asking) -> Asking:
    """Write the letter with the link, of which only a digest is kept."""
    token = new_token()
    asking.digest, asking.expires = digest_of(token), act.at + LASTS
    asking.state, asking.over = AskingState.SENT, asking.expires
    asking.save()
    act.record(asking)
    send_question(asking, token=token, until=asking.expires)
    return asking


@action(
    "mandate.give",
    title=_("Give a mandate by the link of a letter"),
    says=_("{actor} recorded that {organisation} gave one of its people a mandate"),
    may=is_machine,
    when=answer_works,
    on="asking",
    doors=BY_MACHINE,
    secret=True,
)
def give_mandate(act: Act, *, asking: Asking, giver: str, terms: Terms) -> Mandate:
    """Say for an organisation that its member may take part, as far as they asked or less far; a letter confirms it."""
    see_that_it_is_about(asking, AskedFor.MANDATE)
    made = _mandate(act, asking, giver=giver, terms=terms, renews=asking.renews)
    tell_asker(act, asking, "given", made)
    return made


@action(
    "mandate.renew",
    title=_("Renew a mandate by the link of a letter"),
    says=_("{actor} recorded that {organisation} renewed a mandate"),
    may=is_machine,
    when=word_works,
    on="asking",
    doors=BY_MACHINE,
    secret=True,
)
def renew_mandate(act: Act, *, asking: Asking, giver: str, terms: Terms) -> Mandate:
    """Say it anew, before the mandate is over or shortly after: for longer, and otherwise no further than was asked for."""
    see_that_it_is_about(asking, AskedFor.MANDATE)
    made = _mandate(act, asking, giver=giver, terms=terms, renews=last_mandate(asking))
    tell_asker(act, asking, "renewed", made)
    return made


@action(
    "mandate.revoke",
    title=_("Revoke a mandate by the link of a letter"),
    says=_("{actor} recorded that {organisation} revoked a mandate"),
    may=is_machine,
    when=word_stands,
    on="asking",
    doors=BY_MACHINE,
    secret=True,
)
def revoke_mandate(act: Act, *, asking: Asking, reason: str = "") -> Mandate:
    """Revoke what was given, from this moment on: what was done under it before stays valid."""
    mandate = last_mandate(asking)
    assert mandate is not None
    end_mandate(act, mandate, Ending.REVOKED)
    close_asking(act, asking, reason=reason)
    act.say(organisation=asking.organisation.name)
    tell_asker(act, asking, "revoked", mandate)
    return mandate


@action(
    "asking.decline",
    title=_("Decline what an organisation was asked for"),
    says=_("{actor} recorded that somebody declined what their organisation was asked for"),
    may=is_machine,
    when=answer_works,
    on="asking",
    doors=BY_MACHINE,
    secret=True,
)
def decline_asking(act: Act, *, asking: Asking, reason: str) -> Asking:
    """Decline what was asked for, with a reason that whoever asked is told."""
    if not shows_something(reason):
        raise Refused("left_empty")
    asking.state, asking.reason, asking.digest = AskingState.DECLINED, reason, ""
    asking.answered = asking.over = act.at
    asking.save()
    act.record(asking)
    tell_asker(act, asking, "declined")
    return asking


@action(
    "asking.forget",
    title=_("Forget managers who were asked"),
    says=_(
        "{actor} forgot the addresses of {count} managers who were asked for the word of their organisation"
    ),
    may=is_machine,
    on="place",
    doors=BY_MACHINE,
)
def forget_managers(act: Act, *, place: Place) -> int:
    """Take address, name and words from what was not answered, or stands no more, for 90 days; that it was asked stays."""
    old = list(to_forget(act.at).filter(place=place))
    erased = Erased()
    for asking in old:
        blank(act, asking, FORGOTTEN, erased)
    act.say(count=len(old), openings=erased.openings, aliases=erased.aliases)
    return len(old)


def _mandate(act: Act, asking: Asking, *, giver: str, terms: Terms, renews: Mandate | None) -> Mandate:
    """Make the mandate, in the place of one that it renews, and send the letter by which it can be taken back."""
    asked = asking.terms
    if renews is not None and renews.asking_id == asking.pk:
        asked = Terms(**{**asked.columns, "until": terms.until})
    if refusal := terms_fit(terms, act.at) or within_what_was_asked(asked, terms):
        raise Refused(refusal.code, **refusal.params)
    see_who_gives(giver)
    if renews is not None:
        _make_way(act, renews, asking)
    made = Mandate.objects.create(
        place=act.place,
        audience=Audience.PARTNERSHIP,
        asking=asking,
        member=asking.by,
        organisation=asking.organisation,
        issue=asking.issue,
        giver=giver,
        given=act.at,
        renews=renews,
        **terms.columns,
    )
    act.record(made)
    send_word(asking, made, token=word_is_given(act, asking, until=made.last_day))
    return made


def _make_way(act: Act, before: Mandate, asking: Asking) -> None:
    """End the mandate before, if it still stands, and let its link be of no use, if it is another's."""
    word = Asking.objects.select_for_update(no_key=True).get(pk=before.asking_id)
    known = Mandate.objects.select_related("member", "place")
    last = known.select_for_update(of=("self",), no_key=True).get(pk=before.pk)
    if mandate_standing(last, act.at) == MandateStanding.STANDS:
        end_mandate(act, last, Ending.RENEWED)
    if word.pk != asking.pk and word.state == AskingState.GIVEN:
        close_asking(act, word)


def word_is_given(act: Act, asking: Asking, *, until: dt.date | None) -> str:
    """Keep that an asking was said yes to, and return the new secret of its link: to take back, or renew, and no more."""
    token = new_token()
    asking.state, asking.answered, asking.digest = AskingState.GIVEN, act.at, digest_of(token)
    asking.over = asking.expires = None
    if until is not None:
        ends = dt.datetime.combine(until + dt.timedelta(days=1), dt.time.min)
        asking.over = timezone.make_aware(ends)
        asking.expires = asking.over + LASTS
    asking.save()
    act.record(asking)
    act.say(organisation=asking.organisation.name)
    return token


def see_that_it_is_about(asking: Asking, about: AskedFor) -> None:
    """Refuse to answer what was not asked."""
    if asking.about != about:
        raise Refused("not_what_was_asked")


def see_who_gives(giver: str) -> None:
    """Refuse a word of somebody who does not say what they are in the organisation."""
    if not shows_something(giver):
        raise Refused("left_empty")
