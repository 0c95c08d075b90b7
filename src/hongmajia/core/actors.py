"""Who acts and who reads, as far as rules, actions and pages need to know them.

``unions.models.User`` fits both protocols; rooms to its left may not import it.
"""

from typing import TYPE_CHECKING, Any, Protocol, cast

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from hongmajia.unions.models import User


class Actor(Protocol):
    """Whoever acts: a signed-in user, or an anonymous visitor (``pk`` is ``None``)."""

    @property
    def pk(self) -> Any: ...

    @property
    def is_authenticated(self) -> bool: ...

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...


class SignedIn(Actor, Protocol):
    """A signed-in user with a name and with roles in unions, given by the unions' paths."""

    @property
    def display_name(self) -> str: ...

    def scope(self, *roles: str) -> list[str]: ...

    def holds(self, path: str, *roles: str) -> bool: ...


def account_of(actor: Actor | None) -> "User | None":
    """The account to keep beside an act; ``None`` for a visitor and for the system (``None``)."""
    return cast("User", actor) if actor is not None and actor.pk else None


def user_of(actor: Actor | None) -> "User":
    """The account of somebody who must be signed in; ``PermissionDenied`` for anybody else."""
    user = account_of(actor)
    if user is None:
        raise PermissionDenied
    return user


def own_account(actor: Actor | None) -> "User | None":
    """The account of a person who acts for themselves; ``None`` for a program, too.

    A program hands on what others want. Whose need or place it is has no account here, and is told
    by other ways.
    """
    account = account_of(actor)
    return None if account is None or account.is_program else account
