"""Rows read along as one list, in the statement that reads what they belong to."""

from typing import Any

from django.db.models import Aggregate, JSONField


class Listed(Aggregate):
    """All rows of a group as one list in JSON, in no order."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Write it as SQLite does."""
        return super().as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **more)
