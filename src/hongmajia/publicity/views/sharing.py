"""Posters and share cards, for those who may see the page itself."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hongmajia.cases.models import Case
from hongmajia.core.downloads import PDF, disposition
from hongmajia.core.gate import get_for
from hongmajia.core.limits import DRAWN, limited
from hongmajia.services.models import Activity
from hongmajia.unions.mastheads import masthead_of

from ..printing import card, place_of, poster
from .news import first_photo, load

CACHED = {"Cache-Control": "private, max-age=600"}


def load_activity(request: HttpRequest, pk: int) -> Activity:
    """The activity; 404 if the user may not see it."""
    visible = Activity.objects.visible_to(request.user).select_related("union", "region__parent")
    return get_for(request.user, visible, pk=pk)


@require_GET
@limited(DRAWN)
def activity_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """The poster of an activity as PDF."""
    activity = load_activity(request, pk)
    content = poster(activity, reverse("activity", args=[pk]))
    name = _("海报 %(title)s.pdf") % {"title": activity.title}
    headers = {"Content-Disposition": disposition(name, attachment=False)}
    return HttpResponse(content, content_type=PDF, headers=headers)


@require_GET
@limited(DRAWN)
def activity_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The share card of an activity."""
    activity = load_activity(request, pk)
    with translation.override("zh-hans"):
        when = date_format(timezone.localtime(activity.starts_at), "n月j日 l H:i")
        eye = f"活动 · {activity.get_form_display()}"
    words = f"{when}\n{place_of(activity)}"
    union = activity.union
    said = (eye, activity.title, words, union.name, address_behind(request), masthead_of(union))
    return picture(card(*said))


@require_GET
@limited(DRAWN)
def news_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The share card of a piece of news, with its first photograph."""
    item = load(request, pk)
    eye = f"动态 · {item.dated.year}年{item.dated.month}月{item.dated.day}日"
    shown = first_photo(item)
    content = None
    if shown is not None:
        with shown.image.open() as photo:
            content = photo.read()
    union = item.union
    said = (eye, item.title, item.summary, union.name, address_behind(request), masthead_of(union))
    return picture(card(*said, photo=content))


@require_GET
@limited(DRAWN)
def case_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The share card of a case."""
    cases = Case.objects.visible_to(request.user).select_related("union")
    case = get_for(request.user, cases, pk=pk)
    union = case.union
    said = (case.title, case.gist, union.name, address_behind(request), masthead_of(union))
    return picture(card("优秀案例", *said))


def address_behind(request: HttpRequest) -> str:
    """The address of the page of a card: ``/news/7/`` for ``/news/7/card.png``."""
    return request.path.removesuffix("card.png")


def picture(content: bytes) -> HttpResponse:
    """A PNG response, cached by the browser for ten minutes."""
    return HttpResponse(content, content_type="image/png", headers=CACHED)
