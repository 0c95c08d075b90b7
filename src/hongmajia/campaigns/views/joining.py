"""Page parts with the campaigns of one record, where it is added to one; taking it out again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.forms import refusal_shown_on, status_of
from hongmajia.core.gate import get_for

from ..actions import add_record, remove_record
from ..forms import JoinForm
from ..kinds import KINDS, RecordKind, asks_first, kept_by, open_to
from ..models import Campaign
from .campaigns import campaign_for, may_remove


def of_need(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a need."""
    return _of_record(request, KINDS["needs"], pk)


def of_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of an activity."""
    return _of_record(request, KINDS["activities"], pk)


def of_helper(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of an artisan or a team."""
    return _of_record(request, KINDS["helpers"], pk)


def of_news(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a piece of news."""
    return _of_record(request, KINDS["news"], pk)


def _of_record(request: HttpRequest, kind: RecordKind, pk: int) -> HttpResponse:
    """The campaigns to which the record belongs; whoever keeps it adds it to another one."""
    thing = get_for(request.user, kind.visible(request.user), pk=pk)
    joined = Campaign.objects.visible_to(request.user).filter(**{kind.name: thing})
    may_add = kept_by(request.user, kind, thing)
    if request.method == "POST" and not may_add:
        raise PermissionDenied
    left = open_to(kind, thing).exclude(pk__in=joined.values("pk")) if may_add else joined.none()
    form = JoinForm(request.POST or None, campaigns=left)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            chosen = form.cleaned_data["campaign"]
            is_new = add_record(campaign=chosen, kind=kind, thing=thing, actor=request.user)
            messages.success(request, _said(chosen, kind, is_new=is_new))
            return redirect(kind.url(thing))
    context = {
        "section": "news", "joined": joined, "form": form, "may_add": may_add and left.exists(),
        "address": request.path, "back": kind.url(thing), "thing": thing,
    }  # fmt: skip
    return render(request, "campaigns/of_record.html", context, status=status_of(form))


def _said(campaign: Campaign, kind: RecordKind, *, is_new: bool) -> str:
    """What has happened: of a lecturer nothing but that they were asked."""
    if not asks_first(campaign, kind):
        return _("已加入“%(name)s”。") % {"name": campaign.name}
    if is_new:
        return _("已请他们进“%(name)s”，本人同意以后才算。") % {"name": campaign.name}
    return _("早就请过了，等本人答复。")


@login_required
@require_POST
def leave(request: HttpRequest, pk: int, joined: str, record: int) -> HttpResponse:
    """Take a record out of a campaign: who keeps it, or the campaign."""
    found, of = campaign_for(request, pk), KINDS.get(joined)
    if of is None:
        raise Http404(joined)
    thing = get_for(request.user, of.visible(request.user), pk=record)
    if not may_remove(request, found, of, thing):
        raise PermissionDenied
    if remove_record(campaign=found, kind=of, thing=thing, actor=request.user):
        messages.success(request, _("已去掉。"))
    return redirect("campaign_records", pk, joined)
