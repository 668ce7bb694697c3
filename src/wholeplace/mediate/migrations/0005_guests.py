"""Let guests write statements, and claim them once they have joined."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wp_kernel", "0011_releases_so_far"), ("wp_mediate", "0004_joining")]

    operations = [
        migrations.AddField(
            model_name="guest",
            name="claimed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wp_kernel.membership",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="guest",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statements",
                to="wp_mediate.guest",
            ),
        ),
    ]
