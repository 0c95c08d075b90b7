"""What a channel is that carries deliveries, and the ways in which one may not arrive."""

from dataclasses import dataclass, field
from typing import Protocol

from ..enums import Reason


@dataclass(frozen=True)
class Message:
    """One message to one number, mail address or account elsewhere."""

    to: str
    text: str
    """All that it says, in Chinese."""
    key: str
    """The same for each try of one message, and for no other message."""
    title: str = ""
    """What it is about, on one line."""
    url: str = ""
    """The page to open, as an absolute address."""
    name: str = ""
    """Under which a fixed sentence is registered: vendors of SMS know it as a template."""
    params: dict[str, str] = field(default_factory=dict)
    """What fills that sentence, in the order of its places."""
    at: str = ""
    """When it was made, for people: it tells two messages with one text apart."""
    kind: str = ""
    """The kind of the notice: 微信 has a template for each."""
    secret: str = ""
    """What signs a message to a robot."""


class NotDelivered(Exception):  # noqa: N818 - what happened to one message
    """Why a message was not, or may not have been, delivered.

    ``detail`` is a few characters of the vendor's, such as its code; never a number or a text.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason, self.detail = reason, detail

    def in_words(self) -> str:
        """The reason in the active language."""
        return self.reason.in_words(self.detail)


class NotTaken(NotDelivered):
    """It was certainly not taken; a later try may succeed."""


class ServerFailed(NotTaken):
    """It was not taken because the server takes none at present."""


class NumberRefused(NotDelivered):
    """The vendor will never deliver this to this number, address or account."""


class AnswerLost(NotDelivered):
    """It may have been taken: there was no answer, or none that can be understood."""


class Channel(Protocol):
    """A package of ``notices/channels`` that has these functions is a channel."""

    def is_configured(self) -> bool:
        """Whether its settings are set."""
        ...

    def is_idempotent(self) -> bool:
        """Whether the vendor delivers two requests with one ``key`` once."""
        ...

    def send(self, message: Message) -> str:
        """Hand it over; the vendor's id of it, or nothing. Raises ``NotDelivered``."""
        ...
