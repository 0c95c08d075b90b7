"""What the search finds among kinds of problems."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.search import SearchIndex
from hongmajia.core.search_kinds import Hit, SearchKind

from .models import ProblemKind

kind_search = SearchIndex("knowledge_search")


def words_of(kind: ProblemKind) -> str:
    """The words by which a kind is found, without its answer: that may be taken back."""
    return "\n".join((kind.title, kind.gist, " ".join(kind.words)))


def hit(kind: Any, reader: Any) -> Hit:
    """A kind as it is found: what it is, which category, and whether it has an answer."""
    facts = [str(kind.get_category_display())]
    if kind.is_answered:
        facts.append(_now("有标准答案"))
    return Hit(kind.title, reverse("kind", args=[kind.pk]), (kind.gist,), tuple(facts))


KINDS = SearchKind(
    name="kind",
    label=_("一类问题"),
    index=kind_search,
    visible_to=lambda reader: ProblemKind.objects.visible_to(reader).with_details(),
    hit=hit,
    union="union",
    dated="confirmed_at",
    listed="",
)
