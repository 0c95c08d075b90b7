from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0008_counted_deadlines"),
    ]

    operations = [
        migrations.AlterField(
            model_name="round",
            name="reach",
            field=models.CharField(
                choices=[
                    ("everyone", "全部在册师傅，近的优先"),
                    ("own", "只用本工会和下级工会的师傅"),
                ],
                default="everyone",
                max_length=10,
                verbose_name="请哪里的师傅",
            ),
        ),
    ]
