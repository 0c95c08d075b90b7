"""To which unions the subject of an event belongs."""

from typing import Any

from hongmajia.unions.models import Union

OWN = ("union", "home_union", "to_union")
OWNERS = (
    "need", "engagement", "activity", "record", "confirmation", "suggestion", "circular", "helper",
    "case", "item", "enterprise",
)  # fmt: skip
"""Names under which a thing refers to what it is a part of."""
DEEPEST = 4


def paths_of(subject: Any, depth: int = 0) -> set[str]:
    """The paths of the unions that hold, sent or answer for ``subject``; empty if none does."""
    if isinstance(subject, Union):
        return {subject.path}
    unions = (getattr(subject, name, None) for name in OWN)
    found = {union.path for union in unions if isinstance(union, Union)}
    if depth < DEEPEST:
        for name in OWNERS:
            if (owner := getattr(subject, name, None)) is not None and hasattr(owner, "pk"):
                found |= paths_of(owner, depth + 1)
    return found
