"""Which duty somebody has; nobody has one beside a role in a union (ADR 67)."""

from typing import Any

import rules

from .duty_enums import DutyKind
from .models import Duty


def duty_of(user: Any) -> str:
    """The duty of the user, or ``""``. ``is_staff`` marks who has one: no query for others."""
    if not user.pk or not user.is_staff:
        return ""
    if not hasattr(user, "_duty"):
        kinds = Duty.objects.open().filter(user=user).values_list("kind", flat=True)
        user._duty = kinds.first() or ""
    return str(user._duty)


@rules.predicate
def operates(user: Any) -> bool:
    """Whether the user is a system administrator."""
    return duty_of(user) == DutyKind.SYSTEM


@rules.predicate
def secures(user: Any) -> bool:
    """Whether the user is a security administrator."""
    return duty_of(user) == DutyKind.SECURITY


@rules.predicate
def audits(user: Any) -> bool:
    """Whether the user is an auditor."""
    return duty_of(user) == DutyKind.AUDITOR


rules.add_perm("accounts.operate", operates)
rules.add_perm("accounts.secure", secures)
rules.add_perm("accounts.audit", audits)
