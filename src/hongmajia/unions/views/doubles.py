"""Pages of enterprises that may be one: the list, and one pair to merge or to keep apart."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key

from ..actions import keep_apart, merge_enterprises
from ..beside import facts_beside, hanging_beside
from ..enums import Role
from ..firm_forms import FirmMergeForm
from ..models import FirmPair


def load(request: HttpRequest, pk: int) -> FirmPair:
    """The pair; 404 if the user does not keep both enterprises."""
    visible = FirmPair.objects.visible_to(request.user).for_list()
    return get_for(request.user, visible, "unions.merge_enterprises", pk=pk)


@login_required
def double_list(request: HttpRequest) -> HttpResponse:
    """The pairs that the user's unions are to look at."""
    if not request.user.scope(Role.CADRE):  # type: ignore[union-attr]
        raise PermissionDenied
    waiting = FirmPair.objects.visible_to(request.user).open()
    page = page_by_key(waiting.for_list(), "pk", request.GET.get("after", ""), ascending=True)
    context = {"section": "unions", "page": page, "total": waiting.count()}
    return render(request, "unions/doubles.html", context)


@login_required
def double(request: HttpRequest, pk: int) -> HttpResponse:
    """Both enterprises beside each other; the form merges them."""
    pair = load(request, pk)
    form = FirmMergeForm(request.POST or None, pair=pair)

    def do() -> HttpResponse:
        kept = form.cleaned_data["kept"]
        other = pair.second if kept.pk == pair.first_id else pair.first
        merge_enterprises(
            actor=request.user, kept=kept, given_up=other, reason=form.cleaned_data["reason"],
            **form.chosen(),
        )  # fmt: skip
        words = {"former": other.name, "kept": kept.name}
        messages.success(request, _("%(former)s已并入%(kept)s。") % words)
        return redirect("enterprise", kept.pk)

    context = {"section": "unions", "pair": pair, "facts": facts_beside(pair)}
    context["hanging"] = hanging_beside(pair)
    return answer_form(request, form, do, template="unions/double.html", **context)


@login_required
@require_POST
def double_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the two are two."""
    keep_apart(actor=request.user, pair=load(request, pk))
    messages.success(request, _("记下了：是两家，以后不再问。"))
    return redirect("double_list")
