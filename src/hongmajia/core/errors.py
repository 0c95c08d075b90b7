"""What an act may say instead of doing its work. The words go to the person as they are."""


class Refused(Exception):  # noqa: N818 - an answer, not an error
    """A rule speaks against the act; the message says which, and what to do instead.

    Forms show it beside the button, pages as a 409 answer, the API as ``{"detail": …}``.
    """

    status = 409


class WrongState(Refused):
    """The thing has moved on since the person looked at it."""


class TooLate(Refused):
    """Somebody else was faster, or the time for it is over."""
