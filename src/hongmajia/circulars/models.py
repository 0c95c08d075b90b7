"""Circulars (通知) that a union sends to unions below it, their receipts and answers."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.enums import EnclosureKind
from hongmajia.core.models import Clocked
from hongmajia.unions.models import Union, User

from .enums import OPEN, CircularState, ReceiptState
from .querysets import CircularQuerySet, ReceiptQuerySet


class Circular(Clocked):
    """One circular of ``union``.

    It goes to all unions below of the ``kinds`` and to the ``chosen`` ones; who that is, is
    decided when it is sent. It has no number: a document number is typed where a paper is issued.
    """

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="circulars", verbose_name=_("谁发")
    )
    state = models.CharField(
        max_length=10, choices=CircularState.choices, default=CircularState.DRAFT
    )
    title = models.CharField(_("标题"), max_length=60)
    text = models.TextField(_("正文"), max_length=4000)
    wants_answer = models.BooleanField(_("要回报"), default=True)
    questions = models.TextField(_("要回什么"), max_length=600, blank=True)
    figure = models.CharField(_("要报的数"), max_length=30, blank=True)
    answer_by = models.DateTimeField(_("什么时候以前"))
    kinds = models.JSONField(_("发给哪几级"), default=list, blank=True)
    chosen = models.ManyToManyField(Union, blank=True, related_name="+", verbose_name=_("另外发给"))
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True, db_index=True)
    sent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CircularQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def asked(self) -> list[str]:
        """The questions, each a line."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]


class Receipt(Clocked):
    """A circular at one of the unions that it was sent to."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="receipts")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=ReceiptState.choices, default=ReceiptState.UNREAD
    )
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    signed_at = models.DateTimeField(null=True, blank=True)
    """When it was signed for (签收), which the receivers of older ones were never asked to do."""

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circular", "union"], name="one_receipt_a_union")
        ]
        indexes = [models.Index(fields=["union", "state"], name="receipts_to_do")]

    def __str__(self) -> str:
        return self.circular.title

    @property
    def story(self) -> str:
        """Its events belong to the story of the circular."""
        return self.circular.story

    @property
    def is_to_be_signed(self) -> bool:
        """Whether it is open and nobody has signed for it."""
        return self.state in OPEN and self.signed_at is None

    def get_state_display(self) -> str:  # type: ignore[no-redef]  # the plugin declares it too
        """The state in words; a circular that wants no answer is signed for, not answered."""
        if self.signed_at and self.state == ReceiptState.READ:
            return str(_("签收了，没回"))
        if not self.circular.wants_answer:
            read, done = _("看了，没签收"), _("已签收") if self.signed_at else _("已读")
            words = {ReceiptState.READ: read, ReceiptState.DONE: done}
            if self.state in words:
                return str(words[ReceiptState(self.state)])
        return str(ReceiptState(self.state).label)


class Answer(models.Model):
    """What a union answered to a circular; the latest one counts, earlier ones stay."""

    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("回报"), max_length=2000)
    figure = models.PositiveIntegerField(_("数"), null=True, blank=True)
    noted_by = models.ForeignKey(
        Union, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The union above that wrote down what it was told by telephone."""
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.text


class Attachment(models.Model):
    """A file of a circular or of an answer."""

    circular = models.ForeignKey(
        Circular, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    answer = models.ForeignKey(
        Answer, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    kind = models.CharField(max_length=8, choices=EnclosureKind.choices)
    file = models.FileField(upload_to="circulars/%Y/%m")
    name = models.CharField(max_length=80)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(circular__isnull=False) ^ models.Q(answer__isnull=False),
                name="attached_to_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.name
