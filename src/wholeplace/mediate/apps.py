"""Hearing people, and showing where they agree and differ, as a Django application."""

from django.apps import AppConfig


class MediateConfig(AppConfig):
    """Hearing people, and showing where they agree and differ."""

    name = "wholeplace.mediate"
    label = "wp_mediate"

    def ready(self) -> None:
        """Show each feature in the kernel's registries."""
        _declare()
        _show_conversations()
        _show_landscapes()
        _say_what_goes()
        _decline()


def _declare() -> None:
    """Import whatever declares actions and jobs."""
    from wholeplace.mediate.conversations import (  # noqa: PLC0415 actions need the app registry
        actions,  # noqa: F401
        answering,  # noqa: F401
        confiding,  # noqa: F401
        guests,  # noqa: F401
        jobs,  # noqa: F401
        joining,  # noqa: F401
        moderation_jobs,  # noqa: F401
        moderation_reporting,  # noqa: F401
        naming,  # noqa: F401
        paper,  # noqa: F401
        rooms,  # noqa: F401
        saying,  # noqa: F401
    )
    from wholeplace.mediate.landscapes import actions as _landscapes  # noqa: F401, PLC0415
    from wholeplace.mediate.landscapes import jobs as _jobs  # noqa: F401, PLC0415


def _show_conversations() -> None:
    from wholeplace.convene.issues.panels import NEXT_STEPS  # noqa: PLC0415 registries need the app registry
    from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415
    from wholeplace.kernel.lineage.kin import KIN, Kin  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.mediate.conversations import held, steps  # noqa: PLC0415
    from wholeplace.mediate.conversations.answered import answered  # noqa: PLC0415
    from wholeplace.mediate.conversations.counting import check_ballots  # noqa: PLC0415
    from wholeplace.mediate.conversations.models import Conversation, Statement  # noqa: PLC0415
    from wholeplace.mediate.conversations.moderation_steps import look_at_statements  # noqa: PLC0415
    from wholeplace.mediate.conversations.newcomers import NEWCOMERS  # noqa: PLC0415
    from wholeplace.mediate.conversations.queries import conversations_visible_to, statements_to_find  # noqa: PLC0415
    from wholeplace.mediate.conversations.said import said  # noqa: PLC0415
    from wholeplace.mediate.conversations.searching import STATEMENTS  # noqa: PLC0415
    from wholeplace.places.invited.onward import ONWARD  # noqa: PLC0415
    from wholeplace.places.partnership.home import LATELY, STEPS  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import ANSWERS, CONTRIBUTIONS  # noqa: PLC0415

    held.declare()
    LATELY.add("mediate.conversations", steps.lately)
    STEPS.add("mediate.conversations", look_at_statements, order=15)
    STEPS.add("mediate.conversations", steps.say_it_here, order=20)
    NEXT_STEPS.add("mediate.conversations", steps.say_what_you_think, order=20)
    REACHABLE.add("mediate.conversations", Reachable(Conversation, conversations_visible_to))
    SEARCHABLE.add("mediate.conversations", STATEMENTS, order=30)
    KIN.add("mediate.conversations", Kin(Statement, statements_to_find))
    CHECKS.add("mediate.conversations", check_ballots)
    CONTRIBUTIONS.add("mediate.conversations", said)
    ANSWERS.add("mediate.conversations", answered)
    ONWARD.add("mediate.conversations", NEWCOMERS)


