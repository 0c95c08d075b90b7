"""Service accounts and tokens: who makes them, what they allow, and how they end."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.core.scopes import Scope
from hongmajia.interface.actions import (
    change_account,
    end_account,
    issue_token,
    open_account,
    revoke_token,
)
from hongmajia.interface.models import ServiceAccount, Token
from hongmajia.interface.tasks import warn_of_ending_tokens
from hongmajia.notices.models import Notice
from hongmajia.unions.models import User
from tests.actors import Province, make_need
from tests.interface.conftest import Caller

Program = Callable[..., Caller]


def test_a_token_reads_what_staff_of_its_union_see(deqing: Caller, province: Province) -> None:
    need = make_need(province, visibility="unions")
    assert [row["id"] for row in deqing.get("/needs").json()["rows"]] == [need.pk]


def test_only_the_hash_is_stored(deqing: Caller) -> None:
    token = Token.objects.get()
    assert deqing.token.startswith(token.prefix)
    assert len(deqing.token) - len(token.prefix) >= 32
    stored = [str(value) for value in Token.objects.values_list().get()]
    assert not any(deqing.token in value for value in stored)


def test_its_last_use_is_noted_once_a_minute(deqing: Caller) -> None:
    assert Token.objects.get().last_used_at is None
    deqing.get("/regions")
    first = Token.objects.get().last_used_at
    assert first
    deqing.get("/regions")
    assert Token.objects.get().last_used_at == first
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        deqing.get("/regions")
    later = Token.objects.get().last_used_at
    assert later
    assert later > first


def test_a_revoked_token_is_refused_at_once(deqing: Caller, security: User) -> None:
    assert deqing.get("/regions").status_code == 200
    revoke_token(actor=security, token=Token.objects.get())
    answer = deqing.get("/regions")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    with pytest.raises(WrongState):
        revoke_token(actor=security, token=Token.objects.get())


def test_a_token_ends_with_its_day_and_with_its_account(
    deqing: Caller, wucheng: Caller, security: User
) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert deqing.get("/regions").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert deqing.get("/regions").status_code == 401
    end_account(actor=security, account=wucheng.account, reason="合同到期")
    assert wucheng.get("/regions").status_code == 401
    with pytest.raises(WrongState):
        issue_token(actor=security, account=wucheng.account, expires_on=timezone.localdate())


@pytest.mark.parametrize("header", ["Bearer hm_nothing", "Bearer", "Basic eDp5", "bearer  x"])
def test_what_is_no_token_lets_nobody_in(province: Province, header: str) -> None:
    answer = Client().get("/api/engagements", headers={"Authorization": header})
    assert answer.status_code == 401
    assert "WWW-Authenticate" in answer.headers


def test_a_scope_that_is_missing_is_named(program: Program, province: Province) -> None:
    reader = program(province.deqing, Scope.READ)
    answer = reader.post("/needs", {})
    assert (answer.status_code, answer.json()["detail"]) == (
        403, "这个口令没有ask权限（提需求、点单）。",
    )  # fmt: skip
    asker = program(province.deqing, Scope.ASK)
    assert asker.get("/needs").status_code == 403
    assert asker.get("/engagements").status_code == 403


def test_changed_scopes_hold_from_the_next_request_on(
    deqing: Caller, security: User, province: Province
) -> None:
    need = make_need(province)
    assert deqing.post(f"/needs/{need.pk}/contact").status_code == 200
    change_account(actor=security, account=deqing.account, purpose="只看", scopes=[Scope.READ])
    assert deqing.post(f"/needs/{need.pk}/contact").status_code == 403
    assert deqing.get(f"/needs/{need.pk}").status_code == 200


def test_personal_data_takes_its_scope_and_each_look_is_logged(
    program: Program, province: Province
) -> None:
    need = make_need(province, contact_phone="13911112222")
    reader = program(province.deqing, Scope.READ)
    assert "13911112222" not in reader.get("/needs").text
    assert "董" not in reader.get("/helpers").text.replace("董师傅", "")
    assert reader.post(f"/needs/{need.pk}/contact").status_code == 403
    assert reader.post(f"/helpers/{province.dong_helper.pk}/contact").status_code == 403
    assert not Event.objects.filter(verb="need.revealed").exists()

    trusted = program(province.huzhou, Scope.PERSONAL, Scope.ASK)
    answer = trusted.post(f"/needs/{need.pk}/contact").json()
    assert answer == {"name": need.contact_name, "phone": "13911112222"}
    [event] = Event.objects.filter(subject_id=need.pk, actor=trusted.account.user)
    assert "湖州市总工会产业大脑" in sentence(event)


def test_only_the_security_administrator_makes_accounts(security: User, province: Province) -> None:
    facts = {"union": province.deqing, "name": "产业大脑", "purpose": "试", "scopes": ["read"]}
    for person in (province.fang, province.xu, province.stranger):
        with pytest.raises(Refused, match="只有安全管理员"):
            open_account(actor=person, **facts)
    with pytest.raises(Refused, match="至少选一项"):
        open_account(actor=security, **{**facts, "scopes": ["everything"]})
    made = open_account(actor=security, **facts)
    for day in (-1, 367):
        with pytest.raises(Refused, match="最多用一年"):
            issue_token(
                actor=security,
                account=made,
                expires_on=timezone.localdate() + timedelta(days=day),
            )


def test_each_act_stands_in_the_log(deqing: Caller, security: User) -> None:
    token = Token.objects.get()
    revoke_token(actor=security, token=token)
    end_account(actor=security, account=deqing.account, reason="合同到期")
    told = [sentence(event) for event in Event.objects.filter(story=deqing.account.story)]
    name, day = "德清县总工会产业大脑", token.expires_on
    assert told == [
        f"安全停用接口账号{name}",
        f"安全作废{name}的口令{token.prefix}",
        f"安全给{name}发口令{token.prefix}，用到{day.year}年{day.month}月{day.day}日",
        f"安全给德清县总工会开通接口账号{name}（读取、提需求、点单、认领、接受、婉拒、"
        "约时间、写服务记录、替人报名活动、看姓名和手机号，每次都记入日志）",
    ]


def test_a_program_is_no_person(
    deqing: Caller, security: User, as_: Callable[[str], Client], province: Province
) -> None:
    user = User.objects.get(pk=deqing.account.user_id)
    assert not user.has_usable_password()
    assert not user.memberships.exists()
    page = as_("xu").get(f"/unions/{province.deqing.pk}/")
    assert page.status_code == 200
    assert str(user) not in page.text
    client = Client()
    client.force_login(security, backend="django.contrib.auth.backends.ModelBackend")
    assert str(user) not in client.get("/security/").text
    assert client.get(f"/security/accounts/{user.pk}/").status_code == 404


def test_the_pages_show_a_token_once(security: User, province: Province) -> None:
    client = Client()
    client.force_login(security, backend="django.contrib.auth.backends.ModelBackend")
    assert "/security/programs/" in client.get("/security/").text
    sent = {
        "name": "德清产业大脑", "union": province.deqing.pk, "purpose": "县经信局，李工",
        "scopes": ["read", "ask"],
    }  # fmt: skip
    assert client.post("/security/programs/new/", {**sent, "scopes": []}).status_code == 422
    made = client.post("/security/programs/new/", sent)
    page = made["Location"]
    assert page == f"/security/programs/{ServiceAccount.objects.get().pk}/"
    day = timezone.localdate() + timedelta(days=9)
    assert client.post(page, {"expires_on": "2001-01-01"}).status_code == 422
    assert client.post(page, {"expires_on": day.isoformat()})["Location"] == page
    first = client.get(page)
    clear = first.context["issued"]
    assert clear in first.text
    assert first["Cache-Control"] == "no-store"
    assert clear not in client.get(page).text
    token = Token.objects.get()
    asked = {"Authorization": f"Bearer {clear}"}
    assert Client().get("/api/needs", headers=asked).status_code == 200
    client.post(f"/security/tokens/{token.pk}/revoke/")
    assert Client().get("/api/needs", headers=asked).status_code == 401
    assert client.post(f"{page}edit/", {"purpose": "换人", "scopes": ["read"]}).status_code == 302
    assert client.post(f"{page}end/", {"reason": "合同到期"}).status_code == 302
    assert "已停用" in client.get(page).text


@pytest.mark.one_database("Python decides how many queries there are")
def test_a_list_of_accounts_takes_few_queries(
    program: Program, security: User, province: Province
) -> None:
    client = Client()
    client.force_login(security, backend="django.contrib.auth.backends.ModelBackend")
    counts = []
    for many in (1, 19):
        for _ in range(many):
            program(province.deqing, Scope.READ)
        with CaptureQueriesContext(connection) as queries:
            client.get("/security/programs/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


# --- before it ends -----------------------------------------------------------------------------


def test_the_administrator_hears_once_that_a_token_ends_soon(
    deqing: Caller, security: User
) -> None:
    def told() -> list[str]:
        return [notice.text for notice in Notice.objects.filter(recipient=security, kind="act")]

    ends = Token.objects.get().expires_on
    warn_of_ending_tokens.func()
    assert told() == []
    with time_machine.travel(timezone.now() + timedelta(days=17)):
        warn_of_ending_tokens.func()
        warn_of_ending_tokens.func()
    (word,) = told()
    assert str(deqing.account) in word
    assert Token.objects.get().expires_on == ends


def test_nothing_is_said_where_a_later_one_is_there(deqing: Caller, security: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=17)):
        day = timezone.localdate() + timedelta(days=300)
        issue_token(actor=security, account=deqing.account, expires_on=day)
        warn_of_ending_tokens.func()
    assert not Notice.objects.filter(recipient=security, kind="act").exists()
