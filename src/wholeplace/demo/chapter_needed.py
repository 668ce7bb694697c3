"""The chapter on whom the work on Lantern Hill needs: a map of perspectives, a suggestion, and how some stand to one another."""

from typing import TYPE_CHECKING

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.actions import Said, map_perspective
from wholeplace.convene.stakeholders.book import add_contact, note_speaker
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Ground
from wholeplace.convene.stakeholders.suggesting import suggest_perspective
from wholeplace.convene.stakeholders.taking_in import NewPerspective, take_in_perspectives
from wholeplace.convene.stakeholders.tying import say_tie
from wholeplace.demo.chapter_issues import convener
from wholeplace.demo.needed import NEEDED, SUGGESTED, SUGGESTED_BY, TIES, WHY_THEY, Needed
from wholeplace.demo.needed_contacts import CONTACTS
from wholeplace.kernel.places import Area

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller


def map_who_is_needed(teller: "Teller", issue: Issue) -> None:
    """Have the convener map whom the issue needs, half of them out of a spreadsheet, and say how some stand to one another."""
    areas = {area.name: area for area in Area.objects.filter(place=teller.place)}
    half = len(NEEDED) // 2
    for one in NEEDED[:half]:
        _mapped(teller, issue, one, areas.get(one.area))
    rest = [NewPerspective(_said(one, areas.get(one.area))) for one in NEEDED[half:]]
    take_in_perspectives(convener(teller), issue=issue, perspectives=rest)
    mapped = {one.name: one for one in Perspective.objects.filter(issue=issue)}
    for tie in TIES:
        say_tie(
            convener(teller),
            issue=issue,
            first=mapped[tie.first],
            second=mapped[tie.second],
            relation=tie.relation,
            said_by=tie.said_by,
            evidence=tie.evidence,
        )


def keep_contacts(teller: "Teller") -> None:
    """Have the convener keep how some can be reached who could be asked, and note for whom they could speak."""
    needed = {one.name: one for one in Perspective.objects.filter(place=teller.place)}
    for one in CONTACTS:
        made = add_contact(
            convener(teller),
            place=teller.place,
            name=one.name,
            organisation=one.organisation,
            email=one.email,
            phone=one.phone,
            sector=one.sector,
            origin=one.origin,
            ground=Ground.TASK,
        )
        if one.could_speak_for in needed:
            note_speaker(convener(teller), contact=made, perspective=needed[one.could_speak_for])


def suggest_who_else(teller: "Teller", issue: Issue) -> None:
    """Have somebody who takes part suggest whom the map leaves out."""
    suggest_perspective(
        teller.named(SUGGESTED_BY),
        issue=issue,
        whose=SUGGESTED.whose,
        name=SUGGESTED.name,
        because=WHY_THEY,
        sector=SUGGESTED.sector,
        voice=SUGGESTED.voice,
        hint=SUGGESTED.speaks,
    )


def _said(one: Needed, area: Area | None) -> Said:
    """Return a perspective as it is put on a map, by a form or out of a spreadsheet."""
    interest, influence = one.levels
    return Said(
        one.whose,
        one.name,
        one.sector,
        one.voice,
        area,
        knows=one.knows,
        interest=interest,
        influence=influence,
        spoken_for_by=one.speaks,
    )


def _mapped(teller: "Teller", issue: Issue, one: Needed, area: Area | None) -> Perspective:
    interest, influence = one.levels
    return map_perspective(
        convener(teller),
        issue=issue,
        whose=one.whose,
        name=one.name,
        sector=one.sector,
        voice=one.voice,
        area=area,
        knows=one.knows,
        interest=interest,
        influence=influence,
        spoken_for_by=one.speaks,
    )
