"""Circulars: those to be read or answered, and those whose time is up without all answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hongmajia.circulars.models import Circular, Receipt
from hongmajia.core.templatetags.ui import stamp

from .kinds import MOST_URGENT, ROWS, Kind, Row, own_unions


@dataclass(frozen=True)
class ToAnswer:
    """Those that a union of the user's has still to read or to answer."""

    KINDS: ClassVar[tuple[Kind, ...]] = (Kind.CIRCULAR,)

    def waiting(self, user: Any, now: datetime) -> QuerySet[Receipt]:
        """The open receipts of the unions in which the user is a cadre."""
        mine = Receipt.objects.open().filter(union__in=own_unions(user).values("pk"))
        found: QuerySet[Receipt] = mine.annotate(kind=Value(Kind.CIRCULAR.value))
        return found

    def rows(self, user: Any) -> list[Row]:
        """The most urgent ones as rows of the desk."""
        found = self.waiting(user, timezone.now()).select_related("circular__union", "union")
        return [self.row(receipt) for receipt in found.order_by(MOST_URGENT, "pk")[:ROWS]]

    def row(self, receipt: Any) -> Row:
        """The row of one receipt."""
        circular = receipt.circular
        page = reverse("circular", args=[circular.pk])
        wants = circular.wants_answer
        to = reverse("circular_answer", args=[receipt.pk]) if wants and receipt.read_at else page
        return Row(
            kind=Kind.CIRCULAR,
            what=_("回通知") if wants else _("签收通知"),
            title=circular.title,
            url=page,
            button=_("去回") if to != page else _("去看"),
            button_url=to,
            due_at=receipt.due_at,
            facts=[receipt.union.name],
            since=[circular.union.name, stamp(circular.sent_at)],
        )


@dataclass(frozen=True)
class ToChase:
    """Those that the user's unions sent and whose time is up, while some have not answered."""

    KINDS: ClassVar[tuple[Kind, ...]] = (Kind.CIRCULAR,)

    def waiting(self, user: Any, now: datetime) -> QuerySet[Circular]:
        """The circulars to chase at ``now``."""
        sent = Circular.objects.chased_by(own_unions(user).values("pk"))
        found: QuerySet[Circular] = sent.filter(answer_by__lt=now)
        return found.annotate(kind=Value(Kind.CIRCULAR.value))

    def rows(self, user: Any) -> list[Row]:
        """The oldest ones as rows of the desk."""
        found = Circular.objects.filter(pk__in=self.waiting(user, timezone.now()).values("pk"))
        counted = found.with_counts().select_related("union").order_by("answer_by", "pk")
        return [chased_row(circular, _("催通知"), _("去催")) for circular in counted[:ROWS]]


@dataclass(frozen=True)
class Awaited:
    """Those whose receivers have still time; nothing is to be done about them."""

    def waiting(self, user: Any, now: datetime) -> QuerySet[Circular]:
        """Those of the user's unions."""
        sent = Circular.objects.chased_by(own_unions(user).values("pk"))
        found: QuerySet[Circular] = sent.filter(answer_by__gte=now)
        return found

    def rows(self, user: Any, now: datetime) -> list[Row]:
        """The first due ones as rows without a button."""
        found = Circular.objects.filter(pk__in=self.waiting(user, now).values("pk"))
        counted = found.with_counts().select_related("union").order_by("answer_by", "pk")
        return [chased_row(circular, _("等下级回通知"), "") for circular in counted[:ROWS]]


def chased_row(circular: Any, what: str, button: str) -> Row:
    """The row of a circular at its sender: how many have not answered."""
    page = reverse("circular", args=[circular.pk])
    left = circular.sent_to - circular.done
    words = {"n": left, "total": circular.sent_to}
    if circular.wants_answer:
        missing = ngettext("%(total)s个里%(n)s个没回", "%(total)s个里%(n)s个没回", left) % words
    else:
        missing = ngettext("%(total)s个里%(n)s个没签收", "%(total)s个里%(n)s个没签收", left) % words
    return Row(
        kind=Kind.CIRCULAR,
        what=what,
        title=circular.title,
        url=page,
        button=button,
        button_url=page,
        due_at=circular.answer_by,
        facts=[circular.union.name, missing],
        since=[_("%(when)s发出") % {"when": stamp(circular.sent_at)}],
    )


CIRCULARS = (ToAnswer(), ToChase())
