"""What whoever has a tracking code may do while others deal with the need.

Asking to hurry, answering a date, changing the telephone number. A wrong code is answered as in
``tracking.find``.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import form_page
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import change_number, nudge_need
from hongmajia.needs.enums import OVER
from hongmajia.needs.models import Need
from hongmajia.notices.choosing import opt_in, opt_out
from hongmajia.notices.saying import saying
from hongmajia.services.actions import answer_date
from hongmajia.services.forms import DateForm

from ..forms import NumberForm
from ..limits import DATES_ANSWERED, NUMBERS_TRIED
from ..tracking import find


def back_to(need: Need) -> tuple[str, str]:
    """The page of the need, and its title."""
    return reverse("track_need", args=[need.tracking_code]), need.title


@require_POST
def nudge(request: HttpRequest, code: str) -> HttpResponse:
    """Ask whoever has the next step to hurry."""
    need = find(request, code)
    with saying(request, _("替您催了。")):
        nudge_need(need=need, actor=request.user)
    return redirect("track_need", code)


@never_cache
def date(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say that the date of a visit does not suit, or which one would."""
    need = find(request, code)
    agreed = Engagement.objects.filter(need=need).agreed().with_details()
    engagement = get_object_or_404(agreed, pk=pk)
    form = DateForm(request.POST if request.method == "POST" else None)

    def send() -> HttpResponse:
        DATES_ANSWERED.take(str(need.pk))
        with saying(request, _("转告了。时间没有自动改，等师傅或工会定。")):
            answer_date(
                engagement=engagement, actor=request.user, name=need.contact_name, **form.said()
            )
        return redirect("track_need", code)

    return form_page(
        request, form, send, section="", title=_("约时间、改时间"), submit=_("转告师傅和工会"),
        back=back_to(need), lead=_("约好的时间不合适，写哪天方便；师傅看了再定。"),
    )  # fmt: skip


@require_POST
def sms(request: HttpRequest, code: str) -> HttpResponse:
    """Send no SMS to the number of the need any more, or send them again (``wanted=yes``)."""
    need = find(request, code)
    if request.POST.get("wanted") == "yes":
        opt_in(need.contact_phone)
        messages.success(request, _("好的，有进展会发短信告诉您。"))
    else:
        opt_out(need.contact_phone)
        messages.success(request, _("好的，不再给这个手机号发进展短信。有要紧的事，工会会打电话。"))
    return redirect("track_need", code)


@never_cache
def number(request: HttpRequest, code: str) -> HttpResponse:
    """Change the telephone number, for whoever also knows the end of the old one."""
    need = find(request, code)
    if need.state in OVER:
        return redirect("track_need", code)
    form = NumberForm(request.POST if request.method == "POST" else None, need=need)
    if request.method == "POST":
        NUMBERS_TRIED.take(str(need.pk))

    def change() -> HttpResponse:
        with saying(request, _("手机号换好了。")):
            change_number(need=need, actor=request.user, phone=form.cleaned_data["phone"])
        return redirect("track_need", code)

    return form_page(
        request, form, change, section="", title=_("换手机号"), submit=_("换成新号码"),
        back=back_to(need), lead=_("为防别人拿到追踪码就改号码，请先写原来号码的后四位。"),
    )  # fmt: skip
