import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the filling before it: PostgreSQL alters no table with rows just written."""

    dependencies = [("cases", "0002_reviews_of_a_tier")]

    operations = [
        migrations.AlterField(
            model_name="review",
            name="union",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews", to="unions.union",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("case", "reviewer", "union"), name="one_review_a_reviewer_a_tier"
            ),
        ),
    ]
