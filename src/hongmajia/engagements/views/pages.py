"""The page of one engagement, and the part of a need's page that lists its engagements."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.gate import get_for
from hongmajia.core.masking import mask_phone
from hongmajia.engine import Reason, describe
from hongmajia.needs.models import Need
from hongmajia.needs.queries import seeks_now
from hongmajia.needs.story import Story
from hongmajia.people.naming import name_for
from hongmajia.people.queries import person_of

from ..actions import reveal_contact
from ..enums import URGED_IN
from ..enums import EngagementState as S
from ..forms import ContactedForm, DeclineForm, cancel_form, choose_form, release_form
from ..models import Engagement
from ..queries import account_phone, is_open_for_bids

NEXT = {
    S.OFFERED: _("等工会选定揭榜人"),
    S.PROPOSED: _("答复接还是不接"),
    S.ACCEPTED: _("和企业联系，约定时间"),
    S.SCHEDULED: _("按约定去服务"),
    S.SERVED: _("等企业确认结果"),
}
RIGHTS = ("answer", "urge", "release", "record_contact", "choose", "cancel", "contact")


def load(request: HttpRequest, pk: int, right: str | None = None) -> Engagement:
    """Return the engagement; 404 if it may not be seen, 403 without ``engagements.{right}``."""
    visible = Engagement.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, right and f"engagements.{right}", pk=pk)


@login_required
@require_GET
def engagement(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an engagement: its sides, reasons and state, and the button of the next step."""
    return show(request, load(request, pk))


def show(request: HttpRequest, found: Engagement, **forms: Any) -> HttpResponse:
    """Render the engagement's page; a form in ``forms`` replaces the empty form of that name.

    The status is 422 if one of them has errors.
    """
    bound = any(form.errors for form in forms.values())
    context = {**page_of(request, found), **forms}
    return render(request, "engagements/engagement.html", context, status=422 if bound else 200)


def page_of(request: HttpRequest, found: Engagement) -> dict[str, Any]:
    """Return the context of the engagement's page."""
    user, need = request.user, found.need
    may = {right: user.has_perm(f"engagements.{right}", found) for right in RIGHTS}
    return {
        "section": "engagements",
        "engagement": found,
        "need": need,
        "helper": found.helper,
        "may": may,
        "viewer_is_helper": found.helper.answerer == user,
        "next": NEXT.get(S(found.state), ""),
        "waits_for_contact": found.state == S.ACCEPTED and not found.contacted_at,
        "may_urge": found.state in URGED_IN and may["urge"] and found.helper.answerer != user,
        "may_leave": found.is_working and may["release"],
        "reasons": why(found),
        "names": user.has_perm("needs.names", need),
        "other": other_side(found, may["answer"], user),
        "story": Story(need, user),
        "photos": need.photos.all(),
        "decline_form": DeclineForm(),
        "contacted_form": ContactedForm(),
        "release_form": release_form(),
        "choose_form": choose_form(found),
        "cancel_form": cancel_form(),
    }


def why(found: Engagement) -> list[tuple[bool, str]]:
    """Return (favours the helper?, in words) for each reason stored with the invitation."""
    language = get_language() or "zh"
    reasons = [Reason.from_dict(stored) for stored in found.reasons]
    return [(reason.favours, describe(reason, language)) for reason in reasons]


def other_side(found: Engagement, is_helper: bool, reader: Any) -> dict[str, str]:
    """Return name and masked telephone number of the person whom the reader would call."""
    if is_helper:
        return {"name": found.need.contact_name, "phone": found.need.masked_phone}
    person = person_of(found.helper)
    if person is None:
        return {}
    phone = person.artisan.phone or account_phone(found.helper)
    name = name_for(reader, person, found.need.union)
    return {"name": name, "phone": mask_phone(phone) if phone else ""}


@login_required
@require_POST
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the other side's telephone number, in this response only; the access is logged."""
    found = load(request, pk, "contact")
    name, number = reveal_contact(engagement=found, actor=request.user)
    context = {**page_of(request, found), "other": {"name": name, "phone": number}, "shown": True}
    part = "engagements/_contact.html" if request.htmx else "engagements/engagement.html"  # type: ignore[attr-defined]
    return render(request, part, context)


@require_GET
def of_need(request: HttpRequest, pk: int) -> HttpResponse:
    """The engagements of a need: a part of the need's page."""
    visible = Need.objects.visible_to(request.user).with_details()
    need = get_for(request.user, visible, pk=pk)
    asked = Engagement.objects.visible_to(request.user).filter(need=need).with_details()
    context = {
        "need": need,
        "engagements": asked.order_by("-opened_at", "-pk"),
        "open_for_bids": is_open_for_bids(need),
        "may_match": seeks_now(need) and request.user.has_perm("needs.match", need),
    }
    return render(request, "engagements/of_need.html", context)
