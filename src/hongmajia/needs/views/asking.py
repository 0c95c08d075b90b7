"""Asking, entering a need for an enterprise, completing a returned need, correcting."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, dumps, loads
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.asked import text_of
from hongmajia.core.codes import by_code
from hongmajia.core.downloads import disposition
from hongmajia.core.form_pages import answer_form
from hongmajia.core.forms import refusal_shown_on, status_of
from hongmajia.core.limits import DRAWN, limited
from hongmajia.core.outside_model import MODEL_ASKED, model_name
from hongmajia.core.slots import slot_url
from hongmajia.core.themes import join_theme
from hongmajia.notices.channels import reaches
from hongmajia.notices.telling_by_sms import would_text
from hongmajia.unions.duty import on_duty
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.models import Enterprise, Season, Union
from hongmajia.unions.present import present_season
from hongmajia.unions.querysets import under
from hongmajia.unions.stages import asking_opens

from ..actions import correct_need, resubmit_need, submit_need
from ..asking import TYPED, asker_of
from ..doubts import TICKET, NotSure, count_asked, question_for
from ..enums import Channel, Visibility
from ..forms import AskForm, CompleteForm, CorrectForm, EnterForm
from ..limits import limit_asking
from ..models import Need, new_tracking_code
from ..proposing import propose_fields
from ..queries import asker_sides
from ..slips import code_card
from ..slots import NeedSlot
from .item import act_page, load

LONGEST_TYPED = 2000
"""How many characters of a text are looked through while it is typed."""

MAX_SUGGESTED = 50
"""How many enterprises are suggested while a name is typed."""


def ask(request: HttpRequest) -> HttpResponse:
    """The ask page, for everybody; no account is needed."""
    known = known_of(request.user) | {"text": request.session.get(TYPED, "")}
    form = AskForm(request.POST or None, request.FILES or None, initial=known)
    code = code_in(request)
    if request.method == "POST":
        if Need.objects.filter(tracking_code=code).exists():
            return redirect("asked", code)  # sent twice: the first response was lost
        if form.is_valid():
            with refusal_shown_on(form), made_once(code):
                let_in(request, form, code)
                submit_need(actor=request.user, tracking_code=code, **form.facts(), **photos(form))
                request.session.pop(TYPED, None)
            if not form.errors:
                return redirect("asked", code)
    context = asking(form, request.user, ticket=ticket_of(request, code))
    if not (context["is_open"] or form.is_bound):  # nobody types what cannot be sent
        return render(request, "needs/ask_closed.html", context)
    return render(request, "needs/ask.html", context, status=status_of(form))


def known_of(user: Any) -> dict[str, Any]:
    """Return the initial values that are known of a signed-in user."""
    if not user.is_authenticated:
        return {}
    enterprise = user.enterprises.first()
    known = {"contact_name": user.display_name, "contact_phone": user.phone}
    if enterprise:
        known |= {"enterprise_name": enterprise.name, "region": enterprise.region_id}
    return known


def photos(form: Any) -> dict[str, Any]:
    """Return the cleaned photographs as an argument of an action."""
    return {"photos": form.cleaned_data["photos"]}


def code_in(request: HttpRequest) -> str:
    """Return the tracking code that the form was given when shown, a new one if it has none."""
    try:
        return str(loads(request.POST.get("ticket", ""), salt=TICKET))
    except BadSignature:
        return new_tracking_code()


def ticket_of(request: HttpRequest, code: str) -> str:
    """Return the ticket of the form, which stays the same when it is shown again with errors."""
    sent = text_of(request.POST, "ticket", 500)
    try:
        loads(sent, salt=TICKET)
    except BadSignature:
        return dumps(code, salt=TICKET)
    return sent


def let_in(request: HttpRequest, form: Any, code: str) -> None:
    """Count a need that comes from a public form.

    Raises ``NotSure`` with the question that must be answered first, and ``TooOften``.
    """
    phone = form.cleaned_data["contact_phone"]
    if question := question_for(request, code, phone):
        raise NotSure(question)
    limit_asking(request, phone)
    count_asked(request)


@contextmanager
def made_once(code: str) -> Iterator[None]:
    """Pass over the error of a form sent twice at once, of which the other made the need."""
    try:
        yield
    except IntegrityError:
        if not Need.objects.filter(tracking_code=code).exists():
            raise


def asking(form: AskForm, user: Any, **more: Any) -> dict[str, Any]:
    """Return the context of an ask page."""
    season = present_season(user)
    return {
        "section": "ask",
        "form": form,
        "ticket": dumps(new_tracking_code(), salt=TICKET),
        "verify_days": season.verify_days if season else 0,
        "on_duty": on_duty(nearest_union(user, season)),
        "model": model_name(),
        **collecting(season),
        **more,
    }


def nearest_union(user: Any, season: Season | None) -> Union | None:
    """Return the union of the user's enterprise, else the one that hosts the season."""
    enterprise = user.enterprises.select_related("union").first() if user.pk else None
    if enterprise:
        return enterprise.union
    return season.union if season else None


