"""The letters to a manager: the one that asks, and the one that confirms; and what whoever asked is told."""

import datetime as dt
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from wholeplace.convene.mandates.conditions import KEPT
from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement
from wholeplace.convene.mandates.telling import as_lines, asked_for, rows_of
from wholeplace.kernel.acts import Act
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.outbox.post import language_of, post_link
from wholeplace.kernel.people import Membership
from wholeplace.kernel.text import one_line
from wholeplace.places.invited.letters import conveners_of
from wholeplace.ui.addresses import place_url

TOLD: Final = {
    "given": gettext_lazy("{organisation} gave you the mandate you asked for"),
    "renewed": gettext_lazy("{organisation} renewed your mandate"),
    "revoked": gettext_lazy("{organisation} revoked your mandate"),
    "declined": gettext_lazy("{organisation} declined what you asked for"),
    "published": gettext_lazy("What {organisation} says for all of its people waits for a second word"),
    "seconded": gettext_lazy("{organisation} gave its word for all of its people, as you asked"),
    "withdrawn": gettext_lazy("{organisation} withdrew its word for all of its people"),
}
"""What whoever asked is told, by what happened."""
READS: Final = {
    "given": gettext_lazy("Read how far it goes, and until when."),
    "published": gettext_lazy(
        "Whoever you asked said yes. Now somebody else of it, or a convener, gives the second word."
    ),
    "seconded": gettext_lazy("It has a second word now, so it stands in public."),
}
"""What is said below that, where nobody gave a reason."""


def send_question(asking: Asking, *, token: str, until: dt.datetime) -> None:
    """Post the letter that asks, with its link, of which no copy is kept once it is sent."""
    with override(language_of(asking.place)):
        facts = {
            **_facts(asking, "answer_asking", letter=token),
            "until": until,
            "lines": as_lines(asked_for(asking)),
        }
    _post(asking, f"mandates/mail/asked_{asking.about}.txt", facts)


def send_word(asking: Asking, made: Mandate | StandingStatement, *, token: str) -> None:
    """Post the letter that confirms what was said, with the link by which it can be taken back or renewed."""
    with override(language_of(asking.place)):
        facts = _facts(asking, "given_word", word=token)
        if isinstance(made, Mandate):
            facts["lines"] = as_lines(rows_of(made.terms, issue=made.issue))
            _post(asking, "mandates/mail/given.txt", facts)
        else:
            _post(asking, "mandates/mail/published.txt", {**facts, "text": made.text})


def tell_asker(act: Act, asking: Asking, what: str, made: Mandate | StandingStatement | None = None) -> None:
    """Tell whoever asked what became of it, with the reason where one was given."""
    with override(language_of(act.place)):
        organisation = asking.organisation.name
        reason = _("They say: {reason}").format(reason=asking.reason) if asking.reason else ""
        notify(
            act,
            [asking.by],
            title=str(TOLD[what]).format(organisation=organisation),
            text=reason or str(READS.get(what, READS["given"])),
            href=(made or asking).get_absolute_url(),
            why=_("You asked for it."),
        )


def ask_for_second_words(act: Act, made: StandingStatement) -> None:
    """Tell the others of an organisation, and the conveners, that what it says for all waits for a second word."""
    members = Membership.objects.filter(place=act.place, ended=None)
    theirs = Q(organisation=made.organisation_id) | Q(pk__in=conveners_of(act.place).values("pk"))
    with override(language_of(act.place)):
        title = _("What {organisation} says for all of its people waits for a second word")
        notify(
            act,
            members.filter(theirs).exclude(person=made.asking.by.person_id),
            title=title.format(organisation=made.organisation.name),
            text=made.text,
            href=place_url(act.place, "second_statement", for_all=made.pk),
            why=_("You belong to it, or convene here."),
        )


def _facts(asking: Asking, page: str, **token: str) -> dict[str, object]:
    link = place_url(asking.place, page, **token)
    return {
        "place": one_line(asking.place.name),
        "asker": one_line(asking.by.name),
        "manager": one_line(asking.manager),
        "organisation": one_line(asking.organisation.name),
        "words": asking.words,
        "link": f"{settings.PUBLIC_URL}{link}",
        "kept": KEPT.days,
    }


def _post(asking: Asking, template: str, facts: dict[str, object]) -> None:
    with override(language_of(asking.place)):
        why = _(
            "You get this because {asker} gave this address as that of somebody who may speak for {body}."
        )
        said = why.format(asker=facts["asker"], body=facts["organisation"])
    post_link(asking.place, to=asking.email, template=template, facts=facts, why=said)
