"""What tests of issues stand on."""

from tests.places.conftest import plain_files

__all__ = ["plain_files"]
