import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wp_convene", "0003_whole_issues"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposedframing",
            name="because",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="proposedframing",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="wp_convene.proposedframing",
            ),
        ),
        migrations.AddField(
            model_name="proposedframing",
            name="withdrawn",
            field=models.DateTimeField(null=True),
        ),
    ]
