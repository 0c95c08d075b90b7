"""Which enterprise a need is from: asked where it is verified, and on a page of its own."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hongmajia.core.forms import refusal_shown_on
from hongmajia.notices.saying import saying

from ..actions import link_need
from ..firm_forms import NEW, FirmChoice, new_firm_form
from ..firms import names_a_firm
from ..models import Need
from .item import load


class Asker:
    """The two forms: which enterprise it is, and the facts of one to register.

    ``is_asked`` is whether they are shown at all: a need that is linked, or from a person, is
    verified without them.
    """

    def __init__(self, request: HttpRequest, need: Need, *, always: bool = False) -> None:
        self.is_asked = always or names_a_firm(need)
        sent = request.POST if request.method == "POST" else None
        self.may_register = request.user.has_perm("unions.register_enterprises")
        if self.is_asked:
            self.choice = FirmChoice(sent, need=need)
            wants_new = bool(sent) and sent.get("asker-firm") == NEW  # type: ignore[union-attr]
            self.new = new_firm_form(need, request.user, sent if wants_new else None)

    def is_valid(self) -> bool:
        """Whether an enterprise is chosen, or the facts of a new one are complete."""
        if not self.is_asked:
            return True
        if not self.choice.is_valid():
            return False
        if self.choice.wants_new and not self.may_register:
            raise PermissionDenied("unions.register_enterprises")
        return not self.choice.wants_new or self.new.is_valid()

    @property
    def has_errors(self) -> bool:
        """Whether either form is to be shown again."""
        return self.is_asked and bool(self.choice.errors or self.new.errors)

    def facts(self) -> dict[str, Any]:
        """The arguments of ``list_need`` and ``link_need``."""
        if not self.is_asked:
            return {}
        if self.choice.wants_new:
            return {"enterprise": None, "new_enterprise": self.new.facts()}
        return {"enterprise": self.choice.enterprise}


@login_required
def need_firm(request: HttpRequest, pk: int) -> HttpResponse:
    """The page on which a cadre links a need to an enterprise, or takes a wrong link back."""
    need = load(request, pk, "needs.verify")
    asker = Asker(request, need, always=True)

    if request.method == "POST" and asker.is_valid():
        with refusal_shown_on(asker.choice):
            with saying(request, _("%(number)s：已保存。") % {"number": need.number}):
                link_need(need=need, actor=request.user, **asker.facts())
            return redirect("need", pk)
    context = {"section": "needs", "need": need, "asker": asker, "form": asker.choice}
    return render(request, "needs/firm.html", context, status=422 if asker.has_errors else 200)
