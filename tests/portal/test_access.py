"""Where signing in leads, and to what without it; tests/test_access.py asks who gets which page."""

import pytest
from django.test import Client

from tests.actors import Province

BACKEND = "django.contrib.auth.backends.ModelBackend"

pytestmark = pytest.mark.one_database("only the session is read")


@pytest.mark.parametrize("url", ["/desk/", "/me/", "/me/password/", "/notices/"])
def test_what_is_ones_own_asks_a_visitor_to_sign_in_and_leads_back(
    client: Client, url: str
) -> None:
    assert client.get(url).headers["Location"] == f"/login/?next={url}"


@pytest.mark.usefixtures("province")
def test_the_map_of_counties_is_for_everybody(client: Client) -> None:
    assert client.get("/?map=county").status_code == 200


def test_signing_in_leads_to_the_desk(client: Client, province: Province) -> None:
    client.force_login(province.xu, backend=BACKEND)
    assert client.get("/login/").headers["Location"] == "/start/"
    assert client.get("/start/").headers["Location"] == "/desk/"
