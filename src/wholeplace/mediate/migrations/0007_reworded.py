"""Let a statement that replaces another say since when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wp_mediate", "0006_room_names")]

    operations = [
        migrations.AddField(model_name="statement", name="reworded", field=models.DateTimeField(null=True))
    ]
