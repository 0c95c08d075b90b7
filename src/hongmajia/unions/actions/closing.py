"""Closing a union that was added by mistake, and opening it again."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused

from ..enums import UnionVerb
from ..models import Membership, Union
from .tree import lock_tree, refuse_closed, require_reason_for_cadres, tell_cadres

KNOWN = {
    "Membership": gettext_lazy("担任角色的人"),
    "Enterprise": gettext_lazy("企业"),
    "Need": gettext_lazy("需求"),
    "Helper": gettext_lazy("师傅、团队"),
    "Season": gettext_lazy("年度活动"),
}
"""What hangs on a union, by the name of its model; all else is called 别的记录."""


@transaction.atomic
def close_union(*, actor: Actor, union: Union, reason: str) -> Union:
    """Close a union: it is offered nowhere any more, but its page and its log stay.

    Raises ``Refused`` without a reason, and for a union that is not empty: what hangs on it is to
    be moved first.
    """
    require_reason_for_cadres(reason)
    lock_tree()
    union = Union.objects.select_for_update().get(pk=union.pk)
    refuse_closed(union)
    if left := sorted(set(_what_hangs_on(union))):
        words = {"union": union.name, "what": _("、").join(left)}
        raise Refused(_("%(union)s名下还有%(what)s，不能撤销。请先划到别处。") % words)
    Union.objects.filter(pk=union.pk).update(closed_at=timezone.now())
    record(actor, UnionVerb.UNION_CLOSED, union, note=reason, data={"union": union.name})
    tell_cadres(union, actor, gettext_lazy("%(union)s撤销了（%(why)s）"), reason)
    union.refresh_from_db()
    return union


@transaction.atomic
def open_union_again(*, actor: Actor, union: Union, reason: str) -> Union:
    """Open a closed union again. Raises ``Refused`` without a reason, below a closed union, and
    for a union that is not closed."""
    require_reason_for_cadres(reason)
    lock_tree()
    union = Union.objects.select_for_update().get(pk=union.pk)
    if union.closed_at is None:
        raise Refused(_("%(union)s没有撤销。") % {"union": union.name})
    if above := union.parent:
        refuse_closed(above)
    Union.objects.filter(pk=union.pk).update(closed_at=None)
    record(actor, UnionVerb.UNION_OPENED_AGAIN, union, note=reason, data={"union": union.name})
    tell_cadres(union, actor, gettext_lazy("%(union)s恢复了（%(why)s）"), reason)
    union.refresh_from_db()
    return union


def _what_hangs_on(union: Union) -> Iterator[str]:
    """The kinds of rows, of all rooms, that name the union; and open unions below it."""
    if Union.objects.get_children(union).filter(closed_at=None).exists():
        yield _("下级工会")
    for relation in Union._meta.get_fields(include_hidden=True):
        if _names_the_union(relation):
            model: Any = relation.related_model
            rows = Membership.objects.not_over() if model is Membership else model._base_manager
            if rows.filter(**{relation.field.name: union.pk}).exists():
                yield str(KNOWN.get(model.__name__, _("别的记录")))


def _names_the_union(relation: Any) -> bool:
    """Whether it is a foreign key from another model; the history of rows does not count."""
    is_key = relation.auto_created and (relation.one_to_many or relation.one_to_one)
    return bool(is_key and not hasattr(relation.related_model, "history_id"))
