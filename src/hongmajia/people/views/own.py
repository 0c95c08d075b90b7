"""Pages on which helpers change their own settings, and pausing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import form_page

from .. import actions
from ..enums import HelperKind
from ..forms import AvailabilityForm, MyForm, PauseForm
from ..naming import name_for
from . import load, page_of


@login_required
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Capacity of a helper and, for an artisan, phone, photograph and consents."""
    helper = load(request, pk, "people.answer")
    is_person = helper.kind == HelperKind.ARTISAN
    form_class = MyForm if is_person else AvailabilityForm
    form = form_class(request.POST or None, request.FILES or None, instance=helper)

    @transaction.atomic  # both actions or neither
    def do() -> HttpResponse:
        actions.change_helper(helper=helper, actor=request.user, **form.facts())
        if isinstance(form, MyForm):
            name, photo = form.consents()
            actions.set_consent(helper=helper, actor=request.user, name=name, photo=photo)
        messages.success(request, _("已改好，推荐和邀请都按新的来。"))
        return redirect("helper", pk)

    title = _("我的安排") if is_person else _("%(team)s的安排") % {"team": helper}
    return form_page(
        request, form, do, section="people", title=title, submit=_("保存"), back=page_of(helper)
    )


@login_required
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause a helper until a day."""
    helper = load(request, pk, "people.change")
    form = PauseForm(request.POST or None)

    def do() -> HttpResponse:
        actions.pause_helper(helper=helper, actor=request.user, **form.cleaned_data)
        messages.success(request, _("已暂停接单。这期间不会有新的邀请。"))
        return redirect("helper", pk)

    return form_page(
        request,
        form,
        do,
        section="people",
        title=_("%(name)s暂停接单") % {"name": name_for(request.user, helper)},
        lead=_("这期间不推荐、不派单。已经接下的照常办。到期自动恢复。"),
        submit=_("暂停接单"),
        back=page_of(helper),
    )


@login_required
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """End the pause of a helper."""
    helper = load(request, pk, "people.change")
    actions.resume_helper(helper=helper, actor=request.user)
    messages.success(request, _("已恢复接单。"))
    return redirect("helper", pk)
