"""Whom an act has to tell: a side with its accounts, and the person to telephone without one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor


@dataclass(frozen=True)
class Callee:
    """A person to telephone; ``subject`` is the row that has the number, of a registered model.

    The cadres of ``union`` make the call.
    """

    name: str
    subject: Model
    union: Any


@dataclass(frozen=True)
class Side:
    """The accounts of one side, and whom to telephone if no channel reaches any of them."""

    label: str
    users: tuple[Any, ...] = ()
    callee: Callee | None = None
    union: Any = None
    """The union whose group chat hears of it too, if it has a robot."""


@dataclass(frozen=True)
class Reach:
    """Where the person of a row gets SMS, and their page by its name in ``wording.TAILS``."""

    phone: str
    page: str = ""
    code: str = ""
    """What names them in the address of that page."""


@dataclass(frozen=True)
class Directory:
    """How calls learn the name of a model's row, and its number, which is logged.

    ``reach`` is how SMS are sent to it; a model without it is only telephoned.
    """

    name: Callable[[Any], str]
    number: Callable[[Any, Actor], str]
    reach: Callable[[Any], Reach] | None = None


FORGOTTEN = Directory(name=lambda _gone: _("（已删除）"), number=lambda _gone, _actor: "")
"""Of somebody whose name and number are deleted."""

_directories: dict[type, Directory] = {}


def register_callees(model: type[Model], directory: Directory) -> None:
    """Let rows of ``model`` be called; a room does so in its ``registrations.py``."""
    _directories[model] = directory


def directory_of(subject: Model | None) -> Directory:
    """The directory in which ``subject`` stands; ``KeyError`` for a model without one.

    A call that was made outlives the row with the number.
    """
    return FORGOTTEN if subject is None else _directories[type(subject)]
