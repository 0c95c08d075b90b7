"""Pages of supervisions: list, one, and its acts."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.form_pages import form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.core.models import Event
from hongmajia.core.paging import page_by_key
from hongmajia.needs.models import Need
from hongmajia.notices.saying import saying

from . import actions
from .enums import SupervisionState
from .forms import AgainForm, AnswerForm, OrderForm
from .models import Supervision

SECTION = "rounds"
BESIDE = 8
"""Other open ones that the page of one shows."""


def load(request: HttpRequest, pk: int, right: str | None = None) -> Supervision:
    """The supervision; 404 if the user may not see it, 403 without ``supervision.<right>``."""
    visible = Supervision.objects.visible_to(request.user).with_details()
    found: Supervision = get_for(request.user, visible, right and f"supervision.{right}", pk=pk)
    return found


@login_required
@require_GET
def supervision_list(request: HttpRequest) -> HttpResponse:
    """Open supervisions, the first due at the top; with ``?stand=over`` those that are ended."""
    visible = Supervision.objects.visible_to(request.user).with_details()
    is_over, after = request.GET.get("stand") == "over", request.GET.get("after", "")
    open_ones = visible.open()
    page = (
        page_by_key(visible.exclude(pk__in=open_ones.values("pk")), "held_since", after)
        if is_over
        else page_by_key(open_ones, "due_at", after, ascending=True)
    )
    context = {"section": SECTION, "page": page, "is_over": is_over, "n": open_ones.count()}
    return render(request, "supervision/list.html", context)


@login_required
@require_GET
def supervision(request: HttpRequest, pk: int) -> HttpResponse:
    """One supervision: where it stands, what is asked and answered, and what happened."""
    found = load(request, pk)
    user: Any = request.user
    kind = ContentType.objects.get_for_model(Supervision)
    events = Event.objects.filter(subject_type=kind, subject_id=found.pk).select_related("actor")
    others = Supervision.objects.visible_to(user).open().exclude(pk=pk).with_details()
    context = {
        "section": SECTION,
        "supervision": found,
        "events": [_with_office(event) for event in events],
        "others": others.order_by(F("due_at").asc(), "pk")[:BESIDE],
        "may_answer": user.has_perm("supervision.answer", found),
        "may_judge": user.has_perm("supervision.judge", found),
        "may_verify": user.has_perm("needs.verify", found.need),
        "asked": SupervisionState.ASKED,
        "answered": SupervisionState.ANSWERED,
    }
    return render(request, "supervision/supervision.html", context)


def _with_office(event: Event) -> Event:
    """The event with the union named before whoever acted."""
    who = event.actor.display_name if event.actor else ""
    if office := event.data.get("office"):
        event.data = {**event.data, "actor": f"{office}{who}"}
    return event


@login_required
def of_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the open supervision of a need, or order one."""
    visible = Need.objects.visible_to(request.user).with_details()
    need = get_for(request.user, visible, pk=pk)
    found = need.supervisions.open().visible_to(request.user).first()
    if found and request.method != "POST":
        return redirect("supervision", found.pk)
    get_for(request.user, visible, "supervision.order", pk=pk)
    form = OrderForm(request.POST or None)

    def do() -> HttpResponse:
        user: Any = request.user
        with saying(request, _("已经督办。")):
            made = actions.order(need=need, actor=user, **form.cleaned_data)
        return redirect("supervision", made.pk)

    back = (reverse("need", args=[pk]), need.title)
    words: dict[str, Any] = {
        "title": _("督办"), "submit": _("督办"), "lead": _lead(need), "back": back,
    }  # fmt: skip
    return form_page(request, form, do, section=SECTION, **words)


def _lead(need: Need) -> str:
    words = {"union": need.union, "state": need.get_state_display()}
    return _("现在在%(union)s手里，%(state)s。") % words


@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for the union that is late."""
    found = load(request, pk, "answer")
    form = AnswerForm(request.POST or None)

    def do() -> HttpResponse:
        text, day = form.cleaned_data["answer"], form.cleaned_data["promised_on"]
        with saying(request, _("答复好了。")):
            actions.answer(supervision=found, actor=request.user, text=text, promised_on=day)
        return redirect("supervision", pk)

    return _act_page(request, found, form, do, title=_("答复督办"), lead=found.demand)


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the answer."""
    found = load(request, pk, "judge")
    with saying(request, _("已经销号。")):
        actions.accept(supervision=found, actor=request.user)
    return redirect("supervision", pk)


@login_required
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another answer."""
    done = _("请下级重新答复了。")
    words = {
        "title": _("请下级重新答复"),
        "label": _("哪里还不行"),
        "done": done,
    }
    return _again(request, pk, actions.reject, **words)


@login_required
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give more time."""
    words = {"title": _("宽限"), "label": _("为什么宽限"), "done": _("宽限好了。")}
    return _again(request, pk, actions.extend, **words)


def _again(
    request: HttpRequest, pk: int, act: Callable[..., Any], *, title: str, label: str, done: str
) -> HttpResponse:
    found = load(request, pk, "judge")
    form = AgainForm(request.POST or None, label=label)

    def do() -> HttpResponse:
        with saying(request, done):
            act(supervision=found, actor=request.user, **form.cleaned_data)
        return redirect("supervision", pk)

    return _act_page(request, found, form, do, title=title, lead=found.answer)


@login_required
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """End it, with a reason."""
    found = load(request, pk, "judge")
    form = ReasonForm(request.POST or None, label=_("为什么撤销"), help_text=_("下级会看到。"))

    def do() -> HttpResponse:
        with saying(request, _("已经撤销。")):
            actions.recall(supervision=found, actor=request.user, **form.cleaned_data)
        return redirect("supervision", pk)

    return _act_page(request, found, form, do, title=_("撤销督办"))


def _act_page(
    request: HttpRequest, found: Supervision, form: Any, do: Any, *, title: str, lead: str = ""
) -> HttpResponse:
    """The page of one form that acts on a supervision."""
    back = (reverse("supervision", args=[found.pk]), found.need.title)
    return form_page(
        request, form, do, section=SECTION, title=title, submit=title, back=back, lead=lead
    )
