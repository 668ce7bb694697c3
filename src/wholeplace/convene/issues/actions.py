"""Issues: naming what nobody owns, framing it, and taking part."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.conditions import does_not_yet_take_part, is_provisional, takes_part
from wholeplace.convene.issues.models import Framing, Issue, TakingPart
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_member, wears
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Area, Place
from wholeplace.kernel.records import Audience


@action(
    "issue.name",
    title=_("Name an issue"),
    says=_("{actor} named an issue"),
    may=wears(HatKind.CONVENER),
    on="place",
)
def name_issue(
    act: Act,
    *,
    place: Place,
    title: str,
    happening: str,
    for_whom: str,
    tried: str = "",
    framing: str,
    audience: Audience,
    area: Area | None = None,
) -> Issue:
    """Name an issue: what is happening, for whom, what was tried, and a first, provisional framing."""
    if audience not in {Audience.PUBLIC, Audience.PARTNERSHIP}:
        raise Refused("audience_not_yet")
    if Issue.objects.filter(place=place, title=title).exists():
        raise Refused("title_taken", title=title)
    issue = Issue.objects.create(
        place=place,
        audience=audience,
        title=title,
        happening=happening,
        for_whom=for_whom,
        tried=tried,
        named_by=act.membership,
        named=act.at,
        area=area,
    )
    first = Framing.objects.create(
        place=place, audience=audience, issue=issue, text=framing, by=act.membership, written=act.at
    )
    act.record(issue)
    act.record(first)
    return issue


@action(
    "issue.reframe",
    title=_("Change the provisional framing"),
    says=_("{actor} changed the provisional framing of an issue"),
    may=wears(HatKind.CONVENER),
    when=is_provisional,
    on="issue",
    group_owned=True,
)
def reframe_issue(act: Act, *, issue: Issue, text: str) -> Framing:
    """Put a new provisional framing on an issue that does not yet belong to a group."""
    last = issue.framings.first()
    framing = Framing.objects.create(
        place=act.place,
        audience=issue.audience,
        issue=issue,
        text=text,
        by=act.membership,
        version=last.version + 1 if last else 1,
        written=act.at,
    )
    act.record(framing)
    return framing


@action(
    "issue.take_part",
    title=_("Take part in an issue"),
    says=_("{actor} takes part in an issue"),
    may=is_member,
    when=does_not_yet_take_part,
    within="issue",
    doors=BY_PERSON,
)
def take_part(act: Act, *, issue: Issue) -> TakingPart:
    """Take part in an issue."""
    part = TakingPart.objects.create(place=act.place, issue=issue, member=act.membership, since=act.at)
    act.record(part)
    return part


@action(
    "issue.stop_taking_part",
    title=_("Stop taking part in an issue"),
    says=_("{actor} no longer takes part in an issue"),
    may=takes_part,
    on="issue",
    doors=BY_PERSON,
)
def stop_taking_part(act: Act, *, issue: Issue, why: str = "") -> TakingPart:
    """Stop taking part in an issue, and say why where one likes to; one may come back at any time."""
    part = TakingPart.objects.get(issue=issue, member=act.membership, left=None)
    part.left, part.why = act.at, why
    part.save()
    act.record(part)
    return part
