"""Who a circular goes to, who of them has answered, and whom to remind."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone

from hongmajia.unions.enums import Role, UnionKind
from hongmajia.unions.models import Membership, Union, User
from hongmajia.unions.querysets import UnionQuerySet

from .enums import OPEN, ReceiptState
from .models import Answer, Circular, Receipt
from .querysets import ReceiptQuerySet

TIERS_SHOWN = 2
"""Levels below the sender from which a form offers single unions."""


def senders(user: Any) -> UnionQuerySet:
    """The unions in whose name the user may write: of which they are cadre, with any below."""
    own = Union.objects.open().filter(path__in=user.scope(Role.CADRE), numchild__gt=0)
    found: UnionQuerySet = own.by_path()
    return found


def unions_below(union: Union) -> UnionQuerySet:
    """All open unions below ``union``."""
    found: UnionQuerySet = Union.objects.open().filter(path__startswith=union.path)
    return found.exclude(pk=union.pk)


def receivers_of(circular: Circular) -> UnionQuerySet:
    """The unions that the circular goes to if it is sent now."""
    chosen = circular.chosen.order_by().values("pk")
    return unions_below(circular.union).filter(Q(kind__in=circular.kinds) | Q(pk__in=chosen))


def choosable(union: Union) -> UnionQuerySet:
    """The unions that a form offers one by one: offices at most ``TIERS_SHOWN`` levels below."""
    near = unions_below(union).filter(depth__lte=union.depth + TIERS_SHOWN)
    return near.exclude(kind=UnionKind.ENTERPRISE)


def cadres_by_union(unions: Iterable[Any]) -> dict[int, list[User]]:
    """Key of a union → its active cadres and their deputies; one query for all."""
    seats = Membership.objects.today().filter(
        union__in=list(unions), role=Role.CADRE, user__is_active=True
    )
    found: dict[int, list[User]] = defaultdict(list)
    for seat in seats.select_related("user").order_by("pk"):
        if seat.user not in found[seat.union_id]:
            found[seat.union_id].append(seat.user)
    return found


def signers_of(circular: Circular) -> list[User]:
    """The cadres of its union who did not write it: one of them signs it."""
    cadres = cadres_by_union([circular.union_id]).get(circular.union_id, [])
    return [cadre for cadre in cadres if cadre.pk != circular.written_by_id]


def must_be_signed_by_another(circular: Circular, user: Any) -> bool:
    """Whether ``user`` wrote it and another cadre of the union can sign it."""
    is_writer = circular.written_by_id == getattr(user, "pk", None)
    return is_writer and bool(signers_of(circular))


@dataclass
class Group:
    """The receipts of the unions in one branch below the sender, as of a city."""

    name: str
    receipts: list[Receipt] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many of them have read or answered."""
        return sum(receipt.state == ReceiptState.DONE for receipt in self.receipts)


@dataclass
class Standing:
    """How a circular stands: its receipts by branch, and how many are in which state."""

    groups: list[Group]
    receipts: list[Receipt]
    without_cadre: set[int]
    """Keys of the unions that have still to do something and have no cadre."""
    total: int | None
    """The sum of the figures that were asked for; ``None`` if none was."""

    def count(self, *states: str) -> int:
        """How many receipts are in one of ``states``."""
        return sum(receipt.state in states for receipt in self.receipts)

    @property
    def unread(self) -> int:
        return self.count(ReceiptState.UNREAD)

    @property
    def read(self) -> int:
        return self.count(ReceiptState.READ)

    @property
    def done(self) -> int:
        return self.count(ReceiptState.DONE)

    @property
    def open(self) -> int:
        return self.count(*OPEN)

    @property
    def signed(self) -> int:
        """How many have signed for it and still owe the answer."""
        return sum(receipt.state in OPEN and bool(receipt.signed_at) for receipt in self.receipts)

    @property
    def latest(self) -> list[Receipt]:
        """The five receipts that were answered last."""
        answered = [receipt for receipt in self.receipts if answer_of(receipt)]
        return sorted(answered, key=lambda receipt: answer_of(receipt).at, reverse=True)[:5]


def standing_of(circular: Circular, user: Any) -> Standing:
    """How the circular stands, as far as ``user`` may see; a few queries, however many unions."""
    receipts = list(receipts_of(circular, user))
    todo = [receipt.union_id for receipt in receipts if receipt.state in OPEN]
    silent = set(todo) - set(cadres_by_union(todo))
    total = total_of(receipts) if circular.figure else None
    return Standing(_grouped(circular, receipts), receipts, silent, total)


def receipts_of(circular: Circular, user: Any) -> Any:
    """The receipts that ``user`` may see in the order of the tree, with unions and answers."""
    answers = Answer.objects.select_related("by", "noted_by").prefetch_related("attachments")
    found = Receipt.objects.visible_to(user).filter(circular=circular)
    found = found.select_related("circular", "union__region", "read_by").order_by("union__path")
    return found.prefetch_related(Prefetch("answers", answers))


def answer_of(receipt: Receipt) -> Any:
    """The answer that counts, out of the loaded ones; ``None`` if there is none."""
    return next(iter(receipt.answers.all()), None)


def total_of(receipts: Iterable[Receipt]) -> int:
    """The sum of the figures in the answers that count."""
    answers = filter(None, map(answer_of, receipts))
    return sum(answer.figure or 0 for answer in answers)


def _grouped(circular: Circular, receipts: list[Receipt]) -> list[Group]:
    """The receipts by the union directly below the sender; those without a branch together."""
    end = len(circular.union.path) + Union.steplen
    heads = {receipt.union.path[:end] for receipt in receipts}
    unions = Union.objects.filter(path__in=heads).select_related("region")
    names = {union.path: short_name(union) for union in unions}
    inner = {receipt.union.path[:end] for receipt in receipts if len(receipt.union.path) > end}
    groups: dict[str, Group] = {}
    for receipt in receipts:
        head = receipt.union.path[:end]
        name = names[head] if head in inner else circular.union.name
        groups.setdefault(name, Group(name)).receipts.append(receipt)
    return list(groups.values())


def short_name(union: Union) -> str:
    """``德清`` for the union of a county or city, else the whole name."""
    if union.kind in (UnionKind.CITY, UnionKind.COUNTY) and union.region:
        return union.region.short_name
    return str(union.name)


def not_reminded_today(receipts: ReceiptQuerySet) -> ReceiptQuerySet:
    """Those of which nobody was reminded today, with unions and circulars, locked."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    fresh = receipts.filter(Q(reminded_at=None) | Q(reminded_at__lt=midnight))
    found: ReceiptQuerySet = fresh.select_for_update(of=("self",)).order_by("pk")
    return found.select_related("circular", "union")


def due_today() -> ReceiptQuerySet:
    """Receipts to be read or answered by the end of today, or overdue, not reminded of today."""
    tomorrow = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow += timedelta(days=1)
    return not_reminded_today(Receipt.objects.open().filter(due_at__lt=tomorrow))
