import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def keep_failures(apps, schema_editor):
    """What stood as a sentence becomes a failure in words."""
    for booklet in apps.get_model('cases', 'Booklet').objects.exclude(failure_text='').order_by():
        booklet.failure = {'text': booklet.failure_text}
        booklet.save(update_fields=['failure'])


def restore_failures(apps, schema_editor):
    for booklet in apps.get_model('cases', 'Booklet').objects.order_by():
        booklet.failure_text = booklet.failure.get('text', '')[:300]
        booklet.save(update_fields=['failure_text'])


def date_ends(apps, schema_editor):
    """The worker ended when the book was set; a failure was the last thing that happened."""
    booklets = apps.get_model('cases', 'Booklet').objects
    booklets.filter(state='ready').update(finished_at=F('set_at'))
    booklets.filter(state='failed').update(finished_at=F('held_since'))


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_reviews_have_a_tier'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField('booklet', 'made_by', 'owner'),
        migrations.RenameField('booklet', 'made_at', 'started_at'),
        migrations.RenameField('booklet', 'failure', 'failure_text'),
        migrations.AddField('booklet', 'finished_at', models.DateTimeField(blank=True, null=True)),
        migrations.AddField('booklet', 'failure', models.JSONField(blank=True, default=dict)),
        migrations.RunPython(keep_failures, restore_failures),
        migrations.RunPython(date_ends, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField('booklet', 'failure_text'),
        migrations.AlterField(
            'booklet',
            'owner',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterModelOptions('booklet', {'ordering': ['-started_at', '-id']}),
    ]
