"""Template tags for figures: formatted values and bars against targets."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..enums import Aggregate
from ..measures import Measure
from ..queries import Figure, format_value

register = template.Library()


@register.filter
def words(figure: Figure) -> str:
    """The formatted value of a figure, such as ``1,348`` or ``98.3%``."""
    return format_value(figure.measure, figure.value)


@register.simple_tag
def number(measure: Measure, value: float | None) -> str:
    """The formatted value of a measure."""
    return format_value(measure, value)


@register.filter
def is_total(measure: Measure) -> bool:
    """Whether the figures of several places can be added up."""
    return measure.aggregate == Aggregate.TOTAL


@register.simple_tag
def year_column(height: float) -> SafeString:
    """A column as high as its share of the greatest, in percent (SVG); its words stand beside."""
    return format_html(
        '<svg class="col" aria-hidden="true" viewBox="0 0 1 100" preserveAspectRatio="none">'
        '<rect y="{}" width="1" height="{}"></rect></svg>',
        f"{100 - height:.1f}", f"{height:.1f}",
    )  # fmt: skip


@register.simple_tag
def month_columns(months: Sequence[int], most: int) -> SafeString:
    """Twelve columns, one for each month, as high as its share of ``most`` (SVG), with words."""
    said = _("、").join(
        _("%(month)s月%(n)s场") % {"month": month, "n": n}
        for month, n in enumerate(months, start=1)
        if n
    )
    bars = format_html_join(
        "", '<rect x="{}" y="{}" width="7" height="{}"></rect>',
        ((10 * n, 30 - height, height) for n, height in enumerate(_heights(months, most))),
    )  # fmt: skip
    return format_html(
        '<svg class="months" role="img" aria-label="{}" viewBox="0 0 117 30">{}</svg>',
        said or _("没有"), bars,
    )  # fmt: skip


def _heights(months: Sequence[int], most: int) -> list[int]:
    """At least a line for each month, and more where there was something."""
    return [max(1, round(30 * n / max(most, 1))) for n in months]


@register.simple_tag
def career_cells(measures: Sequence[Measure], values: Sequence[float]) -> list[str]:
    """The formatted values of one row, in the order of the measures."""
    return [format_value(m, value) for m, value in zip(measures, values, strict=True)]


@register.simple_tag
def target_bar(figure: Figure) -> SafeString:
    """A bar of the share of the target reached, with a red tick at the share due today (SVG)."""
    assert figure.target is not None
    done = 100 * min((figure.value or 0) / max(figure.target, 1), 1)
    due = min(100 * figure.due, 99.6)
    label = _("完成%(done)s%%，今天应到%(due)s%%") % {
        "done": f"{100 * (figure.value or 0) / max(figure.target, 1):.0f}",
        "due": f"{100 * figure.due:.0f}",
    }
    return format_html(
        '<svg class="tbar" role="img" aria-label="{}" viewBox="0 0 100 16" '
        'preserveAspectRatio="none"><rect class="all" y="4" width="100" height="8"></rect>'
        '<rect y="4" width="{}" height="8"></rect>'
        '<line x1="{}" x2="{}" y2="16" vector-effect="non-scaling-stroke"></line></svg>',
        label, f"{done:.1f}", *([f"{due:.1f}"] * 2),
    )  # fmt: skip
