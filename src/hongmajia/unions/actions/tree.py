"""Adding, renaming and moving unions in the tree."""

from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, require_reason
from hongmajia.notices.actions import notify, others
from hongmajia.spelling import tidy_name

from ..enums import UnionKind, UnionVerb
from ..facts import UnionFacts
from ..models import Region, Union
from ..queries import cadres_of
from .provinces import release_province, serve_province
from .saving import save_changes

K = UnionKind
BELOW = {
    K.NATIONAL: {K.PROVINCE, K.INDUSTRY, K.GROUP},
    K.PROVINCE: {K.CITY, K.COUNTY, K.INDUSTRY, K.GROUP, K.ENTERPRISE},
    K.CITY: {K.COUNTY, K.TOWNSHIP, K.INDUSTRY, K.GROUP, K.ENTERPRISE},
    K.COUNTY: {K.TOWNSHIP, K.INDUSTRY, K.GROUP, K.ENTERPRISE},
    K.TOWNSHIP: {K.INDUSTRY, K.ENTERPRISE},
    K.INDUSTRY: {K.INDUSTRY, K.GROUP, K.ENTERPRISE},
    K.GROUP: {K.GROUP, K.ENTERPRISE},
    K.ENTERPRISE: {K.ENTERPRISE},
}
"""The kinds of union that each kind may have directly below it."""


@transaction.atomic
def add_union(
    *, actor: Actor, parent: Union, name: str, kind: str, region: Region | None = None
) -> Union:
    """Add a union directly below ``parent``.

    Raises ``Refused`` when its kind is not allowed there (``BELOW``), when a sibling has the same
    name, or when the name is not valid; a province's also as ``serve_province`` does.
    """
    lock_tree()
    parent.refresh_from_db()
    union = Union(name=tidy_name(name), kind=kind, region=region)
    _refuse_misplaced(union, parent)
    _check(union)
    added: Union = Union.objects.add_child(parent, instance=union)
    if kind == K.PROVINCE:
        serve_province(added)
    record(actor, UnionVerb.UNION_ADDED, added, data={"union": added.name})
    return added


@transaction.atomic
def change_union(
    *, actor: Actor, union: Union, reason: str = "", **facts: Unpack[UnionFacts]
) -> Union:
    """Save another name, kind, region or telephone on duty, and tell the cadres.

    A new name or kind takes a reason. Raises ``Refused`` without it, when a sibling has that name,
    and when the kind is not allowed below the union above or above those below. The event is
    written with the former name. ``move_union`` changes the place in the tree.
    """
    lock_tree()
    union = Union.objects.select_for_update().get(pk=union.pk)
    refuse_closed(union)
    former = union.name
    facts["name"] = tidy_name(facts.get("name", former))
    _refuse_wrong_change(union, facts, reason)
    if fields := save_changes(union, facts):
        if union.kind == K.PROVINCE:
            serve_province(union)
        else:
            release_province(union)
        data = {"union": former, "fields": "、".join(fields)}
        record(actor, UnionVerb.UNION_CHANGED, union, note=reason, data=data)
        tell_cadres(union, actor, _renamed(former, union), reason, former=former)
    return union


def _renamed(former: str, union: Union) -> Any:
    if former != union.name:
        return gettext_lazy("%(former)s改名为%(union)s（%(why)s）")
    return gettext_lazy("%(union)s的资料改了（%(why)s）")


def _refuse_wrong_change(union: Union, facts: UnionFacts, reason: str) -> None:
    parent = Union.objects.get_parent(union)
    _refuse_namesake(facts["name"], union, parent)
    kind = facts.get("kind", union.kind)
    if (facts["name"], kind) != (union.name, union.kind):
        require_reason_for_cadres(reason)
    if kind == union.kind:
        return
    if parent is None or kind not in BELOW[UnionKind(parent.kind)]:
        raise _misplaced(kind, parent.kind if parent else union.kind)
    for below in Union.objects.get_children(union).values_list("kind", flat=True):
        if below not in BELOW[UnionKind(kind)]:
            raise _misplaced(below, kind)


def require_reason_for_cadres(reason: str) -> None:
    """Raise ``Refused`` if the reason, which cadres here and above read, is blank."""
    require_reason(reason, _("请写明为什么，本级和上级的干部会看到。"))


def refuse_closed(union: Union) -> None:
    """Raise ``Refused`` for a closed union."""
    if union.closed_at:
        raise Refused(_("%(union)s已经撤销了，要用请先恢复。") % {"union": union.name})


def tell_cadres(union: Union, actor: Actor, sentence: Any, why: str, **words: str) -> None:
    """Tell the cadres of the union and of the one above, but the actor."""
    told = cadres_of(union) | cadres_of(union.parent) if union.parent else cadres_of(union)
    page = reverse("union", args=[union.pk])
    notify(others(told.distinct(), actor), sentence, page, union=union, why=why or "—", **words)


@transaction.atomic
def move_union(*, actor: Actor, union: Union, target: Union) -> Union:
    """Move ``union`` with everything below it to ``target``; returns the moved union.

    Rights follow the tree, so they change at once. Raises ``Refused`` for a target that is the
    union itself, lies below it, or is its parent already, and for the reasons of ``add_union``.
    """
    lock_tree()
    union.refresh_from_db()
    target.refresh_from_db()
    origin = Union.objects.get_parent(union, update=True)
    _refuse_move(union, origin, target)
    Union.objects.move(union, target, pos="last-child")
    names = {"union": union.name, "origin": str(origin or ""), "target": target.name}
    record(actor, UnionVerb.UNION_MOVED, union, data=names)
    moved: Union = Union.objects.get(pk=union.pk)
    return moved


def _refuse_move(union: Union, origin: Union | None, target: Union) -> None:
    """Raise ``Refused`` if ``union``, now below ``origin``, cannot be moved to ``target``."""
    if target == union or target.is_descendant_of(union):
        raise Refused(_("不能把工会划到自己下面，请选别的上级。"))
    if target == origin:
        raise Refused(_("它已经在%(target)s下面了。") % {"target": target})
    _refuse_misplaced(union, target)


def lock_tree() -> None:
    """Lock the topmost unions, so that the tree is added to or moved by one transaction at a time.

    The path of a union contains those above it, so two moves at a time could break the tree.
    """
    list(Union.objects.select_for_update().filter(depth=1).values_list("pk"))


def _refuse_misplaced(union: Union, parent: Union) -> None:
    refuse_closed(parent)
    if union.kind not in BELOW[UnionKind(parent.kind)]:
        raise _misplaced(union.kind, parent.kind)
    _refuse_namesake(union.name, union, parent)


def _misplaced(kind: str, above: str) -> Refused:
    words = {"kind": UnionKind(kind).label, "above": UnionKind(above).label}
    return Refused(_("“%(above)s”下面不能直接设“%(kind)s”，请换一个层级或上级。") % words)


def _refuse_namesake(name: str, union: Union, parent: Union | None) -> None:
    siblings = Union.objects.get_children(parent) if parent else Union.objects.filter(depth=1)
    if siblings.filter(name_key=name).exclude(pk=union.pk).exists():
        raise Refused(_("这里已经有“%(name)s”了，请换一个名称。") % {"name": tidy_name(name)})


def _check(union: Union) -> None:
    try:
        union.clean_fields(exclude=["path", "depth", "numchild"])
    except ValidationError as error:
        raise Refused("；".join(error.messages)) from error
