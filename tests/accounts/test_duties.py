"""The three duties (三员): who may hold one, and what its holder may open and do."""

import re
from collections.abc import Callable
from io import StringIO

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from hongmajia.accounts.actions import invite_again
from hongmajia.accounts.actions.duties import appoint_to_duty, end_duty, grant_duty
from hongmajia.accounts.actions.safety import lock, reset_from_security
from hongmajia.accounts.duty_enums import DutyKind
from hongmajia.accounts.log_reading import LogFilter, alike
from hongmajia.accounts.models import Duty, Invitation
from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.unions import actions
from hongmajia.unions.enums import Role
from hongmajia.unions.models import User
from tests.access_table import TABLE
from tests.actors import Province, make_need, user
from tests.test_access import cell, filled, things_of

PHONES = {
    DutyKind.SYSTEM: "13700000001",
    DutyKind.SECURITY: "13700000002",
    DutyKind.AUDITOR: "13700000003",
}
NAMES = {DutyKind.SYSTEM: "夏系", DutyKind.SECURITY: "安全", DutyKind.AUDITOR: "申计"}
OWN = {DutyKind.SYSTEM: "system/", DutyKind.SECURITY: "security/", DutyKind.AUDITOR: "audit/"}


@pytest.fixture
def holders(province: Province) -> dict[DutyKind, User]:
    """One holder of each duty."""
    made = {
        kind: appoint_to_duty(actor=None, kind=kind, name=NAMES[kind], phone=PHONES[kind]).user
        for kind in DutyKind
    }
    return {kind: User.objects.get(pk=person.pk) for kind, person in made.items()}


