"""Pages of the key industries: which each province has, and changing them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for

from ..actions import remove_key_industry, set_key_industry
from ..firm_forms import KeyIndustryForm
from ..industry_lists import lists_changed_by, lists_shown
from ..models import KeyIndustry

RIGHT = "unions.change_key_industries"


@login_required
def key_industries(request: HttpRequest) -> HttpResponse:
    """The key industries of the reader's province, else of all, with their industries."""
    provinces = list(lists_shown())
    changed = {one.pk for one in lists_changed_by(request.user)}
    lists = [(one, one.key_industries.all(), one.pk in changed) for one in provinces]
    context = {"section": "unions", "lists": lists, "may_add": bool(changed)}
    return render(request, "unions/key_industries.html", context)


@login_required
def key_industry_new(request: HttpRequest) -> HttpResponse:
    """Add a key industry to the list of a province."""
    provinces = lists_changed_by(request.user)
    if not provinces:
        raise PermissionDenied(RIGHT)
    form = KeyIndustryForm(request.POST or None, provinces=provinces)

    def do() -> HttpResponse:
        facts = form.cleaned_data
        industry = KeyIndustry(province=facts.pop("province", provinces[0]))
        return _save(request, industry, facts)

    return _page(request, form, do, _("新增重点产业"))


@login_required
def key_industry_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a key industry, or say anew what it takes in."""
    industry = _load(request, pk)
    form = KeyIndustryForm(request.POST or None, industry=industry)
    return _page(request, form, lambda: _save(request, industry, form.cleaned_data), industry.name)


@login_required
@require_POST
def key_industry_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a key industry that no enterprise chose."""
    industry = _load(request, pk)
    remove_key_industry(actor=request.user, industry=industry)
    messages.success(request, _("%(name)s删掉了。") % {"name": industry.name})
    return redirect("key_industries")


def _load(request: HttpRequest, pk: int) -> KeyIndustry:
    every = KeyIndustry.objects.select_related("province__union")
    return get_for(request.user, every, RIGHT, pk=pk)


def _save(request: HttpRequest, industry: KeyIndustry, facts: dict[str, Any]) -> HttpResponse:
    set_key_industry(actor=request.user, industry=industry, **facts)
    messages.success(request, _("保存了，各年的占比都按新的算。"))
    return redirect("key_industries")


def _page(
    request: HttpRequest, form: KeyIndustryForm, do: Callable[[], HttpResponse], title: str
) -> HttpResponse:
    back = (reverse("key_industries"), _("重点产业"))
    return form_page(request, form, do, section="unions", title=title, submit=_("保存"), back=back)
