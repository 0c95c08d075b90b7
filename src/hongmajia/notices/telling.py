"""Telling a side of an act, and saying afterwards who was told and who must be telephoned."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.clocks import counted

from .actions import notify, others, stored
from .channels import reaches
from .models import Call
from .sides import Callee, Side

DAYS_TO_CALL = 1
"""Working days within which a call is to be made."""


@dataclass
class Told:
    """Who was told by the acts of one request, and who must be telephoned by which union."""

    reached: list[str] = field(default_factory=list)
    to_call: list[Callee] = field(default_factory=list)

    def after(self, done: Any) -> str:
        """``done`` (what happened), followed by who was told and who was not."""
        words = str(done)
        for part in (self._reached(), *self._calls()):
            words = _("%(done)s%(more)s") % {"done": words, "more": part} if part else words
        return words

    def _reached(self) -> str:
        names = _("、").join(dict.fromkeys(self.reached))
        return _("已发消息给%(names)s。") % {"names": names} if names else ""

    def _calls(self) -> Iterator[str]:
        unions = {callee.union.name for callee in self.to_call}
        for union in sorted(unions):
            callees = [callee.name for callee in self.to_call if callee.union.name == union]
            names = _("、").join(dict.fromkeys(callees))
            said = _("%(names)s没有账号，收不到消息，要由%(union)s打电话告诉。")
            yield said % {"names": names, "union": union}


_listening: ContextVar[Told | None] = ContextVar("told", default=None)


@contextmanager
def listening() -> Iterator[Told]:
    """Collect whom the acts in this block tell; put it around the action of a request."""
    told = Told()
    token = _listening.set(told)
    try:
        yield told
    finally:
        _listening.reset(token)


def tell(
    sides: Side | Iterable[Side],
    sentence: Any,
    url: str,
    actor: Actor | None = None,
    *,
    story: str = "",
    **params: Any,
) -> None:
    """Notify the accounts of each side except the actor's.

    A side of which no channel reaches anybody gets a call to make, kept in ``story``; the other
    arguments are those of ``notify``. Call it inside the act's transaction.
    """
    told = _listening.get() or Told()
    for side in [sides] if isinstance(sides, Side) else sides:
        reached = [user for user in side.users if reaches(user)]
        if notify(others(reached, actor), sentence, url, **params):
            told.reached.append(side.label)
        elif not reached and side.callee:
            _plan_call(side.callee, sentence, url, story, params)
            told.to_call.append(side.callee)


def _plan_call(callee: Callee, sentence: Any, url: str, story: str, params: dict[str, Any]) -> None:
    """Add a line to the open call to the same person about the same story, or open one."""
    source, words = stored(sentence, params)
    now = timezone.now()
    call, _made = Call.objects.select_for_update(of=("self",)).get_or_create(
        callee_type=ContentType.objects.get_for_model(callee.subject),
        callee_id=callee.subject.pk,
        story=story,
        made_at=None,
        defaults={"union": callee.union, "url": url, **counted(now, DAYS_TO_CALL).fields()},
    )
    call.union, call.url = callee.union, url
    call.lines = [*call.lines, {"sentence": source, "params": words}]
    call.save(update_fields=["union", "url", "lines"])
