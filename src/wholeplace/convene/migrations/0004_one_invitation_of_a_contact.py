"""Whoever is noted in the book has one invitation to speak for a perspective that goes on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep a second invitation of the same contact for the same perspective from being open."""

    dependencies = [("wp_convene", "0001_all_so_far")]

    operations = [
        migrations.AddConstraint(
            model_name="issueinvitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "sent"))),
                fields=("perspective", "contact"),
                name="one_invitation_of_a_contact",
            ),
        ),
    ]
