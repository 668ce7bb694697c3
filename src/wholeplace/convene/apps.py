"""Naming issues and bringing people together as a Django application."""

from django.apps import AppConfig


class ConveneConfig(AppConfig):
    """Naming issues and bringing people together."""

    name = "wholeplace.convene"
    label = "wp_convene"

    def ready(self) -> None:
        """Show each feature in the kernel's registries."""
        from wholeplace.convene.bringing import show_who_is_there  # noqa: PLC0415 registries need the app registry

        _show_issues()
        _say_what_waits()
        _trace_framings()
        _show_circles()
        _show_what_is_said_of_an_issue()
        show_who_is_there()
        _say_what_goes()
        _decline()


def _show_issues() -> None:
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.issues import actions as _actions  # noqa: F401, PLC0415
    from wholeplace.convene.issues import amending as _amending  # noqa: F401, PLC0415
    from wholeplace.convene.issues import evidence as _evidence  # noqa: F401, PLC0415
    from wholeplace.convene.issues import framing as _framing  # noqa: F401, PLC0415
    from wholeplace.convene.issues import (  # noqa: PLC0415
        held,
        home,
        queries,
        said,
        searching,
    )
    from wholeplace.convene.issues.models import Amendment, Issue, ProposedFraming  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.places.partnership.home import LATELY, WORK  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import CONTRIBUTIONS, PARTS  # noqa: PLC0415
    from wholeplace.ui.shell import NAV, NavLink  # noqa: PLC0415

    held.declare()
    REACHABLE.add("convene.issues", Reachable(Issue, queries.issues_visible_to))
    REACHABLE.add("convene.issues", Reachable(Amendment, queries.amendments_visible_to))
    REACHABLE.add("convene.issues", Reachable(ProposedFraming, queries.proposed_framings_visible_to))
    for order, searchable in enumerate(searching.SEARCHED, start=10):
        SEARCHABLE.add("convene.issues", searchable, order=order)
    NAV.add("convene.issues", NavLink(_("What we work on"), "issues"), order=10)
    WORK.add("convene.issues", home.work)
    LATELY.add("convene.issues", home.lately)
    CONTRIBUTIONS.add("convene.issues", said.said)
    PARTS.add("convene.issues", said.parts)


def _say_what_waits() -> None:
    """Offer what waits for somebody in the issues of a place, on its first page and on each issue's."""
    from wholeplace.convene.issues import home, steps  # noqa: PLC0415 registries need the app registry
    from wholeplace.convene.issues.panels import NEXT_STEPS  # noqa: PLC0415
    from wholeplace.places.partnership.home import STEPS  # noqa: PLC0415

    NEXT_STEPS.add("convene.issues", steps.decide_on_issue, order=10)
    NEXT_STEPS.add("convene.issues", steps.second_on_issue, order=20)
    NEXT_STEPS.add("convene.issues", steps.take_part_first, order=90)
    STEPS.add("convene.issues", steps.decide_in_place, order=15)
    STEPS.add("convene.issues", home.take_part, order=30)
    STEPS.add("convene.issues", home.bring_people_in, order=35)


def _trace_framings() -> None:
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.changes.models import ExpectedChange  # noqa: PLC0415
    from wholeplace.convene.changes.queries import changes_visible_to  # noqa: PLC0415
    from wholeplace.convene.changes.telling import change_named  # noqa: PLC0415
    from wholeplace.convene.issues import queries  # noqa: PLC0415
    from wholeplace.convene.issues import rewording as _rewording  # noqa: F401, PLC0415
    from wholeplace.convene.issues.deciding import framing_named, proposal_named  # noqa: PLC0415
    from wholeplace.convene.issues.models import Framing, ProposedFraming  # noqa: PLC0415
    from wholeplace.kernel.lineage.kin import KIN, Kin  # noqa: PLC0415

    KIN.add("convene.issues", Kin(Framing, queries.versions_visible_to, framing_named))
    proposed = Kin(
        ProposedFraming,
        queries.proposed_framings_visible_to,
        proposal_named,
        author=lambda proposed: proposed.by,
        yours=_("the framing you proposed"),
    )
    KIN.add("convene.issues", proposed)
    KIN.add("convene.changes", Kin(ExpectedChange, changes_visible_to, change_named))


