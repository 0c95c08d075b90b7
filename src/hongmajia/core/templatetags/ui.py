"""Template tags of every page: icons, states, time limits, bars, dates, addresses, slots."""

import secrets
from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.template.defaulttags import CsrfTokenNode
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hongmajia.core import slots
from hongmajia.core.addresses import absolute, is_only_here
from hongmajia.core.clocks import workdays_between
from hongmajia.core.closed_years import sentence_on
from hongmajia.core.importers import may_import
from hongmajia.core.marks import mark_of
from hongmajia.core.masking import start_of_phone
from hongmajia.core.paging import Page
from hongmajia.core.pictures import sources

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: template.Context) -> SafeString:
    """Django's own, and a key by which the form is known when it arrives twice (``sent_forms``)."""
    key = format_html('<input type="hidden" name="form_key" value="{}">', secrets.token_urlsafe(9))
    return format_html("{}{}", CsrfTokenNode().render(context), key)


@register.simple_tag
def paper_rest(page: Any, more: str = "", total: int | None = None) -> SafeString:
    """``{% paper_rest page %}``: on paper, which rows of a longer list these are.

    ``more`` says how to get all of them; ``total`` is how many there are, where the page knows.
    Nothing for a list that is whole.
    """
    if not isinstance(page, Page) or not page.is_part or page.before is None:
        return SafeString()
    words = {"first": page.before + 1, "last": page.before + len(page.rows), "total": total}
    if total is not None:
        said = _("第%(first)s–%(last)s行，共%(total)s行。") % words
    elif page.next_key:
        said = _("第%(first)s–%(last)s行，后面还有。") % words
    else:
        said = _("第%(first)s–%(last)s行，前面还有。") % words
    return format_html('<p class="paper-rest">{}{}</p>', said, more)


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


@register.simple_tag(takes_context=True)
def import_door(
    context: template.Context, kind: str, words: str = "", look: str = "btn"
) -> SafeString:
    """``{% import_door "needs" %}``: the link to an import, for users who may import.

    ``words`` stand on it where a page has several; ``look`` are its classes.
    """
    user = context.get("user")
    if user is None or not may_import(user, kind):
        return SafeString()
    page = reverse("import_upload", args=[kind])
    return format_html(
        '<a class="{}" href="{}">{}{}</a>',
        look,
        page,
        icon("upload"),
        words or _("从表格导入"),
    )


@register.simple_tag
def absolute_url(path: str) -> str:
    """``{% absolute_url request.path %}``: the address on the public site; empty for no path."""
    return absolute(path) if path else ""


@register.inclusion_tag("core/_only_here.html")
def warn_of_site() -> dict[str, str]:
    """``{% warn_of_site %}``, on pages that print addresses: a warning if nobody can open them."""
    return {"site": absolute("/") if is_only_here() else ""}


@register.simple_tag
def sized(address: str, width: int) -> SafeString:
    """``<img {% sized address 180 %}>``: a photograph in the width in which the page shows it."""
    return format_html(
        'src="{}?w={}" srcset="{}" sizes="{}px"', address, width, sources(address, width), width
    )


@register.simple_tag
def state_mark(item: Any) -> SafeString:
    """``{% state_mark need %}``: icon and label of an item's state."""
    name, colour = mark_of(item._meta.concrete_model, item.state)
    return format_html(
        '<span class="st st-{}">{}{}</span>', colour, icon(name), item.get_state_display()
    )


@register.simple_tag(takes_context=True)
def year_closed(context: Context, season: Any) -> SafeString:
    """``{% year_closed need.season %}``: that nothing can be changed; empty for an open year."""
    if season is None or not season.is_closed:
        return SafeString()
    return format_html(
        '<p class="says-b">{}{}</p>', icon("lock"), sentence_on(season, context.get("user"))
    )


@register.simple_tag
def clock(due_at: datetime | None) -> SafeString:
    """``{% clock item.due_at %}``: working days left; red when overdue."""
    if due_at is None:
        return SafeString()
    kind, mark, words = _reading(timezone.localtime(due_at), timezone.localtime())
    exact = stamp_exact(due_at)
    return format_html(
        '<span class="clk {}" title="{}">{}{}</span>', kind, exact, icon(mark), words
    )


def _reading(due: datetime, now: datetime) -> tuple[str, str, str]:
    """Return CSS class, icon and words of a time limit."""
    if due < now:
        days = max(workdays_between(due.date(), now.date()), 1)
        words = ngettext("超期%(n)s个工作日", "超期%(n)s个工作日", days) % {"n": days}
        return "late", "alert-triangle", words
    if due.date() == now.date():
        return "soon", "clock-hour-4", _("今天%(time)s") % {"time": f"{due:%H:%M}"}
    days = max(workdays_between(now.date(), due.date()), 1)
    words = ngettext("还剩%(n)s个工作日", "还剩%(n)s个工作日", days)
    return "", "clock", words % {"n": days}


register.filter(start_of_phone)


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
    """Return date and time in full."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


@register.filter
def month_day(moment: Any) -> str:
    """Return ``5月13日`` for a date or a moment."""
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
    """Return the current query string with some keys changed; ``None`` removes a key."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def slot_url(context: template.Context, slot: str, *args: Any) -> str:
    """``{% slot_url "need.services" need as url %}``: what a room to the right put there.

    Empty if nothing is there.
    """
    return slots.slot_url(slot, context["request"].user, *args)
