"""The robot of a union's group chat: its address, a try, taking it away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for
from hongmajia.notices.channels.registry import LABELS
from hongmajia.notices.robots import remove_robot, robot_of, set_robot, try_robot
from hongmajia.unions.models import Union

from ..forms import RobotForm

RIGHT = "portal.set_robot"


@login_required
@never_cache
def robot(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the address; the one that is set is never shown again, since it is a key."""
    union: Union = get_for(request.user, Union.objects.visible_to(request.user), RIGHT, pk=pk)
    form = RobotForm(request.POST if request.method == "POST" else None)

    def save() -> HttpResponse:
        set_robot(union=union, actor=request.user, **form.cleaned_data)
        try_robot(union)
        messages.success(request, _("存好了，正在往群里试发一条，看看收到没有。"))
        return redirect("union_robot", union.pk)

    known = robot_of(union)
    context = {
        "section": "unions",
        "union": union,
        "robot": known,
        "label": LABELS[known.channel] if known else "",
        "back": (reverse("union", args=[union.pk]), union.name),
    }
    return answer_form(request, form, save, template="portal/robot.html", **context)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the robot away."""
    union: Union = get_for(request.user, Union.objects.visible_to(request.user), RIGHT, pk=pk)
    remove_robot(union=union, actor=request.user)
    messages.success(request, _("去掉了，不再往群里发。"))
    return redirect("union_robot", union.pk)
