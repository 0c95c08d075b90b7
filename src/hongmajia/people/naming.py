"""The name by which a reader knows a helper: the one place that decides it (ADR 50)."""

from typing import Any

from hongmajia.unions.enums import STAFF

from .enums import HelperKind


def name_for(reader: Any, helper: Any, *unions: Any) -> str:
    """The full name for those who keep the roll, for everybody else what consent allows.

    Staff of the helper's union and above keep it, and the helper themselves. ``unions`` are others
    whose staff know the name in this place, such as the union of a need for which the helper was
    proposed. Load ``artisan`` and ``union`` of the helper before.
    """
    knows = _keeps(reader, helper) or any(_is_staff(reader, union) for union in unions)
    return str(helper.name if knows else helper.public_name)


def _keeps(reader: Any, helper: Any) -> bool:
    if not reader.pk or helper.kind == HelperKind.TEAM:
        return False  # the name of a team is public
    return helper.artisan.user_id == reader.pk or _is_staff(reader, helper.union)


def _is_staff(reader: Any, union: Any) -> bool:
    return bool(reader.pk) and bool(reader.holds(union.path, *STAFF))
