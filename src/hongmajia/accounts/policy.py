"""The policy on accounts: what was stored by a security administrator, else as deployed.

Kept for a minute in each process, so a change reaches all of them within a minute.
"""

from django.conf import settings
from django.core.cache import caches

from hongmajia.config.post_parsers import Post, posts

from .duty_enums import PolicyName
from .models import Policy

CACHED = "accounts.policy"
SECONDS = 60


def idle_seconds() -> int:
    """After how long without a request people of unions, and holders of duties, sign in again."""
    minutes = _stored().get(PolicyName.IDLE_MINUTES)
    return int(minutes) * 60 if minutes else int(settings.IDLE_SECONDS)


def password_days() -> int:
    """After how many days a password has to be changed; 0: never."""
    return int(_stored().get(PolicyName.PASSWORD_DAYS, settings.PASSWORD_DAYS))


def second_factor() -> list[Post]:
    """The posts whose holders must have a second factor."""
    written = _stored().get(PolicyName.SECOND_FACTOR)
    return list(settings.SECOND_FACTOR) if written is None else posts(written)


def forget() -> None:
    """Read the policy anew; called when it was changed."""
    caches["policy"].delete(CACHED)


def _stored() -> dict[str, str]:
    return caches["policy"].get_or_set(CACHED, _load, SECONDS) or {}


def _load() -> dict[str, str]:
    return dict(Policy.objects.values_list("name", "value"))
