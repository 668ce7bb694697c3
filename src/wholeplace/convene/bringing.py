"""Shows who is needed, who may speak for a body and what parties expect of one another, in the kernel's registries."""


def show_who_is_there() -> None:
    """Show the rooms about people and what binds them; called once all applications are there."""
    _show_who_is_needed()
    _show_invitations()
    _trace_absences()
    _show_mandates()
    _show_expectations()
    _trace_expectations()
    _show_lottery()
    _decline_mandates()
    _decline_invitations()
    _decline_lottery()


def _show_who_is_needed() -> None:
    """Show, on an issue's page, which perspectives it needs, and let each be found, traced and named."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.issues.names import Stage  # noqa: PLC0415
    from wholeplace.convene.issues.panels import NEXT_STEPS, PANELS, WITHOUT, Panel, tell_nothing  # noqa: PLC0415
    from wholeplace.convene.issues.reading import declare_read_along  # noqa: PLC0415
    from wholeplace.convene.stakeholders import actions as _actions  # noqa: F401, PLC0415
    from wholeplace.convene.stakeholders import book as _book  # noqa: F401, PLC0415
    from wholeplace.convene.stakeholders import book_taking_in as _taking_in_book  # noqa: F401, PLC0415
    from wholeplace.convene.stakeholders import changing as _changing  # noqa: F401, PLC0415
    from wholeplace.convene.stakeholders import going_without as _going_without  # noqa: F401, PLC0415
    from wholeplace.convene.stakeholders import held, panel, queries  # noqa: PLC0415
    from wholeplace.convene.stakeholders import interests as _interests  # noqa: F401, PLC0415
    from wholeplace.convene.stakeholders import jobs as _jobs  # noqa: F401, PLC0415
    from wholeplace.convene.stakeholders import noting as _noting  # noqa: F401, PLC0415
    from wholeplace.convene.stakeholders import suggesting as _suggesting  # noqa: F401, PLC0415
    from wholeplace.convene.stakeholders import taking_in as _taking_in  # noqa: F401, PLC0415
    from wholeplace.convene.stakeholders import tying as _tying  # noqa: F401, PLC0415
    from wholeplace.convene.stakeholders.models import Absence, Interest, Note, Perspective, Tie  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415

    held.declare()
    REACHABLE.add("convene.stakeholders", Reachable(Perspective, queries.perspectives_visible_to))
    REACHABLE.add("convene.stakeholders", Reachable(Absence, queries.absences_visible_to))
    REACHABLE.add("convene.stakeholders", Reachable(Tie, queries.ties_visible_to))
    REACHABLE.add("convene.stakeholders", Reachable(Note, queries.notes_visible_to))
    REACHABLE.add("convene.stakeholders", Reachable(Interest, queries.interests_visible_to))
    shown = Panel(
        Stage.PEOPLE,
        "stakeholders/panel.html",
        panel.panel_context,
        tell_nothing,
        "needed",
        _("Who this issue needs"),
    )
    PANELS.add("convene.stakeholders", shown, order=20)
    WITHOUT.add("convene.stakeholders", panel.decided_without)
    NEXT_STEPS.add("convene.stakeholders", panel.answer_suggestions, order=38)
    declare_read_along(queries.with_coverage)


def _show_invitations() -> None:
    """Show what waits for whoever is asked to speak for a perspective, or for words of their own, and lead newcomers on."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.invitations import actions as _actions  # noqa: F401, PLC0415
    from wholeplace.convene.invitations import calling as _calling  # noqa: F401, PLC0415
    from wholeplace.convene.invitations import held, panel, queries  # noqa: PLC0415
    from wholeplace.convene.invitations import jobs as _jobs  # noqa: F401, PLC0415
    from wholeplace.convene.invitations import needing as _needing  # noqa: F401, PLC0415
    from wholeplace.convene.invitations import vouching as _vouching  # noqa: F401, PLC0415
    from wholeplace.convene.invitations.arriving import ARRIVING  # noqa: PLC0415
    from wholeplace.convene.invitations.models import AccessNeeds, IssueInvitation, SponsorWords  # noqa: PLC0415
    from wholeplace.convene.invitations.needs_queries import needs_visible_to  # noqa: PLC0415
    from wholeplace.convene.invitations.sending import SENDING, forget_with_contacts  # noqa: PLC0415
    from wholeplace.convene.issues.panels import NEXT_STEPS  # noqa: PLC0415
    from wholeplace.convene.issues.reading import declare_read_along  # noqa: PLC0415
    from wholeplace.convene.stakeholders.book import declare_goes_along  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415
    from wholeplace.places.invited.onward import ONWARD  # noqa: PLC0415
    from wholeplace.places.invited.queries import Letters, declare_letters  # noqa: PLC0415
    from wholeplace.places.partnership.home import STEPS  # noqa: PLC0415
    from wholeplace.ui.shell import NAV, NavLink, Where, to_members  # noqa: PLC0415

    name = "convene.invitations"
    held.declare()
    declare_letters(Letters(SENDING, queries.waiting_of, queries.carried_of))
    declare_goes_along(forget_with_contacts)
    declare_read_along(panel.with_what_waits)
    NEXT_STEPS.add(name, panel.answer_first, order=35)
    STEPS.add(name, panel.answer_in_place, order=13)
    NEXT_STEPS.add(name, panel.give_words, order=36)
    NEXT_STEPS.add(name, panel.say_what_one_needs, order=5)
    ONWARD.add(name, ARRIVING)
    NAV.add(name, NavLink(_("Your invitations"), "your_invitations", to_members, Where.PERSON), order=36)
    REACHABLE.add(name, Reachable(IssueInvitation, queries.invitations_visible_to))
    REACHABLE.add(name, Reachable(SponsorWords, queries.sponsor_words_visible_to))
    REACHABLE.add(name, Reachable(AccessNeeds, needs_visible_to))
    NAV.add(name, NavLink(_("What you need to take part"), "your_needs", to_members, Where.PERSON), order=37)


