"""Signing in with an account elsewhere, against a fake of each provider's protocol."""

import logging
import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings as product
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from hongmajia.accounts.actions import link_identity, merge_accounts
from hongmajia.accounts.waiting import KEY, Waiting
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.unions.models import User
from tests.accounts.fakes.dingtalk import FakeDingTalk
from tests.accounts.fakes.oidc import FakeOidc
from tests.accounts.fakes.server import Fake
from tests.accounts.fakes.wechat import FakeWeChat
from tests.accounts.fakes.wecom import FakeWeCom
from tests.accounts.fakes.zheliban import FakeZheliban
from tests.accounts.fakes.zhezhengding import FakeZhezhengding
from tests.actors import Province
from tests.fake_sms import FakeSms

FAKES = (FakeZhezhengding, FakeDingTalk, FakeWeCom, FakeWeChat, FakeZheliban, FakeOidc)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("protocols over HTTP; what is stored is one row"),
]
PASSWORD = "一个够长的密码-26"
NUMBER, CONFIRM, WAYS = "/login/number/", "/login/code/confirm/", "/me/ways/"


@pytest.fixture(params=FAKES, ids=lambda kind: kind.id)
def fake(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Fake]:
    with request.param() as fake:
        fake.switch_on(settings)
        yield fake


@pytest.fixture
def dingtalk(settings: Settings) -> Iterator[FakeDingTalk]:
    with FakeDingTalk() as fake:
        fake.switch_on(settings)
        yield fake


@pytest.fixture
def oidc(settings: Settings) -> Iterator[FakeOidc]:
    with FakeOidc() as fake:
        fake.switch_on(settings)
        yield fake


@pytest.fixture
def code(gateway: FakeSms, work: Callable[[], None]) -> Callable[..., str]:
    """``code(client, number)``: say whose account it is, and read the code that was sent there."""

    def asked(client: Client, number: str) -> str:
        before = len(gateway.messages)
        assert client.post(NUMBER, {"phone": number}).headers["Location"] == CONFIRM
        work()
        sent = gateway.messages[before:]
        return sent[0][1].partition("验证码")[2][:6] if sent else ""

    return asked


def agreed(client: Client, fake: Fake) -> str:
    """Go to the provider and agree there; the path by which one is led back."""
    page = client.post(f"/login/with/{fake.id}/")
    assert page.status_code == 200
    there = unescape(re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)[0])
    back = fake.agreed(there)
    assert back.startswith(product.SITE_ADDRESS)
    return back.removeprefix(product.SITE_ADDRESS)


def come(client: Client, fake: Fake) -> str:
    """Go there, agree, come back; where that leads."""
    return client.get(agreed(client, fake)).headers["Location"]


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def sign_in(client: Client, user: User) -> None:
    user.set_password(PASSWORD)
    user.save()
    client.post("/login/", {"login": user.sign_in_name, "password": PASSWORD})


def linked_to(fake: Fake, client: Client, user: User) -> None:
    """Link who agrees at the provider to the user's account, from 我的."""
    sign_in(client, user)
    assert come(client, fake) == WAYS


def test_the_first_time_the_number_is_proved_and_then_one_comes_straight_in(
    client: Client, dong: User, fake: Fake, code: Callable[..., str]
) -> None:
    assert come(client, fake) == NUMBER
    assert not SocialAccount.objects.exists()
    assert "这里还不知道您是谁" in client.get(NUMBER).text
    sent = code(client, dong.phone)
    assert not is_in(client)
    assert client.post(CONFIRM, {"code": sent}).headers["Location"] == "/start/"
    assert "以后用它直接进来" in client.get("/me/").text

    again = Client()
    assert come(again, fake) == "/start/"
    assert is_in(again)
    assert again.session.get_expire_at_browser_close()
    row = SocialAccount.objects.get()
    assert row.user == dong
    assert row.extra_data.keys() <= {"union_id"}, "but by what messages are addressed, nothing"
    assert not SocialToken.objects.exists()
    assert Event.objects.filter(verb="account.linked").count() == 1
    assert Notice.objects.filter(recipient=dong, url=WAYS).count() == 1


