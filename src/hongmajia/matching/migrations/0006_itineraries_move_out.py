from django.db import migrations

from hongmajia.core.migrating import move_content_types, rename_tasks


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('core', '0003_schedule'),
        ('django_tasks_database', '__first__'),
        ('matching', '0005_itineraries_and_problems'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable('itinerary', 'visits_itinerary'),
                migrations.AlterModelTable('stop', 'visits_stop'),
            ],
            state_operations=[
                migrations.DeleteModel('Stop'),
                migrations.DeleteModel('Itinerary'),
            ],
        ),
        move_content_types('matching', 'visits', ['itinerary', 'stop']),
        rename_tasks({'hongmajia.matching.tasks.lay_out': 'hongmajia.visits.tasks.lay_out'}),
    ]
