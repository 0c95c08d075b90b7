"""The provinces that the installation serves, for a minute in each process.

Every page asks for them. Whoever changes one sees it at once in the same process, and within a
minute in the others.
"""

from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .enums import UnionKind
from .models import Province, Union

CACHED = "unions.provinces"
SECONDS = 60


def provinces_served() -> list[Province]:
    """The provinces that have a union, which is loaded, in the order of their codes."""
    found: list[Province] | None = caches["policy"].get(CACHED)
    if found is None:
        found = list(Province.objects.served())
        caches["policy"].set(CACHED, found, SECONDS)
    return found


def province_at(path: str) -> Province | None:
    """The province to which the union at ``path`` belongs; ``None`` above and outside of all."""
    return next((one for one in provinces_served() if path.startswith(one.path)), None)


def are_several() -> bool:
    """Whether the installation serves more than one province."""
    return len(provinces_served()) > 1


def forget_provinces() -> None:
    """Read them anew: now for this transaction, and once more when it is committed."""
    caches["policy"].delete(CACHED)
    transaction.on_commit(lambda: caches["policy"].delete(CACHED))


@receiver([post_save, post_delete], sender=Province)
def province_saved(**_more: Any) -> None:
    """A province was added, changed or removed."""
    forget_provinces()


@receiver(post_save, sender=Union)
def union_saved(instance: Union, **_more: Any) -> None:
    """The union of a province was renamed or closed."""
    if instance.kind == UnionKind.PROVINCE:
        forget_provinces()
