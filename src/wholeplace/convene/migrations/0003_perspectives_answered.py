"""Why a suggestion was answered as it was, who could speak for it, and who said that a tie is so no longer."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wp_convene", "0001_all_so_far"), ("wp_kernel", "0001_all_so_far")]

    operations = [
        migrations.AddField("perspective", "answer", models.CharField(blank=True, max_length=500)),
        migrations.AddField("perspective", "hint", models.CharField(blank=True, max_length=200)),
        migrations.AddField(
            "tie",
            "ended_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wp_kernel.membership",
            ),
        ),
    ]
