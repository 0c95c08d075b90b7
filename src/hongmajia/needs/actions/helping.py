"""Helpers of a need: who else sees it, matching and unmatching, the first contact."""

from collections.abc import Iterable

from django.db import transaction

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.deadlines import NO_DEADLINE, Deadline
from hongmajia.core.enums import Audience
from hongmajia.core.states import move
from hongmajia.core.withholding import original_texts
from hongmajia.notices.telling import tell
from hongmajia.unions.models import User

from ..enums import NeedState, NeedVerb
from ..models import Need
from ..queries import union_side
from ..slips import code_slip
from ..states import TRANSITIONS
from ..told import DETACHED, REOPENED
from .shared import lock_need, match_by, page_of, tell_askers


@transaction.atomic
def reveal_contact(*, need: Need, actor: Actor) -> str:
    """Return the asker's telephone number; the access is logged (rule 6)."""
    record(actor, NeedVerb.REVEALED, need)
    phone: str = need.contact_phone
    return phone


@transaction.atomic
def print_code(*, need: Need, actor: Actor, path: str) -> bytes:
    """Return the slip with the tracking code as PDF; the printing is logged.

    Whoever has the slip acts as the asker; ``path`` is the page that the code opens.
    """
    record(actor, NeedVerb.CODE_PRINTED, need)
    return code_slip(need, path)


@transaction.atomic
def reveal_original(*, need: Need, actor: Actor) -> dict[str, str]:
    """Return the texts of the need that hold persons, as they were typed; the access is logged."""
    record(actor, NeedVerb.READ, need)
    return {field: typed.text for field, typed in original_texts(need).items()}


def show_need_to(need: Need, users: Iterable[User | None]) -> None:
    """Let these users see the need whatever its visibility; ``None`` entries are skipped."""
    need.shown_to.add(*filter(None, users))


@transaction.atomic
def match_need(
    *, need: Need, actor: Actor | None, helper: str, due_at: Deadline | None = None
) -> Need:
    """Record that the need has its helpers; the engagement's actions notify both sides.

    ``helper`` is the public name or names, for the timeline; ``due_at`` is when the first contact
    is due, if it is awaited.
    """
    need = lock_need(need)
    move(need, TRANSITIONS, NeedVerb.MATCHED, actor=actor, due_at=due_at, data={"helper": helper})
    return need


def contact_made(*, need: Need) -> None:
    """Clear the time limit of a matched need: nothing is due between contact and visit."""
    Need.objects.filter(pk=need.pk, state=NeedState.MATCHED).update(**NO_DEADLINE)


@transaction.atomic
def unmatch_need(*, need: Need, actor: Actor, helper: str) -> Need:
    """List the need again because its helper cannot come; union and asker are notified."""
    need = lock_need(need)
    move(
        need,
        TRANSITIONS,
        NeedVerb.UNMATCHED,
        actor=actor,
        due_at=match_by(need),
        data={"helper": helper},
    )
    sentence = REOPENED
    tell(union_side(need.union), sentence, page_of(need), actor, title=need, helper=helper)
    tell_askers(need, actor, sentence, title=need, helper=helper)
    return need


def detach_need(*, need: Need, actor: Actor | None, helper: str, reason: str) -> Need:
    """List the need again because a meeting does not answer it; union and asker hear why."""
    need = lock_need(need)
    move(
        need,
        TRANSITIONS,
        NeedVerb.DETACHED,
        actor=actor,
        due_at=match_by(need),
        note=reason,
        audience=Audience.PARTIES,
        data={"helper": helper},
    )
    side, page = union_side(need.union), page_of(need)
    tell(side, DETACHED, page, actor, title=need, why=reason)
    tell_askers(need, actor, DETACHED, title=need, why=reason)
    return need
