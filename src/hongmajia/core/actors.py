"""Who acts and who reads, as far as rules, actions and pages need to know them."""

from typing import Any, Protocol


class Person(Protocol):
    """Somebody at a page: a signed-in user or the anonymous one."""

    @property
    def pk(self) -> Any: ...

    @property
    def is_authenticated(self) -> bool: ...

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...


class Actor(Person, Protocol):
    """A signed-in user: ``unions.models.User``, which rooms to its left may not import."""

    @property
    def display_name(self) -> str: ...

    def scope(self, *roles: str) -> list[str]: ...

    def holds(self, path: str, *roles: str) -> bool: ...
