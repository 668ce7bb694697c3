"""Have what an organisation says for all of its people take a second word before it stands."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wp_convene", "0001_all_so_far"),
        ("wp_kernel", "0001_all_so_far"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="standingstatement", name="one_statement_stands"),
        migrations.AddField(
            model_name="standingstatement",
            name="seconded",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="standingstatement",
            name="seconded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wp_kernel.membership",
            ),
        ),
        migrations.AddConstraint(
            model_name="standingstatement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("seconded__isnull", False), ("withdrawn", None)),
                fields=("organisation",),
                name="one_statement_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="standingstatement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("seconded", None), ("withdrawn", None)),
                fields=("organisation",),
                name="one_statement_waits",
            ),
        ),
    ]
