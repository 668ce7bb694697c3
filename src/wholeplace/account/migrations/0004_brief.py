"""Keep a report's brief on paper beside the whole; papers are set again, so none is carried over."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wp_account", "0003_reports")]

    operations = [
        migrations.DeleteModel("Paper"),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sheet",
                    models.CharField(
                        choices=[("whole", "The whole report"), ("brief", "A brief of one page")],
                        max_length=5,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("made", models.DateTimeField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wp_account.report"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "sheet"), name="one_paper_of_a_sheet")
                ]
            },
        ),
    ]
