"""The page on which a master answers whether they lecture for a group."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for
from hongmajia.people.naming import name_for

from ..lecturing import answer_lecturing
from ..models import Lecturer


class LecturerForm(forms.Form):
    """Whether they lecture; where the consent is filed, if somebody else answers."""

    answer = forms.ChoiceField(
        label=gettext_lazy("当讲师吗"), widget=forms.RadioSelect,
        choices=[("agree", gettext_lazy("同意")), ("decline", gettext_lazy("不同意"))],
    )  # fmt: skip
    consent_note = forms.CharField(
        label=gettext_lazy("代为答复的，本人同意存在哪里"), required=False, max_length=200
    )

    def __init__(self, *args: Any, is_self: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_self:
            del self.fields["consent_note"]


@login_required
def lecturer(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to lecture, or decline: the master, or for them those who keep their roll."""
    asks = Lecturer.objects.select_related(
        "helper__artisan__user", "helper__team__leader__user", "helper__union", "campaign__union"
    )
    ask: Lecturer = get_for(request.user, asks, "campaigns.lecture", pk=pk)
    is_self = ask.helper.answerer == request.user
    form = LecturerForm(request.POST or None, is_self=is_self)

    def do() -> HttpResponse:
        agrees = form.cleaned_data["answer"] == "agree"
        note = form.cleaned_data.get("consent_note", "")
        answer_lecturing(ask=ask, actor=request.user, agrees=agrees, consent_note=note)
        said = _("已同意，讲师团的页面上写着了。") if agrees else _("已答复不同意。")
        messages.success(request, said)
        return redirect("campaign", ask.campaign_id)

    return answer_form(
        request, form, do, template="campaigns/lecturer.html", section="news", ask=ask,
        campaign=ask.campaign, name=name_for(request.user, ask.helper), is_self=is_self,
    )  # fmt: skip
