from django.db import migrations

from hongmajia.core.migrating import move_content_types


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('services', '0003_certificates'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable('message', 'guidance_message'),
                migrations.AlterModelTable('enclosure', 'guidance_enclosure'),
                migrations.AlterModelTable('readmark', 'guidance_readmark'),
            ],
            state_operations=[
                migrations.DeleteModel('ReadMark'),
                migrations.DeleteModel('Enclosure'),
                migrations.DeleteModel('Message'),
            ],
        ),
        move_content_types('services', 'guidance', ['message', 'enclosure', 'readmark']),
    ]
