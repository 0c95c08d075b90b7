"""Pages on which a cadre confirms and keeps a kind of problem."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.actors import user_of
from hongmajia.core.form_pages import form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.matching.models import CommonProblem
from hongmajia.needs.enums import Category
from hongmajia.needs.models import Need

from .. import actions
from ..choosing import masters_for
from ..forms import AskMastersForm, JoinForm, KindChangeForm, KindForm
from ..models import Answer
from ..queries.joining import solved_like, to_confirm, to_join
from . import back_to, load_kind


@login_required
@permission_required("knowledge.confirm", raise_exception=True)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that the needs of a common problem are one kind."""
    user = user_of(request.user)
    problem = get_for(user, CommonProblem.objects.visible_to(user), pk=pk)
    asked = to_confirm(problem, user)
    known = {need.pk for need in asked}
    like = [need for need in solved_like(str(problem), user) if need.pk not in known]
    form = KindForm(
        request.POST or None, user=user, needs=[*asked, *like],
        initial={"needs": [need.pk for need in asked], **proposed(problem, asked)},
    )  # fmt: skip

    def do() -> HttpResponse:
        cleaned = form.cleaned_data
        kind = actions.confirm_kind(
            union=cleaned["union"], actor=user, needs=cleaned.get("needs", ()), problem=problem,
            **form.facts(),
        )  # fmt: skip
        messages.success(request, _("认定了。接下来请一位师傅写标准答案、另一位师傅审。"))
        return redirect("kind", kind.pk)

    lead = _("几件需求问的是同一个问题，认定成一类：以后来问的人先看见标准答案和别家怎么解决的。")
    return form_page(
        request, form, do, section="rounds", title=_("认定成一类问题"), submit=_("认定"),
        back=(reverse("problem", args=[pk]), _("共同的问题")), lead=lead,
    )  # fmt: skip


def proposed(problem: CommonProblem, needs: list[Need]) -> dict[str, Any]:
    """What the form begins with: the words that they share, the category of the central need."""
    category = needs[0].category if needs else None
    return {"title": "".join(problem.words)[:40], "category": category or Category.values[0]}


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a kind."""
    kind = load_kind(request, pk, "knowledge.keep")
    form = KindChangeForm(request.POST or None, instance=kind)

    def do() -> HttpResponse:
        actions.change_kind(kind=kind, actor=request.user, **form.facts())
        messages.success(request, _("改好了。"))
        return redirect("kind", pk)

    return form_page(
        request, form, do, section="cases", title=_("改一类问题"), submit=_("保存"),
        back=back_to(kind),
    )  # fmt: skip


@login_required
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Let more needs be of the kind."""
    kind = load_kind(request, pk, "knowledge.keep")
    needs = to_join(kind, request.user)
    form = JoinForm(request.POST or None, needs=needs)

    def do() -> HttpResponse:
        chosen = form.cleaned_data.get("needs", ())
        n = actions.join_needs(kind=kind, actor=request.user, needs=chosen)
        messages.success(request, _("加进来%(n)s件。") % {"n": n})
        return redirect("kind", pk)

    lead = _("您管的需求里，文字和这一类相近、还不属于哪一类的。勾上的会在自己的页上看到标准答案。")
    if not needs:
        lead = _("没有找到文字相近、还不属于哪一类的需求。")
    return form_page(
        request, form, do, section="cases", title=_("加需求"), submit=_("加进来"),
        back=back_to(kind), lead=lead,
    )  # fmt: skip


@login_required
@require_POST
def take_out(request: HttpRequest, pk: int, need: int) -> HttpResponse:
    """Say that a need is not of the kind."""
    kind = load_kind(request, pk, "knowledge.keep")
    visible = Need.objects.visible_to(request.user).filter(problem_kind__kind=kind)
    found = get_object_or_404(visible, pk=need)
    actions.take_out_need(kind=kind, actor=request.user, need=found)
    messages.success(request, _("拿出来了。"))
    return redirect("kind", pk)


@login_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a kind down, with its answer, and say why."""
    kind = load_kind(request, pk, "knowledge.keep")
    form = ReasonForm(request.POST or None, label=_("为什么撤下"))

    def do() -> HttpResponse:
        actions.drop_kind(kind=kind, actor=request.user, **form.cleaned_data)
        messages.success(request, _("撤下了，公开页上没有了。"))
        return redirect("kind", pk)

    return form_page(
        request, form, do, section="cases", title=_("撤下一类问题"), submit=_("撤下"),
        back=back_to(kind),
    )  # fmt: skip


@login_required
@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it again."""
    kind = load_kind(request, pk, "knowledge.keep")
    actions.take_up_kind(kind=kind, actor=request.user)
    messages.success(request, _("重新放出来了。"))
    return redirect("kind", pk)


@login_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a master to write the answer, and a second one to review it."""
    kind = load_kind(request, pk, "knowledge.keep")
    user = user_of(request.user)
    form = AskMastersForm(request.POST or None, actor=user, masters=masters_for(kind))

    def do() -> HttpResponse:
        answer: Answer = actions.ask_for_answer(kind=kind, actor=user, **form.chosen)
        messages.success(request, _("请了。师傅答应以后，您会收到消息。"))
        return redirect("answer", answer.pk)

    lead = _("名字在前的，是解决过这类问题的师傅。先和师傅说好，再请。")
    return form_page(
        request, form, do, section="cases", title=_("请师傅写标准答案"), submit=_("请这两位"),
        back=back_to(kind), lead=lead,
    )  # fmt: skip
