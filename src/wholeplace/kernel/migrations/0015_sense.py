from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wp_kernel", "0014_seats_and_circles")]

    operations = [
        migrations.AddField(
            model_name="findable",
            name="sense",
            field=models.BinaryField(null=True),
        ),
    ]
