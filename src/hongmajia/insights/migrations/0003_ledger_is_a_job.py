import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('insights', '0002_bulletin'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField('ledger', 'actor', 'owner'),
        migrations.RenameField('ledger', 'created_at', 'started_at'),
        migrations.RenameField('ledger', 'ended_at', 'finished_at'),
        migrations.AlterField(
            'ledger',
            'owner',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField('ledger', 'finished_at', models.DateTimeField(blank=True, null=True)),
        migrations.AddField('ledger', 'failure', models.JSONField(blank=True, default=dict)),
        migrations.AlterModelOptions('ledger', {'ordering': ['-started_at', '-id']}),
    ]
