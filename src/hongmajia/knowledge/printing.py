"""The leaflet of a kind of problem: one sheet with its standard answer, and where it comes from."""

from collections.abc import Iterable
from pathlib import Path

from django.urls import reverse
from django.utils import timezone, translation

from hongmajia.core.addresses import absolute
from hongmajia.papers import chinese_date, qr_svg, typeset
from hongmajia.unions.duty import hotline_of
from hongmajia.unions.mastheads import masthead_of

from .models import Answer
from .queries.behind import Count, Median, basis_of

TEMPLATE = Path(__file__).parent / "papers/leaflet.typ"


def leaflet(answer: Answer, medians: Iterable[Median], count: Count) -> bytes:
    """The answer as PDF. In Chinese, as the answer is; the QR code opens the page of the kind.

    Raises ``PaperFault`` if typesetting fails.
    """
    kind = answer.kind
    address, masthead = absolute(reverse("kind", args=[kind.pk])), masthead_of(kind.union)
    with translation.override("zh-hans"):
        facts = {
            "title": kind.title,
            "gist": kind.gist,
            "eye": f"第{kind.category}类 {kind.get_category_display()}",
            "by": f"{answer.writer}写　{answer.reviewer}审　{kind.union}发布",
            "version": version_of(answer),
            "signs": answer.signs,
            "steps": answer.step_lines,
            "target": answer.target,
            "medians": [row_of(one) for one in medians],
            "limits": answer.limits,
            "sources": sources_of(answer),
            "count": told(count),
            "address": address,
            "hotline": hotline_of(kind.union),
            **masthead.facts,
        }
    return typeset(TEMPLATE, facts, {"code.svg": qr_svg(address), **masthead.pictures})


def version_of(answer: Answer) -> str:
    """Which version it is, and until when it is valid."""
    assert answer.published_at
    assert answer.valid_until
    day = chinese_date(timezone.localdate(answer.published_at))
    return f"第{answer.number}版，{day}；{chinese_date(answer.valid_until)}前要再审"


def row_of(one: Median) -> list[str]:
    """A row of the table: what, before, after, at how many places it was measured."""
    before, after = (f"{round(number, 1):g}{one.unit}" for number in (one.before, one.after))
    return [one.what, before, after, f"{one.places}家"]


def sources_of(answer: Answer) -> list[str]:
    """What was written, and the services that it was drawn from."""
    services = basis_of(answer)
    drawn = [f"{one.need.title}（{one.need.region.place}，{one.helper}）" for one in services]
    return [*answer.source_lines, *drawn]


def told(count: Count) -> str:
    """How many asked, how many are solved, and whom it helped."""
    words = f"提过{count.asked}件，已解决{count.solved}件"
    return f"{words}，{count.worked}家照做管用" if count.worked else words
