"""The hotline that sentences name where they say whom to telephone.

Which one it is depends on the province, of which `core` knows nothing: the room `unions` says it.
"""

from collections.abc import Callable

HOTLINE = "12351"
"""The hotline of the unions, which is answered at all hours; of a province without its own."""

_find: list[Callable[[], str]] = []


def register_hotline(find: Callable[[], str]) -> None:
    """``find`` gives the hotline of the province that the present page is about."""
    _find.append(find)


def hotline_here() -> str:
    """The hotline to name on the present page."""
    return _find[0]() if _find else HOTLINE
