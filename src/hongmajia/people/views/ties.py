"""Pages of lasting pairings of a helper with enterprises."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hongmajia.core.form_pages import form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.unions.models import Enterprise

from ..actions import end_tie, tie_firm
from ..forms import TieForm
from ..models import FirmTie
from . import load, page_of

SHOWN = 20


@login_required
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Pair the helper with an enterprise for good."""
    helper = load(request, pk, "people.manage")
    form = TieForm(request.POST or None, user=request.user)

    def do() -> HttpResponse:
        tie_firm(helper=helper, actor=request.user, **form.cleaned_data)
        messages.success(request, _("结对了。"))
        return redirect("helper", pk)

    return form_page(
        request, form, do, section="people", title=_("和企业长期结对"), submit=_("结对"),
        back=page_of(helper), lead=_("不管哪件需求，长期帮这一家。公开页上只有家数。"),
    )  # fmt: skip


@login_required
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a pairing, with a reason."""
    tie = get_object_or_404(FirmTie.objects.select_related("enterprise"), pk=pk)
    helper = load(request, tie.helper_id, "people.manage")
    hint = _("师傅会看到这句话。")
    form = ReasonForm(request.POST or None, label=_("为什么结束"), help_text=hint)

    def do() -> HttpResponse:
        end_tie(tie=tie, actor=request.user, **form.cleaned_data)
        messages.success(request, _("结束了，以前的还记着。"))
        return redirect("helper", helper.pk)

    title = _("结束和%(firm)s的长期结对") % {"firm": tie.enterprise}
    return form_page(
        request, form, do, section="people", title=title, submit=_("结束"), back=page_of(helper)
    )


@login_required
@require_GET
def of_enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of an enterprise: who looks after it for good, and who did."""
    firm = get_for(request.user, Enterprise.objects.visible_to(request.user), pk=pk)
    ties = firm.firm_ties.select_related("helper__union", "helper__artisan")
    return render(request, "people/of_enterprise.html", {"ties": ties[:SHOWN]})
