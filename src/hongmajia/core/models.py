"""Models of core: events, time limits, holidays, imports, keys, schedule, heartbeats."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from .deadlines import Columns, Deadline
from .encrypted_fields import EncryptedJSONField, EncryptedTextField
from .encrypted_files import EncryptedStorage
from .enums import Audience, ExportState, ImportState, ModelOutcome, ModelPurpose
from .event_marks import SaltField
from .jobs import STUCK_AFTER, Job
from .logs.context import origin_now


class ImportJobQuerySet(models.QuerySet[Any]):
    """Filters by who may see."""

    def visible_to(self, user: Any) -> "ImportJobQuerySet":
        """The user's own imports."""
        return self.filter(owner=user) if user.pk else self.none()


class ExportQuerySet(models.QuerySet[Any]):
    """Filters by who may see and by what the worker does."""

    def visible_to(self, user: Any, own: Iterable[int] = ()) -> "ExportQuerySet":
        """The user's own exports, and those for everybody whose keys are ``own``.

        The session of whoever asked keeps these keys: they need no account.
        """
        found = models.Q(owner=None, pk__in=own)
        return self.filter(models.Q(owner=user.pk) | found if user.pk else found)

    def in_work(self) -> "ExportQuerySet":
        """Those being written, without those so old that their worker has probably died."""
        since = timezone.now() - STUCK_AFTER
        return self.filter(state=ExportState.WRITING, started_at__gt=since)


class Event(models.Model):
    """One act in the append-only log: who did what to which object, when and why.

    ``story`` names the item in whose timeline the event is shown (``need-12``): an engagement's
    events belong to the story of its need. ``data`` holds what the verb's sentence names,
    ``origin`` whence it came: id of the request, network address and browser. ``salt``, ``digest``
    and ``mark`` show whether the row is as it was written (``event_marks``).
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    verb = models.CharField(max_length=40)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    story = models.CharField(max_length=40, blank=True)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYONE)
    data = models.JSONField(default=dict, blank=True)
    origin = models.JSONField(default=origin_now, blank=True)
    salt = SaltField(editable=False)
    digest = models.BinaryField(editable=False)
    mark = models.BinaryField(editable=False)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["story", "-at"]),
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["actor", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.story}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only; raises ``TypeError`` for an existing row."""
        if self.pk:
            raise TypeError("the event log is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises ``TypeError``."""
        raise TypeError("the event log is append-only")


COUNTED = ["counted_from", "counted_days", "counted_stage"]
"""Columns of ``Counted`` that tables of history leave out."""


class Counted(models.Model):
    """Abstract: an item with a deadline in working days, which a changed calendar moves.

    ``counted_…`` say how ``due_at`` was counted (``core.deadlines.Deadline``); they are empty for a
    fixed time.
    """

    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    counted_from = models.DateField(null=True, blank=True)
    counted_days = models.PositiveSmallIntegerField(null=True, blank=True)
    counted_stage = models.CharField(max_length=8, blank=True)

    DEADLINES: ClassVar[tuple[Columns, ...]] = (Columns(),)
    """The columns of each of its deadlines."""

    SEASON: ClassVar[str] = ""
    """The path to the season whose stages its deadlines wait for; empty without one."""

    class Meta:
        abstract = True


class Clocked(Counted):
    """Abstract: an item with a state, since when it is in it, and when the next step is due.

    The state changes only through ``core.states.move``.
    """

    state: models.CharField[str, str]
    if TYPE_CHECKING:

        def get_state_display(self) -> str: ...

    held_since = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def story(self) -> str:
        """The key of the story to which its events belong; a part of an item overrides it."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def deadline(self) -> Deadline | None:
        """When the next step is due, and how that was counted."""
        if self.due_at is None:
            return None
        return Deadline(self.due_at, self.counted_from, self.counted_days, self.counted_stage)

    @property
    def is_overdue(self) -> bool:
        """Whether the time limit has passed."""
        return self.due_at is not None and self.due_at < timezone.now()


class ClockedJob(Job, Clocked):
    """Abstract: a job whose states are changed by ``core.states.move``."""

    class Meta:
        abstract = True

    @property
    def working_since(self) -> datetime:
        return self.held_since


class Original(models.Model):
    """The free texts of a record as they were typed, where its columns have marks for persons.

    Only ``core.withholding`` writes it. ``texts`` holds for each field the original and what was
    found in it (start, end, kind).
    """

    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    texts = EncryptedJSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"], name="one_original_a_record"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_type_id}-{self.subject_id}"


class Withholding(models.Model):
    """Abstract: a record that stands in public; its columns ``PUBLIC_TEXTS`` hold no person.

    Save it by ``core.withholding.save_public``.
    """

    PUBLIC_TEXTS: ClassVar[tuple[str, ...]]
    originals = GenericRelation(Original, "subject_id", "subject_type")

    class Meta:
        abstract = True


class Holiday(models.Model):
    """A day that differs from Monday to Friday: a public holiday, or a worked weekend day."""

    date = models.DateField(unique=True)
    is_workday = models.BooleanField(default=False)
    name = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class ImportJob(Job):
    """One import of a spreadsheet: checked row by row, then written completely or not at all."""

    WORKING = (ImportState.CHECKING, ImportState.WRITING)
    CHECKED = (ImportState.READY, ImportState.FAULTY, ImportState.MAPPING)
    FAILED = ImportState.FAILED

    kind = models.CharField(max_length=20)
    file = models.FileField(upload_to="imports/%Y/%m/", storage=EncryptedStorage)
    file_name = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.CHECKING
    )
    total = models.PositiveIntegerField(default=0)
    report = EncryptedJSONField(default=dict)
    reminded_at = models.DateTimeField(null=True, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    """The sheet that was chosen; empty for the one that is found."""
    without_hidden = models.BooleanField(default=False)
    """Whether the rows that are hidden in the file are left out."""
    heading = models.PositiveIntegerField(default=0)
    """The line in which its headings begin, as a person said; 0 to look for it."""
    without_faulty = models.BooleanField(default=False)
    """Whether rows with faults are left out, as a person chose."""
    said = EncryptedJSONField(default=dict)
    """What is said of its columns (``column_maps.ColumnMap``)."""
    keys = models.JSONField(default=list, editable=False)
    """The keys of the objects that it made, for taking it back."""

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"


class Export(Job):
    """One table that the worker writes (``exports.Exporter``).

    ``query`` is the query string that selects its rows, ``language`` the one in which to write it.
    Without an owner it is a file that is the same for everybody, and holds at least what had
    changed up to ``version``.
    """

    WORKING = (ExportState.WRITING,)
    FAILED = ExportState.FAILED

    kind = models.CharField(max_length=20)
    query = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    version = models.PositiveBigIntegerField(default=0)
    state = models.CharField(
        max_length=10, choices=ExportState.choices, default=ExportState.WRITING
    )
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="exports/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} export {self.pk}"


class SentForm(models.Model):
    """A form that was sent: a hash of its key and content, and where its answer led.

    ``place`` is empty while it is carried out.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    place = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.digest


class Erasure(models.Model):
    """That a person was erased, by a keyed digest which tells nothing (``core.erasures``)."""

    digest = models.CharField(primary_key=True, max_length=64)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.digest


class LogKey(models.Model):
    """The key of the marks of events, in hex; there is one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    secret = EncryptedTextField()

    def __str__(self) -> str:
        return f"log key {self.pk}"

    @classmethod
    def the_one(cls) -> tuple["LogKey", bool]:
        """The row, and whether it was made now; of several processes one makes it."""
        return cls.objects.get_or_create(pk=1, defaults={"secret": secrets.token_hex(32)})


class EncryptionKey(models.Model):
    """A key that values in this database may be encrypted with, by its public id."""

    id = models.CharField(primary_key=True, max_length=8)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.id


class Schedule(models.Model):
    """When a periodic task is next due; the entries themselves are declared in the code."""

    name = models.CharField(primary_key=True, max_length=120)
    cron = models.CharField(max_length=60)
    next_run = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.cron}"


class ModelCall(models.Model):
    """That an outside model was asked: for what, how much was sent, how it ended. No text is kept.

    ``subject`` is the number of the need, ``rows`` the number of helpers whose profiles were sent;
    without ``actor`` it was a visitor.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    purpose = models.CharField(max_length=8, choices=ModelPurpose.choices)
    subject = models.CharField(max_length=40, blank=True)
    model = models.CharField(max_length=100)
    characters = models.PositiveIntegerField()
    rows = models.PositiveSmallIntegerField(default=0)
    milliseconds = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=ModelOutcome.choices)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.outcome}"