def _show_landscapes() -> None:
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.convene.issues.names import Stage  # noqa: PLC0415
    from wholeplace.convene.issues.panels import NEXT_STEPS, PANELS, Panel  # noqa: PLC0415
    from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415
    from wholeplace.mediate.conversations.reading import declare_read_along  # noqa: PLC0415
    from wholeplace.mediate.landscapes.home import lately  # noqa: PLC0415
    from wholeplace.mediate.landscapes.panel import panel_context, panel_sentences  # noqa: PLC0415
    from wholeplace.mediate.landscapes.queries import with_newest_landscape  # noqa: PLC0415
    from wholeplace.mediate.landscapes.steps import hear_people  # noqa: PLC0415
    from wholeplace.mediate.landscapes.tally import check_tallies  # noqa: PLC0415
    from wholeplace.places.partnership.home import LATELY  # noqa: PLC0415
    from wholeplace.ui.shell import NAV, NavLink  # noqa: PLC0415

    declare_read_along(with_newest_landscape)
    CHECKS.add("mediate.landscapes", check_tallies)
    NEXT_STEPS.add("mediate.landscapes", hear_people, order=95)
    NAV.add("mediate.landscapes", NavLink(_("Conversations"), "conversations"), order=20)
    LATELY.add("mediate.landscapes", lately)
    PANELS.add(
        "mediate.landscapes",
        Panel(Stage.CONVERSATION, "landscapes/panel.html", panel_context, panel_sentences),
        order=30,
    )


def _say_what_goes() -> None:
    """Say what goes by itself, and after how long."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.kernel.privacy.periods import PERIODS, Period  # noqa: PLC0415
    from wholeplace.mediate.conversations.names import CODE_KEPT, LAST_KEPT  # noqa: PLC0415

    code = Period(_("In a guest's browser: their return code, unless they finish on that device"), CODE_KEPT)
    last = Period(_("In a browser: which statement was answered last"), LAST_KEPT)
    PERIODS.add("mediate.conversations", code, order=70)
    PERIODS.add("mediate.conversations", last, order=71)
    PERIODS.decline("mediate.landscapes", "a release stays as it was released")


def _decline() -> None:
    """Say why a feature shows nothing where others do."""
    from wholeplace.convene.issues.panels import PANELS, WITHOUT  # noqa: PLC0415 registries need the app registry
    from wholeplace.kernel.lineage.kin import KIN  # noqa: PLC0415
    from wholeplace.kernel.privacy.personal import PERSONAL  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE  # noqa: PLC0415
    from wholeplace.mediate.landscapes.afterwards import AFTERWARDS  # noqa: PLC0415
    from wholeplace.mediate.landscapes.downloads import DOWNLOADS  # noqa: PLC0415
    from wholeplace.places.invited.onward import ONWARD  # noqa: PLC0415
    from wholeplace.places.partnership.home import STEPS, WORK  # noqa: PLC0415
    from wholeplace.places.people.badges import BADGES  # noqa: PLC0415
    from wholeplace.places.yourself.contributions import ANSWERS, CONTRIBUTIONS, PARTS  # noqa: PLC0415
    from wholeplace.ui.shell import NAV  # noqa: PLC0415

    for feature in ("mediate.conversations", "mediate.landscapes"):
        WITHOUT.decline(feature, "who is missing is told by the map of an issue")
    for shown in (PANELS, DOWNLOADS, AFTERWARDS):
        shown.decline("mediate.conversations", "a conversation is shown with its landscape")
    STEPS.decline("mediate.landscapes", "its invitation to read stands with what changed lately")
    NAV.decline("mediate.conversations", "a conversation is shown with its landscape")
    for feature in ("mediate.conversations", "mediate.landscapes"):
        WORK.decline(feature, "it is told in the state of its issue")
        BADGES.decline(feature, "it says nothing of who somebody is")
    for feature in ("mediate.conversations", "mediate.landscapes"):
        PARTS.decline(feature, "one takes part in the issue a conversation is about")
    ANSWERS.decline("mediate.landscapes", "one answers the conversation it shows")
    CONTRIBUTIONS.decline("mediate.landscapes", "a landscape shows what many said, and nobody's own words")
    ONWARD.decline("mediate.landscapes", "a newcomer is led to the conversation it shows")
    PERSONAL.decline("mediate.landscapes", "a landscape is released figures, and names nobody")
    REACHABLE.decline("mediate.landscapes", "a release is read through its conversation")
    AFTERWARDS.decline("mediate.landscapes", "it tells what people said, and not what came of it")
    KIN.decline("mediate.landscapes", "its figures are no step of the work, but a look at it")
    SEARCHABLE.decline("mediate.landscapes", "its figures are found through the statements they are about")