def _show_circles() -> None:
    """Let circles and who stands for them be named, traced and compared with the decisions that chose them."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.issues import circle_queries, circle_telling  # noqa: PLC0415
    from wholeplace.convene.issues import circles as _circles  # noqa: F401, PLC0415
    from wholeplace.convene.issues.models import Candidacy, Circle  # noqa: PLC0415
    from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415
    from wholeplace.kernel.lineage.kin import KIN, Kin  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415

    CHECKS.add("convene.issues", circle_queries.check_circles)
    REACHABLE.add("convene.issues", Reachable(Circle, circle_queries.circles_visible_to))
    REACHABLE.add("convene.issues", Reachable(Candidacy, circle_queries.candidacies_visible_to))
    KIN.add("convene.issues", Kin(Circle, circle_queries.circles_visible_to, circle_telling.circle_named))
    stands = Kin(
        Candidacy,
        circle_queries.candidacies_visible_to,
        circle_telling.candidacy_named,
        author=lambda candidacy: candidacy.member,
        yours=_("your standing for the circle"),
    )
    KIN.add("convene.issues", stands)


def _show_what_is_said_of_an_issue() -> None:
    """Show, on an issue's page, what should change, how people work together and what kind of problem it is."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.changes import actions as _changes  # noqa: F401, PLC0415
    from wholeplace.convene.changes import evidence as _evidence  # noqa: F401, PLC0415
    from wholeplace.convene.changes import held as changes_held  # noqa: PLC0415
    from wholeplace.convene.changes import panel as changes_panel  # noqa: PLC0415
    from wholeplace.convene.changes.models import ExpectedChange, Reading  # noqa: PLC0415
    from wholeplace.convene.changes.queries import changes_visible_to, readings_visible_to  # noqa: PLC0415
    from wholeplace.convene.ground_rules import actions as _ground_rules  # noqa: F401, PLC0415
    from wholeplace.convene.ground_rules import held as rules_held  # noqa: PLC0415
    from wholeplace.convene.ground_rules import panel as rules_panel  # noqa: PLC0415
    from wholeplace.convene.ground_rules.models import GroundRules  # noqa: PLC0415
    from wholeplace.convene.ground_rules.queries import ground_rules_visible_to  # noqa: PLC0415
    from wholeplace.convene.issues.names import Stage  # noqa: PLC0415
    from wholeplace.convene.issues.panels import NEXT_STEPS, PANELS, Panel, tell_nothing  # noqa: PLC0415
    from wholeplace.convene.wickedness import actions as _wickedness  # noqa: F401, PLC0415
    from wholeplace.convene.wickedness import held as wickedness_held  # noqa: PLC0415
    from wholeplace.convene.wickedness import panel as wickedness_panel  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415

    for held in (changes_held, rules_held, wickedness_held):
        held.declare()
    REACHABLE.add("convene.changes", Reachable(ExpectedChange, changes_visible_to))
    REACHABLE.add("convene.changes", Reachable(Reading, readings_visible_to))
    REACHABLE.add("convene.ground_rules", Reachable(GroundRules, ground_rules_visible_to))
    NEXT_STEPS.add("convene.ground_rules", rules_panel.agree_first, order=30)
    for order, name, panel, title in (
        (10, "changes", changes_panel, _("What is expected to change")),
        (11, "ground_rules", rules_panel, _("How we work together")),
        (12, "wickedness", wickedness_panel, _("What kind of problem it is")),
    ):
        context = panel.panel_context
        shown = Panel(Stage.UNDERSTAND, f"{name}/panel.html", context, tell_nothing, name, title)
        PANELS.add(f"convene.{name}", shown, order=order)