def _trace_absences() -> None:
    """Put on the golden thread whom an issue needs and without whom a group decided to go on, and tell each whom they suggested."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.stakeholders import queries, said, telling  # noqa: PLC0415
    from wholeplace.convene.stakeholders.models import Absence, Perspective  # noqa: PLC0415
    from wholeplace.kernel.lineage.kin import KIN, Kin  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import CONTRIBUTIONS  # noqa: PLC0415

    absences = Kin(
        Absence,
        queries.absences_visible_to,
        telling.absence_named,
        author=lambda absence: absence.by,
        yours=_("your proposal to go on without some"),
    )
    KIN.add("convene.stakeholders", Kin(Perspective, queries.perspectives_visible_to))
    KIN.add("convene.stakeholders", absences)
    CONTRIBUTIONS.add("convene.stakeholders", said.said)


def _show_mandates() -> None:
    """Show who may speak for their organisation: beside names, on issues' pages, and as far as they may promise."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.issues.names import Stage  # noqa: PLC0415
    from wholeplace.convene.issues.panels import PANELS, Panel, tell_nothing  # noqa: PLC0415
    from wholeplace.convene.issues.reading import declare_read_along  # noqa: PLC0415
    from wholeplace.convene.mandates import actions as _actions  # noqa: F401, PLC0415
    from wholeplace.convene.mandates import held, leading, panel, queries  # noqa: PLC0415
    from wholeplace.convene.mandates import jobs as _jobs  # noqa: F401, PLC0415
    from wholeplace.convene.mandates import standing as _standing  # noqa: F401, PLC0415
    from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement  # noqa: PLC0415
    from wholeplace.kernel.behalf import declare_limits  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415
    from wholeplace.places.people.badges import BADGES  # noqa: PLC0415
    from wholeplace.ui.shell import NAV, NavLink, Where, to_members  # noqa: PLC0415

    held.declare()
    leading.declare()
    declare_limits(queries.limits_of)
    BADGES.add("convene.mandates", panel.badges)
    NAV.add("convene.mandates", NavLink(_("Organisations"), "organisations"), order=62)
    NAV.add(
        "convene.mandates", NavLink(_("Your mandates"), "your_mandates", to_members, Where.PERSON), order=35
    )
    REACHABLE.add("convene.mandates", Reachable(Asking, queries.askings_visible_to))
    REACHABLE.add("convene.mandates", Reachable(Mandate, queries.mandates_visible_to))
    REACHABLE.add("convene.mandates", Reachable(StandingStatement, queries.statements_visible_to))
    title = _("Who may speak for their organisation")
    declare_read_along(queries.with_words)
    shown = Panel(Stage.PEOPLE, "mandates/panel.html", panel.panel_context, tell_nothing, "mandates", title)
    PANELS.add("convene.mandates", shown, order=21)


