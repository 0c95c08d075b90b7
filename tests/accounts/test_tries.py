"""A code may be tried three times, however many requests come at once.

Requests at once all read the session before one of them writes it; ``at_once`` gives each of them
the session as it was when the code was sent.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from hongmajia.accounts.tries import may_try
from hongmajia.unions.models import User
from tests.actors import Province
from tests.fake_sms import FakeSms

BACKEND = "django.contrib.auth.backends.ModelBackend"
NEW = "13700000032"
Work = Callable[[], None]


def code_in(gateway: FakeSms, work: Work) -> str:
    """The code of the last text message."""
    work()
    return str(gateway.messages[-1][1].partition("验证码")[2][:6])


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@contextmanager
def at_once(client: Client) -> Iterator[Callable[[], None]]:
    """What it yields puts the session back: so the next request came at the same time."""
    row = Session.objects.get(session_key=client.session.session_key)

    def put_back() -> None:
        Session.objects.update_or_create(
            session_key=row.session_key,
            defaults={"session_data": row.session_data, "expire_date": row.expire_date},
        )
        client.cookies[settings.SESSION_COOKIE_NAME] = row.session_key

    yield put_back


def try_often(client: Client, page: str, codes: list[str]) -> list[int]:
    """Enter the codes at once; the statuses of the answers."""
    statuses = []
    with at_once(client) as put_back:
        for code in codes:
            put_back()
            statuses.append(client.post(page, {"code": code}).status_code)
    return statuses


def test_signing_in(client: Client, dong: User, gateway: FakeSms, work: Work) -> None:
    client.post("/login/code/", {"phone": dong.phone})
    code = code_in(gateway, work)
    statuses = try_often(client, "/login/code/confirm/", [wrong(code)] * 3 + [code])
    assert statuses[3] == 302
    assert client.get("/desk/").status_code == 302, "the fourth is not compared, though right"
    dong.refresh_from_db()
    assert dong.phone_proved_at is None


def test_the_third_try_may_be_right(
    client: Client, dong: User, gateway: FakeSms, work: Work
) -> None:
    client.post("/login/code/", {"phone": dong.phone})
    code = code_in(gateway, work)
    try_often(client, "/login/code/confirm/", [wrong(code), wrong(code), code])
    assert client.get("/desk/").status_code == 200


def test_confirming_who_one_is(client: Client, dong: User, gateway: FakeSms, work: Work) -> None:
    client.force_login(dong, backend=BACKEND)
    page = client.post("/me/second/again/code/", {"recipient": dong.phone}).headers["Location"]
    code = code_in(gateway, work)
    statuses = try_often(client, page, [wrong(code)] * 3 + [code])
    assert statuses == [200, 200, 200, 302]
    dong.refresh_from_db()
    assert dong.phone_proved_at is None


def test_changing_ones_number(
    province: Province, client: Client, dong: User, gateway: FakeSms, work: Work
) -> None:
    client.force_login(dong, backend=BACKEND)
    page = client.post("/me/phone/", {"phone": NEW}).headers["Location"]
    code = code_in(gateway, work)
    try_often(client, page, [wrong(code)] * 3 + [code])
    dong.refresh_from_db()
    assert dong.phone != NEW


@pytest.mark.parametrize("many", [50])
def test_threads_have_three_tries_together(many: int) -> None:
    sent = {"phone": NEW, "at": 1.5}
    with ThreadPoolExecutor(10) as pool:
        allowed = list(pool.map(lambda _n: may_try(sent), range(many)))
    assert sum(allowed) == 3
    assert may_try({**sent, "at": 2.5}), "another code has tries of its own"
