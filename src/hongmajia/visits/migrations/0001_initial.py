import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0006_itineraries_move_out'),
        ('engagements', '0006_confirmed_is_over'),
        ('people', '0004_apprenticeships'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # The tables are there already: they come from another room.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Itinerary',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('held_since', models.DateTimeField(default=django.utils.timezone.now)),
                        ('due_at', models.DateTimeField(blank=True, db_index=True, null=True)),
                        ('reminded_at', models.DateTimeField(blank=True, null=True)),
                        ('month', models.DateField(help_text='Its first day.', verbose_name='哪个月')),
                        ('day_begins', models.TimeField(verbose_name='几点出门')),
                        ('day_ends', models.TimeField(verbose_name='几点回到家')),
                        ('minutes_each', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(600)], verbose_name='一家大约几分钟')),
                        ('most_a_day', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='一天最多几家')),
                        ('state', models.CharField(choices=[('computing', '正在排'), ('ready', '排好了'), ('failed', '没排成')], default='computing', max_length=10)),
                        ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('computed_at', models.DateTimeField(null=True)),
                        ('days', models.JSONField(default=list)),
                        ('failure', models.JSONField(default=dict, help_text='What the engine said against it; empty if something else broke.')),
                        ('helper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='itineraries', to='people.helper')),
                        ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name_plural': 'itineraries',
                        'ordering': ['-started_at', '-id'],
                    },
                ),
                migrations.CreateModel(
                    name='Stop',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('begins', models.DateTimeField(null=True)),
                        ('ends', models.DateTimeField(null=True)),
                        ('km', models.FloatField(default=0)),
                        ('minutes', models.PositiveSmallIntegerField(default=0)),
                        ('is_agreed', models.BooleanField(default=False, help_text='The two sides agreed on the time.')),
                        ('cause', models.JSONField(default=dict)),
                        ('engagement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='engagements.engagement')),
                        ('itinerary', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='visits.itinerary')),
                    ],
                    options={
                        'ordering': ['begins', 'id'],
                    },
                ),
            ],
        ),
    ]
