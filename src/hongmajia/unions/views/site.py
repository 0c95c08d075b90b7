"""Pages of what a province shows of itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.pictures import sized_photo

from ..actions import change_site
from ..models import Province
from ..site_forms import SiteForm

SIGN_SECONDS = 600


@login_required
def province_site(request: HttpRequest, pk: int) -> HttpResponse:
    """Change host name, name, sign, hotline and privacy text, and help across provinces."""
    visible = Province.objects.visible_to(request.user)
    found = get_for(request.user, visible, "unions.manage", pk=pk)
    form = SiteForm(request.POST or None, request.FILES or None, instance=found)

    def do() -> HttpResponse:
        change_site(actor=request.user, province=found, **form.cleaned_data)
        messages.success(request, _("保存了，一分钟内各页都换过来。"))
        return redirect("union", found.union_id)

    return form_page(
        request, form, do, section="unions", title=_("本省的网站"), submit=_("保存"),
        back=(reverse("union", args=[found.union_id]), found.union.name),
        lead=_("写给从本省网址来的人，和本省的干部、企业、师傅看。"),
    )  # fmt: skip


@require_safe
def province_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The sign of a province, a picture that everybody may see."""
    found = get_object_or_404(Province.objects.served(), pk=pk)
    if not found.sign:
        raise Http404("sign")
    return sized_photo(request, found.sign, seconds=SIGN_SECONDS)