@pytest.mark.parametrize("fault", ["another app", "expired token", "broken"])
def test_an_answer_that_is_not_right_lets_nobody_in(
    client: Client, dong: User, fake: Fake, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    linked_to(fake, Client(), dong)
    fake.fault = "" if isinstance(fake, FakeOidc) and fault == "broken" else fault
    back = agreed(client, fake)
    fake.fault = fault
    with caplog.at_level(logging.WARNING):
        assert client.get(back).headers["Location"] == "/login/"
    assert not is_in(client)
    assert "没有认出您，没有登录" in client.get("/login/").text
    assert f"signing in with {fake.id} failed" in caplog.text


def test_a_code_serves_once_and_only_with_the_state_of_this_session(
    client: Client, dong: User, fake: Fake
) -> None:
    linked_to(fake, Client(), dong)
    thief = Client()
    back = agreed(client, fake)
    assert thief.get(back).headers["Location"] == "/login/", "the state is another session's"
    assert thief.get(back.replace("state=", "state=x")).headers["Location"] == "/login/"
    assert client.get(back).headers["Location"] == "/start/"

    own = re.findall(r"state=(\w+)", agreed(thief, fake))[0]
    replayed = re.sub(r"state=\w+", f"state={own}", back)
    assert thief.get(replayed).headers["Location"] == "/login/", "the code was used"
    assert not is_in(thief)
    client.post("/logout/")
    assert client.get(back).headers["Location"] == "/login/"


def test_a_wrong_key_is_logged_without_it(
    client: Client, fake: Fake, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    fake.switch_on(settings, secret="a-mistyped-secret")
    assert come(client, fake) == "/login/"
    assert "没有认出您，没有登录" in client.get("/login/").text
    assert f"signing in with {fake.id} failed" in caplog.text
    assert "mistyped" not in caplog.text


def test_a_server_that_does_not_answer_holds_nobody_up(
    client: Client, fake: Fake, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.2
    back = agreed(client, fake)
    fake.fault = "time-out"
    assert client.get(back).headers["Location"] == "/login/"
    assert "现在没有回应" in client.get("/login/").text


@pytest.mark.parametrize(
    ("claims", "signed_with"),
    [({"aud": "another-app"}, "own"), ({"iss": "http://127.0.0.1:1"}, "own"), ({}, "stolen")],
    ids=["audience", "issuer", "signature"],
)
def test_an_id_token_for_somebody_else_is_refused(
    client: Client, dong: User, oidc: FakeOidc, claims: dict[str, str], signed_with: str
) -> None:
    linked_to(oidc, Client(), dong)
    oidc.claims, oidc.signed_with = claims, signed_with
    assert come(client, oidc) == "/login/"
    assert not is_in(client)


def test_a_server_of_openid_connect_that_is_down_is_said_at_once(
    client: Client, oidc: FakeOidc
) -> None:
    oidc.fault = "broken"
    assert client.post("/login/with/oidc/").headers["Location"] == "/login/"


def test_who_is_no_member_of_the_enterprise_is_nobody(client: Client, settings: Settings) -> None:
    with FakeWeCom() as fake:
        fake.switch_on(settings)
        fake.person = "outsider"
        assert come(client, fake) == "/login/"


def test_inside_the_app_its_own_page_opens(client: Client, settings: Settings) -> None:
    with FakeWeCom() as fake:
        fake.switch_on(settings)
        page = client.post("/login/with/wecom/", headers={"user-agent": "Mozilla wxwork/4.1"})
    there = unescape(page.text)
    assert f"{fake.url}/inside?" in there
    assert "#wechat_redirect" in there


IN_WECHAT = {"user-agent": "Mozilla/5.0 MicroMessenger/8.0.50"}


def test_wechat_is_offered_only_within_its_app(client: Client, settings: Settings) -> None:
    with FakeWeChat() as fake:
        fake.switch_on(settings)
        assert "/login/with/wechat/" in client.get("/login/", headers=IN_WECHAT).text
        in_wecom = {"user-agent": f"{IN_WECHAT['user-agent']} wxwork/4.1"}
        assert "/login/with/wechat/" not in client.get("/login/", headers=in_wecom).text
        assert "/login/with/wechat/" not in client.get("/login/").text


def test_nobody_cancels_without_a_word(client: Client, dingtalk: FakeDingTalk) -> None:
    back = agreed(client, dingtalk).replace("authCode=", "error=access_denied&x=")
    assert client.get(back).headers["Location"] == "/login/"
    assert "您在钉钉那边取消了" in client.get("/login/").text


def test_a_number_without_an_account_gets_no_hint_and_no_account(
    client: Client, dong: User, fake: Fake, code: Callable[..., str]
) -> None:
    before = User.objects.count()
    come(client, fake)
    assert code(client, "13700000099") == ""
    assert "如果137****0099有账号" in client.get(CONFIRM).text
    client.post(CONFIRM, {"code": "123456"})
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_the_number_of_somebody_else_helps_nobody(
    client: Client, dong: User, fake: Fake, code: Callable[..., str]
) -> None:
    """The code is sent to its owner; without it nothing is linked, and three tries end it."""
    come(client, fake)
    sent = code(client, dong.phone)
    for _n in range(3):
        client.post(CONFIRM, {"code": f"{(int(sent) + 1) % 10**6:06}"})
    client.post(CONFIRM, {"code": sent})
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_who_signs_in_otherwise_at_this_computer_is_not_linked(
    client: Client, province: Province, dong: User, fake: Fake, code: Callable[..., str]
) -> None:
    """Neither somebody else, nor the owner of the number who has not proved it."""
    come(client, fake)
    code(client, dong.phone)
    pending = dict(client.session.items())
    for user in (province.xu, dong):
        other = with_session(pending)
        sign_in(other, user)
        assert is_in(other)
    assert not SocialAccount.objects.exists()


def with_session(values: dict[str, object]) -> Client:
    """Another browser with what stood in the session of the first."""
    client = Client()
    session = client.session
    session.update(values)
    session.save()
    client.cookies[product.SESSION_COOKIE_NAME] = session.session_key
    return client


def test_the_second_factor_is_still_asked_for_before_anything_is_linked(
    client: Client,
    dong: User,
    dingtalk: FakeDingTalk,
    code: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = HttpResponse("the second factor, please"), False
    monkeypatch.setattr(AuthenticateStage, "handle", lambda stage: held)
    come(client, dingtalk)
    assert client.post(CONFIRM, {"code": code(client, dong.phone)}).content == held[0].content
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_an_identity_of_somebody_else_is_not_linked_again(
    client: Client, province: Province, dong: User, fake: Fake
) -> None:
    linked_to(fake, Client(), dong)
    sign_in(client, province.xu)
    assert come(client, fake) == WAYS
    assert "已经连着别人的账号" in client.get(WAYS).text
    assert SocialAccount.objects.get().user == dong


def test_an_identity_that_was_linked_meanwhile_is_refused(
    client: Client, province: Province, dong: User, fake: Fake, code: Callable[..., str]
) -> None:
    come(client, fake)
    uid = Waiting(*client.session[KEY]).uid
    sent = code(client, dong.phone)
    link_identity(user=province.xu, provider=fake.id, uid=uid, name="别处")
    client.post(CONFIRM, {"code": sent})
    assert "已经连着别人的账号" in client.get("/me/").text
    assert SocialAccount.objects.get().user == province.xu


def test_without_sms_one_links_after_signing_in_by_password(
    client: Client, dong: User, dingtalk: FakeDingTalk
) -> None:
    assert come(client, dingtalk) == "/login/"
    assert "请先用密码登录" in client.get("/login/").text
    assert client.get(NUMBER).headers["Location"] == "/login/"
    linked_to(dingtalk, client, dong)
    assert "断开钉钉" in client.get(WAYS).text


def test_unlinking_is_told_and_never_shuts_one_out(
    client: Client, province: Province, dong: User, dingtalk: FakeDingTalk
) -> None:
    linked_to(dingtalk, Client(), dong)
    row = SocialAccount.objects.get()
    dong.set_unusable_password()
    dong.save()
    assert come(client, dingtalk) == "/start/"
    refused = client.post(f"{WAYS}{row.pk}/end/")
    assert (refused.status_code, "请先设一个密码" in refused.text) == (409, True)
    stranger = Client()
    sign_in(stranger, province.xu)
    assert stranger.post(f"{WAYS}{row.pk}/end/").status_code == 404
    sign_in(client, dong)
    assert client.post(f"{WAYS}{row.pk}/end/").headers["Location"] == WAYS
    assert not SocialAccount.objects.exists()
    assert Event.objects.filter(verb="account.unlinked").count() == 1
    assert Notice.objects.filter(recipient=dong, url=WAYS).count() == 2


def test_a_disabled_account_stays_out(client: Client, dong: User, dingtalk: FakeDingTalk) -> None:
    linked_to(dingtalk, Client(), dong)
    User.objects.filter(pk=dong.pk).update(is_active=False)
    assert come(client, dingtalk) == "/login/"
    assert not is_in(client)


def test_only_what_is_set_is_offered(client: Client, dingtalk: FakeDingTalk) -> None:
    page = client.get("/login/").text
    assert "用单位的账号" in page
    assert "企业、劳模工匠" in page
    assert "企业微信" not in page
    assert client.post("/login/with/wecom/").status_code == 404
    assert client.get("/login/with/wecom/back/").status_code == 404


def test_without_any_nothing_is_offered(client: Client) -> None:
    assert "用单位的账号" not in client.get("/login/").text


def test_linking_wants_a_proof_of_the_last_minutes(
    client: Client, dong: User, dingtalk: FakeDingTalk
) -> None:
    """Whoever finds an open session on somebody's desk links nothing to it."""
    linked_to(dingtalk, Client(), dong)
    sign_in(client, dong)
    row = SocialAccount.objects.get()
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    for act in ("/login/with/dingtalk/", f"{WAYS}{row.pk}/end/"):
        assert client.post(act).headers["Location"].startswith("/me/second/again/")
    assert SocialAccount.objects.exists()


def test_of_two_accounts_that_become_one_the_identity_is_proved_anew(
    client: Client, province: Province, dong: User, dingtalk: FakeDingTalk
) -> None:
    linked_to(dingtalk, Client(), dong)
    merge_accounts(actor=province.fang, kept=province.xu, given_up=dong, reason="同一个人")
    sign_in(client, province.xu)
    assert come(client, dingtalk) == WAYS
    assert SocialAccount.objects.get().user == province.xu
