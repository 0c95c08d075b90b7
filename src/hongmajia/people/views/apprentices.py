"""Pages of apprenticeships: the list, one of them, its agreement, and a form for each action."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hongmajia.core.acts import sentence
from hongmajia.core.downloads import WORD, download
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.limits import DRAWN, limited
from hongmajia.core.models import Event
from hongmajia.core.paging import page_by_key
from hongmajia.notices.saying import saying
from hongmajia.notices.telling import listening

from .. import actions
from ..agreements import agreement as agreement_of
from ..enums import LIVE, ApprenticeshipState, HelperKind
from ..forms import AssessmentForm, DayForm, EndForm, PairForm, UnionPairForm
from ..models import Apprenticeship, Helper
from ..naming import name_for
from . import load as load_helper
from . import page_of as page_of_helper


@login_required
@require_GET
def apprenticeship_list(request: HttpRequest) -> HttpResponse:
    """The apprenticeships the user may see, or those in the state ``?state=``."""
    seen = Apprenticeship.objects.visible_to(request.user)
    counts = seen.count_by_state()
    state = request.GET.get("state", "")
    shown = seen.filter(state=state) if state in ApprenticeshipState.values else seen
    context = {
        "section": "people",
        "page": page_by_key(shown.with_details(), "registered_at", request.GET.get("after", "")),
        "states": [(value, label, counts.get(value, 0)) for value, label in STATES],
        "state": state,
        "total": sum(counts.values()),
    }
    return render(request, "people/apprenticeships.html", context)


STATES = ApprenticeshipState.choices


def load(request: HttpRequest, pk: int, right: str | None = None) -> Apprenticeship:
    """The apprenticeship; 404 if the user may not see it, 403 without the ``right``."""
    visible = Apprenticeship.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, right, pk=pk)


@login_required
@require_GET
def apprenticeship(request: HttpRequest, pk: int) -> HttpResponse:
    """One apprenticeship with its assessments, its events and the next actions."""
    found = load(request, pk)
    context = {
        "section": "people",
        "paired": found,
        "assessments": found.assessments.all(),
        "may_tend": request.user.has_perm("people.tend", found),
        "is_live": found.state in LIVE,
        "record": described_events(found),
    }
    return render(request, "people/apprenticeship.html", context)


def described_events(paired: Apprenticeship) -> list[dict[str, Any]]:
    """Time, sentence and note of each event of the apprenticeship."""
    events = Event.objects.filter(story=paired.story).select_related("actor")
    return [{"at": e.at, "words": sentence(e), "note": e.note} for e in events]


@login_required
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Register an apprenticeship with the master ``pk``; 404 for a team."""
    master = load_helper(request, pk, "people.change")
    if master.kind != HelperKind.ARTISAN:
        raise Http404
    form = form_for(request, master)(request.POST or None)

    def do() -> HttpResponse:
        with saying(request, _("已登记结对，下一步打印协议，双方签字。")):
            paired = actions.pair_apprentice(master=master, actor=request.user, **form.facts())
        return redirect("apprenticeship", paired.pk)

    return form_page(
        request,
        form,
        do,
        section="people",
        title=_("%(name)s收徒弟") % {"name": name_for(request.user, master)},
        lead=_("名字只有师徒双方和工会看得见。"),
        submit=_("登记结对"),
        back=page_of_helper(master),
    )


def form_for(request: HttpRequest, master: Helper) -> type[PairForm]:
    """The union's staff also give the apprentice an account; the master does not."""
    return UnionPairForm if request.user.has_perm("people.manage", master) else PairForm


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the facts of an apprenticeship."""
    found = load(request, pk, "people.tend")
    form = form_for(request, found.master)(request.POST or None, instance=found)

    def act() -> str:
        actions.change_apprenticeship(apprenticeship=found, actor=request.user, **form.facts())
        return _("已改好。")

    return act_page(request, found, form, act, title=_("改结对内容"), submit=_("保存"))


@login_required
@require_GET
@limited(DRAWN)
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement to be printed and signed, as a Word document."""
    found = load(request, pk)
    name = _("师徒结对协议书（%(apprentice)s）.docx") % {"apprentice": found.apprentice_name}
    return download(agreement_of(found), WORD, name)


@login_required
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the agreement was signed."""
    found = load(request, pk, "people.tend")
    form = DayForm(request.POST or None)

    def note() -> str:
        actions.sign_agreement(apprenticeship=found, actor=request.user, **form.cleaned_data)
        return _("协议已签，期限开始。")

    return act_page(request, found, form, note, title=_("协议签好了"), submit=_("登记"))


@login_required
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an assessment."""
    found = load(request, pk, "people.tend")
    form = AssessmentForm(request.POST or None)

    def note() -> str:
        actions.assess_apprentice(apprenticeship=found, actor=request.user, **form.cleaned_data)
        return _("考核已记下。")

    lead = _("目标：%(goals)s") % {"goals": found.goals}
    return act_page(request, found, form, note, title=_("记一次考核"), lead=lead, submit=_("记下"))


@login_required
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the apprentice has reached the goal."""
    found = load(request, pk, "people.tend")
    form = DayForm(request.POST or None)

    def note() -> str:
        actions.finish_apprenticeship(apprenticeship=found, actor=request.user, **form.cleaned_data)
        return _("祝贺出师。")

    return act_page(request, found, form, note, title=_("出师"), submit=_("登记出师"))


@login_required
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an apprenticeship early."""
    found = load(request, pk, "people.tend")
    form = EndForm(request.POST or None)

    def note() -> str:
        with listening() as told:
            actions.end_apprenticeship(
                apprenticeship=found, actor=request.user, **form.cleaned_data
            )
        return told.after(_("已解除。"))

    return act_page(request, found, form, note, title=_("解除结对"), submit=_("解除"))


def act_page(
    request: HttpRequest,
    found: Apprenticeship,
    form: BaseForm,
    act: Callable[[], str],
    *,
    title: str,
    submit: str,
    lead: str = "",
) -> HttpResponse:
    """The form of an action on an apprenticeship.

    ``act`` is called when the form is valid; it returns the message to show afterwards.
    """

    def do() -> HttpResponse:
        messages.success(request, act())
        return redirect("apprenticeship", found.pk)

    back = (reverse("apprenticeship", args=[found.pk]), found.apprentice_name)
    return form_page(
        request, form, do, section="people", title=title, submit=submit, back=back, lead=lead
    )
