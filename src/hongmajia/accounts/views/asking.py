"""The page of a claim or an application for whoever asked, who has its code."""

from typing import Any, TypeVar

from django.core.signing import BadSignature, dumps, loads
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hongmajia.core.codes import by_code
from hongmajia.needs.models import new_tracking_code
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
