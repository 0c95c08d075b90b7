from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_caption_and_left_out"),
        ("publicity", "0003_counted_deadlines"),
        ("services", "0011_solved_in_part_in_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="newsitem",
            name="activities",
            field=models.ManyToManyField(
                blank=True, related_name="news", to="services.activity", verbose_name="相关活动"
            ),
        ),
        migrations.AlterField(
            model_name="newsitem",
            name="cases",
            field=models.ManyToManyField(
                blank=True, related_name="news", to="cases.case", verbose_name="相关案例"
            ),
        ),
        migrations.AlterField(
            model_name="newsitem",
            name="projects",
            field=models.ManyToManyField(
                blank=True, related_name="news", to="publicity.project", verbose_name="相关示范项目"
            ),
        ),
    ]
