"""Preparing a season with colleagues: the draft, and what they say of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify, others
from hongmajia.notices.enums import Kind

from ..enums import UnionVerb
from ..models import DraftRemark, Season, SeasonDraft, Union
from ..queries import cadres_of

Typed = Mapping[str, Sequence[str]]


@transaction.atomic
def save_draft(
    *, actor: Actor, union: Union, year: int, earlier: Season | None, typed: Typed
) -> SeasonDraft:
    """Keep what was typed for a season of ``year``, and ask the other cadres what they think.

    It replaces the draft of that year, whose remarks stay. Raises ``Refused`` if the union has a
    season of that year.
    """
    Union.objects.select_for_update().get(pk=union.pk)
    if union.seasons.filter(year=year).exists():
        raise Refused(_("%(year)s年度已经设立了。") % {"year": year})
    values = {
        "earlier": earlier, "typed": dict(typed),
        "saved_by": account_of(actor), "saved_at": timezone.now(),
    }  # fmt: skip
    draft, _is_new = SeasonDraft.objects.update_or_create(
        union=union, year=year, made=None, defaults=values
    )
    record(actor, UnionVerb.SEASON_DRAFTED, draft, data={"year": year})
    sentence = gettext_lazy("%(year)s年度的草稿请您看看，有意见写在下面")
    notify(others(cadres_of(union), actor), sentence, page_of(draft), kind=Kind.ACT, year=year)
    return draft


@transaction.atomic
def remark_on_draft(*, actor: Actor, draft: SeasonDraft, text: str) -> DraftRemark:
    """Say something of a draft; whoever saved it is told.

    Raises ``Refused`` without a text, and once the season is made.
    """
    draft = SeasonDraft.objects.select_for_update().get(pk=draft.pk)
    if not text.strip():
        raise Refused(_("请写意见。"))
    if draft.made_id:
        raise Refused(_("%(year)s年度已经设立了。") % {"year": draft.year})
    remark = DraftRemark.objects.create(draft=draft, text=text.strip(), by=account_of(actor))
    record(actor, UnionVerb.SEASON_REMARKED, draft, data={"year": draft.year})
    sentence = gettext_lazy("有人对%(year)s年度的草稿提了意见")
    notify(others([draft.saved_by], actor), sentence, page_of(draft), year=draft.year)
    return remark


def page_of(draft: SeasonDraft) -> str:
    """The page of the new season, which shows the draft."""
    before: Any = f"&from={draft.earlier.year}" if draft.earlier else ""
    return f"{reverse('season_new', args=[draft.union_id])}?year={draft.year}{before}"
