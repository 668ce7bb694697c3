from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wp_places", "0003_invited"),
    ]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "To be sent"),
                    ("sent", "Sent"),
                    ("accepted", "Joined"),
                    ("revoked", "Taken back"),
                    ("kept_back", "Kept back"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
