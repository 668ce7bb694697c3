"""Chances kept in the form panels had before are thrown away, either way: they are worked out again by one press.

A draw stands in the record as it was published, and is not rewritten: no version that was released had any.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def worked_out_anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Throw away what is only derived."""
    apps.get_model("wp_convene", "DrawingUp").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("wp_convene", "0004_marks_of_those_who_withdrew")]
    operations = [migrations.RunPython(worked_out_anew, worked_out_anew)]
