"""The form with which a cadre notes that a need was told before it was entered."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hongmajia.core.actors import user_of

from ..actions import note_telling
from ..forms import ToldForm
from .item import act_page, load


@login_required
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """Note on which day the need was told by telephone."""
    need = load(request, pk, "needs.verify")
    form = ToldForm(request.POST or None, initial={"told_on": need.told_on})

    def note() -> HttpResponse:
        note_telling(need=need, actor=user_of(request.user), **form.cleaned_data)
        return redirect("need", pk)

    return act_page(request, need, form, note, title=_("电话里更早说过"), submit=_("记下来"))
