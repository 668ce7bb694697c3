import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wp_kernel", "0018_decisions_amended"),
        ("wp_places", "0004_invitation_kept_back"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeftAlone",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("author", "Me and the facilitator"),
                            ("table", "My table"),
                            ("issue", "People who take part in the issue"),
                            ("partnership", "Members of the partnership"),
                            ("public", "Everybody"),
                        ],
                        default="partnership",
                        max_length=12,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("since", models.DateTimeField()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wp_kernel.place"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("place", "digest"), name="left_alone_once")],
            },
        ),
    ]
