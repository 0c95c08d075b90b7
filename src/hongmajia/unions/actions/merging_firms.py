"""Two rows of one enterprise become one: all that hangs on it goes over (docs/adr/0086)."""

from collections.abc import Iterator
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import ManyToManyField, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.closed_years import refuse_if_closed, seasons_of
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.moving import move_rows, relations_to

from ..enums import UnionVerb
from ..models import Enterprise, FirmPair, Season
from ..signals import firms_merge

BLANK_FILLED = ("division", "employees", "address", "key_industry")
"""What the kept row takes over where it has nothing."""


class Chosen(TypedDict, total=False):
    """Facts that no row leaves blank, as somebody chose them where the two differed."""

    scale: str
    is_specialised: bool


@transaction.atomic
def merge_enterprises(
    *, actor: Actor, kept: Enterprise, given_up: Enterprise, reason: str, **chosen: Unpack[Chosen]
) -> Enterprise:
    """Give all that is of ``given_up`` to ``kept``; its name and code mean ``kept`` from then on.

    The row given up stays, with ``merged_into``: nothing is deleted, and its page leads to the
    other. Facts that both have stay as ``kept`` has them, but for those ``chosen``, which are never
    blank; blank ones are filled. Raises ``Refused``
    without a reason, for an enterprise that is merged already, and where a year is closed in
    which the row given up asked, signed up or was visited: its figures stay as they were closed.
    """
    require_reason(reason, _("请写明凭什么说是同一家，以后查得到。"))
    kept, given_up = _locked(kept, given_up)
    for season in _years_of(given_up):
        refuse_if_closed(season, actor)
    firms_merge.send(sender=Enterprise, kept=kept, given_up=given_up)
    _drop_pairs(given_up)
    moved = sum(_take_over(relation, given_up, kept) for relation in relations())
    _fill(kept, given_up, chosen)
    given_up.merged_into = kept
    given_up.save(update_fields=["merged_into"])
    words = {
        "enterprise": kept.name, "former": given_up.name, "n": moved,
        "code": given_up.credit_code, "from": given_up.pk, "to": kept.pk,
    }  # fmt: skip
    for row in (given_up, kept):
        verb = UnionVerb.ENTERPRISES_MERGED
        record(actor, verb, row, note=reason, audience=Audience.UNIONS, data=words)
    return kept


@transaction.atomic
def keep_apart(*, actor: Actor, pair: FirmPair) -> None:
    """Note that somebody looked at a pair and found two enterprises; it is not asked again."""
    pair = FirmPair.objects.select_for_update(of=("self",)).for_list().get(pk=pair.pk)
    if pair.apart_at is not None:
        return
    pair.apart_at, pair.apart_by = timezone.now(), account_of(actor)
    pair.save(update_fields=["apart_at", "apart_by"])
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        words = {"enterprise": one.name, "other": other.name}
        record(actor, UnionVerb.ENTERPRISES_APART, one, audience=Audience.UNIONS, data=words)


def relations() -> Iterator[Any]:
    """What refers to an enterprise and goes over; pairs are dropped by a step of their own."""
    for relation in relations_to(Enterprise):
        if relation.related_model is not FirmPair:
            yield relation


def _locked(kept: Enterprise, given_up: Enterprise) -> tuple[Enterprise, Enterprise]:
    rows = Enterprise.everything.select_for_update(of=("self",)).select_related("union", "region")
    pair = rows.order_by("pk").in_bulk([kept.pk, given_up.pk])
    if len(pair) != 2:
        raise Refused(_("请选两家不同的企业。"))
    if merged := next((row for row in pair.values() if row.merged_into_id), None):
        raise Refused(_("%(name)s已经并入别的企业，请刷新看看。") % {"name": merged.name})
    return pair[kept.pk], pair[given_up.pk]


def _years_of(firm: Enterprise) -> list[Season]:
    """The seasons of all rows that refer to the enterprise."""
    found: set[int] = set()
    for relation in relations():
        rows = relation.related_model._base_manager.filter(**{relation.field.name: firm})
        if isinstance(relation.field, ManyToManyField):
            continue  # its table of links is a relation of its own
        found.update(seasons_of(rows))
    return list(Season.objects.filter(pk__in=found).select_related("union").order_by("year"))


def _take_over(relation: Any, given_up: Enterprise, kept: Enterprise) -> int:
    """Let the rows refer to ``kept``; a link that it has as well says the same, and is dropped."""
    if isinstance(relation.field, ManyToManyField):
        return 0
    moved = move_rows(relation, given_up, kept)
    if relation.related_model._meta.auto_created:
        relation.related_model._base_manager.filter(**{relation.field.name: given_up}).delete()
    return moved


def _drop_pairs(firm: Enterprise) -> None:
    FirmPair.objects.filter(Q(first=firm) | Q(second=firm)).delete()


def _fill(kept: Enterprise, given_up: Enterprise, chosen: Chosen) -> None:
    """Fill what ``kept`` leaves blank.

    A division only within its own section, a key industry only within its own province.
    """
    for field, value in chosen.items():
        setattr(kept, field, value)
    for field in BLANK_FILLED:
        if field == "division" and kept.section != given_up.section:
            continue
        if field == "key_industry" and kept.region.province_id != given_up.region.province_id:
            continue
        if getattr(kept, field) in (None, ""):
            setattr(kept, field, getattr(given_up, field))
    kept.save()
