"""Confirming a kind of problem, changing it, and which needs are of it."""

from collections.abc import Iterable
from typing import Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import field_labels, record
from hongmajia.core.errors import Refused, WrongState, require_reason
from hongmajia.core.withholding import save_public
from hongmajia.matching.models import CommonProblem
from hongmajia.needs.asking import askers_of
from hongmajia.needs.models import Need
from hongmajia.unions.models import Union

from ..enums import KindVerb
from ..facts import KindFacts
from ..models import KindNeed, ProblemKind
from ..whose import parties_of_kind


@transaction.atomic
def confirm_kind(
    *,
    union: Union,
    actor: Actor,
    needs: Iterable[Need],
    problem: CommonProblem | None = None,
    **facts: Unpack[KindFacts],
) -> ProblemKind:
    """Confirm that ``needs`` are one kind of problem, as a cadre of ``union`` says.

    Raises ``Refused`` for fewer than two needs, or for one that is of another kind already, and
    ``ValidationError`` for facts that cannot stand.
    """
    needs = list(needs)
    if len(needs) < 2:
        raise Refused(_("一类问题至少有两件需求。"))
    words = problem.words if problem else []
    kind = ProblemKind(union=union, problem=problem, words=words, **facts)
    kind.confirmed_by = account_of(actor)
    kind.full_clean(exclude=["confirmed_by"])
    save_public(kind, askers_of(needs))
    _join(kind, needs)
    record(actor, KindVerb.CONFIRMED, kind, data={"title": kind.title, "n": len(needs)})
    return kind


@transaction.atomic
def change_kind(*, kind: ProblemKind, actor: Actor, **facts: Unpack[KindFacts]) -> ProblemKind:
    """Change what is said of the kind; nothing is logged where nothing changes."""
    kind = locked_kind(kind)
    changed = [name for name, value in facts.items() if getattr(kind, name) != value]
    for name in changed:
        setattr(kind, name, facts[name])  # type: ignore[literal-required]
    if changed:
        kind.full_clean(exclude=["confirmed_by", "problem"])
        save_public(kind, parties_of_kind(kind))
        labels = field_labels(ProblemKind, changed)
        record(actor, KindVerb.CHANGED, kind, data={"fields": labels})
    return kind


@transaction.atomic
def join_needs(*, kind: ProblemKind, actor: Actor, needs: Iterable[Need]) -> int:
    """Let more needs be of this kind; how many. Raises ``Refused`` for one of another kind."""
    kind, needs = locked_kind(kind), list(needs)
    _join(kind, needs)
    if needs:
        record(actor, KindVerb.JOINED, kind, data={"n": len(needs)})
    return len(needs)


@transaction.atomic
def take_out_need(*, kind: ProblemKind, actor: Actor, need: Need) -> None:
    """Say that a need is not of this kind. Raises ``WrongState`` if it is not any more."""
    kind = locked_kind(kind)
    if not kind.members.filter(need=need).delete()[0]:
        raise WrongState(_("这件需求已经不在这一类里了。"))
    record(actor, KindVerb.LEFT, kind, data={"title": need.title})


@transaction.atomic
def drop_kind(*, kind: ProblemKind, actor: Actor, reason: str) -> ProblemKind:
    """Take the kind down, with its answer; the public sees neither. Raises without a reason."""
    require_reason(reason, _("请写明为什么撤下。"))
    kind = locked_kind(kind)
    if kind.dropped_at:
        raise WrongState(_("这一类问题已经撤下了。"))
    return _set_dropped(kind, KindVerb.DROPPED, actor, reason)


@transaction.atomic
def take_up_kind(*, kind: ProblemKind, actor: Actor) -> ProblemKind:
    """Show it again. Raises ``WrongState`` if it was not taken down."""
    kind = locked_kind(kind)
    if kind.dropped_at is None:
        raise WrongState(_("这一类问题没有撤下。"))
    return _set_dropped(kind, KindVerb.TAKEN_UP, actor)


def locked_kind(kind: ProblemKind) -> ProblemKind:
    """The kind as it is now, locked until the end of the transaction."""
    rows = ProblemKind.objects.select_for_update(of=("self",)).select_related("union")
    found: ProblemKind = rows.get(pk=kind.pk)
    return found


def _set_dropped(kind: ProblemKind, verb: KindVerb, actor: Actor, reason: str = "") -> ProblemKind:
    kind.dropped_at = timezone.now() if verb == KindVerb.DROPPED else None
    kind.save(update_fields=["dropped_at"])
    record(actor, verb, kind, note=reason)
    return kind


def _join(kind: ProblemKind, needs: list[Need]) -> None:
    keys = [need.pk for need in needs]
    taken = KindNeed.objects.filter(need__in=keys).select_related("need", "kind").first()
    if taken:
        said = _("“%(need)s”已经是“%(kind)s”这一类的了。")
        raise Refused(said % {"need": taken.need.title, "kind": taken.kind.title})
    KindNeed.objects.bulk_create([KindNeed(kind=kind, need=need) for need in needs])
