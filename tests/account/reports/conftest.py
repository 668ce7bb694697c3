"""Pages of reports are drawn with files as they lie, before they are gathered."""

from tests.mediate.landscapes.conftest import plain_files

__all__ = ["plain_files"]
