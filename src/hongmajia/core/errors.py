"""Refusals: exceptions of actions whose message is shown to the person as it is."""


class Refused(Exception):  # noqa: N818 - an answer, not an error
    """A rule forbids the action; the message says which, and what to do instead.

    Forms show it beside the button, pages as a 409 response, the API as ``{"detail": …}``.
    """

    status = 409


class WrongState(Refused):
    """The object has changed since the person looked at it."""


class TooLate(Refused):
    """Somebody else was faster, or the time limit has passed."""


class TooOften(Refused):
    """A limit on how often is used up; ``wait`` is the seconds until one may try again."""

    status = 429

    def __init__(self, message: str, *, wait: int) -> None:
        super().__init__(message)
        self.wait = wait


def require_reason(reason: str, message: str) -> None:
    """Raise ``Refused(message)`` if the reason is blank."""
    if not reason.strip():
        raise Refused(message)
