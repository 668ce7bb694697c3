from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wp_kernel", "0015_stood_down")]

    operations = [
        migrations.AddField(
            model_name="findable",
            name="sense",
            field=models.BinaryField(null=True),
        ),
    ]
