"""Returning, listing, merging, escalating and taking over a need: the cadre's decisions."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.states import move
from hongmajia.core.withholding import save_public
from hongmajia.notices.enums import Kind
from hongmajia.notices.telling import tell
from hongmajia.unions.facts import EnterpriseFacts
from hongmajia.unions.models import Enterprise

from ..asking import asker_of
from ..enums import NO_MERGE_TARGET, Category, NeedVerb
from ..models import Need
from ..queries import next_tier, union_side
from ..states import TRANSITIONS
from ..told import ESCALATED, LISTED, MERGED, RETURNED, TAKEN_OVER
from .linking import link_need
from .shared import (
    complete_by,
    lock_need,
    lock_pair,
    match_by,
    office_data,
    refuse_to_widen,
    tell_askers,
    verify_by,
    verify_page_of,
)


@transaction.atomic
def return_need(*, need: Need, actor: Actor, reason: str) -> Need:
    """Return a need to its asker, who is notified of what is missing (``reason``).

    It is to be completed in ``DAYS_TO_COMPLETE``, and stays on the desk of the union too. Raises
    ``Refused`` without a reason.
    """
    require_reason(reason, _("请写明缺什么，提出人才知道怎么补。"))
    need = lock_need(need)
    move(
        need,
        TRANSITIONS,
        NeedVerb.RETURNED,
        actor=actor,
        due_at=complete_by(need),
        note=reason,
        audience=Audience.PARTIES,
        data=office_data(need),
    )
    words = {"title": need, "reason": " ".join(reason.split())}
    tell_askers(need, actor, RETURNED, kind=Kind.ACT, **words)
    return need


@transaction.atomic
def list_need(
    *,
    need: Need,
    actor: Actor,
    category: int,
    visibility: str | None = None,
    title: str = "",
    enterprise: Enterprise | None = None,
    new_enterprise: EnterpriseFacts | None = None,
    dangers: list[str] | None = None,
    needs_doctor: bool | None = None,
) -> Need:
    """Verify a need and put it on the 企业问题清单 under a confirmed category.

    ``title`` replaces the asker's if given. ``enterprise`` is the registered one that the need is
    from, ``new_enterprise`` the facts of one to register in this step (``link_need``, which may
    refuse). ``dangers`` and ``needs_doctor`` replace what the asker said of the place if they are
    given. Raises ``Refused`` if ``visibility`` lets more people see the need than the asker
    chose.
    """
    need = lock_need(need)
    if enterprise is not None or new_enterprise is not None:
        need = link_need(
            need=need, actor=actor, enterprise=enterprise, new_enterprise=new_enterprise
        )
    visibility = visibility or need.visibility
    refuse_to_widen(need, visibility)
    _reword(need, title or need.title, visibility)
    _look_at_safety(need, dangers, needs_doctor)
    move(
        need,
        TRANSITIONS,
        NeedVerb.LISTED,
        actor=actor,
        due_at=match_by(need),
        listed_at=need.listed_at or timezone.now(),
        category=Category(category),
        data=office_data(need),
    )
    tell_askers(need, actor, LISTED, title=need)
    return need


@transaction.atomic
def merge_need(*, need: Need, into: Need, actor: Actor) -> Need:
    """Merge a need into another about the same problem; its asker follows that one from then on.

    Needs merged into ``need`` earlier are moved to ``into`` as well. Raises ``Refused`` if ``into``
    is the same need or one that nobody works on (``enums.NO_MERGE_TARGET``).
    """
    into, need = lock_pair(into, need)
    if into == need:
        raise Refused(_("不能并入它自己，请另选一件。"))
    if into.state in NO_MERGE_TARGET:
        raise Refused(_("%(number)s已经不办了，请另选一件。") % {"number": into.number})
    along = list(need.merged.values_list("pk", flat=True))
    need.merged.update(merged_into=into)
    move(
        need,
        TRANSITIONS,
        NeedVerb.MERGED,
        actor=actor,
        data={**office_data(need), "number": into.number, "into": into.pk, "along": along},
        merged_into=into,
    )
    record(actor, NeedVerb.TOOK_IN, into, data={**office_data(into), "number": need.number})
    tell_askers(need, actor, MERGED, title=into, number=into.number)
    return need


@transaction.atomic
def escalate_need(*, need: Need, actor: Actor, reason: str) -> Need:
    """Hand a need to the nearest union above that has a cadre; the time limit starts anew.

    Raises ``Refused`` without a reason and if there is no such union.
    """
    require_reason(reason, _("请写明为什么要上级协调。"))
    need = lock_need(need)
    above = next_tier(need.union)
    move(
        need,
        TRANSITIONS,
        NeedVerb.ESCALATED,
        actor=actor,
        due_at=verify_by(need),
        note=reason,
        audience=Audience.PARTIES,
        data={**office_data(need), "union": above.name},
        union=above,
    )
    sentence = gettext_lazy("下级工会提请协调：%(title)s")
    tell(union_side(above), sentence, verify_page_of(need), actor, kind=Kind.ACT, title=need)
    tell_askers(need, actor, ESCALATED, title=need, union=above)
    return need


@transaction.atomic
def take_over_need(*, need: Need, actor: Actor) -> Need:
    """The union a need was escalated to lists it and looks for a helper.

    Raises ``Refused`` if the need has no confirmed category yet.
    """
    need = lock_need(need)
    if need.category is None:
        raise Refused(_("这件还没有核实，请先定好问题类别，列入清单。"))
    move(
        need,
        TRANSITIONS,
        NeedVerb.TAKEN_OVER,
        actor=actor,
        due_at=match_by(need),
        listed_at=need.listed_at or timezone.now(),
        data=office_data(need),
    )
    tell_askers(need, actor, TAKEN_OVER, title=need, union=need.union)
    return need


def _look_at_safety(need: Need, dangers: list[str] | None, needs_doctor: bool | None) -> None:
    """Save what the cadre says of the place, with validation."""
    given = {"dangers": dangers, "needs_doctor": needs_doctor}
    changed = {k: v for k, v in given.items() if v is not None and v != getattr(need, k)}
    for field, value in changed.items():
        setattr(need, field, value)
    if changed:
        need.clean_fields(exclude=[f.name for f in Need._meta.fields if f.name not in changed])
        need.save(update_fields=[*changed])


def _reword(need: Need, title: str, visibility: str) -> None:
    """Save the cadre's title; texts that may no longer name the firm get marks for it."""
    if (title, visibility) != (need.title, need.visibility):
        need.title, need.visibility = title, visibility
        save_public(need, asker_of(need))
