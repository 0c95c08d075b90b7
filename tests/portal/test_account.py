"""Signing in and out, the language, and the user's own page."""

import pytest
from django.test import Client

from hongmajia.unions.models import User
from tests.actors import Province

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "长一点的密码-2026"


@pytest.fixture
def xu(province: Province) -> User:
    province.xu.set_password(PASSWORD)
    province.xu.save()
    return province.xu


def page_of(client: Client, person: User, url: str) -> str:
    client.force_login(person, backend=BACKEND)
    return client.get(url).content.decode()


# --- signing in and out ---------------------------------------------------------------------


def test_name_and_password_lead_to_the_desk(client: Client, xu: User) -> None:
    answer = client.post("/login/", {"login": "xu", "password": PASSWORD})
    assert answer.headers["Location"] == "/start/"
    assert client.get("/start/").headers["Location"] == "/desk/"


def test_one_goes_on_to_the_page_one_came_for(client: Client, xu: User) -> None:
    signing = {"login": "xu", "password": PASSWORD, "next": "/me/"}
    assert client.post("/login/", signing).headers["Location"] == "/me/"


def test_signing_in_redirects_to_no_other_site(client: Client, xu: User) -> None:
    signing = {"login": "xu", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/login/", signing).headers["Location"] == "/start/"


def test_a_wrong_password_is_reported_and_the_name_is_kept(client: Client, xu: User) -> None:
    page = client.post("/login/", {"login": "xu", "password": "wrong"}).content.decode()
    assert "登录账号和密码对不上" in page
    assert 'value="xu"' in page


def test_a_password_to_be_changed_lets_nobody_past(client: Client, xu: User) -> None:
    User.objects.filter(pk=xu.pk).update(must_change_password=True)
    client.post("/login/", {"login": "xu", "password": PASSWORD})
    for page in ("/desk/", "/needs/", "/me/", "/"):
        assert client.get(page).headers["Location"] == "/me/password/", page
    refused = client.get("/api/needs")
    assert (refused.status_code, refused.json()["detail"]) == (403, "请先换一个密码，再接着用。")
    assert client.get("/me/password/").status_code == 200
    assert client.post("/logout/").headers["Location"] == "/"


def test_signing_out_takes_post(client: Client, xu: User) -> None:
    client.force_login(xu, backend=BACKEND)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").headers["Location"] == "/"
    assert client.get("/desk/").status_code == 302


# --- the password ---------------------------------------------------------------------------


def change(client: Client, xu: User, old: str, new: str, again: str) -> str:
    client.force_login(xu, backend=BACKEND)
    fields = {"old_password": old, "new_password1": new, "new_password2": again}
    return client.post("/me/password/", fields, follow=True).content.decode()


def test_the_password_is_changed_and_the_session_stays(client: Client, xu: User) -> None:
    User.objects.filter(pk=xu.pk).update(must_change_password=True)
    page = change(client, xu, PASSWORD, "另一个长的密码-27", "另一个长的密码-27")
    assert "密码已经改好" in page
    xu.refresh_from_db()
    assert xu.check_password("另一个长的密码-27")
    assert not xu.must_change_password


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", "另一个长的密码-27", "另一个长的密码-27", "现在的密码不对"),
        (PASSWORD, "另一个长的密码-27", "不一样的密码-27", "两次输的密码不一样"),
        (PASSWORD, "短", "短", "密码"),
        (PASSWORD, "password", "password", "密码"),
    ],
)
def test_an_unsuitable_password_changes_nothing(
    client: Client, xu: User, old: str, new: str, again: str, said: str
) -> None:
    assert said in change(client, xu, old, new, again)
    xu.refresh_from_db()
    assert xu.check_password(PASSWORD)


# --- about oneself --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("xu", "德清县总工会"),
        ("contact", "德清县莫干精工机械有限公司"),
        ("dong", "董师傅"),
        ("zhou", "婺城劳模工匠技术服务队"),
        ("stranger", "路人"),
    ],
)
def test_my_page_names_whom_i_act_for(
    client: Client, province: Province, name: str, seen: str
) -> None:
    assert seen in page_of(client, province.actors[name], "/me/")


def test_my_page_links_to_my_own_artisans_page(client: Client, province: Province) -> None:
    page = page_of(client, province.dong, "/me/")
    assert f'href="/helpers/{province.dong_helper.pk}/"' in page


# --- the frame ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "seen", "unseen"),
    [
        ("nobody", ["企业问题清单", "查进度", "登录"], ["待我办", "退出登录"]),
        ("xu", ["待我办", "/rounds/", "/unions/", "德清县总工会"], ["我的对接"]),
        ("lin", ["待我办", "/rounds/", "湖州市总工会"], ["我的对接"]),
        ("dong", ["待我办", "我的对接"], ["/rounds/", "/unions/"]),
        ("contact", ["待我办", "我的对接"], ["/rounds/", "/unions/"]),
    ],
)
def test_the_bar_shows_what_the_role_works_with(
    client: Client, province: Province, name: str, seen: list[str], unseen: list[str]
) -> None:
    if person := province.actors[name]:
        client.force_login(person, backend=BACKEND)
    top = client.get("/privacy/").content.decode().partition("<main")[0]
    assert all(words in top for words in seen)
    assert not any(words in top for words in unseen)


def test_the_present_place_is_marked(client: Client, province: Province) -> None:
    page = page_of(client, province.xu, "/desk/")
    assert '<a href="/desk/" class="on" aria-current="page">待我办' in page


def test_the_language_is_kept_in_a_cookie_and_leads_back(client: Client, db: None) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/privacy/"})
    assert answer.headers["Location"] == "/privacy/"
    answer = client.get("/privacy/")
    assert answer.headers["Content-Language"] == "en"
    assert '<html lang="en">' in answer.content.decode()
    client.post("/language/", {"language": "zh-hans", "next": "/privacy/"})
    assert '<html lang="zh-Hans">' in client.get("/privacy/").content.decode()


def test_what_the_browser_prefers_is_no_choice(client: Client, db: None) -> None:
    answer = client.get("/privacy/", headers={"Accept-Language": "en"})
    assert '<html lang="zh-Hans">' in answer.content.decode()
