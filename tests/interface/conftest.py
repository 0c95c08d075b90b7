"""Programs of two counties, and clients that ask with their tokens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.accounts.actions.duties import appoint_to_duty
from hongmajia.accounts.duty_enums import DutyKind
from hongmajia.core import attempts
from hongmajia.core.scopes import Scope
from hongmajia.interface.actions import issue_token, open_account
from hongmajia.interface.models import ServiceAccount
from hongmajia.unions.models import Union, User
from tests.actors import Province


@dataclass
class Caller:
    """A program that asks with its token."""

    account: ServiceAccount
    token: str
    language: str = "zh-hans"

    def get(self, path: str, query: Any = None, **headers: str) -> Any:
        """``caller.get("/needs")``."""
        return Client().get(f"/api{path}", query, headers=self._headers(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """``caller.post("/needs", {…}, key="a1")``: ``key`` is the Idempotency-Key."""
        return Client().post(
            f"/api{path}", body, content_type="application/json", headers=self._headers(headers)
        )

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        said = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}
        if "key" in more:
            said["Idempotency-Key"] = more.pop("key")
        return said | more


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Nobody has used up a limit."""
    attempts.forget_all()


@pytest.fixture
def security(province: Province) -> User:
    """The security administrator."""
    duty = appoint_to_duty(actor=None, kind=DutyKind.SECURITY, name="安全", phone="13700000002")
    return User.objects.get(pk=duty.user_id)


@pytest.fixture
def program(security: User) -> Callable[..., Caller]:
    """``program(province.deqing, Scope.READ)``: a program of Deqing; by default with all scopes."""

    def make(union: Union, *scopes: Scope) -> Caller:
        account = open_account(
            actor=security,
            union=union,
            name=f"{union.name}产业大脑",
            purpose="企业在那边提需求",
            scopes=scopes or list(Scope),
        )
        day = timezone.localdate() + timedelta(days=30)
        _token, clear = issue_token(actor=security, account=account, expires_on=day)
        return Caller(account, clear)

    return make


@pytest.fixture
def deqing(program: Callable[..., Caller], province: Province) -> Caller:
    """A program of Deqing with all scopes."""
    return program(province.deqing)


@pytest.fixture
def wucheng(program: Callable[..., Caller], province: Province) -> Caller:
    """A program of Wucheng, the neighbour who must not see Deqing."""
    return program(province.wucheng)
