"""Pages of licences and insurances: of a helper, and the policy of a union."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.core.pictures import sized_photo
from hongmajia.unions.models import Union

from .. import actions
from ..actions.safety import page_of
from ..enums import HelperKind
from ..fitness import insurance_of
from ..forms import InsuranceForm, LicenceForm
from ..models import Helper, Insurance, Licence
from . import load

LICENCE, INSURANCE = "licence", "insurance"


@login_required
def safety(request: HttpRequest, pk: int) -> HttpResponse:
    """Licences and insurance of a helper, each with a form; POST saves the one that was sent."""
    helper = load(request, pk, "people.change")
    sent = request.POST.get("form")
    is_person = helper.kind == HelperKind.ARTISAN
    licence = LicenceForm(request.POST, request.FILES) if sent == LICENCE else LicenceForm()
    cover = InsuranceForm(request.POST if sent == INSURANCE else None)
    saves: dict[str | None, tuple[Any, Callable[..., Any]]] = {INSURANCE: (cover, _insure(helper))}
    if is_person:
        saves[LICENCE] = licence, _license(helper)
    if request.method == "POST" and sent in saves:
        form, save = saves[sent]
        if form.is_valid():
            with refusal_shown_on(form):
                save(actor=request.user, **form.facts())
                messages.success(request, _("记下了。"))
                return redirect("helper_safety", pk)
    return _page(request, helper, licence, cover)


def _insure(helper: Helper) -> Callable[..., Any]:
    return lambda **facts: actions.insure(owner=helper, **facts)


def _license(helper: Helper) -> Callable[..., Any]:
    return lambda **facts: actions.save_licence(helper=helper, **facts)


def _page(request: HttpRequest, helper: Helper, licence: Any, cover: Any) -> HttpResponse:
    is_person = helper.kind == HelperKind.ARTISAN
    context = {
        "section": "people",
        "helper": helper,
        "licences": list(helper.artisan.licences.all()) if is_person else [],
        "insurances": list(helper.insurances.all()),
        "covered_by": insurance_of(helper, timezone.localdate()),
        "licence_form": licence if is_person else None,
        "insurance_form": cover,
    }
    status = 422 if licence.errors or cover.errors else 200
    return render(request, "people/safety.html", context, status=status)


@login_required
def union_insurance(request: HttpRequest, pk: int) -> HttpResponse:
    """The policies of a union, which cover its helpers and those of the unions below."""
    union = get_for(request.user, Union.objects.all(), "people.insure", pk=pk)
    form = InsuranceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            actions.insure(owner=union, actor=request.user, **form.facts())
            messages.success(request, _("记下了。"))
            return redirect("union_insurance", pk)
    context = {"section": "unions", "union": union, "form": form}
    context["insurances"] = list(union.insurances.all())
    return render(
        request, "people/union_insurance.html", context, status=422 if form.errors else 200
    )


@login_required
@require_POST
def remove_licence(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a licence."""
    licence = _licence(request, pk)
    actions.remove_licence(licence=licence, actor=request.user)
    return redirect("helper_safety", licence.artisan_id)


@login_required
@require_POST
def reveal_licence(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole number of a licence on the page that answers, and log the look."""
    licence = _licence(request, pk)
    _show_number(request, licence)
    helper = load(request, licence.artisan_id, "people.change")
    return _page(request, helper, LicenceForm(), InsuranceForm())


@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The photograph of a licence."""
    licence = _licence(request, pk)
    if not licence.evidence:
        raise Http404
    return sized_photo(request, licence.evidence, seconds=0)


@login_required
@require_POST
def remove_insurance(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an insurance."""
    insurance = _insurance(request, pk)
    page = page_of(insurance)
    actions.remove_insurance(insurance=insurance, actor=request.user)
    return redirect(page)


@login_required
@require_POST
def reveal_insurance(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole number of an insurance on the page that answers, and log the look."""
    insurance = _insurance(request, pk)
    _show_number(request, insurance)
    if insurance.helper is not None:
        helper = load(request, insurance.helper.pk, "people.change")
        return _page(request, helper, LicenceForm(), InsuranceForm())
    context: dict[str, Any] = {"section": "unions", "form": InsuranceForm()}
    context |= {"union": insurance.union, "insurances": list(_of_union(insurance.union_id))}
    return render(request, "people/union_insurance.html", context)


def _show_number(request: HttpRequest, thing: Licence | Insurance) -> None:
    number = actions.reveal_safety_number(thing=thing, actor=request.user) or _("没有登记")
    words = {"what": thing.label, "number": number}
    messages.info(request, _("%(what)s的号码：%(number)s。这次查看已记录。") % words)


def _of_union(pk: int | None) -> Any:
    return Insurance.objects.filter(union=pk)


def _licence(request: HttpRequest, pk: int) -> Licence:
    """The licence; 404 for helpers whom the user may not see, 403 without ``people.change``."""
    seen = Helper.objects.visible_to(request.user).order_by().values("pk")
    rows = Licence.objects.filter(artisan__in=seen)
    rows = rows.select_related("artisan__helper__union", "artisan__user")
    found: Licence = get_for(request.user, rows, pk=pk)
    load(request, found.artisan_id, "people.change")
    return found


def _insurance(request: HttpRequest, pk: int) -> Insurance:
    """The insurance; 404 or 403 as its helper or union says."""
    found: Insurance = get_for(
        request.user, Insurance.objects.select_related("helper__union", "union"), pk=pk
    )
    if found.helper is not None:
        load(request, found.helper.pk, "people.change")
    else:
        get_for(request.user, Union.objects.all(), "people.insure", pk=found.union_id)
    return found
