"""Forms with which a union's staff register helpers and change their data."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import form_page
from hongmajia.core.forms import ReasonForm, refusal_shown_on
from hongmajia.core.themes import join_theme
from hongmajia.notices.telling import listening

from .. import actions
from ..enums import HelperKind
from ..forms import ArtisanForm, ConsentForm, HonourFormSet, TeamForm
from ..models import Helper
from ..naming import name_for
from . import load, page_of

FORMS = {HelperKind.ARTISAN: ArtisanForm, HelperKind.TEAM: TeamForm}
REGISTER: dict[HelperKind, Any] = {
    HelperKind.ARTISAN: actions.register_artisan,
    HelperKind.TEAM: actions.create_team,
}


def say(request: HttpRequest, sentence: str, helper: Helper) -> None:
    """Show ``sentence`` with the name of the helper on the next page."""
    messages.success(request, sentence % {"name": name_for(request.user, helper)})


@login_required
@permission_required("people.register_any", raise_exception=True)
def register(request: HttpRequest, kind: HelperKind) -> HttpResponse:
    """Put a new helper on the roll of one of the user's unions."""
    form = FORMS[kind](request.POST or None, request.FILES or None, user=request.user)
    honours = HonourFormSet(request.POST or None, prefix="honours")
    if request.method == "POST" and form.is_valid() and honours.is_valid():
        with refusal_shown_on(form):
            facts = {"actor": request.user, "honours": honours.facts(), **form.facts()}
            with listening() as told, transaction.atomic():
                made = REGISTER[kind](**facts)
                join_theme("helpers", made, form.cleaned_data.get("campaign"), request.user)
            done = _("%(name)s已列入名册。") % {"name": name_for(request.user, made)}
            messages.success(request, told.after(done))
            return redirect("helper", made.pk)
    return edit_page(request, form, honours, kind, reverse(f"{kind}_list"))


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the data and honours of a helper."""
    helper = load(request, pk, "people.manage")
    kind = HelperKind(helper.kind)
    data, files = request.POST or None, request.FILES or None
    form = FORMS[kind](data, files, user=request.user, instance=helper)
    kept = list(helper.honours.values("title", "level", "awarded_by", "year"))
    honours = HonourFormSet(data, prefix="honours", initial=kept)
    if request.method == "POST" and form.is_valid() and honours.is_valid():
        facts = {"helper": helper, "actor": request.user, "honours": honours.facts()}
        actions.change_helper(**facts, **form.facts())
        messages.success(request, _("已改好。"))
        return redirect("helper", pk)
    return edit_page(request, form, honours, kind, reverse("helper", args=[pk]))


def edit_page(
    request: HttpRequest, form: Any, honours: Any, kind: HelperKind, back: str
) -> HttpResponse:
    """The page with the form of a helper and the form set of its honours."""
    context = {
        "form": form,
        "honours": honours,
        "kind": kind,
        "back": back,
        "section": "people",
    }
    is_faulty = form.errors or any(honours.errors) or honours.non_form_errors()
    return render(request, "people/edit.html", context, status=422 if is_faulty else 200)


@login_required
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a helper off the roll, with a reason."""
    helper = load(request, pk, "people.manage")
    form = ReasonForm(
        request.POST or None, label=_("为什么移出名册"), help_text=_("本人有账号的，会看到这句话。")
    )

    def do() -> HttpResponse:
        actions.take_off_roll(helper=helper, actor=request.user, **form.cleaned_data)
        messages.success(
            request, _("%(name)s已移出名册。") % {"name": name_for(request.user, helper)}
        )
        return redirect("helper", pk)

    return form_page(
        request,
        form,
        do,
        section="people",
        title=_("把%(name)s移出名册") % {"name": name_for(request.user, helper)},
        lead=_("以后不再出现在清单和推荐里。资料、做过的事都保留，可以重新列入。"),
        submit=_("移出名册"),
        back=page_of(helper),
    )


@login_required
@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a helper back on the roll."""
    helper = load(request, pk, "people.manage")
    actions.put_back_on_roll(helper=helper, actor=request.user)
    messages.success(
        request, _("%(name)s重新列入名册。") % {"name": name_for(request.user, helper)}
    )
    return redirect("helper", pk)


@login_required
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the written consent of an artisan who has no account; 404 for a team."""
    helper = load(request, pk, "people.manage")
    if helper.kind != HelperKind.ARTISAN:
        raise Http404
    artisan = helper.artisan
    now = {"name": bool(artisan.name_consent_at), "photo": bool(artisan.photo_consent_at)}
    form = ConsentForm(request.POST or None, initial=now)

    def do() -> HttpResponse:
        actions.set_consent(helper=helper, actor=request.user, **form.cleaned_data)
        return redirect("helper", pk)

    return form_page(
        request,
        form,
        do,
        section="people",
        title=_("%(name)s同意公开什么") % {"name": name_for(request.user, helper)},
        lead=_("有账号的师傅自己在“我的安排”里选。没有账号的，凭书面同意登记。"),
        submit=_("保存"),
        back=page_of(helper),
    )
