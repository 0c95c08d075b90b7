"""What people made of needs: who was right, who was not, and how that shows."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone, translation

from hongmajia.core.models import Event
from hongmajia.engagements.enums import AGREED, DeclineReason, EngagementState, EngagementVerb
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need

from ..enums import LessonKind, RulingKind
from ..models import PlanRow, Ruling

BATCH_SIZE = 200
SOLVED_STATES = (NeedState.SOLVED, NeedState.CONFIRMED)


@dataclass
class Experience:
    """A need with the helpers (keys) who turned out right, and since when, and who did not."""

    need: Need
    right: dict[int, tuple[LessonKind, date]] = field(default_factory=dict)
    wrong: set[int] = field(default_factory=set)


def experiences() -> Iterator[Experience]:
    """Yield every need for which somebody turned out right."""
    found: dict[int, Experience] = {}
    keys = Need.objects.filter(
        Q(engagements__state__in=AGREED) | Q(rulings__kind=RulingKind.PIN)
    ).order_by("pk")
    pks = list(keys.values_list("pk", flat=True).distinct())
    for start in range(0, len(pks), BATCH_SIZE):
        some = pks[start : start + BATCH_SIZE]
        found = {need.pk: Experience(need) for need in Need.objects.filter(pk__in=some)}
        _read_rulings(found)
        _read_agreements(found)
        _read_refusals(found)
        yield from found.values()


def _read_agreements(found: dict[int, Experience]) -> None:
    """Who accepted; whose need was solved or confirmed turned out right for sure."""
    rows = Engagement.objects.filter(need__in=found, state__in=AGREED).select_related("need")
    for row in rows.order_by("pk"):
        solved = row.need.state in SOLVED_STATES or row.state == EngagementState.CONFIRMED
        kind = LessonKind.SOLVED if solved else LessonKind.ACCEPTED
        found[row.need_id].right[row.helper_id] = kind, timezone.localdate(row.opened_at)


def _read_refusals(found: dict[int, Experience]) -> None:
    """Who declined because it is not their trade, and has not accepted since."""
    with translation.override("zh-hans"):  # reasons are logged in Chinese
        why = str(DeclineReason.TRADE.label)
    rows = Engagement.objects.filter(need__in=found, state=EngagementState.DECLINED)
    refused = {row.pk: row for row in rows}
    events = Event.objects.filter(
        verb=EngagementVerb.DECLINED, note__startswith=why, subject_id__in=refused
    )
    for pk in events.values_list("subject_id", flat=True):
        one = found[refused[pk].need_id]
        if refused[pk].helper_id not in one.right:
            one.wrong.add(refused[pk].helper_id)


def _read_rulings(found: dict[int, Experience]) -> None:
    """Whom a cadre pinned in place of whom the engine had planned, and whom a cadre banned."""
    planned = defaultdict(set)
    for need, helper in PlanRow.objects.filter(need__in=found).values_list("need", "helper"):
        planned[need].add(helper)
    for ruling in Ruling.objects.filter(need__in=found):
        one = found[ruling.need_id]
        if ruling.kind == RulingKind.BAN:
            one.wrong.add(ruling.helper_id)
            continue
        one.right[ruling.helper_id] = LessonKind.PINNED, timezone.localdate(ruling.ruled_at)
        one.wrong |= planned[ruling.need_id]
    for one in found.values():
        one.wrong -= set(one.right)
