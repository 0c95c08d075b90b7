"""Sums of the records of each union, kept beside the records (ADR 0120).

A kept sum counts only while its union has none in ``StaleUnion``: triggers of the database write
there whenever a record of the union is written. Everything else is counted from the records, so
no figure depends on when the sums were made.
"""

from django.db import models
from django.utils import timezone

from hongmajia.unions.models import Region, Season, Union


class SummarisedUnion(models.Model):
    """That the sums of a union were made, for all seasons."""

    union = models.OneToOneField(Union, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.union_id}"


class StaleUnion(models.Model):
    """That a transaction has written a record that counts for a union.

    A number and no foreign key: triggers write it, also while the union itself is being deleted.
    ``written_by`` is the transaction, so that no two wait for each other; 0 on SQLite.
    """

    union_pk = models.PositiveBigIntegerField()
    written_by = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union_pk", "written_by"], name="one_stale_union_a_transaction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.union_pk} {self.written_by}"


class SummarySum(models.Model):
    """How many records of a season count for a union at a place, and the sum of their amounts."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="+")
    union = models.ForeignKey(Union, on_delete=models.CASCADE, related_name="+", db_index=False)
    region = models.ForeignKey(
        Region, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    measure = models.CharField(max_length=20)
    count = models.PositiveIntegerField()
    amount = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "season", "measure", "region"], name="one_sum_a_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.count} {self.amount}"


class SummaryFirm(models.Model):
    """That an enterprise counts for a union in a season; in several unions it counts once.

    A number and no foreign key, as enterprises are merged; of one that is gone nothing counts.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="+")
    union = models.ForeignKey(Union, on_delete=models.CASCADE, related_name="+", db_index=False)
    measure = models.CharField(max_length=20)
    enterprise_pk = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "season", "measure", "enterprise_pk"], name="one_firm_a_union"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.enterprise_pk}"