def _say_what_goes() -> None:
    """Say what goes by itself, and after how long."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.first_run.draft import KEPT  # noqa: PLC0415
    from wholeplace.convene.invitations.conditions import KEPT as ASKED_KEPT  # noqa: PLC0415
    from wholeplace.convene.invitations.models import LETTERS_KEPT  # noqa: PLC0415
    from wholeplace.convene.invitations.needing import NEEDS_KEPT  # noqa: PLC0415
    from wholeplace.convene.mandates.conditions import KEPT as MANAGERS_KEPT  # noqa: PLC0415
    from wholeplace.convene.stakeholders.conditions import CONTACTS_KEPT  # noqa: PLC0415
    from wholeplace.convene.stakeholders.models import SHEETS_KEPT  # noqa: PLC0415
    from wholeplace.kernel.privacy.periods import PERIODS, Period  # noqa: PLC0415

    draft = Period(_("What was typed while a place is being set up, unless it is founded first"), KEPT)
    PERIODS.add("convene.first_run", draft, order=80)
    sheet = Period(_("A spreadsheet that was sent to be taken in, unless it is before"), SHEETS_KEPT)
    PERIODS.add("convene.stakeholders", sheet, order=63)
    contact = Period(
        _("How somebody can be reached who could be invited, after it was used last"), CONTACTS_KEPT
    )
    PERIODS.add("convene.stakeholders", contact, order=61)
    asked = _(
        "In invitations: name and address of somebody who was asked to speak for others and did not come"
    )
    PERIODS.add("convene.invitations", Period(asked, ASKED_KEPT), order=60)
    letters = _("Letters that were set for the post, as a file")
    PERIODS.add("convene.invitations", Period(letters, LETTERS_KEPT), order=63)
    needs = _("What somebody said they need to take part, once they are no longer a member")
    PERIODS.add("convene.invitations", Period(needs, NEEDS_KEPT), order=64)
    managers = _("The name and address of a manager who did not answer, or whose word stands no more")
    PERIODS.add("convene.mandates", Period(managers, MANAGERS_KEPT), order=62)
    for feature in (
        "convene.changes", "convene.expectations", "convene.ground_rules", "convene.issues", "convene.wickedness",
    ):  # fmt: skip
        PERIODS.decline(feature, "it stays as the place's record")


def _decline() -> None:
    """Say why a feature shows nothing where others do."""
    from wholeplace.convene.issues.panels import NEXT_STEPS, PANELS  # noqa: PLC0415 registries need the app registry
    from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415
    from wholeplace.kernel.lineage.kin import KIN  # noqa: PLC0415
    from wholeplace.kernel.privacy.personal import PERSONAL  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.places.invited.onward import ONWARD  # noqa: PLC0415
    from wholeplace.places.partnership.home import LATELY, STEPS, WORK  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import ANSWERS, CONTRIBUTIONS, PARTS  # noqa: PLC0415
    from wholeplace.ui.shell import NAV  # noqa: PLC0415

    of_an_issue = ("convene.changes", "convene.ground_rules", "convene.stakeholders", "convene.wickedness")
    for registry in (NAV, WORK, LATELY, STEPS, KIN, SEARCHABLE, CONTRIBUTIONS, PARTS, NEXT_STEPS, REACHABLE):
        registry.decline("convene.first_run", "it is over before there is anything to show")
    PANELS.decline("convene.first_run", "it is over before there is an issue to be seen")
    PERSONAL.decline("convene.first_run", "what it was told is thrown away as the place is founded")
    for feature in ("convene.first_run", "convene.expectations", *of_an_issue):
        CHECKS.decline(feature, "its rows are compared with the ledger as all evidence is")
    for feature in ("convene.first_run", "convene.issues", "convene.expectations", *of_an_issue):
        ONWARD.decline(feature, "a newcomer is led to what is talked about, and takes part in its issue")
        ANSWERS.decline(feature, "statements are answered in conversations")
    for feature in ("convene.changes", "convene.wickedness"):
        NEXT_STEPS.decline(feature, "its part of the issue's page says what one can do")
    KIN.decline("convene.wickedness", "it is said of an issue, and nothing has come of it yet")
    for feature in of_an_issue:
        SEARCHABLE.decline(feature, "it is found with the issue it is said of")
    for feature in ("convene.changes", "convene.ground_rules", "convene.wickedness"):
        CONTRIBUTIONS.decline(feature, "what is said there is the partnership's, and nobody's own")
    for feature in ("convene.expectations", *of_an_issue):
        PARTS.decline(feature, "one takes part in the issue itself")
        NAV.decline(feature, "one comes to it from its issue")
        WORK.decline(feature, "it is told in the state of its issue")
        LATELY.decline(feature, "it stands on the page of its issue")
        STEPS.decline(feature, "it is one of an issue's own tasks")
    REACHABLE.decline("convene.wickedness", "no action names one of its answers")
