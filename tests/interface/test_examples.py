"""The page that explains the interface: each of its examples is run."""

from typing import Any

import pytest
from django.test import Client

from hongmajia.config.api import api
from hongmajia.interface.described import name_of, operations
from hongmajia.interface.examples import EXAMPLES, TITLES, Example
from tests.actors import Province
from tests.interface.conftest import Caller
from tests.interface.filled import Filled


@pytest.fixture
def here(province: Province) -> Filled:
    """Deqing, filled."""
    return Filled(province, province.deqing, "330521", "甲")


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.of}-{n}" for n, e in enumerate(EXAMPLES)])
def test_an_example_is_answered_as_it_says(example: Example, deqing: Caller, here: Filled) -> None:
    path, body = here.body_of(example)
    headers: dict[str, Any] = {"key": example.key} if example.key else {}
    if example.language:
        headers["Accept-Language"] = example.language
    if body is not None or "-X POST" in example.as_curl:
        answer = deqing.post(path, body, **headers)
    else:
        query = {n: v.replace("%2B", "+") for n, v in example.query.items()}
        answer = deqing.get(path, query, **headers)
    assert answer.status_code == example.status, answer.text


def test_every_operation_has_a_title_and_every_act_an_example() -> None:
    described = api.get_openapi_schema()
    found = {
        name_of(operation): method
        for methods in described["paths"].values()
        for method, operation in methods.items()
    }
    assert found.keys() == TITLES.keys()
    acts = {name for name, method in found.items() if method == "post"}
    assert acts <= {example.of for example in EXAMPLES}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_shows_every_operation_without_scripts_from_elsewhere(
    province: Province, language: str
) -> None:
    client = Client()
    client.cookies["django_language"] = language
    page = client.get("/api/docs/")
    assert page.status_code == 200
    for operation in operations(api.get_openapi_schema()):
        assert f'id="{operation.name}"' in page.text
        assert str(operation.path) in page.text
    assert 'src="http' not in page.text
    assert "RateLimit-Remaining" in page.text
