"""The face: icons, status marks, clocks and bars as the mockups draw them."""

from datetime import datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hongmajia.core.clocks import workdays_between

register = template.Library()

STATE_MARKS = {
    "draft": ("pencil", "x"),
    "submitted": ("clock-hour-4", "w"),
    "returned": ("arrow-back-up", "w"),
    "listed": ("circle", "l"),
    "escalated": ("arrow-up", "w"),
    "matched": ("arrows-right-left", "g"),
    "in_service": ("circle-half-2", "g"),
    "tackling": ("hammer", "g"),
    "solved": ("circle-check", "d"),
    "confirmed": ("circle-check-filled", "d"),
    "unsolved": ("circle-x", "x"),
    "withdrawn": ("circle-x", "x"),
    "merged": ("arrows-join", "x"),
    "reopened": ("refresh", "w"),
    "offered": ("clock-hour-4", "w"),
    "proposed": ("clock-hour-4", "w"),
    "accepted": ("arrows-right-left", "g"),
    "scheduled": ("calendar", "g"),
    "served": ("clock-hour-4", "w"),
    "declined": ("circle-x", "x"),
    "expired": ("hourglass", "x"),
    "cancelled": ("circle-x", "x"),
    "planned": ("calendar", "g"),
    "held": ("circle-check", "d"),
    "called_off": ("circle-x", "x"),
    "computing": ("hourglass", "g"),
    "ready": ("eye", "w"),
    "sending": ("send", "g"),
    "sent": ("circle-check", "d"),
    "failed": ("alert-triangle", "w"),
    "shelved": ("player-pause", "x"),
    "agreed": ("pencil", "w"),
    "running": ("school", "g"),
    "finished": ("circle-check-filled", "d"),
    "ended": ("circle-x", "x"),
    "nominated": ("eye", "g"),
    "selected": ("circle-check", "d"),
    "on_notice": ("clock-hour-4", "w"),
    "published": ("circle-check-filled", "d"),
    "passed": ("circle-x", "x"),
    "discarded": ("circle-x", "x"),
    "setting": ("hourglass", "g"),
}
"""State of a need, an engagement, an activity or a round → icon and colour of its tag."""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """``{% icon "check" %}``; with a ``label`` it speaks to screen readers."""
    sprite = static("vendor/icons.svg")
    if label:
        return format_html(
            '<svg class="i" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            label,
            sprite,
            name,
        )
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name
    )


@register.simple_tag
def state_mark(item: Any) -> SafeString:
    """``{% state_mark need %}``: icon and word of an item's state."""
    name, colour = STATE_MARKS[item.state]
    return format_html(
        '<span class="st st-{}">{}{}</span>', colour, icon(name), item.get_state_display()
    )


@register.simple_tag
def clock(due_at: datetime | None) -> SafeString:
    """``{% clock item.due_at %}``: how long is left in working days; red when it is over."""
    if due_at is None:
        return SafeString()
    kind, mark, words = _reading(timezone.localtime(due_at), timezone.localtime())
    exact = stamp_exact(due_at)
    return format_html(
        '<span class="clk {}" title="{}">{}{}</span>', kind, exact, icon(mark), words
    )


def _reading(due: datetime, now: datetime) -> tuple[str, str, str]:
    if due < now:
        days = max(workdays_between(due.date(), now.date()), 1)
        return "late", "alert-triangle", ngettext("超期%(n)s天", "超期%(n)s天", days) % {"n": days}
    if due.date() == now.date():
        return "soon", "clock-hour-4", _("今天%(time)s") % {"time": f"{due:%H:%M}"}
    days = max(workdays_between(now.date(), due.date()), 1)
    return "", "clock", ngettext("还剩%(n)s天", "还剩%(n)s天", days) % {"n": days}


@register.filter
def stamp(moment: datetime | None) -> str:
    """``5月13日 16:40``; today: ``今天 08:00``."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate():
        return _("今天 %(time)s") % {"time": f"{local:%H:%M}"}
    return date_format(local, "SHORT_DATETIME_FORMAT")


@register.filter
def stamp_exact(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


@register.filter
def month_day(moment: Any) -> str:
    """``5月13日`` of a date or a moment."""
    if not moment:
        return ""
    day = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return date_format(day, "MONTH_DAY_FORMAT")


@register.simple_tag
def bar(value: float, full: float, label: str = "") -> SafeString:
    """A thin bar filled to ``value`` of ``full``; an SVG, as style attributes are forbidden."""
    share = 100 * min(max(value / full, 0), 1) if full else 0
    return format_html(
        '<svg class="bar" role="img" aria-label="{}" viewBox="0 0 100 8" '
        'preserveAspectRatio="none"><rect width="{}" height="8"></rect></svg>',
        label or f"{value} / {full}",
        f"{share:.1f}",
    )


@register.simple_tag(takes_context=True)
def address_with(context: template.Context, **changes: Any) -> str:
    """The present page's query string with some keys changed; ``None`` takes a key away."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}" if query else "?"
