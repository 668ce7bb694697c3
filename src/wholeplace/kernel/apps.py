"""The kernel as a Django application."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Knows nothing of what a place does."""

    name = "wholeplace.kernel"
    label = "wp_kernel"

    def ready(self) -> None:
        """Put the write guard on every database connection, teach it to fold text, and register the kernel's own jobs."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

        from wholeplace.kernel import attempts as _attempts  # noqa: F401, PLC0415 registers
        from wholeplace.kernel import folding, guard  # noqa: PLC0415 needs the app registry
        from wholeplace.kernel.decisions import actions as _deciding  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.decisions import jobs as _decisions  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.decisions.explaining import decision_named  # noqa: PLC0415 needs the app registry
        from wholeplace.kernel.decisions.models import Decision  # noqa: PLC0415
        from wholeplace.kernel.decisions.queries import decisions_visible_to  # noqa: PLC0415
        from wholeplace.kernel.decisions.tallying import check_decisions  # noqa: PLC0415
        from wholeplace.kernel.jobs import jobs as _queue  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.ledger import jobs as _ledger  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415
        from wholeplace.kernel.lineage.kin import KIN, Kin  # noqa: PLC0415
        from wholeplace.kernel.notices import actions as _letters  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.notices import jobs as _notices  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.outbox import conditions as _words  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.outbox import jobs as _outbox  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.privacy import going, held  # noqa: PLC0415
        from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415
        from wholeplace.kernel.search import jobs as _search  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.search.searchable import SEARCHABLE, Searchable  # noqa: PLC0415

        guard.install()
        folding.install()
        CHECKS.add("kernel", check_decisions)
        held.declare()
        going.declare()
        REACHABLE.add("kernel", Reachable(Decision, decisions_visible_to))
        KIN.add("kernel", Kin(Decision, decisions_visible_to, decision_named))
        SEARCHABLE.add(
            "kernel",
            Searchable(
                "decision", _("Decision"), _("Decisions"), Decision, decisions_visible_to, when="asked"
            ),
            order=40,
        )
        _show_files()


def _show_files() -> None:
    """Let files be put beside records and found by what they show; have them, and descent, compared with the ledger."""
    from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

    from wholeplace.kernel.files import actions as _filing  # noqa: F401, PLC0415 registers
    from wholeplace.kernel.files import jobs as _shelves  # noqa: F401, PLC0415 registers
    from wholeplace.kernel.files import taking_down as _taking_down  # noqa: F401, PLC0415 registers
    from wholeplace.kernel.files.models import KeptFile  # noqa: PLC0415 needs the app registry
    from wholeplace.kernel.files.proving import check_files  # noqa: PLC0415
    from wholeplace.kernel.files.queries import files_visible_to  # noqa: PLC0415
    from wholeplace.kernel.ledger.check import CHECKS  # noqa: PLC0415
    from wholeplace.kernel.lineage.checking import check_lineage  # noqa: PLC0415
    from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415
    from wholeplace.kernel.search.searchable import SEARCHABLE, Searchable  # noqa: PLC0415

    CHECKS.add("kernel", check_lineage)
    CHECKS.add("kernel", check_files)
    REACHABLE.add("kernel", Reachable(KeptFile, files_visible_to))
    file = Searchable(
        "file",
        _("File"),
        _("Files"),
        KeptFile,
        files_visible_to,
        text=lambda one: one.description,
        when="put",
        kept=lambda one: one.is_there,
    )
    SEARCHABLE.add("kernel", file, order=45)
