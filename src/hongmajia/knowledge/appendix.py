"""The list of kinds of problems with a standard answer, in the appendix of the book of cases."""

from typing import Any

from django.utils import timezone

from hongmajia.needs.enums import Category
from hongmajia.papers import chinese_month
from hongmajia.unions.models import Union

from .models import Answer


def kinds_in_book(union: Union) -> dict[str, Any] | None:
    """The kinds confirmed by the union and those below, by category; ``None`` if none has one."""
    standing = Answer.objects.standing().filter(kind__union__path__startswith=union.path)
    rows = [_row(answer) for answer in standing.with_details().order_by("kind__category", "kind")]
    if not rows:
        return None
    return {"kind": "kinds", "key": "kinds", "title": "一类问题的标准答案", "rows": rows}


def _row(answer: Answer) -> dict[str, str]:
    assert answer.published_at
    return {
        "category": str(Category(answer.kind.category).short),
        "title": answer.kind.title,
        "gist": answer.kind.gist,
        "by": f"{answer.writer}写，{answer.reviewer}审",
        "version": f"第{answer.number}版，{chinese_month(timezone.localdate(answer.published_at))}",
    }
