"""What a visitor without an account said: their session remembers it, nobody else can (ADR 111)."""

from django.http import HttpRequest

from .models import Trial

SAID = "trials"
"""Where a session keeps the keys of its trials."""
MOST = 30
"""How many of them it keeps."""


def said_in(request: HttpRequest) -> list[int]:
    """The keys of the trials of this session."""
    keys: list[int] = request.session.get(SAID, [])
    return keys


def said_before(request: HttpRequest, **of: object) -> Trial | None:
    """What this visitor said of the same way or answer before, if they have no account."""
    if request.user.is_authenticated:
        return None
    found: Trial | None = Trial.objects.filter(pk__in=said_in(request), user=None, **of).first()
    return found


def remember(request: HttpRequest, trial: Trial) -> None:
    """Let the session of a visitor remember what they said."""
    if not request.user.is_authenticated:
        others = [key for key in said_in(request) if key != trial.pk]
        request.session[SAID] = [trial.pk, *others][:MOST]
