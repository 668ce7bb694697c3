from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wp_kernel", "0016_sense")]

    operations = [
        migrations.AddField("place", "logo", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("place", "logo_kind", models.CharField(blank=True, default="", max_length=8)),
        migrations.AddField("place", "logo_width", models.PositiveIntegerField(default=0)),
        migrations.AddField("place", "logo_height", models.PositiveIntegerField(default=0)),
    ]
