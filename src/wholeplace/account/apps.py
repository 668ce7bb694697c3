"""Reporting back and giving account as a Django application."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    """Reporting back and giving account."""

    name = "wholeplace.account"
    label = "wp_account"

    def ready(self) -> None:
        """Show each feature in the kernel's registries."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

        from wholeplace.account.exchange import conditions as _conditions  # noqa: F401, PLC0415
        from wholeplace.account.exchange import held as exchange_held  # noqa: PLC0415
        from wholeplace.account.exchange import jobs as _jobs  # noqa: F401, PLC0415
        from wholeplace.account.exchange.downloads import offers  # noqa: PLC0415
        from wholeplace.account.reports import actions as _reports  # noqa: F401, PLC0415
        from wholeplace.account.reports import jobs as _printing  # noqa: F401, PLC0415
        from wholeplace.account.scrutiny import actions as _actions  # noqa: F401, PLC0415
        from wholeplace.account.scrutiny import held as scrutiny_held  # noqa: PLC0415
        from wholeplace.account.scrutiny.home import read_record  # noqa: PLC0415
        from wholeplace.kernel.privacy.personal import PERSONAL  # noqa: PLC0415
        from wholeplace.mediate.landscapes.downloads import DOWNLOADS  # noqa: PLC0415
        from wholeplace.places.partnership.home import STEPS  # noqa: PLC0415
        from wholeplace.ui.shell import NAV, NavLink, Where  # noqa: PLC0415

        _show_reports()
        DOWNLOADS.add("account.exchange", offers)
        PERSONAL.add("account.exchange", exchange_held.STAGED)
        PERSONAL.add("account.scrutiny", scrutiny_held.LAST_VISIT)
        NAV.add("account.scrutiny", NavLink(_("Our record"), "record"), order=70)
        NAV.add("account.scrutiny", NavLink(_("How to check our record"), "check_record", where=Where.FOOTER))
        STEPS.add("account.scrutiny", read_record, order=19)
        _say_what_goes()
        _decline()
        _decline_reports()


def _show_reports() -> None:
    """Show reports, and what they still owe."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.account.reports import held, home, panel  # noqa: PLC0415
    from wholeplace.account.reports.models import FollowUp  # noqa: PLC0415
    from wholeplace.account.reports.queries import follow_ups_visible_to, with_reports  # noqa: PLC0415
    from wholeplace.convene.issues.names import Stage  # noqa: PLC0415
    from wholeplace.convene.issues.panels import NEXT_STEPS, PANELS, Panel  # noqa: PLC0415
    from wholeplace.kernel.lineage.kin import KIN, Kin  # noqa: PLC0415
    from wholeplace.mediate.conversations.reading import declare_read_along  # noqa: PLC0415
    from wholeplace.mediate.landscapes.afterwards import AFTERWARDS  # noqa: PLC0415
    from wholeplace.places.partnership.home import LATELY, STEPS  # noqa: PLC0415

    held.declare()
    declare_read_along(with_reports)
    called = _("the next step “{text}”")
    KIN.add(
        "account.reports",
        Kin(FollowUp, follow_ups_visible_to, lambda one: str(called).format(text=one.text)),
    )
    PANELS.add(
        "account.reports",
        Panel(Stage.ACCOUNT, "reports/panel.html", panel.panel_context, panel.panel_sentences),
        order=90,
    )
    STEPS.add("account.reports", home.answer_in_place, order=18)
    NEXT_STEPS.add("account.reports", home.answer_on_issue, order=25)
    LATELY.add("account.reports", home.lately)
    AFTERWARDS.add("account.reports", panel.report_out)


def _decline_reports() -> None:
    from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415 registries need the app registry
    from wholeplace.kernel.reachable import REACHABLE  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.mediate.landscapes.downloads import DOWNLOADS  # noqa: PLC0415
    from wholeplace.places.partnership.home import WORK  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import CONTRIBUTIONS, PARTS  # noqa: PLC0415
    from wholeplace.ui.shell import NAV  # noqa: PLC0415

    CONTRIBUTIONS.decline("account.reports", "a convener writes it for the partnership")
    PARTS.decline("account.reports", "one takes part in issues, not there")
    CHECKS.decline("account.reports", "its rows are compared with the ledger as all evidence is")
    REACHABLE.decline("account.reports", "its actions name the conversation, and nothing else")
    SEARCHABLE.decline("account.reports", "what it tells of is found where it was said")
    WORK.decline("account.reports", "it is told in the state of its issue")
    NAV.decline("account.reports", "one comes to a report from the issue it is about")
    DOWNLOADS.decline("account.reports", "a report stands on its own page, beside the landscape")


def _say_what_goes() -> None:
    """Say what goes by itself, and after how long."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.account.exchange.models import KEPT as STAGED_KEPT  # noqa: PLC0415
    from wholeplace.account.reports.jobs import KEPT as PAPERS_KEPT  # noqa: PLC0415
    from wholeplace.kernel.privacy.periods import PERIODS, Period  # noqa: PLC0415

    brought = Period(_("A file brought to be read, until it is imported"), STAGED_KEPT)
    PERIODS.add("account.exchange", brought, order=62)
    PERIODS.add("account.reports", Period(_("A report set as a PDF"), PAPERS_KEPT), order=63)
    PERIODS.decline("account.scrutiny", "the record stays, and what opens it is evidence too")


