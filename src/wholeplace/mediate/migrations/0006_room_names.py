"""Let a room for guests have a name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wp_mediate", "0005_guests")]

    operations = [
        migrations.AddField(model_name="room", name="name", field=models.CharField(blank=True, max_length=80))
    ]
