"""What those who answer the telephone see: the needs of a caller, and what to say of each."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from hongmajia.core.finding import MOST_SHOWN, Asked
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import nudged_today
from hongmajia.needs.enums import NUDGEABLE
from hongmajia.needs.finding import by_asker, numbered
from hongmajia.needs.models import Need
from hongmajia.needs.rules import is_keeper

from .callers import Caller
from .spoken import spoken
from .tracked import next_visits


@dataclass
class Answer:
    """One need of a caller: what to read out, and what can be done for them now."""

    need: Need
    sentences: list[str]
    waits: bool
    """whether a union or a helper has the next step, so that the caller may ask to hurry"""
    was_nudged: bool
    may_tell: bool
    """the caller gave its whole number"""
    may_act: bool
    """the need is kept by the operator's unions: not one that was written down for others"""
    code: str = ""
    """its tracking code, once it is to be read out"""


def found_for(asked: Asked, user: Any) -> list[Need]:
    """The needs that the user's unions keep with this number, code, name or firm, newest first.

    One more than is shown, if there are more.
    """
    if not asked.words:
        return []
    meant = Q(pk__in=by_asker(asked)) | (numbered(asked.prefix, asked.row) or Q(pk__in=[]))
    kept = Need.objects.kept_by(user).filter(meant)
    return list(kept.order_by("-submitted_at", "-pk")[: MOST_SHOWN + 1])


def answers_for(caller: Caller, user: Any, told: int = 0) -> list[Answer]:
    """The needs of the call, in a fixed number of queries.

    ``told`` is the key of the need whose code is to be read out now. What was written down in this
    call may belong to a union beside the user's.
    """
    keys = Need.objects.kept_by(user).filter(pk__in=caller.found).values("pk")
    shown = Need.objects.filter(Q(pk__in=keys) | Q(pk__in=caller.written)).with_details()
    needs = list(shown.select_related("merged_into__season").order_by("-submitted_at", "-pk"))
    agreed = list(Engagement.objects.filter(need__in=needs).agreed().with_details())
    visits, nudged = next_visits(agreed), nudged_today(needs)
    helpers = {need.pk: [one for one in agreed if one.need_id == need.pk] for need in needs}
    return [
        Answer(
            need,
            spoken(need, helpers[need.pk], visits, need.merged_into),
            waits=is_keeper(user, need) and need.state in NUDGEABLE,
            was_nudged=need.story in nudged,
            may_tell=bool(caller.phone) and caller.phone == need.contact_phone,
            may_act=bool(is_keeper(user, need)),
            code=need.tracking_code if need.pk in (told, *caller.written) else "",
        )
        for need in needs
    ]


def latest_of(caller: Caller, user: Any) -> Need | None:
    """The last need with the number that the caller gave; it tells name, firm and place."""
    if not caller.phone:
        return None
    mine: Any = Need.objects.kept_by(user).filter(contact_phone=caller.phone)
    found: Need | None = mine.with_details().order_by("-submitted_at").first()
    return found
