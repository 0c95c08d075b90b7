"""Answering a circular, and signing for it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for
from hongmajia.unions.enums import KEEPERS

from .. import actions
from ..forms import AnswerForm
from ..models import Receipt
from ..queries import answer_of


def load(request: HttpRequest, pk: int) -> Receipt:
    """The receipt; 404 if the user may not see it, 403 if they may not answer."""
    visible = Receipt.objects.visible_to(request.user).prefetch_related("answers")
    visible = visible.select_related("circular__union", "union")
    return get_for(request.user, visible, "circulars.answer", pk=pk)


@login_required
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign for a circular; whether it is to be answered as well says the page."""
    receipt = load(request, pk)
    user: Any = request.user
    actions.sign_for(receipt=receipt, actor=user)
    words = {"union": receipt.circular.union}
    messages.success(request, _("签收好了，%(union)s看得到。") % words)
    return redirect("circular", receipt.circular_id)


@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for a union; cadres above it note what it says on the telephone."""
    receipt = load(request, pk)
    user: Any = request.user
    circular, before = receipt.circular, answer_of(receipt)
    initial = {"text": before.text, "figure": before.figure} if before else {}
    form = AnswerForm(
        request.POST or None, request.FILES or None, circular=circular, initial=initial
    )

    def do() -> HttpResponse:
        actions.answer_circular(receipt=receipt, actor=user, **form.facts())
        messages.success(request, _("回好了，%(union)s看得到。") % {"union": circular.union})
        return redirect("circular", circular.pk)

    context = {
        "section": "unions",
        "circular": circular,
        "receipt": receipt,
        "is_noted": receipt.union.path not in user.scope(*KEEPERS),
        "attachments": circular.attachments.all(),
        "before": before,
    }
    return answer_form(request, form, do, template="circulars/answer.html", **context)