@pytest.fixture
def into(holders: dict[DutyKind, User]) -> Callable[[DutyKind], Client]:
    """``into(DutyKind.SYSTEM)``: a client signed in as its holder."""

    def sign_in(kind: DutyKind) -> Client:
        client = Client()
        client.force_login(holders[kind], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.mark.one_database("rights are predicates in Python")
@pytest.mark.usefixtures("bare_refusals")
def test_a_duty_opens_its_own_pages_and_else_what_a_stranger_sees(
    into: Callable[[DutyKind], Client], province: Province
) -> None:
    """Each address is asked for by one of the three in turn, those of duties by all three."""
    things = things_of(province)
    clients = {kind: into(kind) for kind in DutyKind}
    wrong = []
    for n, row in enumerate(TABLE):
        method, pattern, cells = row.split(" ")
        is_of_a_duty = pattern.startswith(tuple(OWN.values()))
        for kind in DutyKind if is_of_a_duty else [list(DutyKind)[n % 3]]:
            got = cell(clients[kind], method, filled(pattern, things))
            if not pattern.startswith(OWN[kind]):
                expected = {cells[-2]}
            else:
                expected = {".", ">"} if method == "GET" else {".", ">", "4", "9"}
            if got not in expected and not is_own(pattern, got):
                wrong.append((kind.value, row, got))
    assert wrong == []


def is_own(pattern: str, got: str) -> bool:
    """Where the holder is led to their own page instead of the desk."""
    return pattern == "start/" and got == ">"


def test_the_first_holders_come_from_the_command_line(province: Province) -> None:
    said = StringIO()
    call_command("appoint", "--duty", "auditor", PHONES[DutyKind.AUDITOR], "申计", stdout=said)
    duty = Duty.objects.get()
    assert (duty.kind, duty.user.name, duty.granted_by) == ("auditor", "申计", None)
    invitation = Invitation.objects.get(user=duty.user)
    assert f"/join/{invitation.code}/" in said.getvalue()
    assert not duty.user.memberships.exists()
    with pytest.raises(CommandError, match="已经是审计员"):
        call_command("appoint", "--duty", "security", PHONES[DutyKind.AUDITOR], "申计")


def test_nobody_has_two_duties_or_one_beside_a_role(
    province: Province, holders: dict[DutyKind, User]
) -> None:
    secure, auditor = holders[DutyKind.SECURITY], holders[DutyKind.AUDITOR]
    with pytest.raises(Refused, match="申计已经是审计员"):
        grant_duty(actor=secure, user=auditor, kind=DutyKind.SYSTEM)
    with pytest.raises(Refused, match="徐芳在工会有角色"):
        grant_duty(actor=secure, user=province.xu, kind=DutyKind.SYSTEM)
    with pytest.raises(Refused, match="申计是审计员，不能同时担任工会的角色"):
        actions.grant_role(
            actor=province.shen, union=province.deqing, user=auditor, role=Role.LIAISON
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(user=auditor, kind=DutyKind.SYSTEM)
    end_duty(actor=secure, duty=Duty.objects.get(user=auditor))
    actions.grant_role(actor=province.shen, union=province.deqing, user=auditor, role=Role.LIAISON)


def test_only_security_administrators_grant_duties(
    province: Province, holders: dict[DutyKind, User]
) -> None:
    for person in (province.fang, holders[DutyKind.SYSTEM], province.stranger):
        with pytest.raises(Refused, match="只有安全管理员"):
            grant_duty(actor=person, user=province.stranger, kind=DutyKind.AUDITOR)
    secure = holders[DutyKind.SECURITY]
    with pytest.raises(Refused, match="安全是唯一的安全管理员"):
        end_duty(actor=secure, duty=Duty.objects.get(user=secure))
    grant_duty(actor=secure, user=province.stranger, kind=DutyKind.SECURITY)
    end_duty(actor=secure, duty=Duty.objects.get(user=secure))


def test_a_locked_account_opens_nothing_from_that_moment(
    into: Callable[[DutyKind], Client], province: Province
) -> None:
    client, theirs = into(DutyKind.SECURITY), Client()
    theirs.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    page = f"/security/accounts/{province.xu.pk}/"
    assert theirs.get("/desk/").status_code == 200
    assert client.post(f"{page}lock/", {"reason": "手机丢了"}).status_code == 302
    assert theirs.get("/desk/").status_code == 302
    assert (
        theirs.get(f"/api/needs/{make_need(province, visibility='unions').pk}").status_code == 404
    )
    event = Event.objects.get(verb="account.locked")
    assert (sentence(event), event.note) == ("安全停用徐芳的账号", "手机丢了")
    assert client.post(f"{page}unlock/", {"reason": "找到了"}).status_code == 302
    assert theirs.get("/desk/").status_code == 302  # the old session stays ended
    assert User.objects.get(pk=province.xu.pk).holds(province.deqing.path, Role.CADRE)


def test_an_invitation_opens_no_locked_account(
    holders: dict[DutyKind, User], province: Province
) -> None:
    words = {"role": Role.CADRE, "name": "新同志", "phone": "13700000088"}
    fresh = actions.appoint(actor=province.shen, union=province.deqing, **words)
    lock(actor=holders[DutyKind.SECURITY], user=fresh, reason="核查")
    with pytest.raises(WrongState, match="请找安全管理员"):
        invite_again(actor=province.shen, invitation=Invitation.objects.get(user=fresh))
    fresh.refresh_from_db()
    assert not fresh.is_active


def test_sessions_are_ended_and_sign_ins_reset(
    into: Callable[[DutyKind], Client], province: Province
) -> None:
    client, theirs = into(DutyKind.SECURITY), Client()
    backend = "django.contrib.auth.backends.ModelBackend"
    page = f"/security/accounts/{province.xu.pk}/"
    theirs.force_login(province.xu, backend=backend)
    client.post(f"{page}sign-out/", {"reason": "别人的电脑"})
    assert theirs.get("/desk/").status_code == 302
    theirs.force_login(User.objects.get(pk=province.xu.pk), backend=backend)
    assert theirs.get("/desk/").status_code == 200
    SocialAccount.objects.create(user=province.xu, provider="wecom", uid="xu")
    client.post(f"{page}reset/", {"reason": "忘了"})
    assert not SocialAccount.objects.exists(), "whose it is, nobody knows any more"
    assert theirs.get("/desk/").status_code == 302
    invitation = Invitation.objects.open().get(user=province.xu)
    shown = client.get(page).text
    assert invitation.code not in shown
    assert "请打印邀请单交给本人" in shown
    assert client.post(f"{page}slip/").headers["Content-Type"] == "application/pdf"
    told = [notice.text for notice in Notice.objects.filter(recipient=province.xu)]
    assert "您的登录由安全管理员重设过，凭新的邀请设密码" in told


def test_who_has_a_duty_is_reset_by_no_union(
    province: Province, holders: dict[DutyKind, User]
) -> None:
    """Otherwise the cadres of the topmost union could sign in as the auditor."""
    actions.grant_role(actor=None, union=province.national, user=province.fang, role=Role.CADRE)
    fang = User.objects.get(pk=province.fang.pk)
    invitation = Invitation.objects.with_people().get(user=holders[DutyKind.AUDITOR])
    assert invitation.union == province.national
    assert not fang.has_perm("accounts.answer_for", invitation)
    plain = user("plain", "新同志")
    assert fang.has_perm("accounts.answer_for", Invitation(user=plain, union=province.national))


def test_security_administrators_do_not_lock_themselves_out(
    holders: dict[DutyKind, User], province: Province
) -> None:
    secure = holders[DutyKind.SECURITY]
    with pytest.raises(Refused, match="不能停用自己"):
        lock(actor=secure, user=secure, reason="误")
    for person in (holders[DutyKind.SYSTEM], province.fang):
        with pytest.raises(Refused, match="只有安全管理员"):
            reset_from_security(actor=person, user=province.xu, reason="误")


def test_the_auditor_reads_with_filters_and_each_reading_is_logged(
    into: Callable[[DutyKind], Client], province: Province
) -> None:
    actions.grant_role(
        actor=province.shen, union=province.deqing, user=province.stranger, role=Role.LIAISON
    )
    client = into(DutyKind.AUDITOR)
    everything = client.get("/audit/").text
    assert "沈建国请路人担任德清县总工会的联络员" in everything
    assert "申计担任审计员" in everything
    narrowed = client.get("/audit/", {"who": "沈建国", "verb": "role.granted"}).text
    assert "路人担任" in narrowed
    assert "申计担任审计员" not in narrowed
    assert "路人担任" not in client.get("/audit/", {"until": "2020-01-01"}).text
    readings = Event.objects.filter(verb="log.read").order_by("pk")
    assert [reading.data["filters"] for reading in readings] == [
        "全部", "谁：沈建国，什么事：role.granted", "到：2020-01-01",
    ]  # fmt: skip


def test_no_two_choices_of_the_auditor_look_the_same(
    into: Callable[[DutyKind], Client], province: Province
) -> None:
    """What is said of several kinds of records, such as a change, is one choice and finds all."""
    page = into(DutyKind.AUDITOR).get("/audit/").text
    choices = re.findall(r"<option[^>]*>([^<]*)</option>", page)
    assert len(choices) > 100
    assert len(choices) == len(set(choices))
    [verb] = re.findall(r'value="([\w.]+)"[^>]*>修改…<', page)
    assert {"enterprise.changed", "season.changed"} <= set(alike(verb))
    actions.change_enterprise(actor=province.xu, enterprise=province.mogan, employees=87)
    found = {event.verb for event in LogFilter({"verb": verb}).events()}
    assert found == {"enterprise.changed"}


def test_the_auditor_changes_nothing(
    into: Callable[[DutyKind], Client], holders: dict[DutyKind, User]
) -> None:
    client = into(DutyKind.AUDITOR)
    before = Event.objects.count()
    assert client.post("/audit/", {"who": "沈建国"}).status_code in (200, 405)
    assert Event.objects.exclude(verb="log.read").count() == before


def test_the_system_page_shows_no_secret_and_no_need(
    into: Callable[[DutyKind], Client], province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HONGMAJIA_SMS_URL", "https://user:geheim@sms.example/send")
    monkeypatch.setenv("HONGMAJIA_PORT", "8123")
    page = into(DutyKind.SYSTEM).get("/system/").text
    assert "geheim" not in page
    assert "8123" in page
    assert "短任务的进程" in page
    assert "HONGMAJIA_SMS_BODY" in page.partition("没有设的")[2]


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (DutyKind.SYSTEM, "/system/"),
        (DutyKind.SECURITY, "/security/"),
        (DutyKind.AUDITOR, "/audit/"),
    ],
)
def test_holders_come_in_at_their_own_page_and_see_no_lists_of_work(
    into: Callable[[DutyKind], Client], kind: DutyKind, first: str
) -> None:
    client = into(kind)
    assert client.get("/start/").headers["Location"] == first
    page = client.get("/me/").text
    navigation = page[page.index('class="nav-m"') : page.index("</nav>")]
    assert first in navigation
    assert "/needs/" not in navigation


@pytest.mark.parametrize("accounts", [1, 50])
def test_the_list_of_accounts_costs_the_same_for_many(
    into: Callable[[DutyKind], Client],
    accounts: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    client = into(DutyKind.SECURITY)
    for n in range(accounts):
        user(f"user{n}", f"同志{n}")
    with django_assert_num_queries(9):
        assert client.get("/security/").status_code == 200