def _show_expectations() -> None:
    """Show what parties expect of one another, find it, and say what waits for whom."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.expectations import actions as _actions  # noqa: F401, PLC0415
    from wholeplace.convene.expectations import held, models, panel, queries, said, searching  # noqa: PLC0415
    from wholeplace.convene.expectations import ruling as _ruling  # noqa: F401, PLC0415
    from wholeplace.convene.expectations import settling as _settling  # noqa: F401, PLC0415
    from wholeplace.convene.issues.names import Stage  # noqa: PLC0415
    from wholeplace.convene.issues.panels import NEXT_STEPS, PANELS, Panel, tell_nothing  # noqa: PLC0415
    from wholeplace.convene.issues.reading import declare_read_along  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import CONTRIBUTIONS  # noqa: PLC0415

    name = "convene.expectations"
    held.declare()
    for model, visible_to in (
        (models.Card, queries.cards_visible_to),
        (models.CardLine, queries.lines_visible_to),
        (models.Pairing, queries.pairings_visible_to),
        (models.Settling, queries.settlings_visible_to),
        (models.ProposedRules, queries.proposed_rules_visible_to),
    ):
        REACHABLE.add(name, Reachable(model, visible_to))
    SEARCHABLE.add(name, searching.SEARCHED, order=18)
    CONTRIBUTIONS.add(name, said.said)
    NEXT_STEPS.add(name, panel.meet_expectations, order=40)
    NEXT_STEPS.add(name, panel.fill_in_card, order=97)
    declare_read_along(queries.with_how_far_met)
    shown = Panel(
        Stage.UNDERSTAND, "expectations/panel.html", panel.panel_context, tell_nothing, "expectations",
        _("What we expect of one another"),
    )  # fmt: skip
    PANELS.add(name, shown, order=13)


def _trace_expectations() -> None:
    """Put on the golden thread what parties wrote, what was drawn up from it, and the ground rules it led to."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.expectations import models, queries, telling  # noqa: PLC0415
    from wholeplace.convene.ground_rules.models import GroundRules  # noqa: PLC0415
    from wholeplace.convene.ground_rules.queries import ground_rules_visible_to  # noqa: PLC0415
    from wholeplace.convene.ground_rules.telling import ground_rules_named  # noqa: PLC0415
    from wholeplace.kernel.lineage.kin import KIN, Kin  # noqa: PLC0415

    KIN.add("convene.ground_rules", Kin(GroundRules, ground_rules_visible_to, ground_rules_named))
    lines = Kin(models.CardLine, queries.lines_visible_to, telling.line_named)
    drawn = Kin(
        models.ProposedRules,
        queries.proposed_rules_visible_to,
        telling.proposal_named,
        author=lambda drawn: drawn.by,
        yours=_("the ground rules you drew up"),
    )
    for kin in (lines, drawn):
        KIN.add("convene.expectations", kin)


