"""Reads of how a person wants to be told."""

from typing import Any

from .models import MailChoice


def wants_mail(user: Any) -> bool:
    """Whether notices go to the person's mailbox too: yes, unless he said no."""
    return not MailChoice.objects.filter(user=user, wanted=False).exists()
