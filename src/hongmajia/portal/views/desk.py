"""The desk (待我办): the tasks that wait for the signed-in user."""

from typing import Any

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hongmajia.core.actors import user_of
from hongmajia.core.importers import importable_by
from hongmajia.notices.queries import not_arrived
from hongmajia.unions.enums import Role

from ..calendar_reminder import missing_year
from ..context import tally_for
from ..first_steps import first_steps, heading
from ..handled import handled_this_week
from ..waiting import Kind, Row, rows_for
from ..waiting.awaited import awaited_rows
from ..waiting.kinds import ROWS
from ..waiting.others import rows_of_others

TOGETHER: dict[str, str] = {
    Kind.VERIFY: "need_queue",
    Kind.MATCH: "invite_many",
    Kind.ANSWER: "engagement_list",
    Kind.CONTACT: "engagement_list",
}
"""Kind → name of the list on which many of its tasks can be ticked and done together."""


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """All open tasks of the user, or those of ``?kind=``, in the order in which they are due."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values else ""
    tally = tally_for(request)
    rows = rows_for(request.user, tally, kind)
    others = [*rows_of_others(request.user), *awaited_rows(request.user, tally.awaited)]
    steps = [] if rows or kind or others else first_steps(request.user)
    context = {
        "section": "desk",
        "today": timezone.localdate(),
        "kind": kind,
        "kinds": [(k.value, k.label, tally.kinds[k]) for k in Kind if tally.kinds.get(k)],
        "together": TOGETHER.get(kind, "") if len(rows) > 1 and is_cadre(request.user) else "",
        "groups": groups(rows),
        "late": sum(row.is_overdue for row in rows),
        "unshown": (tally.kinds.get(kind, 0) if kind else tally.waiting) - len(rows),
        "steps": steps,
        "steps_heading": heading(steps),
        "asks": not rows and not kind and user_of(request.user).enterprises.exists(),
        "calendar": missing_year(request.user, timezone.localdate()),
        "undelivered": undelivered(request.user) if tally.kinds.get(Kind.CALL) else 0,
        "answers_callers": rules.has_perm("needs.answer_callers", request.user),
        "imports": importable_by(request.user),
        "others": by_act(others[:ROWS]),
        "others_n": len(others),
        "others_unshown": len(others[ROWS:]),
        "handled": handled_this_week(request.user),
    }
    return render(request, "portal/desk.html", context)


def undelivered(user: Any) -> int:
    """How many messages of the user's unions did not arrive and are to be told by telephone."""
    return not_arrived().untold().filter(union__path__in=user.scope(Role.CADRE)).count()


def is_cadre(user: Any) -> bool:
    """Whether the user is cadre of any union, and so has the lists with boxes."""
    return bool(user.scope(Role.CADRE))


SHOWN = 6
"""The most rows of one act in a group that stand open; the rest is folded."""


def groups(rows: list[Row]) -> list[dict[str, Any]]:
    """The rows grouped by ``Row.when`` and then by act, without empty groups.

    Of the late ones ``shown_above`` counts those that the union above sees as well.
    """
    named = ("urgent", "late", "today", "week", "later")
    found: list[dict[str, Any]] = [
        {"name": name, "rows": [r for r in rows if r.when == name]} for name in named
    ]
    for group in found:
        group["acts"] = by_act(group["rows"])
        group["is_red"] = group["name"] in ("urgent", "late")
        if group["name"] == "late":
            group["shown_above"] = sum(row.is_shown_above for row in group["rows"])
    return [group for group in found if group["rows"]]


def by_act(rows: list[Row]) -> list[dict[str, Any]]:
    """The rows with the same thing to do together, in the order of the first of each."""
    together: dict[str, list[Row]] = {}
    for row in rows:
        together.setdefault(str(row.what), []).append(row)
    return [
        {"what": what, "rows": of, "n": len(of), "shown": of[:SHOWN], "folded": of[SHOWN:]}
        for what, of in together.items()
    ]
