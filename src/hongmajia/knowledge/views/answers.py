"""The work on a standard answer: accepting, writing, reviewing, publishing, withdrawing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.actors import user_of
from hongmajia.core.acts import sentence
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.models import Event
from hongmajia.core.withholding import original_texts

from .. import actions
from ..choosing import masters_for
from ..enums import UNDER_WAY, AnswerState
from ..forms import AnswerForm, PublishForm, ReviewerForm, ReviewForm
from ..models import Answer
from ..queries.behind import basis_of, ways_of_kind
from . import back_to, load_answer

TOLD = 20
"""Events that the page shows."""


@login_required
@require_GET
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer while it is worked on, with what the reader may do now."""
    found = load_answer(request, pk)
    context = {"section": "cases", "answer": found, "kind": found.kind, **page_of(request, found)}
    return render(request, "knowledge/answer.html", context)


def page_of(request: HttpRequest, answer: Answer) -> dict[str, Any]:
    """What the reader may do with the answer now, what was blanked in it, and its story."""
    rights = ("write", "review", "publish")
    events = Event.objects.filter(story=answer.story).select_related("actor").order_by("-pk")
    return {
        "may": {right: request.user.has_perm(f"knowledge.{right}", answer) for right in rights},
        "is_under_way": answer.state in UNDER_WAY,
        "hidden": hidden_in(answer),
        "basis": basis_of(answer),
        "timeline": [(event, sentence(event)) for event in events[:TOLD]],
    }


def hidden_in(answer: Answer) -> list[str]:
    """In which fields what looks like a person, number, address or firm was blanked."""
    labels = {field.name: field.verbose_name for field in Answer._meta.fields}
    said = _("%(field)s里%(n)s处")
    return [
        said % {"field": labels[name], "n": len(typed.finds)}
        for name, typed in original_texts(answer).items()
    ]


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The master agrees to write it."""
    found = load_answer(request, pk, "knowledge.write")
    actions.accept_answer(answer=found, actor=request.user)
    messages.success(request, _("谢谢您。可以开始写了，写一点存一点。"))
    return redirect("answer", pk)


@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The master does not write it, and says why."""
    found = load_answer(request, pk, "knowledge.write")
    form = ReasonForm(request.POST or None, label=_("为什么不写"))

    def do() -> HttpResponse:
        actions.decline_answer(answer=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("已答复，工会另请师傅。"))
        return redirect("answer", pk)

    return form_page(
        request, form, do, section="cases", title=_("不写这个标准答案"), submit=_("不写了"),
        back=back_to(found),
    )  # fmt: skip


@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The master writes; what is saved can be handed in."""
    found = load_answer(request, pk, "knowledge.write")
    ways = [way.engagement for way in ways_of_kind(found.kind)]
    form = AnswerForm(request.POST or None, instance=found, ways=ways)

    def do() -> HttpResponse:
        basis = form.cleaned_data.get("basis", ())
        actions.write_answer(answer=found, actor=request.user, basis=basis, **form.facts())
        messages.success(request, _("存好了。写完了，请交给另一位师傅审。"))
        return redirect("answer", pk)

    return answer_form(
        request, form, do, template="core/form_page.html", section="cases",
        title=_("写标准答案"), submit=_("存"), back=back_to(found),
        lead=_("写给没见过您的人看：先看是不是这种，再一步一步做。不写企业和人名，写了也会隐去。"),
    )  # fmt: skip


@login_required
@require_POST
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand it to the second master."""
    found = load_answer(request, pk, "knowledge.write")
    actions.hand_in_answer(answer=found, actor=request.user)
    messages.success(request, _("交了，等另一位师傅审。"))
    return redirect("answer", pk)


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The second master agrees, or sends it back."""
    found = load_answer(request, pk, "knowledge.review")
    form = ReviewForm(request.POST or None)

    def do() -> HttpResponse:
        if form.cleaned_data["verdict"] == "agree":
            actions.agree_to_answer(answer=found, actor=request.user)
            messages.success(request, _("审好了，等工会发布。"))
        else:
            reason = form.cleaned_data["reason"]
            actions.send_back_answer(answer=found, actor=request.user, reason=reason)
            messages.success(request, _("退回了，执笔的师傅会看到要改什么。"))
        return redirect("answer", pk)

    return answer_form(
        request, form, do, template="knowledge/review.html", section="cases", answer=found,
        kind=found.kind, title=_("审标准答案"), submit=_("交"),
        basis=basis_of(found),
    )  # fmt: skip


@login_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The cadre reads what will be public, with what was blanked, and publishes it."""
    found = load_answer(request, pk, "knowledge.publish")
    form = PublishForm(request.POST or None)

    def do() -> HttpResponse:
        actions.publish_answer(answer=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("发布了。这一类的每件需求都连到它。"))
        return redirect("kind", found.kind_id)

    return answer_form(
        request, form, do, template="knowledge/review.html", section="cases", answer=found,
        kind=found.kind, title=_("发布标准答案"), submit=_("发布"), hidden=hidden_in(found),
        basis=basis_of(found),
    )  # fmt: skip


@login_required
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The cadre wants it changed before it is published."""
    found = load_answer(request, pk, "knowledge.publish")
    form = ReasonForm(request.POST or None, label=_("要改什么"))

    def do() -> HttpResponse:
        actions.send_back_answer(answer=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("退回了，执笔的师傅会看到要改什么。"))
        return redirect("answer", pk)

    return form_page(
        request, form, do, section="cases", title=_("退回修改"), submit=_("退回"),
        back=back_to(found),
    )  # fmt: skip


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the answer off, or stop the work on it, and say why."""
    found = load_answer(request, pk, "knowledge.publish")
    form = ReasonForm(request.POST or None, label=_("为什么撤下"))

    def do() -> HttpResponse:
        actions.withdraw_answer(answer=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("撤下了。"))
        return redirect("kind", found.kind_id)

    published = found.state == AnswerState.PUBLISHED
    title = _("撤下标准答案") if published else _("不请师傅写了")
    return form_page(
        request, form, do, section="cases", title=title, submit=_("撤下"), back=back_to(found)
    )


@login_required
def reviewer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask another master to review."""
    found = load_answer(request, pk, "knowledge.publish")
    user = user_of(request.user)
    masters = [one for one in masters_for(found.kind) if one.pk != found.writer_id]
    form = ReviewerForm(request.POST or None, actor=user, masters=masters)

    def do() -> HttpResponse:
        chosen = form.chosen["reviewer"]
        actions.ask_other_reviewer(answer=found, actor=user, reviewer=chosen)
        messages.success(request, _("改请了。"))
        return redirect("answer", pk)

    return form_page(
        request, form, do, section="cases", title=_("换一位师傅审"), submit=_("改请"),
        back=back_to(found),
    )  # fmt: skip
