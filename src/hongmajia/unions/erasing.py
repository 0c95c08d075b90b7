"""What stands against erasing an account, and what ends with it."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from hongmajia.core.signals import person_leaves
from hongmajia.core.whose_rows import TheirRows

from .models import Enterprise, Membership, User


def held_roles(rows: TheirRows) -> Iterator[str]:
    """A sentence for each union in which they have a role: it is handed over first."""
    held = Membership.objects.filter(user__in=rows.of(User)).not_over()
    for name in held.values_list("union__name", flat=True).distinct():
        yield _("在%(union)s还有角色，请先交接，或免去。") % {"union": name}


@receiver(person_leaves)
def close_account(rows: TheirRows, **rest: Any) -> None:
    """Nobody can sign in to it, and it acts for no enterprise."""
    users = rows.of(User)
    Enterprise.contacts.through._base_manager.filter(user__in=users).delete()
    User.objects.filter(pk__in=users).update(
        is_active=False, signs_in_by_phone=False, phone_proved_at=None
    )
