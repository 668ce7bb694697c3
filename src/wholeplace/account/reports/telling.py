"""Telling people what became of what they said: on their page, and in the one letter of a day."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.account.reports.models import Report
from wholeplace.convene.issues.conditions import taking_part_now
from wholeplace.kernel.acts import Act
from wholeplace.kernel.lineage.kin import called
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.telling import YOU_TAKE_PART
from wholeplace.ui.addresses import place_url

YOU_WROTE_IT = gettext_lazy("You wrote it.")


def tell_authors(
    act: Act, statements: Iterable[Statement], *, into: Record | None = None, because: str = ""
) -> None:
    """Tell each author what became of what they wrote, all of it in one notice."""
    written: dict[Membership, list[Statement]] = defaultdict(list)
    for one in statements:
        if one.author is not None:
            written[one.author].append(one)
    for author, mine in written.items():
        numbers = get_text_list([str(one.number) for one in mine], _("and"))
        title = ngettext(
            "What became of your statement {numbers} in “{conversation}”",
            "What became of your statements {numbers} in “{conversation}”",
            len(mine),
        )
        text = (
            _("Carried into {name}.").format(name=called(into))
            if into is not None
            else _("Not carried: {because}.").format(because=because)
        )
        notify(
            act,
            [author],
            title=title.format(numbers=numbers, conversation=mine[0].conversation.title),
            text=text,
            href=f"{place_url(act.place, 'my_answers', live=mine[0].conversation_id)}#written",
            why=YOU_WROTE_IT,
        )


def tell_it_is_out(act: Act, report: Report) -> None:
    """Tell everybody who takes part in the issue, and whoever wrote a statement, that the report is out."""
    conversation = report.conversation
    parts = taking_part_now(conversation.issue_id).select_related("member")
    authors = (
        Statement.objects.filter(conversation=conversation).exclude(author=None).select_related("author")
    )
    told = {one.member for one in parts} | {one.author for one in authors if one.author is not None}
    title = (
        _("The report of “{title}” is out")
        if report.version == 1
        else _("The report of “{title}” was corrected")
    )
    text = report.reason or _("What was found, what was decided, and what became of each statement.")
    notify(
        act,
        sorted(told, key=lambda member: str(member.pk)),
        title=title.format(title=conversation.title),
        text=text,
        href=report.get_absolute_url(),
        why=YOU_TAKE_PART,
    )
