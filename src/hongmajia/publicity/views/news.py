"""Reading news: the list, one piece of news, its photographs."""

from collections.abc import Iterable, Mapping
from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hongmajia.core.addresses import absolute
from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key
from hongmajia.core.pictures import sized_photo
from hongmajia.core.themes import theme_choice
from hongmajia.services.models import Activity
from hongmajia.unions.models import Union
from hongmajia.unions.visiting import shown_here
from hongmajia.unions.years import Years

from ..enums import NewsState, PassingState
from ..models import NewsItem, NewsPhoto
from ..queries import could_show, faults, linked, next_above, unions_told_of

RIGHTS = ("write", "publish")


def load(request: HttpRequest, pk: int, right: str | None = None) -> NewsItem:
    """The news; 404 if the user may not see it, 403 without permission ``publicity.<right>``."""
    visible = NewsItem.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, right and f"publicity.{right}", pk=pk)


@require_GET
def news_list(request: HttpRequest) -> HttpResponse:
    """Published news, the newest first; with ``?state=draft`` unpublished news the user may see."""
    drafts = NewsItem.objects.unpublished(request.user)
    is_draft = request.GET.get("state") == "draft" and request.user.is_authenticated
    years = Years.of(request.GET)
    shown = (
        drafts
        if is_draft
        else NewsItem.objects.published().filter(years.on_day("dated"), shown_here())
    )
    unions = [] if is_draft else list(unions_told_of())
    union = chosen_union(request.GET, unions)
    if union is not None:
        shown = shown.listed_by(union)
    themes = theme_choice("news", {} if is_draft else request.GET)
    shown = shown.filter(themes.condition)
    page = page_by_key(shown.with_details(), "held_since", request.GET.get("after", ""), 12)
    context = {
        "section": "news",
        "page": page,
        "rows": [(item, first_photo(item)) for item in page.rows],
        "is_draft": is_draft,
        "unions": unions,
        "union": union,
        "themes": themes,
        "years": years,
        "may_write": rules.has_perm("publicity.write_any", request.user),
    }
    return render(request, "publicity/list.html", context)


def chosen_union(query: Mapping[str, Any], unions: Iterable[Union]) -> Union | None:
    """The one of ``unions`` whose key is ``?union=``, or ``None``."""
    wanted = query.get("union", "")
    return next((union for union in unions if str(union.pk) == wanted), None)


def first_photo(item: NewsItem) -> NewsPhoto | None:
    """The first photograph that may be published, or ``None``; without own ones its source's."""
    return next(iter(photos_of(item)), None)


def photos_of(item: NewsItem) -> list[NewsPhoto]:
    """The photographs that may be published; of news that was taken over those of its source.

    As long as the source is public.
    """
    own = [photo for photo in item.photos.all() if photo.may_be_published]
    if own or item.source is None or item.source.state != NewsState.PUBLISHED:
        return own
    return [photo for photo in item.source.photos.all() if photo.may_be_published]


@require_GET
def news_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of news."""
    return show(request, load(request, pk))


def show(request: HttpRequest, item: NewsItem, **more: Any) -> HttpResponse:
    """Render a piece of news; its writers also see why it cannot be published."""
    may = {right: request.user.has_perm(f"publicity.{right}", item) for right in RIGHTS}
    beside = item.shown_by.order_by("path")
    context = {
        "section": "news",
        "item": item,
        "photos": photos_of(item),
        "passings": item.passings.select_related("union") if may["write"] else (),
        "may_pass": may["publish"] and may_pass(item),
        "may_show": could_show(request.user, item).exists(),
        "shown_by": [(one, request.user.has_perm("publicity.show", one)) for one in beside],
        "may": may,
        "faults": faults(item) if may["write"] else [],
        "address": absolute(request.path),
        "card": absolute(f"{request.path}card.png"),
        **linked(item, request.user),
        **more,
    }
    return render(request, "publicity/item.html", context)


def may_pass(item: NewsItem) -> bool:
    """Whether it can be sent up: public, with a union above that does not have it already."""
    if item.state != NewsState.PUBLISHED or next_above(item.union) is None:
        return False
    return not item.passings.exclude(state=PassingState.REFUSED).exists()


@require_GET
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A photograph of visible news; without consent only for those who may edit the news."""
    news = NewsItem.objects.visible_to(request.user)
    found = get_object_or_404(NewsPhoto.objects.select_related("item__union"), item__in=news, pk=pk)
    if not found.may_be_published:
        get_for(request.user, news, "publicity.write", pk=found.item_id)
    return sized_photo(request, found.image, seconds=600)


@require_GET
def of_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of an activity: poster, share card and news about it."""
    activity = get_for(request.user, Activity.objects.visible_to(request.user), pk=pk)
    news = NewsItem.objects.published().filter(activities=activity)[:5]
    may_plan = request.user.has_perm("services.plan", activity)
    context = {"activity": activity, "news": news, "may_plan": may_plan}
    return render(request, "publicity/of_activity.html", context)
