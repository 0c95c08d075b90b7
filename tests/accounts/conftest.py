"""For the tests of accounts: a gateway that takes text messages, a master without a password."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from hongmajia.unions.models import User
from tests.actors import Province
from tests.fake_sms import FakeSms


@pytest.fixture
def gateway(settings: Settings) -> Iterator[FakeSms]:
    """SMS are sent; ``gateway.messages`` has them."""
    with FakeSms() as gateway:
        gateway.switch_on(settings)
        yield gateway


@pytest.fixture
def dong(province: Province) -> User:
    """A master who signs in by number and has no password."""
    province.dong.signs_in_by_phone = True
    province.dong.save()
    return province.dong
