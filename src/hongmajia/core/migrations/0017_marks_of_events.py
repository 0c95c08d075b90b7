"""Events get marks; those written before are marked as they are found now."""

from typing import Any

from django.db import migrations, models

import hongmajia.core.encrypted_fields
import hongmajia.core.event_marks
import hongmajia.core.logs.context
from hongmajia.core.event_marks import log_key, set_mark

BATCH = 2000


def mark_all(apps: Any, schema_editor: Any) -> None:
    """Make the key, and mark each row, in batches."""
    log_key()
    events = apps.get_model("core", "Event").objects
    last = 0
    while batch := list(events.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for event in batch:
            set_mark(event)
        events.bulk_update(batch, ["salt", "digest", "mark"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("core", "0016_discarded_imports")]

    operations = [
        migrations.CreateModel(
            name="LogKey",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("secret", hongmajia.core.encrypted_fields.EncryptedTextField()),
            ],
        ),
        migrations.AddField(
            "event",
            "origin",
            models.JSONField(blank=True, default=hongmajia.core.logs.context.origin_now),
        ),
        migrations.AddField(
            "event",
            "salt",
            hongmajia.core.event_marks.SaltField(default=b"", editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            "event", "digest", models.BinaryField(default=b"", editable=False), preserve_default=False
        ),
        migrations.AddField(
            "event", "mark", models.BinaryField(default=b"", editable=False), preserve_default=False
        ),
        migrations.RunPython(mark_all, migrations.RunPython.noop),
    ]
