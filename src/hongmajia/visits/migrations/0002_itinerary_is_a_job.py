import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def date_failures(apps, schema_editor):
    """A failure is the last thing that happened to an itinerary."""
    failed = apps.get_model('visits', 'Itinerary').objects.filter(state='failed')
    failed.update(finished_at=F('held_since'))


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField('itinerary', 'started_by', 'owner'),
        migrations.RenameField('itinerary', 'computed_at', 'finished_at'),
        migrations.AlterField(
            'itinerary',
            'owner',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField('itinerary', 'finished_at', models.DateTimeField(blank=True, null=True)),
        migrations.AlterField('itinerary', 'failure', models.JSONField(blank=True, default=dict)),
        migrations.RunPython(date_failures, migrations.RunPython.noop, elidable=True),
    ]
