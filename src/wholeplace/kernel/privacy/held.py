"""What the kernel's own tables hold about a person."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.decisions.models import Decision, Elector, Objection, Response
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.deeds import Deed
from wholeplace.kernel.files.models import FileRuling, KeptFile, Shelf
from wholeplace.kernel.files.names import FileDeed
from wholeplace.kernel.ledger.models import Alias, Opening
from wholeplace.kernel.lineage.models import Fate
from wholeplace.kernel.notices.models import Notice, Silence
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.people import Hat, Membership, Person
from wholeplace.kernel.privacy.erasing import sessions_of
from wholeplace.kernel.privacy.models import Erasure
from wholeplace.kernel.privacy.personal import PERSONAL, Going, Holding, NotTheirs, by
from wholeplace.kernel.privacy.reading import deed_in_words, size_in_words
from wholeplace.kernel.search.models import Findable

GROUPS = (DecisionState.OPEN, DecisionState.CLOSED)
"""States in which a decision is the group's, its question too."""
DECIDED = _(
    "That somebody of a civic voice could decide, and what they answered: so that the outcome can be worked out again."
    " It no longer leads to you."
)
A_LINE = _("That there was such a thing. It no longer leads to you.")


ACCOUNT = (
    Holding(
        Person,
        _("Your account"),
        lambda who: Person.objects.filter(pk=who.person.pk),
        shown=("name", "email", "last_login"),
        going=Going.WITH_ACCOUNT,
    ),
    Holding(
        EmailAddress,
        _("Addresses you sign in with"),
        lambda who: EmailAddress.objects.filter(user=who.person),
        shown=("email",),
        going=Going.WITH_ACCOUNT,
    ),
    Holding(
        EmailConfirmation,
        _("Addresses to be confirmed"),
        lambda who: EmailConfirmation.objects.filter(email_address__user=who.person),
        shown=("created",),
        going=Going.WITH_ACCOUNT,
    ),
    Holding(
        UserSession,
        _("Where you are signed in"),
        lambda who: UserSession.objects.filter(user=who.person),
        shown=("ip", "user_agent", "created_at"),
        going=Going.WITH_ACCOUNT,
    ),
    Holding(
        Authenticator,
        _("Second steps you sign in with"),
        lambda who: Authenticator.objects.filter(user=who.person),
        shown=("type", "created_at", "last_used_at"),
        going=Going.WITH_ACCOUNT,
    ),
    Holding(
        Session,
        _("Sessions"),
        lambda who: Session.objects.filter(pk__in=[one.pk for one in sessions_of(who.person)]),
        going=Going.WITH_ACCOUNT,
    ),
)


MEMBERSHIP = (
    Holding(
        Membership,
        _("Your membership"),
        lambda who: Membership.objects.filter(pk__in=[one.pk for one in who.members]),
        shown=("name", "voice", "sector", "organisation", "area", "joined", "ended", "removal_reason"),
        called={"removal_reason": _("Why somebody proposed to remove you")},
        names=("person",),
        erased=("name", "sector", "organisation", "area", "removal_reason"),
        kept=_("That somebody of your civic voice was a member, and from when to when."),
    ),
    Holding(
        Membership,
        _("Removals you proposed"),
        by(Membership, "removal_proposed_by"),
        names=("removal_proposed_by",),
        kept=_(
            "Why you proposed to remove somebody, in the closed part of the record: it is about them, and goes when they are erased."
        ),
    ),
    Holding(
        Hat,
        _("Your hats"),
        by(Hat, "membership"),
        shown=("kind", "state", "proposed", "decided"),
        called={"kind": _("Hat")},
        names=("membership",),
        kept=_("What was done in a hat: the place has to answer for it. It no longer says who wore it."),
    ),
    Holding(
        Hat,
        _("Hats you gave your word about"),
        by(Hat, "proposed_by", "decided_by", "end_proposed_by"),
        names=("proposed_by", "decided_by", "end_proposed_by"),
        kept=A_LINE,
    ),
    Holding(
        Erasure,
        _("Your wishes to be erased"),
        by(Erasure, "member"),
        shown=("asked", "due", "state", "keeps_words"),
        called={"keeps_words": _("Your words are to be kept without your name")},
        names=("member",),
        kept=A_LINE,
    ),
    Holding(
        Silence,
        _("Your wish for no letters"),
        by(Silence, "member"),
        shown=("since",),
        names=("member",),
        kept=A_LINE,
    ),
    Holding(
        Alias,
        _("The marks that stand for you in the record"),
        by(Alias, "membership"),
        names=("membership", "salt"),
        kept=_("The marks alone, which nothing leads from to you."),
    ),
)


