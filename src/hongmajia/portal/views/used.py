"""An enterprise without an account says by a tracking code that it put a case to use (我用上了).

Whoever has the code of one of its needs speaks for it, as elsewhere on the pages of tracking.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hongmajia.cases.actions.reach import say_used
from hongmajia.cases.models import Case
from hongmajia.core.asked import key_of
from hongmajia.core.form_pages import answer_form, form_page

from ..forms import TrackingForm, UsedForm
from ..limits import USES_SAID
from ..tracking import find
from ..used import usable_by
from .track_acts import back_to


@require_GET
@never_cache
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """The form for the tracking code, reached from a case; it leads on to ``used``."""
    case = get_object_or_404(Case.objects.published(), pk=pk)
    form = TrackingForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        page = reverse("track_used", args=[form.cleaned_data["code"]])
        return redirect(f"{page}?case={pk}")
    return answer_form(
        request, form, lambda: redirect("case", pk), template="portal/used_code.html",
        section="cases", case=case,
    )  # fmt: skip


@never_cache
def used(request: HttpRequest, code: str) -> HttpResponse:
    """Which case the enterprise put to use, and what that brought."""
    need = find(request, code)
    enterprise: Any = need.enterprise
    if enterprise is None:
        said = _("这件需求还没有和登记过的企业对上，先请工会对上，才能记到您企业名下。")
        messages.error(request, said)
        return redirect("track_need", code)
    wanted = key_of(request.GET.get("case", ""))
    form = UsedForm(request.POST or None, cases=usable_by(need, wanted), initial={"case": wanted})

    def do() -> HttpResponse:
        USES_SAID.take(str(need.pk))
        say_used(enterprise=enterprise, actor=request.user, **form.cleaned_data)
        messages.success(request, _("记下了，谢谢您。工会看得到您写的，公开页上只有家数。"))
        return redirect("track_need", code)

    lead = _("%(firm)s照着哪个案例做了，带来了什么。一个案例一家企业算一次。")
    return form_page(
        request, form, do, section="cases", title=_("我用上了"), submit=_("提交"),
        back=back_to(need), lead=lead % {"firm": enterprise},
    )  # fmt: skip
