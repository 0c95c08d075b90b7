"""Programs that ask through the interface: what the token of a request allows.

A program acts as a user of its own, so ``visible_to`` and the rules of all rooms apply to it as to
people. Beyond that it is limited to the union of its account and to all below: it does not even
see what is public elsewhere (docs/adr/0074). The middleware of the room ``interface`` sets
``request.program``; requests of people have none.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.utils import check_csrf

from .scopes import Scope

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Program:
    """What the token of a request allows: its scopes, and the path of the union of its account."""

    scopes: frozenset[str]
    path: str
    region: str = ""
    """The GB/T 2260 code of the union's region, if it has one."""


class ScopeMissing(PermissionDenied):
    """The token lacks a scope, which the message names."""


def program_of(request: HttpRequest) -> Program | None:
    """The program that asks; ``None`` for people."""
    found: Program | None = getattr(request, "program", None)
    return found


def within(request: HttpRequest, rows: QuerySet[M], *paths: str) -> QuerySet[M]:
    """``rows`` as far as the program's union reaches; people get them all.

    ``paths`` are lookups of the paths of unions to which a row belongs; one that is the program's
    union or below it is enough.
    """
    program = program_of(request)
    if program is None:
        return rows
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{path}__startswith": program.path})
    return rows.filter(condition)


@dataclass(frozen=True)
class SignedIn:
    """Lets people with a session in, and programs whose token has the scope."""

    scope: Scope

    def __call__(self, request: HttpRequest) -> Any:
        """The user; ``None`` for nobody. Raises ``ScopeMissing``, ``PermissionDenied`` (CSRF)."""
        program = program_of(request)
        if program is not None:
            return self._allowed(program) and request.user
        if not request.user.is_authenticated:
            return self.for_strangers(request)
        if request.method not in ("GET", "HEAD") and check_csrf(request):
            raise PermissionDenied("CSRF")
        return request.user

    def for_strangers(self, request: HttpRequest) -> Any:
        """What somebody is let in as who has not signed in."""
        return None

    def _allowed(self, program: Program) -> bool:
        if self.scope not in program.scopes:
            words = {"scope": self.scope.value, "label": self.scope.label}
            raise ScopeMissing(_("这个口令没有%(scope)s权限（%(label)s）。") % words)
        return True


@dataclass(frozen=True)
class Anybody(SignedIn):
    """Lets everybody in; a token needs the scope nevertheless."""

    def for_strangers(self, request: HttpRequest) -> Any:
        """The anonymous visitor, who sees what is public."""
        return request.user


READING = SignedIn(Scope.READ)
