import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_import_job'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField('importjob', 'actor', 'owner'),
        migrations.RenameField('importjob', 'created_at', 'started_at'),
        migrations.RenameField('importjob', 'ended_at', 'finished_at'),
        migrations.AlterField(
            'importjob',
            'owner',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField('importjob', 'finished_at', models.DateTimeField(blank=True, null=True)),
        migrations.AddField('importjob', 'failure', models.JSONField(blank=True, default=dict)),
        migrations.AlterModelOptions('importjob', {'ordering': ['-started_at', '-id']}),
    ]
