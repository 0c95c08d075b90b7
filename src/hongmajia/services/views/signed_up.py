"""The page of one sign-up, for whoever holds its code: when and where, the meeting, cancelling.

The code is given once, to the one who signed up; those who plan the activity find it, too.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.codes import by_code
from hongmajia.core.downloads import CALENDAR, download
from hongmajia.core.form_pages import answer_form

from ..actions import cancel_sign_up, give_feedback
from ..calendar import calendar_of
from ..enums import ActivityState
from ..forms.activities import FeedbackForm
from ..models import SignUp


def find(request: HttpRequest, code: str) -> SignUp:
    """The sign-up with this code; raises as ``by_code``, also for one that was cancelled."""
    made = SignUp.objects.select_related("activity__union", "activity__region__parent")
    says = _("没有这份报名，可能已经取消。请再核对一遍网址。")
    return by_code(request, made, says, pk=SignUp.pk_of(code))


@never_cache
def mine(request: HttpRequest, signed: str) -> HttpResponse:
    """What the person signed up for, the form to cancel, and afterwards one for a word on it."""
    found = find(request, signed)
    activity = found.activity
    may_say = activity.state == ActivityState.HELD and found.came_at is not None
    form = FeedbackForm(request.POST or None, initial={"feedback": found.feedback})

    def save() -> HttpResponse:
        give_feedback(signed=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("谢谢，工会看得到您的话。"))
        return redirect("sign_up", found.code)

    to_come = activity.state == ActivityState.PLANNED and not activity.is_over
    context = {
        "section": "activities",
        "signed": found,
        "activity": activity,
        "may_cancel": to_come and found.came_at is None,
        "may_say": may_say,
    }
    return answer_form(request, form, save, template="services/signed_up.html", **context)


@require_POST
def cancel(request: HttpRequest, signed: str) -> HttpResponse:
    """Cancel the sign-up, which frees its place."""
    found = find(request, signed)
    cancel_sign_up(signed=found)
    messages.success(request, _("已取消报名。"))
    return redirect("activity", found.activity_id)


@never_cache
@require_GET
def calendar(request: HttpRequest, signed: str) -> HttpResponse:
    """The activity as an .ics file with the link of the meeting."""
    activity = find(request, signed).activity
    content = calendar_of([activity], lambda _activity: True)
    return download(content, CALENDAR, f"hongmajia-{activity.pk}.ics")