def _decline_mandates() -> None:
    """Say why mandates show nothing where others do, and others no badge."""
    from wholeplace.convene.issues.panels import NEXT_STEPS, WITHOUT  # noqa: PLC0415 registries need the app registry
    from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415
    from wholeplace.kernel.lineage.kin import KIN  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.places.invited.onward import ONWARD  # noqa: PLC0415
    from wholeplace.places.partnership.home import LATELY, STEPS, WORK  # noqa: PLC0415
    from wholeplace.places.people.badges import BADGES  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import ANSWERS, CONTRIBUTIONS, PARTS  # noqa: PLC0415

    for registry, because in (
        (NEXT_STEPS, "one asks for a mandate where one needs it, and may well need none"),
        (CHECKS, "its rows are compared with the ledger as all evidence is"),
        (KIN, "it says who may speak, and is no step of the work"),
        (SEARCHABLE, "a mandate is found beside whose it is"),
        (ONWARD, "a newcomer is led to what is talked about, not there"),
        (LATELY, "who got a mandate is told to them, and stands by their name"),
        (STEPS, "one asks for a mandate where one needs it, and may well need none"),
        (WORK, "it is no work of the partnership, but what the work stands on"),
        (ANSWERS, "statements are answered in conversations"),
        (CONTRIBUTIONS, "what one asks of one's organisation is said to nobody else"),
        (PARTS, "one takes part in issues, not there"),
    ):
        registry.decline("convene.mandates", because)
    for feature in (
        "changes",
        "expectations",
        "first_run",
        "ground_rules",
        "invitations",
        "issues",
        "stakeholders",
        "wickedness",
    ):
        BADGES.decline(f"convene.{feature}", "it says nothing of who somebody is")
    for feature in (
        "changes", "expectations", "first_run", "ground_rules", "invitations", "mandates", "wickedness",
    ):  # fmt: skip
        WITHOUT.decline(f"convene.{feature}", "nobody is missing there")


def _decline_invitations() -> None:
    """Say why invitations to speak for a perspective show nothing where others do."""
    from wholeplace.convene.issues.panels import PANELS  # noqa: PLC0415 registries need the app registry
    from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415
    from wholeplace.kernel.lineage.kin import KIN  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.places.partnership.home import LATELY, WORK  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import ANSWERS, CONTRIBUTIONS, PARTS  # noqa: PLC0415

    for registry, because in (
        (PANELS, "one comes to it from the part that says whom the issue needs"),
        (CHECKS, "its rows are compared with the ledger as all evidence is"),
        (KIN, "it says who was asked, and is no step of the work"),
        (SEARCHABLE, "conveners find an invitation on its own page"),
        (LATELY, "who is asked is nobody else's business until they come"),
        (WORK, "it is no work of the partnership, but what the work stands on"),
        (ANSWERS, "statements are answered in conversations"),
        (CONTRIBUTIONS, "what one answers is said to whoever asked, and to nobody else"),
        (PARTS, "one takes part in issues, not there"),
    ):
        registry.decline("convene.invitations", because)