def _decline() -> None:
    """Say why a feature shows nothing where others do."""
    from wholeplace.convene.issues.panels import NEXT_STEPS, PANELS, WITHOUT  # noqa: PLC0415 registries need the app registry
    from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415
    from wholeplace.kernel.lineage.kin import KIN  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.mediate.landscapes.afterwards import AFTERWARDS  # noqa: PLC0415
    from wholeplace.mediate.landscapes.downloads import DOWNLOADS  # noqa: PLC0415
    from wholeplace.places.invited.onward import ONWARD  # noqa: PLC0415
    from wholeplace.places.partnership.home import LATELY, STEPS, WORK  # noqa: PLC0415
    from wholeplace.places.people.badges import BADGES  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import ANSWERS, CONTRIBUTIONS, PARTS  # noqa: PLC0415
    from wholeplace.ui.shell import NAV  # noqa: PLC0415

    for feature in ("account.exchange", "account.scrutiny"):
        PANELS.decline(feature, "it is no stage of an issue's work")
        NEXT_STEPS.decline(feature, "nothing there is asked of somebody about an issue")
        WORK.decline(feature, "it tells of the work and is none of its own")
        LATELY.decline(feature, "what it brings in or checks is told where it belongs")
        CHECKS.decline(feature, "it keeps no evidence of its own")
        REACHABLE.decline(feature, "it has no records that actions name")
    for feature in ("account.exchange", "account.reports", "account.scrutiny"):
        WITHOUT.decline(feature, "it tells of what others lack")
        ONWARD.decline(feature, "a newcomer is led to what is talked about, not there")
        ANSWERS.decline(feature, "statements are answered in conversations")
        BADGES.decline(feature, "it says nothing of who somebody is")
    for feature in ("account.exchange", "account.scrutiny"):
        CONTRIBUTIONS.decline(feature, "nothing one says to others is said there")
        PARTS.decline(feature, "one takes part in issues, not there")
        AFTERWARDS.decline(feature, "what it brings in or checks is no outcome of a conversation")
    STEPS.decline("account.exchange", "an import is one of an issue's next steps")
    DOWNLOADS.decline("account.scrutiny", "its packs hold the record, not one landscape")
    NAV.decline("account.exchange", "one comes to an import from the issue it is about")
    for feature in ("account.exchange", "account.scrutiny"):
        KIN.decline(feature, "it tells of the work and is no step of it")
        SEARCHABLE.decline(feature, "lines of the record are found on its own page, by what they say")
