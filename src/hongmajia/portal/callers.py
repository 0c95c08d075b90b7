"""Who is on the telephone: what was found for them, kept in the session, never in an address."""

import time
from dataclasses import asdict, dataclass, field, replace
from secrets import token_urlsafe

from django.http import HttpRequest

from hongmajia.core.masking import mask_phone
from hongmajia.core.sealing import seal, unseal

NAME = PURPOSE = "caller"
SECONDS = 1800
"""How long it is kept after the last look, or the last need written down; a call is shorter."""


@dataclass(frozen=True)
class Caller:
    """One call: what was typed, and the keys of the needs found, or written down, for it."""

    typed: str
    phone: str = ""
    """the whole number that the caller gave"""
    found: tuple[int, ...] = ()
    is_cut: bool = False
    """more was found than is shown"""
    written: tuple[int, ...] = ()
    key: str = field(default_factory=lambda: token_urlsafe(6))
    """stands in the addresses of forms, so that no draft of one call is shown in the next"""

    @property
    def shown(self) -> str:
        """What was typed; a whole number with its middle digits hidden."""
        return mask_phone(self.phone) if self.phone else self.typed

    def with_written(self, key: int, phone: str) -> "Caller":
        """The same call, in which one more need was written down for this number."""
        return replace(self, phone=phone, written=(key, *self.written))


def caller_in(request: HttpRequest) -> Caller | None:
    """Who is on the telephone; ``None`` before the first look, and ``SECONDS`` after the last.

    A need that is written down counts as a look.
    """
    kept = unseal(request.session.get(NAME, ""), PURPOSE)
    if kept is None:
        return None
    del kept["until"]
    return Caller(**{**kept, "found": tuple(kept["found"]), "written": tuple(kept["written"])})


def keep_caller(request: HttpRequest, caller: Caller) -> None:
    """Keep who is on the telephone, encrypted, in the session of this browser."""
    request.session[NAME] = seal({**asdict(caller), "until": time.time() + SECONDS}, PURPOSE)


def forget_caller(request: HttpRequest) -> None:
    """Forget them: the call is over."""
    request.session.pop(NAME, None)
