from django.db import migrations, models

CHANGED = """
CREATE TRIGGER wp_kernel_findable_changed AFTER UPDATE OF title, text ON wp_kernel_findable BEGIN
    INSERT INTO wp_kernel_findable_words(wp_kernel_findable_words, rowid, title, text)
        VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO wp_kernel_findable_words(rowid, title, text) VALUES (new.id, new.title, new.text);
END
"""


def follow_the_words_alone(apps, schema_editor):
    """Have SQLite's index of the words left as it is when only the sense of a row changes."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER wp_kernel_findable_changed")
        schema_editor.execute(CHANGED)


class Migration(migrations.Migration):
    dependencies = [("wp_kernel", "0015_stood_down")]

    operations = [
        migrations.AddField("findable", "sense", models.BinaryField(null=True)),
        migrations.RunPython(follow_the_words_alone, migrations.RunPython.noop),
    ]
