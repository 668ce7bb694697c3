"""The cache that every server shares, in the database: it holds the counts of rate limits."""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import Error, connection

from wholeplace.kernel.busy import is_away, is_busy


class SharedCache(DatabaseCache):
    """Django's, but a database that cannot serve now is said so: a count it loses would read as a limit reached."""

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        """Write, raising what the database said where Django's own would only not have written."""
        failed: list[Error] = []

        def noting(execute: Callable[..., Any], *asked: Any) -> Any:
            try:
                return execute(*asked)
            except Error as error:
                failed.append(error)
                raise

        with connection.execute_wrapper(noting):
            written: bool = super()._base_set(mode, key, value, timeout)  # type: ignore[misc] # not in the stubs
        for error in failed:
            if is_busy(error) or is_away(error):
                raise error
        return written
