"""Template tags of the grid that shows who has answered a circular."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hongmajia.core.marks import mark_of
from hongmajia.core.templatetags.ui import icon

from ..models import Receipt
from ..queries import answer_of, short_name

register = template.Library()


@register.filter
def answered(receipt: Receipt) -> Any:
    """The answer of the receipt's union that counts, or ``None``."""
    return answer_of(receipt)


@register.simple_tag
def receipt_mark(receipt: Receipt) -> SafeString:
    """``{% receipt_mark receipt %}``: the union's short name in the mark of its state."""
    name, colour = mark_of(Receipt, receipt.state)
    said = receipt.get_state_display()
    return format_html(
        '<span class="st st-{}" title="{}">{}{}</span>',
        colour, receipt.union.name, icon(name, said), short_name(receipt.union),
    )  # fmt: skip
