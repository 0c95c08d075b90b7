import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce


def date_ends(apps, schema_editor):
    """The worker ended when the plan was computed or sent; a failure was the last event."""
    rounds = apps.get_model('matching', 'Round').objects.exclude(state__in=('computing', 'sending'))
    rounds.filter(state='failed').update(finished_at=F('held_since'))
    rounds.exclude(state='failed').update(finished_at=Coalesce('sent_at', 'computed_at'))


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0006_itineraries_move_out'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField('round', 'started_by', 'owner'),
        migrations.AlterField(
            'round',
            'owner',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField('round', 'finished_at', models.DateTimeField(blank=True, null=True)),
        migrations.AlterField('round', 'failure', models.JSONField(blank=True, default=dict)),
        migrations.RunPython(date_ends, migrations.RunPython.noop, elidable=True),
    ]
