"""Who sees which page of the portal."""

from typing import Any

import pytest
from django.test import Client

from tests.actors import Province, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"
ACTORS = (
    "fang", "shen", "xu", "wu", "lu", "lin", "contact", "dong", "zhou", "ren", "stranger", "nobody",
)  # fmt: skip
PUBLIC = ("/", "/?map=county", "/track/", "/privacy/", "/accessibility/", "/healthz")
SIGNED_IN = ("/desk/", "/me/", "/me/password/", "/notices/")

rights = pytest.mark.one_database("rights are predicates in Python; the lists are asked on both")


def as_actor(client: Client, province: Province, name: str) -> Any:
    user = province.actors[name]
    if user:
        client.force_login(user, backend=BACKEND)
    return client


@rights
@pytest.mark.parametrize("url", PUBLIC)
@pytest.mark.parametrize("name", ACTORS)
def test_public_pages_are_for_everybody(
    client: Client, province: Province, name: str, url: str
) -> None:
    assert as_actor(client, province, name).get(url).status_code == 200


@rights
@pytest.mark.parametrize("url", SIGNED_IN)
@pytest.mark.parametrize("name", ACTORS)
def test_desk_and_account_are_for_those_signed_in(
    client: Client, province: Province, name: str, url: str
) -> None:
    answer = as_actor(client, province, name).get(url)
    if name == "nobody":
        assert answer.headers["Location"] == f"/login/?next={url}"
    else:
        assert answer.status_code == 200


@rights
@pytest.mark.parametrize("name", ACTORS)
def test_the_story_is_for_whoever_holds_its_code(
    client: Client, province: Province, name: str
) -> None:
    need = make_need(province, visibility="unions")
    url = f"/track/{need.tracking_code}/"
    assert as_actor(client, province, name).get(url).status_code == 200


@rights
def test_signing_in_leads_to_the_desk(client: Client, province: Province) -> None:
    client.force_login(province.xu, backend=BACKEND)
    assert client.get("/login/").headers["Location"] == "/desk/"
