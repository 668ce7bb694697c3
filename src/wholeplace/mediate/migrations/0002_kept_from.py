from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wp_mediate", "0001_all_so_far")]

    operations = [
        migrations.AddField(model_name="aside", name="kept_from", field=models.JSONField(default=list)),
    ]
