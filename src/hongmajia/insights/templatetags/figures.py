"""How figures are drawn: the number, its bar and where it should be today."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..enums import How
from ..measures import Measure
from ..queries import Figure, words_of

register = template.Library()


@register.filter
def words(figure: Figure) -> str:
    """``1,348``, ``98.3%``, ``1.4``."""
    return words_of(figure.measure, figure.value)


@register.simple_tag
def number(measure: Measure, value: float | None) -> str:
    """The same of a measure and a value."""
    return words_of(measure, value)


@register.filter
def is_total(measure: Measure) -> bool:
    return measure.how == How.TOTAL


@register.simple_tag
def target_bar(figure: Figure) -> SafeString:
    """Ink as far as it has come, a red tick where it should be today; both in words as well."""
    assert figure.target is not None
    done = 100 * min((figure.value or 0) / max(figure.target, 1), 1)
    due = min(100 * figure.due, 99.6)
    said = _("完成%(done)s%%，今天应到%(due)s%%") % {
        "done": f"{100 * (figure.value or 0) / max(figure.target, 1):.0f}",
        "due": f"{100 * figure.due:.0f}",
    }
    return format_html(
        '<svg class="tbar" role="img" aria-label="{}" viewBox="0 0 100 16" '
        'preserveAspectRatio="none"><rect class="all" y="4" width="100" height="8"></rect>'
        '<rect y="4" width="{}" height="8"></rect>'
        '<line x1="{}" x2="{}" y2="16" vector-effect="non-scaling-stroke"></line></svg>',
        said, f"{done:.1f}", *([f"{due:.1f}"] * 2),
    )  # fmt: skip
