"""How users want to be notified."""

from typing import Any

from .models import MailChoice


def wants_mail(user: Any) -> bool:
    """Whether notices are also mailed to ``user``: yes, unless they chose otherwise."""
    return not MailChoice.objects.filter(user=user, wanted=False).exists()
