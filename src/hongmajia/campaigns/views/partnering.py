"""The page on which a union answers whether it runs a campaign together with its host."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for
from hongmajia.core.ticked_pages import act_on_ticked

from ..models import PartnerAsk
from ..partnering import agree_to_partner, decline_to_partner
from ..ticking import CAMPAIGNS


class AnswerForm(forms.Form):
    """Whether the union takes part; a reason where it does not."""

    answer = forms.ChoiceField(
        label=gettext_lazy("联办吗"), widget=forms.RadioSelect,
        choices=[("agree", gettext_lazy("同意联办")), ("decline", gettext_lazy("不联办"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("不联办的，为什么"), required=False, max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip


@login_required
def partner(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to be a partner, or decline with a reason."""
    asks = PartnerAsk.objects.select_related("union", "campaign__union")
    ask: PartnerAsk = get_for(request.user, asks, "campaigns.answer", pk=pk)
    form = AnswerForm(request.POST or None)

    def do() -> HttpResponse:
        if form.cleaned_data["answer"] == "agree":
            agree_to_partner(ask=ask, actor=request.user)
            messages.success(request, _("已同意联办。您工会和下面工会的记录可以加进来了。"))
        else:
            reason = form.cleaned_data["reason"]
            decline_to_partner(ask=ask, actor=request.user, reason=reason)
            messages.success(request, _("已答复不联办，主办工会看得到原因。"))
        return redirect("campaign", ask.campaign_id)

    return answer_form(
        request, form, do, template="campaigns/partner.html", section="news", ask=ask,
        campaign=ask.campaign,
    )  # fmt: skip


@login_required
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do something with the ticked campaigns."""
    return act_on_ticked(request, CAMPAIGNS)