def collecting(season: Season | None) -> dict[str, Any]:
    """Whether needs are collected today, and if not, the sentence that says when they are."""
    opens = asking_opens(season)
    return {"is_open": not opens, "opens": opens}


def reached_by(need: Need) -> str:
    """How the asker hears of what happens: ``account``, ``sms``, or ``call`` by the union."""
    side = asker_sides(need)[0]
    if any(reaches(user) for user in side.users):
        return "account"
    return "sms" if side.callee and would_text(side.callee) else "call"


@require_GET
def asked(request: HttpRequest, code: str) -> HttpResponse:
    """The page after asking: the tracking code, what happens next, and by when."""
    need = by_code(request, Need.objects.with_details(), tracking_code=code)
    return render(
        request,
        "needs/asked.html",
        {
            "need": need,
            "section": "ask",
            "on_duty": on_duty(need.union),
            "reached": reached_by(need),
        },
    )


@require_GET
@never_cache
@limited(DRAWN)
def code_picture(request: HttpRequest, code: str) -> HttpResponse:
    """The tracking code as a picture, to be kept in the album of a telephone."""
    need = by_code(request, Need.objects.with_details(), tracking_code=code)
    path = slot_url(NeedSlot.TRACKING, request.user, need.tracking_code)
    name = _("追踪码 %(number)s.png") % {"number": need.number}
    headers = {"Content-Disposition": disposition(name, attachment=False)}
    return HttpResponse(code_card(need, path), content_type="image/png", headers=headers)


@require_POST
def persons_while_asking(request: HttpRequest) -> HttpResponse:
    """What of a person stands in the texts being typed, with a button that takes it off."""
    about = {name: text_of(request.POST, name, 80) for name in ("enterprise_name", "contact_name")}
    about["visibility"] = text_of(request.POST, "visibility", 8) or Visibility.MASKED
    whose = asker_of(Need(**about))
    labels = {field.name: field.verbose_name for field in Need._meta.fields}
    found = [
        (name, labels[name], find.of(text))
        for name in Need.PUBLIC_TEXTS
        for text in [text_of(request.POST, name, LONGEST_TYPED).replace("\r\n", "\n")]
        for find in whose.finds(text)
    ]
    return render(request, "needs/_persons.html", {"found": list(dict.fromkeys(found))})


@require_POST
@limited(MODEL_ASKED)
def fields_while_asking(request: HttpRequest) -> HttpResponse:
    """Proposals of the outside model: what of the text belongs into which field of the form."""
    if not model_name():
        raise Http404
    text = text_of(request.POST, "text", LONGEST_TYPED)
    about = {name: text_of(request.POST, name, 80) for name in ("enterprise_name", "contact_name")}
    found = propose_fields(Need(text=text, **about), request.user)
    labels = {field.name: field.verbose_name for field in Need._meta.fields}
    rows = [(name, labels[name], words) for name, words in (found or {}).items()]
    return render(request, "needs/_proposals.html", {"rows": rows, "failed": found is None})


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """A liaison or cadre enters a need of one of their enterprises."""
    user: Any = request.user
    if not user.has_perm("needs.enter"):
        raise PermissionDenied
    enterprises = Enterprise.objects.filter(under(user.scope(*KEEPERS)))
    options = {"user": user, "enterprises": enterprises}
    form = EnterForm(request.POST or None, request.FILES or None, **options)

    def submit() -> HttpResponse:
        with transaction.atomic():
            need = enter_for(form, user)
            join_theme("needs", need, form.cleaned_data.get("campaign"), user)
        messages.success(request, _("已交给%(union)s") % {"union": need.union})
        return redirect("need", need.pk)

    context = {
        "enterprises": enterprises[:MAX_SUGGESTED],
        "section": "desk",
        **collecting(present_season(user)),
    }
    return answer_form(request, form, submit, template="needs/enter.html", **context)


def enter_for(form: EnterForm, user: Any) -> Need:
    """Submit the need of an enterprise whose first active contact is the asker."""
    enterprise = form.cleaned_data["enterprise"]
    return submit_need(
        actor=user,
        asker=enterprise.contacts.filter(is_active=True).first(),
        channel=Channel.LIAISON,
        **form.facts(),
        **photos(form),
    )


@login_required
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker completes a need that the union returned."""
    need = load(request, pk, "needs.change")
    form = CompleteForm(request.POST or None, request.FILES or None, instance=need)

    def send_again() -> HttpResponse:
        resubmit_need(need=need, actor=request.user, **form.facts(), **photos(form))
        messages.success(request, _("已重新交给%(union)s") % {"union": need.union})
        return redirect("need", pk)

    return act_page(request, need, form, send_again, title=_("补充需求"), submit=_("重新提交"))


@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the facts of a need without changing its state."""
    need = load(request, pk, "needs.change")
    form = CorrectForm(request.POST or None, instance=need)

    def save() -> HttpResponse:
        correct_need(need=need, actor=request.user, **form.facts())
        return redirect("need", pk)

    return act_page(request, need, form, save, title=_("修改内容"), submit=_("保存"))
