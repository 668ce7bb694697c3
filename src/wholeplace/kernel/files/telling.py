"""Telling whoever put a file there, and those who could decide about it, what was done."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.acts import Act
from wholeplace.kernel.files.models import FileRuling
from wholeplace.kernel.files.names import JUDGES, FileDeed
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.people import HatState, Membership
from wholeplace.kernel.scopes import scopes_of

TO_WHOSE_IT_IS = {
    FileDeed.HELD: _("Your file is held for 48 hours"),
    FileDeed.CAME_BACK: _("Your file can be downloaded again"),
    FileDeed.PROPOSED: _("Somebody proposes to take your file down"),
    FileDeed.TAKEN_DOWN: _("Two people took your file down"),
    FileDeed.KEPT: _("Your file stays"),
}
TO_OTHERS = {
    FileDeed.HELD: _("A file is held for 48 hours"),
    FileDeed.PROPOSED: _("Taking a file down waits for a second word"),
    FileDeed.ANSWERED: _("Somebody answers what was done about their file"),
}


def tell_whose_it_is(act: Act, ruling: FileRuling) -> None:
    """Tell whoever put the file there what was done about it, and why."""
    file, why = ruling.file, _("You put the file there. You can answer in words.")
    theirs = Membership.objects.filter(place=act.place, person=file.by.person_id, ended=None)
    text = f"“{file.name}” {ruling.words}".strip()
    href = file.get_absolute_url()
    notify(act, theirs, title=TO_WHOSE_IT_IS[FileDeed(ruling.deed)], text=text, href=href, why=why)


def tell_others(act: Act, ruling: FileRuling) -> None:
    """Tell everybody else who could decide about the file; the letter says the reason, and not what it is called."""
    file, why = ruling.file, _("You moderate or convene here.")
    there = Q(hats__scope=None) | Q(hats__scope__in=scopes_of(file))
    held = Membership.objects.filter(
        there, place=act.place, ended=None, hats__kind__in=JUDGES, hats__state=HatState.HELD
    )
    members = held.exclude(person=file.by.person_id).distinct()
    title, href = TO_OTHERS[FileDeed(ruling.deed)], file.get_absolute_url()
    notify(act, members, title=title, text=ruling.words, href=href, why=why)
