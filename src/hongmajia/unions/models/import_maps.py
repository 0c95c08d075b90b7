"""What is said once of the columns of a kind of file, for the next one."""

from django.db import models
from django.utils import timezone

from hongmajia.core.encrypted_fields import EncryptedJSONField

from .accounts import User
from .unions import Union


class ImportMap(models.Model):
    """What a union said of the columns of its files of one kind (``core.column_maps.ColumnMap``).

    It is also used by the unions below that have said nothing themselves.
    """

    union = models.ForeignKey(Union, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    said = EncryptedJSONField(default=dict)
    kept_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union", "kind"], name="one_import_map_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.union_id}"
