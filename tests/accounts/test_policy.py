"""The security administrator's policy stands in front of the environment's settings."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from pytest_django import Settings

from hongmajia.accounts import policy
from hongmajia.accounts.actions.duties import grant_duty
from hongmajia.accounts.duty_enums import DutyKind
from hongmajia.accounts.factors import must_have_factor
from hongmajia.accounts.idle import seconds_to_rest
from hongmajia.config.post_parsers import posts
from hongmajia.core.acts import sentence
from hongmajia.core.models import Event, SentForm
from hongmajia.unions.models import User
from tests.actors import Province, user

ADDRESS = "/security/policy/"


def secure(province: Province) -> Client:
    """A client of 安全, who is security administrator."""
    person = user("secure", "安全")
    grant_duty(actor=None, user=person, kind=DutyKind.SECURITY)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_what_is_stored_counts_and_what_is_emptied_is_as_deployed(
    province: Province, settings: Settings
) -> None:
    settings.IDLE_SECONDS, settings.PASSWORD_DAYS = 1800, 0
    settings.SECOND_FACTOR = posts("cadre:city")
    client = secure(province)
    assert not must_have_factor(province.xu)
    sent: dict[str, Any] = {
        "idle_minutes": "10", "password_days": "90", "own_posts": "on",
        "second_factor": ["cadre:county", "auditor"],
    }  # fmt: skip
    assert client.post(ADDRESS, sent).status_code == 302
    assert seconds_to_rest(User.objects.get(pk=province.xu.pk)) == 600
    assert policy.password_days() == 90
    assert must_have_factor(province.xu)
    assert not must_have_factor(province.shen)
    event = Event.objects.get(verb="policy.set")
    assert sentence(event).startswith("安全设定账号规则：工会的同志几分钟不动要再登录、")
    assert client.post(ADDRESS, {"idle_minutes": ""}).status_code == 302
    assert (policy.idle_seconds(), policy.password_days()) == (1800, 0)
    assert must_have_factor(province.shen)


def test_a_value_out_of_range_is_refused(province: Province, as_: Callable[[str], Client]) -> None:
    client = secure(province)
    assert client.post(ADDRESS, {"idle_minutes": "0"}).status_code == 422
    assert as_("fang").post(ADDRESS, {"idle_minutes": "5"}).status_code == 403


def test_posts_that_would_not_count_are_not_taken_without_a_word(
    province: Province, settings: Settings
) -> None:
    settings.SECOND_FACTOR = posts("")
    client = secure(province)
    answer = client.post(ADDRESS, {"second_factor": ["cadre:county"]})
    assert (answer.status_code, "请把这一项也勾上" in answer.text) == (422, True)
    assert not Event.objects.filter(verb="policy.set").exists()


def test_holders_of_a_duty_rest_as_shortly_as_people_of_unions(
    province: Province, settings: Settings
) -> None:
    settings.IDLE_SECONDS = 1800
    settings.SECOND_FACTOR = posts("auditor")
    auditor = user("auditor", "申计")
    assert seconds_to_rest(auditor) == settings.SESSION_COOKIE_AGE
    grant_duty(actor=None, user=auditor, kind=DutyKind.AUDITOR)
    auditor = User.objects.get(pk=auditor.pk)
    assert seconds_to_rest(auditor) == 1800
    assert must_have_factor(auditor)


def test_a_form_about_passwords_is_carried_out_once(province: Province) -> None:
    """Its field ``password_days`` holds no password, so the form is known by its key."""
    client = secure(province)
    sent = {"password_days": "90", "form_key": "k1"}
    answers = [client.post(ADDRESS, sent) for _n in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Event.objects.filter(verb="policy.set").count() == 1
    assert SentForm.objects.count() == 1
