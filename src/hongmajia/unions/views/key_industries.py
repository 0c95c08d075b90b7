"""Pages of the key industries: which there are, and changing them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import form_page

from ..actions import remove_key_industry, set_key_industry
from ..firm_forms import KeyIndustryForm
from ..models import KeyIndustry

change_right = permission_required("unions.change_key_industries", raise_exception=True)


@login_required
def key_industries(request: HttpRequest) -> HttpResponse:
    """All key industries with their industries."""
    context = {
        "section": "unions",
        "industries": KeyIndustry.objects.prefetch_related("codes"),
        "may_change": request.user.has_perm("unions.change_key_industries"),
    }
    return render(request, "unions/key_industries.html", context)


@login_required
@change_right
def key_industry_new(request: HttpRequest) -> HttpResponse:
    """Add a key industry."""
    return _answer(request, None)


@login_required
@change_right
def key_industry_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a key industry, or say anew what it takes in."""
    return _answer(request, get_object_or_404(KeyIndustry, pk=pk))


@login_required
@change_right
@require_POST
def key_industry_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a key industry that no enterprise chose."""
    industry = get_object_or_404(KeyIndustry, pk=pk)
    remove_key_industry(actor=request.user, industry=industry)
    messages.success(request, _("%(name)s删掉了。") % {"name": industry.name})
    return redirect("key_industries")


def _answer(request: HttpRequest, industry: KeyIndustry | None) -> HttpResponse:
    form = KeyIndustryForm(request.POST or None, industry=industry)

    def do() -> HttpResponse:
        set_key_industry(actor=request.user, industry=industry, **form.cleaned_data)
        messages.success(request, _("保存了，各年的占比都按新的算。"))
        return redirect("key_industries")

    back = (reverse("key_industries"), _("重点产业"))
    title = industry.name if industry else _("新增重点产业")
    return form_page(request, form, do, section="unions", title=title, submit=_("保存"), back=back)
