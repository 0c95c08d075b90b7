"""For any input the API answers as its schema says, and never with a 500."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, settings

from tests.actors import Province, make_need
from tests.needs.conftest import BACKEND

pytestmark = [
    pytest.mark.django_db(transaction=True),  # it asks from a thread of its own
    pytest.mark.one_database("proofs/fuzz_requests.py asks for more, and on both databases"),
]

schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())


@pytest.fixture
def signed_in(province: Province) -> Client:
    make_need(province)
    client = Client()
    client.force_login(province.contact, backend=BACKEND)
    return client


@schema.include(path_regex=r"^/api/needs(/\{pk\})?$").parametrize()
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_answer_is_one_that_was_promised(case: schemathesis.Case, signed_in: Client) -> None:
    cookies = {name: morsel.value for name, morsel in signed_in.cookies.items()}
    case.call_and_validate(cookies=cookies)
