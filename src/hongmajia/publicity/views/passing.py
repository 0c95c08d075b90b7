"""Pages of what is sent up: sending, answering; and listing news of unions beside."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.asked import key_of
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.gate import get_for
from hongmajia.unions.models import Union

from .. import actions
from ..forms import AnswerForm, PassForm, ShowForm
from ..models import NewsItem, Passing
from ..queries import could_show, next_above
from .news import load


@login_required
def pass_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Send published news up to the union above."""
    item, form = load(request, pk, "publish"), PassForm(request.POST or None)

    def do() -> HttpResponse:
        passing = actions.pass_up(item=item, actor=request.user, **form.cleaned_data)
        said = _("已报送%(union)s。") % {"union": passing.union.name}
        messages.success(request, said)
        return redirect("news_item", pk)

    above, back = next_above(item.union), (reverse("news_item", args=[pk]), item.title)
    title = _("报送%(union)s") % {"union": above.name} if above else _("报送")
    return form_page(request, form, do, section="news", title=title, submit=_("报送"), back=back)


@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over what was sent up, or not, with a reason."""
    rows = Passing.objects.select_related("union", "item__union")
    passing: Passing = get_for(request.user, rows, "publicity.answer", pk=pk)
    form = AnswerForm(request.POST or None)

    def do() -> HttpResponse:
        if form.cleaned_data["answer"] == "take":
            made = actions.take_over(passing=passing, actor=request.user)
            messages.success(request, _("已采用，存成了草稿，还没有公开。照片用原来的。"))
            return redirect("news_item", made.pk)
        reason = form.cleaned_data["reason"]
        actions.refuse_passing(passing=passing, actor=request.user, reason=reason)
        messages.success(request, _("已答复不采用，报送的工会看得到原因。"))
        return redirect("news_item", passing.item_id)

    return answer_form(
        request, form, do, template="publicity/passing.html", section="news", passing=passing
    )


@login_required
def show_beside(request: HttpRequest, pk: int) -> HttpResponse:
    """List news of a union of the same tier among that of one's own, with its source."""
    item = load(request, pk)
    unions = could_show(request.user, item)
    form = ShowForm(request.POST or None, unions=unions)
    if not unions.exists():
        raise PermissionDenied

    def do() -> HttpResponse:
        union = form.cleaned_data["union"]
        actions.show_beside(item=item, union=union, actor=request.user)
        messages.success(request, _("已在%(union)s的动态里转发。") % {"union": union.name})
        return redirect("news_item", pk)

    back = (reverse("news_item", args=[pk]), item.title)
    return form_page(
        request, form, do, section="news", title=_("转发这篇动态"), submit=_("转发"), back=back
    )


@login_required
@require_POST
def stop_showing(request: HttpRequest, pk: int) -> HttpResponse:
    """Take news of a union beside out of the list of one's own again."""
    item = get_for(request.user, NewsItem.objects.visible_to(request.user), pk=pk)
    union: Union = get_for(
        request.user, item.shown_by.all(), "publicity.show", pk=key_of(request.POST.get("union"))
    )
    if actions.stop_showing(item=item, union=union, actor=request.user):
        messages.success(request, _("不再转发。"))
    return redirect("news_item", pk)
