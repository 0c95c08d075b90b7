"""Querysets of circulars and receipts. ``visible_to`` is the list side of the access gate."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under

from .enums import OPEN, UNSENT, CircularState, ReceiptState


class CircularQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "CircularQuerySet":
        """For staff: those of their union and below, and those sent to their union or below."""
        if not user.pk:
            return self.none()
        scope = user.scope(*STAFF)
        got = self.model.objects.filter(under(scope, "receipts__union__path")).order_by()
        return self.filter(under(scope) | Q(pk__in=got.values("pk")) & ~Q(state__in=UNSENT))

    def written_by(self, user: Any) -> "CircularQuerySet":
        """Those of the unions in which the user is staff, and of those below."""
        return self.filter(under(user.scope(*STAFF))) if user.pk else self.none()

    def chased_by(self, unions: QuerySet[Any]) -> "CircularQuerySet":
        """Those sent by ``unions`` that somebody has still to read or answer."""
        awaited = self.model.objects.filter(receipts__state__in=OPEN).order_by().values("pk")
        return self.filter(pk__in=awaited, state=CircularState.SENT, union__in=unions)

    def with_counts(self) -> "CircularQuerySet":
        """With ``sent_to``, ``unread`` and ``done``: how many unions."""
        unread = Count("receipts", filter=Q(receipts__state=ReceiptState.UNREAD))
        done = Count("receipts", filter=Q(receipts__state=ReceiptState.DONE))
        return self.annotate(sent_to=Count("receipts"), unread=unread, done=done)


class ReceiptQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "ReceiptQuerySet":
        """For staff of the sender or above: all; of a receiver or above: theirs and those below."""
        if not user.pk:
            return self.none()
        scope = user.scope(*STAFF)
        sent = ~Q(circular__state__in=UNSENT)
        return self.filter(under(scope) | under(scope, "circular__union__path")).filter(sent)

    def received_by(self, user: Any) -> "ReceiptQuerySet":
        """Those of the unions in which the user is staff themselves, without those below."""
        sent = self.exclude(circular__state__in=UNSENT)
        return sent.filter(union__path__in=user.scope(*STAFF)) if user.pk else self.none()

    def open(self) -> "ReceiptQuerySet":
        """Those that are still to be read or answered."""
        return self.filter(state__in=OPEN)