DECISIONS = (
    Holding(
        Elector,
        _("Decisions that were yours to take"),
        by(Elector, "member"),
        shown=("decision", "voice", "sector"),
        names=("member",),
        kept=DECIDED,
    ),
    Holding(
        Response,
        _("How you answered in decisions"),
        by(Response, "elector__member"),
        shown=("decision", "answer", "approves", "answered"),
        called={"answer": _("Your answer"), "approves": _("Options you approved, by their numbers")},
        kept=DECIDED,
    ),
    Holding(
        Objection,
        _("What you objected"),
        by(Objection, "elector__member"),
        shown=("decision", "text", "raised", "reply", "withdrawn"),
        called={"text": _("What you objected")},
        words=("text",),
        kept=_("What was answered to you, in the words of whoever answered."),
    ),
    Holding(
        Objection,
        _("How you answered objections"),
        by(Objection, "replied_by"),
        shown=("decision", "reply", "replied"),
        called={"reply": _("What you answered")},
        names=("replied_by",),
        words=("reply",),
    ),
    Holding(
        Decision,
        _("Decisions you asked for, which the group took up"),
        by(Decision, "asked_by", state__in=GROUPS),
        shown=("question", "asked", "state"),
        names=("asked_by",),
        kept=_("The question: from the moment a decision opens it belongs to the group."),
    ),
    Holding(
        Decision,
        _("Decisions you asked for, which never opened"),
        lambda who: Decision.objects.filter(~Q(state__in=GROUPS), asked_by__in=who.members),
        shown=("question", "asked", "state"),
        names=("asked_by",),
        words=("question",),
    ),
    Holding(
        Fate,
        _("Contributions whose fate you gave"),
        by(Fate, "by"),
        shown=("given",),
        names=("by",),
        kept=A_LINE,
    ),
    Holding(
        Decision,
        _("Decisions you seconded"),
        by(Decision, "seconded_by"),
        shown=("asked", "opened"),
        names=("seconded_by",),
        kept=A_LINE,
    ),
)


FILES = (
    Holding(
        KeptFile,
        _("Files you put beside what you said"),
        by(KeptFile, "by"),
        shown=(
            *("name", "description", "kind", "size", "put", "taken_back"),
            *("held_until", "taken_down", "because"),
        ),
        called={"taken_back": _("You took it back on")},
        said={"size": size_in_words},
        names=("by",),
        words=("name", "description", "because"),
        kept=_(
            "That there was a file, when, and how large. What it held goes with its name and description."
        ),
    ),
)

RULINGS = (
    Holding(
        KeptFile,
        _("Files you proposed to take down"),
        by(KeptFile, "first_word_by"),
        shown=("of", "number", "kind"),
        names=("first_word_by",),
        kept=_("That it was proposed: you did it in a hat, for the partnership."),
    ),
    Holding(
        FileRuling,
        _("What you did about others' files"),
        by(FileRuling, "by", deed__in=[one for one in FileDeed if one is not FileDeed.ANSWERED]),
        shown=("file", "deed", "words", "at"),
        names=("by",),
        kept=_("What was done about a file and why: you did it in a hat, for the partnership."),
    ),
    Holding(
        FileRuling,
        _("What you answered about your files"),
        by(FileRuling, "by", deed=FileDeed.ANSWERED),
        shown=("file", "words", "at"),
        names=("by",),
        words=("words",),
    ),
)


TOLD = (
    Holding(
        Notice,
        _("What you were told"),
        by(Notice, "member"),
        shown=("happened", "title", "text", "why"),
        called={"why": _("Why you were told")},
        going=Going.GOES,
    ),
    Holding(
        Mail,
        _("Letters to you"),
        lambda who: Mail.objects.filter(Q(place=who.place) | Q(place=None), to__iexact=who.person.email),
        shown=("asked", "sent", "subject", "text"),
        going=Going.GOES,
    ),
    Holding(
        Deed,
        _("What you sent in the last day"),
        lambda who: Deed.objects.filter(place=who.place, actor__in=[str(one.pk) for one in who.members]),
        shown=("action", "at"),
        called={"action": _("What you did")},
        said={"action": deed_in_words},
        going=Going.GOES,
    ),
)


def declare() -> None:
    """Show the kernel's own tables in the registry of personal data."""
    for number, one in enumerate((*ACCOUNT, *MEMBERSHIP, *DECISIONS, *FILES, *RULINGS, *TOLD)):
        PERSONAL.add("kernel", one, order=number)
    nobodys = NotTheirs(
        Opening,
        frozenset(("content", "salt")),
        because="an opening goes with the column of the row it opens, and is shown there",
    )
    PERSONAL.add("kernel", nobodys)
    PERSONAL.add(
        "kernel",
        NotTheirs(Findable, frozenset(("title", "text", "sense")), because="it follows the row it finds"),
    )
    PERSONAL.add(
        "kernel", NotTheirs(Shelf, frozenset(("salt",)), because="it is the place's own, drawn by lot")
    )
    settled = frozenset(("because", "figures"))
    PERSONAL.add("kernel", NotTheirs(Fate, settled, because="the program says it of what a group decided"))
