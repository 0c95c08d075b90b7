"""Solved problems as an official paper tells them: who asked, who came, what was done.

In Chinese whatever the language of the user interface, and only from what is public.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from hongmajia.engagements.models import Engagement
from hongmajia.engagements.queries import latest_solved
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferMode
from hongmajia.people.enums import HelperKind
from hongmajia.services.enums import ActivityState

from .scope import Scope

STORIES = 4
"""Solved problems described in an issue."""
NAMED = 3
"""Helpers named in a sentence; more are counted, since a longer list is not read."""


def solved_problems(scope: Scope) -> Iterator[tuple[str, str]]:
    """Title and description of the public problems solved last, at most ``STORIES``."""
    solved = latest_solved().filter(scope.in_season(), home_union__in=scope.unions())
    for need in solved[:STORIES]:
        agreed: list[Engagement] = need.agreed  # type: ignore[attr-defined]
        prefetch_related_objects(agreed, "activities__record")
        came = [each for each in agreed if _held(each)]
        held = list({a.pk: a for each in came for a in _held(each)}.values())
        asked = f"{need.masked_label}提出：{sentence(need.text)}"
        yield need.title, "".join((asked, who_came(came, held), *_done(held), how_it_ended(need)))


def _held(engagement: Any) -> list[Any]:
    """The activities of the engagement that took place; not those planned or cancelled."""
    return [a for a in engagement.activities.all() if a.state == ActivityState.HELD]


def who_came(came: Sequence[Any], held: Sequence[Any]) -> str:
    """A sentence such as ``董师傅和陈师傅到现场服务。``; empty if nobody came."""
    if not came:
        return ""
    is_online = bool(held) and all(activity.mode == OfferMode.ONLINE for activity in held)
    return f"{listed(came)}{'在线指导' if is_online else '到现场服务'}。"


def listed(came: Sequence[Any]) -> str:
    """The helpers as a phrase: up to ``NAMED`` by name, more as numbers that are not zero."""
    helpers = list({each.helper.pk: each.helper for each in came}.values())
    names = [str(helper.public_name) for helper in helpers]
    if len(names) <= NAMED:
        return "和".join(filter(None, ("、".join(names[:-1]), names[-1])))
    teams = sum(helper.kind == HelperKind.TEAM for helper in helpers)
    counts = ((len(helpers) - teams, "位师傅"), (teams, "支服务队"))
    return f"{'、'.join(names[:NAMED])}等{'、'.join(f'{n}{unit}' for n, unit in counts if n)}"


def _done(held: Iterable[Any]) -> Iterator[str]:
    for activity in held:
        record = activity.record
        yield sentence(record.done)
        yield measured(record)


def measured(record: Any) -> str:
    """A sentence such as ``平面度由6mm变为1.5mm。``; empty if nothing was measured."""
    if not record.measured:
        return ""
    after = f"{record.after}{record.unit}"
    if not record.before:
        return f"{record.measure}达到{after}。"
    return f"{record.measure}由{record.before}{record.unit}变为{after}。"


def how_it_ended(need: Need) -> str:
    """Whether the enterprise has confirmed, and whether all of it is solved."""
    if need.state == NeedState.CONFIRMED:
        return "企业确认部分解决。" if need.is_part_solved else "企业确认已解决。"
    return "问题部分解决，待企业确认。" if need.is_part_solved else "待企业确认。"


def sentence(text: str) -> str:
    """``text`` as one line ending in punctuation."""
    line = "".join(text.split("\n")).strip()
    return line if line.endswith(("。", "！", "？", "）")) else f"{line}。"
