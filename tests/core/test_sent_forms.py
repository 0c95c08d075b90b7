"""A form that arrives twice is carried out once, with or without scripts."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from hongmajia.core import sent_forms
from hongmajia.core.models import SentForm
from hongmajia.core.sent_forms import forget_sent_forms
from hongmajia.needs.models import Need
from hongmajia.portal.limits import NUMBERS_TRIED
from tests.actors import Province, make_need
from tests.needs.conftest import answers

URL = "/needs/ask/"
BY_SCRIPT = {"x-sent-by": "form"}


def form_of(client: Client) -> dict[str, str]:
    """The form of the ask page filled in, with its key, but without the code that it reserves."""
    page = client.get(URL).content.decode()
    [*_, key] = re.findall('name="form_key" value="([^"]+)"', page)
    return answers() | {"form_key": key}


@pytest.fixture
def xu(as_: Callable[[str], Client]) -> Client:
    return as_("xu")


def test_a_doubled_post_makes_one_row_and_leads_to_the_same_page(xu: Client) -> None:
    form, before = form_of(xu), Need.objects.count()
    first, second = xu.post(URL, form), xu.post(URL, form)

    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert Need.objects.count() == before + 1
    assert "没有重复提交" in xu.get(second.headers["Location"]).content.decode()


def test_a_refused_form_is_sent_again_and_other_words_are_another_act(xu: Client) -> None:
    form, before = form_of(xu) | {"text": ""}, Need.objects.count()
    assert [xu.post(URL, form).status_code for _ in range(2)] == [422, 422]
    for text in ("焊缝在第二道之后变形", "锅炉结垢，三个月清一次"):
        assert xu.post(URL, form | {"text": text}).status_code == 302
    assert Need.objects.count() == before + 2


def test_a_script_gets_the_page_that_refuses_without_sending_the_form_again(xu: Client) -> None:
    form = form_of(xu) | {"text": ""}
    refusal = xu.post(URL, form, headers=BY_SCRIPT)
    assert (refusal.status_code, refusal.headers["X-Page-Kept"]) == (422, "1")
    asking = {"refused_page": form["form_key"]}
    page = xu.post(URL, asking)
    assert (page.status_code, page.content) == (422, refusal.content)
    again = xu.post(URL, asking)
    assert (again.status_code, again.headers["Location"]) == (303, URL), "it is shown once"


def test_a_wrong_ending_of_the_number_is_one_try(province: Province, client: Client) -> None:
    url = f"/track/{make_need(province).tracking_code}/number/"
    sent = {"form_key": "k", "old_end": "0000", "phone": "13800000000"}
    for _ in range(NUMBERS_TRIED.most):
        assert client.post(url, sent, headers=BY_SCRIPT).status_code == 422
        assert client.post(url, {"refused_page": "k"}).status_code == 422
    assert client.post(url, sent, headers=BY_SCRIPT).status_code == 429


def test_a_script_is_told_where_to_go(xu: Client) -> None:
    form, before = form_of(xu), Need.objects.count()
    answers = [xu.post(URL, form, headers=BY_SCRIPT) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 204]
    assert answers[0].headers["X-Lead-To"] == answers[1].headers["X-Lead-To"]
    assert Need.objects.count() == before + 1


def test_a_session_that_ended_leads_to_sign_in_and_is_not_remembered(xu: Client) -> None:
    answer = Client().post("/enterprises/new/", form_of(xu), headers=BY_SCRIPT)
    assert answer.headers["Location"].startswith("/login/")
    assert not SentForm.objects.exists()


def test_other_photographs_are_another_form(province: Province) -> None:
    def digest(content: bytes) -> str:
        request = HttpRequest()
        request.user = province.xu
        request.FILES.appendlist("photos", SimpleUploadedFile("seam.jpg", content))
        return sent_forms._digest_of(request)

    assert digest(b"one") == digest(b"one") != digest(b"two")


def test_the_second_waits_for_the_first_and_says_so(
    xu: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent_forms, "PATIENCE", 0)
    form, before = form_of(xu), Need.objects.count()
    xu.post(URL, form)
    SentForm.objects.update(place="")  # as if the first were still at work

    answer = xu.post(URL, form)
    assert answer.status_code == 503
    assert "还在处理" in answer.content.decode()
    SentForm.objects.update(at=timezone.now() - timedelta(minutes=3))  # its process has died
    assert xu.post(URL, form).status_code == 302
    assert Need.objects.count() == before + 2


def test_signing_out_and_choosing_a_language_can_be_repeated(xu: Client) -> None:
    said = form_of(xu) | {"language": "en"}
    xu.post("/language/", said)
    assert not SentForm.objects.exists()


def test_forms_are_forgotten_after_a_month(xu: Client) -> None:
    xu.post(URL, form_of(xu))
    forget_sent_forms()
    assert SentForm.objects.count() == 1
    SentForm.objects.update(at=timezone.now() - timedelta(days=31))
    forget_sent_forms()
    assert not SentForm.objects.exists()
