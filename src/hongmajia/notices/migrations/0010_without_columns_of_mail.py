from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("notices", "0009_mails_become_deliveries"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='notice',
            name='notice_mail_due',
        ),
        migrations.RemoveField(
            model_name='notice',
            name='mail_due_at',
        ),
        migrations.RemoveField(
            model_name='notice',
            name='mail_fault',
        ),
        migrations.RemoveField(
            model_name='notice',
            name='mail_given_up_at',
        ),
        migrations.RemoveField(
            model_name='notice',
            name='mail_tries',
        ),
        migrations.RemoveField(
            model_name='notice',
            name='mailed_at',
        ),
        migrations.RemoveField(
            model_name='preference',
            name='wanted',
        ),
    ]
