from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0009_answer_counted"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="answered_for",
            field=models.CharField(
                blank=True,
                help_text="The union that wrote the answer down for it.",
                max_length=100,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="behalf_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="为什么代为答复"),
        ),
    ]
