"""What a channel is that carries deliveries, and the ways in which one may not arrive."""

from dataclasses import dataclass
from typing import Protocol

from ..enums import Reason


@dataclass(frozen=True)
class Message:
    """One message to one number."""

    phone: str
    text: str
    """The whole sentence, in Chinese."""
    name: str
    """Under which the sentence is registered: vendors know it as a template."""
    params: dict[str, str]
    """What fills the sentence, in the order of its places."""
    key: str
    """The same for each try of one message, and for no other message."""


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
    """The vendor will never deliver to this number."""


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
