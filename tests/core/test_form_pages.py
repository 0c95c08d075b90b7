"""A page with one form: shown, shown again with errors, carried out."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from hongmajia.core import form_pages
from hongmajia.core.errors import Refused
from hongmajia.core.form_pages import answer_form
from hongmajia.core.forms import ReasonForm


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is what the form says, without a template."""

    def draw(_request: Any, _template: str, context: Any, status: int) -> HttpResponse:
        return HttpResponse(context["form"].errors.as_text(), status=status)

    monkeypatch.setattr(form_pages, "render", draw)


def answer(data: dict[str, str] | None, refusal: Exception | None = None) -> HttpResponse:
    """What comes back for a form that asks why."""

    def do() -> HttpResponse:
        if refusal:
            raise refusal
        return redirect("/done/")

    factory = RequestFactory()
    request = factory.get("/") if data is None else factory.post("/", data)
    form = ReasonForm(request.POST or None, label="原因")
    return answer_form(request, form, do, template="")


def test_the_form_is_shown() -> None:
    assert answer(None).status_code == 200


def test_what_is_missing_is_said() -> None:
    refused = answer({"reason": ""})
    assert refused.status_code == 422
    assert "reason" in refused.content.decode()


@pytest.mark.parametrize("refusal", [Refused("已经办结。"), ValidationError("已经办结。")])
def test_what_an_action_refuses_stands_in_the_form(refusal: Exception) -> None:
    refused = answer({"reason": "不需要了"}, refusal)
    assert (refused.status_code, "已经办结。" in refused.content.decode()) == (422, True)


def test_an_accepted_form_leads_on() -> None:
    assert answer({"reason": "不需要了"}).status_code == 302


def test_a_reason_may_be_left_out_where_it_is_not_required() -> None:
    assert ReasonForm({}, label="原因", required=False).is_valid()
    assert not ReasonForm({"reason": "长" * 301}, label="原因", required=False).is_valid()
