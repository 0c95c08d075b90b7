"""A session that ends while somebody writes: they sign in and go on where they were."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver

from hongmajia.core.kept import KEEPING, NAME
from hongmajia.core.only_sent import page_above
from hongmajia.needs.models import Need
from tests.access_table import TABLE
from tests.actors import Province, make_need
from tests.core.test_no_plain_number import database_holds

PASSWORD = "red-vest-2026"
WORDS = "焊缝在第二道之后变形，量过三次"


@pytest.fixture
def need(province: Province) -> Need:
    province.xu.set_password(PASSWORD)
    province.xu.save()
    return make_need(province)


def sign_in(client: Client, answer) -> str:
    """Sign in at the page that ``answer`` leads to; where it leads to then."""
    page = answer.headers["Location"]
    assert "登录后在那一页上接着来" in client.get(page).content.decode()
    said = {"login": "xu", "password": PASSWORD, "next": page.partition("next=")[2]}
    return client.post("/login/", said).headers["Location"]


def test_what_was_typed_is_back_on_the_page_of_the_form(need: Need, client: Client) -> None:
    url = "/enterprises/new/"
    answer = client.post(url, {"name": WORDS, "password1": "secret"})

    assert sign_in(client, answer) == url
    page = client.get(url).content.decode()
    assert WORDS in page
    assert "secret" not in page
    assert "照片和文件" not in page


def test_a_page_that_leads_on_hands_it_on(need: Need, client: Client) -> None:
    """Meanwhile the need was verified by somebody else: its form leads to its page."""
    url = f"/needs/{need.pk}/verify/"
    sign_in(client, client.post(url, {"title": WORDS}))
    assert WORDS in client.get(url, follow=True).content.decode()


def test_the_page_is_the_one_that_had_the_button(need: Need, client: Client) -> None:
    button, page = f"/needs/{need.pk}/return/", f"/needs/{need.pk}/"
    answer = client.post(
        button, {"note": WORDS}, headers={"referer": f"http://testserver{page}?tab=2"}
    )

    assert answer.headers["Location"] == f"/login/?next={page}%3Ftab%3D2"
    assert sign_in(client, answer) == f"{page}%3Ftab%3D2"
    assert WORDS in client.get(page).content.decode()


def test_without_a_word_of_the_browser_it_is_the_page_above(need: Need, client: Client) -> None:
    answer = client.post(f"/needs/{need.pk}/take-over/", {"note": WORDS})

    back = client.get(sign_in(client, answer))
    assert back.headers["Location"] == f"/needs/{need.pk}/"
    assert WORDS in client.get(back.headers["Location"]).content.decode()


def test_another_site_does_not_choose_the_page(need: Need, client: Client) -> None:
    url = f"/needs/{need.pk}/verify/"
    answer = client.post(url, {"title": WORDS}, headers={"referer": "https://example.org/bad/"})
    assert answer.headers["Location"] == f"/login/?next={url}"


def test_files_have_to_be_chosen_again_and_the_page_says_so(need: Need, client: Client) -> None:
    url = "/enterprises/new/"
    photo = SimpleUploadedFile("seam.jpg", b"a photograph")
    sign_in(client, client.post(url, {"title": WORDS, "photo": photo}))
    assert "照片和文件没有留下，请重新选" in client.get(url).content.decode()


def test_it_is_forgotten_once_it_is_sent(need: Need, client: Client) -> None:
    url = "/enterprises/new/"
    sign_in(client, client.post(url, {"title": WORDS}))
    client.post(url, {"title": WORDS})
    assert NAME not in client.session
    assert "您刚才写的" not in client.get(url).content.decode()


def test_nobody_reads_it_without_signing_in_nor_in_the_database(
    need: Need, client: Client, province: Province
) -> None:
    client.post(f"/needs/{need.pk}/verify/", {"phone": "13987654321"})

    assert not database_holds("13987654321")
    assert "13987654321" not in client.get("/").content.decode()
    assert client.session.get_expiry_age() <= 3600
    client.post("/login/", {"login": "xu", "password": PASSWORD})
    assert client.session.get_expiry_age() > 3600


def test_on_a_shared_computer_others_do_not_see_it(
    need: Need, client: Client, province: Province
) -> None:
    province.wu.set_password(PASSWORD)
    province.wu.save()
    client.post("/login/", {"login": "wu", "password": PASSWORD})
    del client.cookies[settings.SESSION_COOKIE_NAME]  # the session ends, the browser stays
    url = "/enterprises/new/"
    sign_in(client, client.post(url, {"name": WORDS}))

    assert NAME not in client.session
    assert WORDS not in client.get(url).content.decode()


def test_after_signing_out_nothing_is_kept(need: Need, client: Client) -> None:
    client.post("/login/", {"login": "xu", "password": PASSWORD})
    client.post("/logout/")
    assert client.post("/enterprises/new/", {"name": WORDS}).status_code == 302
    assert NAME not in client.session


def test_what_is_too_long_or_too_often_is_not_kept(
    need: Need, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"/needs/{need.pk}/verify/"
    assert client.post(url, {"title": "长" * 100_000}).status_code == 302
    assert NAME not in client.session
    monkeypatch.setattr("hongmajia.core.limits.Limit.allows", lambda self, who: False)
    assert client.post(url, {"title": WORDS}).status_code == 302
    assert NAME not in client.session
    assert KEEPING.most < 100


def test_a_part_of_a_page_leads_the_whole_page_to_sign_in(need: Need, client: Client) -> None:
    answer = client.post(
        f"/needs/{need.pk}/take-over/",
        headers={"hx-request": "true", "hx-current-url": f"http://testserver/needs/{need.pk}/"},
    )
    assert answer.headers["HX-Redirect"] == f"/login/?next=/needs/{need.pk}/"


def test_signing_in_again_in_another_window_loses_nothing(need: Need) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(get_user_model().objects.get(username="xu"))
    url = "/enterprises/new/"
    own = {"sec-fetch-site": "same-origin"}
    answer = careful.post(url, {"title": WORDS}, headers=own)
    assert answer.status_code == 403
    assert "您写的留着" in answer.content.decode()
    assert WORDS in careful.get(url).content.decode()

    foreign = {"sec-fetch-site": "cross-site"}
    assert "您写的留着" not in careful.post(url, {"title": "x"}, headers=foreign).content.decode()


# --- addresses that only take what is sent ----------------------------------------------------


def opened(client: Client) -> Iterator[tuple[str, str]]:
    """Every address that only takes what is sent, opened: its address and page."""
    for row in TABLE:
        method, pattern, _cells = row.split(" ")
        url = "/" + re.sub("<[^>]*>", "1", pattern)
        if method == "POST" and not url.startswith("/api/"):
            answer = client.get(url)
            if answer.status_code == 405:
                yield url, answer.content.decode()


def test_no_address_answers_an_empty_405(province: Province) -> None:
    client = Client()
    client.force_login(province.fang)
    pages = dict(opened(client))

    assert len(pages) > 40
    assert all("什么也没有办" in page for page in pages.values())


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/needs/5/withdraw/", "/needs/5/"),
        ("/unions/roles/3/revoke/", "/unions/"),
        ("/logout/", "/"),
    ],
)
def test_it_leads_to_the_page_where_the_button_is(address: str, page: str) -> None:
    assert page_above(address) == page
    assert get_resolver().resolve(page)
