import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0004_guidance_moves_out'),
        ('engagements', '0006_confirmed_is_over'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # The tables are there already: they come from another room.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Message',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('side', models.CharField(choices=[('helper', '师傅'), ('asker', '企业')], max_length=6)),
                        ('client_id', models.UUIDField(default=uuid.uuid4)),
                        ('text', models.TextField(blank=True, max_length=2000, verbose_name='说什么')),
                        ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                        ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                        ('engagement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='engagements.engagement')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='Enclosure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('picture', '图片'), ('video', '视频'), ('file', '文件')], max_length=8)),
                        ('file', models.FileField(upload_to='threads/%Y/%m')),
                        ('name', models.CharField(max_length=80)),
                        ('media_type', models.CharField(max_length=100)),
                        ('size', models.PositiveBigIntegerField()),
                        ('drawn_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='drawings', to='guidance.enclosure')),
                        ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enclosures', to='guidance.message')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='ReadMark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seen', models.PositiveBigIntegerField(default=0)),
                        ('engagement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_marks', to='engagements.engagement')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.AddIndex(
                    model_name='message',
                    index=models.Index(fields=['engagement', 'id'], name='thread_in_order'),
                ),
                migrations.AddConstraint(
                    model_name='message',
                    constraint=models.UniqueConstraint(fields=('engagement', 'client_id'), name='one_message_a_client_id'),
                ),
                migrations.AddConstraint(
                    model_name='readmark',
                    constraint=models.UniqueConstraint(fields=('engagement', 'user'), name='one_read_mark_a_reader'),
                ),
            ],
        ),
    ]