def _show_lottery() -> None:
    """Show panels that are drawn by lot on the page of the issue they are for."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.issues.names import Stage  # noqa: PLC0415
    from wholeplace.convene.issues.panels import PANELS, Panel, tell_nothing  # noqa: PLC0415
    from wholeplace.convene.issues.reading import declare_read_along  # noqa: PLC0415
    from wholeplace.convene.lottery import actions as _actions  # noqa: F401, PLC0415
    from wholeplace.convene.lottery import drawing as _drawing  # noqa: F401, PLC0415
    from wholeplace.convene.lottery import (  # noqa: PLC0415
        held,
        panel,
        queries,
        registering,
        seat_answers,
    )
    from wholeplace.convene.lottery import jobs as _jobs  # noqa: F401, PLC0415
    from wholeplace.convene.lottery import pool_jobs as _pool_jobs  # noqa: F401, PLC0415
    from wholeplace.convene.lottery import seats as _seats  # noqa: F401, PLC0415
    from wholeplace.convene.lottery import settling as _settling  # noqa: F401, PLC0415
    from wholeplace.convene.lottery import targeting as _targeting  # noqa: F401, PLC0415
    from wholeplace.convene.lottery import typing_in as _typing_in  # noqa: F401, PLC0415
    from wholeplace.convene.lottery.models import Draw, Lottery, Registration, Seat  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415

    name = "convene.lottery"
    held.declare()
    registering.declare_withdrawal(seat_answers.free_seat)
    REACHABLE.add(name, Reachable(Lottery, queries.lotteries_listed))
    REACHABLE.add(name, Reachable(Draw, queries.draws_named))
    REACHABLE.add(name, Reachable(Registration, queries.registrations_visible_to))
    REACHABLE.add(name, Reachable(Seat, queries.seats_visible_to))
    declare_read_along(panel.with_lotteries)
    _forget_pools()
    _lead_to_lotteries()
    title = _("Drawn by lot")
    shown = Panel(Stage.PEOPLE, "lottery/panel.html", panel.panel_context, tell_nothing, "lotteries", title)
    PANELS.add(name, shown, order=22)


def _lead_to_lotteries() -> None:
    """Let panels be found by their words, and told of on the place's first page."""
    from wholeplace.convene.lottery import home, searching  # noqa: PLC0415 registries need the app registry
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.places.partnership.home import LATELY, STEPS  # noqa: PLC0415

    SEARCHABLE.add("convene.lottery", searching.SEARCHED, order=25)
    LATELY.add("convene.lottery", home.lately, order=25)
    STEPS.add("convene.lottery", home.enter_value, order=11)


def _forget_pools() -> None:
    """Say after how long who was in a pool is forgotten, and files of people are thrown away."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.lottery.forgetting import KEPT  # noqa: PLC0415
    from wholeplace.convene.lottery.sending import SENT_KEPT  # noqa: PLC0415
    from wholeplace.kernel.privacy.periods import PERIODS, Period  # noqa: PLC0415

    pools = _("Who registered for a panel drawn by lot, after the lottery ended")
    PERIODS.add("convene.lottery", Period(pools, KEPT), order=65)
    people = _("A file of people that was sent to come into a pool, unless it is taken in before")
    PERIODS.add("convene.lottery", Period(people, SENT_KEPT), order=66)


def _decline_lottery() -> None:
    """Say why lotteries show nothing where others do."""
    from wholeplace.convene.issues.panels import NEXT_STEPS, WITHOUT  # noqa: PLC0415 registries need the app registry
    from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415
    from wholeplace.kernel.lineage.kin import KIN  # noqa: PLC0415
    from wholeplace.places.invited.onward import ONWARD  # noqa: PLC0415
    from wholeplace.places.partnership.home import WORK  # noqa: PLC0415
    from wholeplace.places.people.badges import BADGES  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import ANSWERS, CONTRIBUTIONS, PARTS  # noqa: PLC0415
    from wholeplace.ui.shell import NAV  # noqa: PLC0415

    for registry, because in (
        (
            NEXT_STEPS,
            "whoever convenes is led on from the lottery's own page, and residents by their own link",
        ),
        (WITHOUT, "nobody is missing there: that is said of perspectives"),
        (CHECKS, "its rows are compared with the ledger as all evidence is"),
        (KIN, "it says who sits, and is no step of the work"),
        (ONWARD, "whoever registers becomes no member"),
        (WORK, "it is no work of the partnership, but what the work stands on"),
        (BADGES, "who was drawn says so themselves, or nobody"),
        (ANSWERS, "statements are answered in conversations"),
        (CONTRIBUTIONS, "a registration is on whose own page its link opens"),
        (PARTS, "one takes part in issues, not there"),
        (NAV, "one comes to it from its issue's page"),
    ):
        registry.decline("convene.lottery", because)
