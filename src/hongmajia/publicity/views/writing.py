"""Writing news: text, photographs with consent, publishing, withdrawing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.asked import text_of
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.core.themes import join_theme
from hongmajia.people.queries import unions_to_choose
from hongmajia.services.models import Activity

from .. import actions
from ..drafting import draft_of
from ..forms import ConsentNoteForm, NewNewsForm, NewsForm, NewsPhotoForm
from ..models import NewsItem, NewsPhoto
from .news import load


@login_required
@permission_required("publicity.write_any", raise_exception=True)
def new(request: HttpRequest) -> HttpResponse:
    """Create a draft, then go on to its photographs."""
    unions = unions_to_choose(request.user)
    form = NewNewsForm(request.POST or None, user=request.user, unions=unions)

    def do() -> HttpResponse:
        union = form.cleaned_data["union"]
        with transaction.atomic():
            item = actions.write_news(union=union, actor=request.user, **form.facts())
            join_theme("news", item, form.cleaned_data.get("campaign"), request.user)
        messages.success(request, _("草稿存好了，再配几张照片。"))
        return redirect("news_photos", item.pk)

    back = (reverse("news_list"), _("动态"))
    return form_page(
        request, form, do, section="news", title=_("写一篇动态"), submit=_("存草稿"), back=back
    )


@login_required
@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a draft about an activity from its records, then let it be edited."""
    visible = Activity.objects.visible_to(request.user)
    visible = visible.select_related("season", "union", "region__parent", "ceremony__photo")
    activity = get_for(request.user, visible, "publicity.write", pk=pk)
    made = draft_of(activity)
    item = actions.write_news(
        union=activity.union, actor=request.user, title=made.title, summary=made.summary,
        text=made.text, activities=[activity],
    )  # fmt: skip
    messages.success(request, _("草稿照记录写好了，请您改一改再发布。"))
    return redirect("news_edit", item.pk)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a piece of news."""
    item = load(request, pk, "write")
    form = NewsForm(request.POST or None, user=request.user, instance=item)

    def do() -> HttpResponse:
        actions.change_news(item=item, actor=request.user, **form.facts())
        messages.success(request, _("已改好。"))
        return redirect("news_item", pk)

    back = (reverse("news_item", args=[pk]), item.title)
    return form_page(
        request, form, do, section="news", title=_("改这篇动态"), submit=_("保存"), back=back
    )


@login_required
def photos(request: HttpRequest, pk: int) -> HttpResponse:
    """All photographs with their consent, and a form to add one."""
    item = load(request, pk, "write")
    form = NewsPhotoForm(request.POST or None, request.FILES or None)

    def add() -> HttpResponse:
        actions.add_photo(item=item, actor=request.user, **form.cleaned_data)
        messages.success(request, _("照片加好了。"))
        return redirect("news_photos", pk)

    context = {"section": "news", "item": item, "consent_form": ConsentNoteForm()}
    return answer_form(request, form, add, template="publicity/photos.html", **context)


def load_photo(request: HttpRequest, pk: int) -> NewsPhoto:
    """A photograph of news that the user may edit; otherwise 404 or 403."""
    news = NewsItem.objects.visible_to(request.user)
    found = get_object_or_404(NewsPhoto.objects.select_related("item__union"), item__in=news, pk=pk)
    get_for(request.user, news.select_related("union"), "publicity.write", pk=found.item_id)
    return found


@login_required
@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the consent of the people on a photograph."""
    found = load_photo(request, pk)
    note = text_of(request.POST, "consent_note", 200)
    actions.note_consent(photo=found, actor=request.user, consent_note=note)
    messages.success(request, _("已记下本人同意。"))
    return redirect("news_photos", found.item_id)


@login_required
@require_POST
def delete_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a photograph."""
    found = load_photo(request, pk)
    actions.delete_photo(photo=found, actor=request.user)
    messages.success(request, _("照片删掉了。"))
    return redirect("news_photos", found.item_id)


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a piece of news."""
    item = load(request, pk, "publish")
    actions.publish_news(item=item, actor=request.user)
    messages.success(request, _("已发布，大家都看得见了。"))
    return redirect("news_item", pk)


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a piece of news, with a reason."""
    item = load(request, pk, "publish")
    form = ReasonForm(request.POST or None, label=_("为什么撤下"), help_text=_("只有工会看得见。"))

    def do() -> HttpResponse:
        actions.withdraw_news(item=item, actor=request.user, **form.cleaned_data)
        messages.success(request, _("已撤下。"))
        return redirect("news_item", pk)

    back = (reverse("news_item", args=[pk]), item.title)
    return form_page(
        request, form, do, section="news", title=_("撤下这篇动态"), submit=_("撤下"), back=back
    )
