"""What the pages of claims and applications share: for whoever asked, and for the union."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.signing import BadSignature, dumps, loads
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hongmajia.core.codes import by_code
from hongmajia.core.form_pages import Link, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.needs.models import new_tracking_code
from hongmajia.notices.saying import saying
from hongmajia.notices.texting import can_text
from hongmajia.unions.duty import telephone_of
from hongmajia.unions.queries import cadres_of

from ..enums import OPEN_CLAIMS
from ..models import Asked

A = TypeVar("A", bound=Asked)
SALT = "claim"


def asked_with(request: HttpRequest, rows: "QuerySet[A]", code: str) -> A:
    """The one with this code; wrong codes are counted (``core/codes.py``)."""
    says = _("没有这个追踪码，请对着截图、抄下来的或打印的再核对一遍。")
    return by_code(request, rows, says, code=code.upper())


def show_asked(request: HttpRequest, found: Any, template: str) -> HttpResponse:
    """How it stands."""
    context = {
        "asked": found,
        "cadres": cadres_of(found.union),
        "is_open": found.state in OPEN_CLAIMS,
        "can_text": can_text(),
        "telephone": telephone_of(found.union),
    }
    return render(request, template, context)


def give_answer(
    request: HttpRequest,
    found: Asked,
    form: ReasonForm,
    act: Callable[[str], bool],
    *,
    leads_to: str,
    done: str,
    back: Link,
    **words: str,
) -> HttpResponse:
    """The page of an answer with a reason, which whoever asked reads.

    ``act`` takes the reason and says whether a text message goes out.
    """

    def do() -> HttpResponse:
        with saying(request, done):
            texted = act(form.cleaned_data["reason"])
        if texted:
            messages.info(request, _("短信发往%(phone)s。") % {"phone": found.masked_phone})
        return redirect(leads_to)

    return form_page(request, form, do, section="desk", back=back, **words)


def return_form(data: Any = None) -> ReasonForm:
    """The form that asks for more."""
    return ReasonForm(data, label=_("还缺什么"), help_text=_("对方看得到这句话，请说清楚补什么。"))


def refusal_form(data: Any = None) -> ReasonForm:
    """The form that turns somebody down."""
    return ReasonForm(data, label=_("为什么不同意"), help_text=_("对方看得到这句话。"))


def known_of(user: Any) -> dict[str, Any]:
    """The initial values that are known of a signed-in user."""
    return {"contact_name": user.display_name, "phone": user.phone} if user.pk else {}


def new_ticket() -> str:
    """A new code, signed, for a form that is shown."""
    return dumps(new_tracking_code(), salt=SALT)


def code_in(request: HttpRequest) -> str:
    """The code that the form was given when shown, a new one if it has none."""
    try:
        return str(loads(request.POST.get("ticket", ""), salt=SALT))
    except BadSignature:
        return new_tracking_code()
