"""The key industries of each province (docs/adr/0087): whose are shown, and who changes them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from .enums import KEEPERS
from .models import KeyIndustry, Province
from .visiting import visit_now


def lists_shown() -> QuerySet[Province]:
    """The provinces whose lists the page shows, with the lists: the reader's, else all."""
    home = visit_now().home
    every = Province.objects.select_related("union").prefetch_related("key_industries__codes")
    return every.filter(pk=home.pk) if home else every


def lists_changed_by(user: Any) -> list[Province]:
    """The provinces whose lists the user may change."""
    every = Province.objects.select_related("union")
    return [one for one in every if user.has_perm("unions.change_key_industries", one)]


def provinces_around(user: Any) -> list[Province]:
    """The provinces in which the user may register enterprises."""
    paths = user.scope(*KEEPERS)
    return [one for one in Province.objects.select_related("union") if _is_near(one, paths)]


def industries_of(provinces: Iterable[Province]) -> QuerySet[KeyIndustry]:
    """The key industries of these provinces, with their province."""
    return KeyIndustry.objects.filter(province__in=provinces).select_related("province")


def industries_around(user: Any) -> list[KeyIndustry]:
    """The key industries of the provinces in which the user may register; one query."""
    paths = user.scope(*KEEPERS)
    every = KeyIndustry.objects.select_related("province__union")
    return [one for one in every if _is_near(one.province, paths)]


def _is_near(province: Province, paths: Any) -> bool:
    """Whether a union at one of the paths is in the province, or above it."""
    own = province.path
    return not own or any(own.startswith(path) or path.startswith(own) for path in paths)
