"""Changing one's own password."""

from django.db import transaction

from hongmajia.core.acts import record
from hongmajia.unions.models import User

from ..enums import AccountVerb


@transaction.atomic
def change_password(*, user: User, password: str) -> None:
    """Set a new password; all other sessions end, because a session knows the hash of its own."""
    user.set_password(password)
    user.save(update_fields=["password", "must_change_password"])
    record(user, AccountVerb.PASSWORD_CHANGED, user, data={"person": user.display_name})