class Heartbeat(models.Model):
    """A running worker or clock process, and when it was last heard of.

    ``born`` is the process's start according to the operating system, in seconds since the epoch;
    together with ``pid`` it distinguishes the process from a later one with the same number.
    """

    worker_id = models.CharField(primary_key=True, max_length=64)
    serves = models.JSONField(default=list)  # names of queues; of a clock ["clock"]
    host = models.CharField(max_length=200)
    pid = models.PositiveIntegerField()
    born = models.FloatField()
    heard_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{'+'.join(self.serves)} {self.pid}@{self.host}"


class PendingChange(models.Model):
    """A row that was written, noted by a trigger in the same transaction (``core.changes``)."""

    kind = models.CharField(max_length=20)
    row_pk = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.row_pk}"


class Change(models.Model):
    """The last change of a row, with the number that says in which order rows were changed.

    Numbers are given after the commit, so whoever has read up to one has missed nothing (ADR 75).
    """

    kind = models.CharField(max_length=20)
    row_pk = models.PositiveBigIntegerField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "row_pk"], name="one_change_a_row")]
        indexes = [models.Index(fields=["kind", "number"], name="change_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_pk} {self.number}"


class ChangeCounter(models.Model):
    """The one row that is locked while numbers are given: the last number, and when."""

    number = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.number)


class WriteMark(models.Model):
    """That a transaction has written to some tables; triggers of the database leave it.

    ``written_by`` is the transaction; on SQLite there is one mark of a name, and ``n`` counts.
    """

    name = models.CharField(max_length=20)
    written_by = models.PositiveBigIntegerField()
    n = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "written_by"], name="one_mark_a_transaction")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.written_by} {self.n}"


class ListedRow(models.Model):
    """That a list gave a row to a program; ``removed_at`` is when it was missed there (ADR 95)."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    row_pk = models.PositiveBigIntegerField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "kind", "row_pk"], name="one_listed_row_a_reader"
            )
        ]
        indexes = [models.Index(fields=["removed_at"], name="listed_rows_removed")]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.kind} {self.row_pk}"


class ExternalId(models.Model):
    """What a caller of the interface calls a row, so that sending it again makes no second one."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=100)
    row_pk = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "value"], name="one_row_an_external_id"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
