"""The page of one need, its parts, and withdrawing it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.downloads import PDF, disposition
from hongmajia.core.form_pages import Do, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.core.limits import COMPUTED, DRAWN, limited
from hongmajia.core.pictures import sized_photo
from hongmajia.core.slots import slot_url
from hongmajia.notices.saying import saying
from hongmajia.people.models import Helper

from ..actions import print_code, reveal_contact, reveal_original, withdraw_need
from ..enums import TO_VERIFY, NeedState
from ..models import Need, NeedPhoto
from ..queries import seeks_now
from ..similar import similar_needs
from ..slots import NeedSlot
from ..story import Story

SOLVED = (NeedState.SOLVED, NeedState.CONFIRMED)


def load(request: HttpRequest, pk: int, right: str | None = None) -> Need:
    """Return the need; 404 if the user may not see it, 403 without ``right``."""
    visible = Need.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, right, pk=pk)


def act_page(
    request: HttpRequest, need: Need, form: BaseForm, do: Do, *, title: str, submit: str
) -> HttpResponse:
    """The page of one form that acts on ``need``."""
    back = (reverse("need", args=[need.pk]), need.title)
    return form_page(request, form, do, section="needs", title=title, submit=submit, back=back)


@require_GET
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a need."""
    found = load(request, pk)
    return render(request, "needs/need.html", page_of(request, found))


def page_of(request: HttpRequest, need: Need) -> dict[str, Any]:
    """Return the context of the need's page: facts, story, and what the reader may do."""
    user = request.user
    seeks = seeks_now(need)
    return {
        "section": "needs",
        "need": need,
        "story": Story(need, user),
        "only_steps": request.GET.get("only") == "steps",
        "photos": need.photos.all(),
        "names": user.has_perm("needs.names", need),
        "contact": user.has_perm("needs.contact", need),
        "has_original": user.has_perm("needs.contact", need) and need.originals.exists(),
        "may_match": seeks and user.has_perm("needs.match", need),
        "may_verify": user.has_perm("needs.verify", need),
        "may_print_code": user.has_perm("needs.print_code", need),
        "may_change": user.has_perm("needs.change", need),
        "may_claim": seeks and (not user.pk or Helper.objects.of(user).exists()),
        "to_verify": need.state in TO_VERIFY,
        "merged_into": followed(need, user),
        "same": need.same_problems.count(),
    }


def followed(need: Need, user: Any) -> Need | None:
    """Return the need it was merged into; ``None`` if there is none or the user may not see it."""
    if need.merged_into_id is None:
        return None
    others: Any = Need.objects.visible_to(user).with_details()
    found: Need | None = others.filter(pk=need.merged_into_id).first()
    return found


@login_required
@require_POST
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the asker's telephone number, in this response only; the access is logged."""
    found = load(request, pk, "needs.contact")
    context = {**page_of(request, found), "phone": reveal_contact(need=found, actor=request.user)}
    part = "needs/_contact.html" if request.htmx else "needs/need.html"  # type: ignore[attr-defined]
    return render(request, part, context)


@login_required
@require_POST
@limited(DRAWN)
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip with the tracking code, to be printed for the enterprise; the printing is logged."""
    found = load(request, pk, "needs.print_code")
    path = slot_url(NeedSlot.TRACKING, request.user, found.tracking_code)
    content = print_code(need=found, actor=request.user, path=path)
    name = _("追踪码 %(number)s.pdf") % {"number": found.number}
    headers = {"Content-Disposition": disposition(name, attachment=False)}
    return HttpResponse(content, content_type=PDF, headers=headers)


@login_required
@require_POST
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was typed where the public reads marks, in this response only; it is logged."""
    found = load(request, pk, "needs.contact")
    texts = reveal_original(need=found, actor=request.user)
    labels = {field.name: field.verbose_name for field in Need._meta.fields}
    labelled = [(labels[name], text) for name, text in texts.items()]
    context = {**page_of(request, found), "originals": labelled}
    part = "needs/_original.html" if request.htmx else "needs/need.html"  # type: ignore[attr-defined]
    return render(request, part, context)


@require_GET
@limited(COMPUTED)
def similar(request: HttpRequest, pk: int) -> HttpResponse:
    """Similar needs, solved ones first: a part of the need's page."""
    found = load(request, pk)
    others = Need.objects.public().exclude(pk=found.pk)
    likes = similar_needs(found.search_text, others, k=6)
    likes.sort(key=lambda like: like.state not in SOLVED)
    return render(request, "needs/_similar.html", {"needs": likes[:4]})


@require_GET
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """One photograph, for those who may see its need.

    Photographs are always JPEG: ``core.images`` re-encoded them.
    """
    needs = Need.objects.visible_to(request.user)
    found = get_for(request.user, NeedPhoto.objects.filter(need__in=needs), pk=pk)
    return sized_photo(request, found.image, seconds=3600)


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a need."""
    found = load(request, pk, "needs.withdraw")
    form = ReasonForm(request.POST or None, label=_("为什么撤回"), required=False)

    def withdraw_it() -> HttpResponse:
        with saying(request, _("已撤回。")):
            withdraw_need(need=found, actor=request.user, reason=form.cleaned_data["reason"])
        return redirect("need", pk)

    return act_page(request, found, form, withdraw_it, title=_("撤回需求"), submit=_("撤回"))
