from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def judged_where_it_lies(apps: Any, schema_editor: Any) -> None:
    review, case = apps.get_model("cases", "Review"), apps.get_model("cases", "Case")
    holder = case.objects.filter(pk=OuterRef("case")).values("union")[:1]
    review.objects.update(union=Subquery(holder))


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="review", name="one_review_a_reviewer"),
        migrations.AddField(
            model_name="review",
            name="union",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews", to="unions.union",
            ),
        ),
        migrations.RunPython(judged_where_it_lies, migrations.RunPython.noop),
    ]
