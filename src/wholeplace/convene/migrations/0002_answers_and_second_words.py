import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wp_convene", "0001_all_so_far"),
        ("wp_kernel", "0001_all_so_far"),
    ]

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
        migrations.AddConstraint(
            model_name="issueinvitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "sent"))),
                fields=("perspective", "contact"),
                name="one_invitation_of_a_contact",
            ),
        ),
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
        migrations.AddField(
            model_name="letterfile",
            name="address",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="letterfile",
            name="phone",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="contact",
            name="ground",
            field=models.CharField(
                choices=[
                    ("agreed", "They agreed to be written to"),
                    ("published", "They publish it themselves, for what they do"),
                    ("task", "It was given to a partner for work such as this"),
                    ("named", "Somebody who knows them named them, to be asked about this work"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="sentsheet",
            name="ground",
            field=models.CharField(
                blank=True,
                choices=[
                    ("agreed", "They agreed to be written to"),
                    ("published", "They publish it themselves, for what they do"),
                    ("task", "It was given to a partner for work such as this"),
                    ("named", "Somebody who knows them named them, to be asked about this work"),
                ],
                max_length=12,
            ),
        ),
    ]
