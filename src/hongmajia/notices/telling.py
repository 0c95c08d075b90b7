"""Telling a side of an act, and saying afterwards who was told and who must be telephoned."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor

from .actions import notify_each, others
from .calling import plan_call
from .channels import reaches
from .delivering import Owed
from .enums import Kind
from .models.sentences import Line, line_of
from .robots import tell_group
from .sides import Callee, Side
from .telling_by_sms import text_callee

MUST_BE_HEARD = (Kind.ACT, Kind.CHANGED)
"""Kinds of which somebody with an account is telephoned if no message arrives."""


@dataclass
class Told:
    """Who was told by the acts of one request, and who must be telephoned by which union.

    ``texted`` are those to whom an SMS was queued, which may fail. ``mentioned`` are sentences of
    acts that tell people in another way, such as by an invitation.
    """

    reached: list[str] = field(default_factory=list)
    texted: list[Callee] = field(default_factory=list)
    to_call: list[Callee] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)

    def after(self, done: Any) -> str:
        """``done`` (what happened), followed by who was told and who was not."""
        words = str(done)
        for part in (self._reached(), *self._texted(), *self._calls(), *self.mentioned):
            words = _("%(done)s%(more)s") % {"done": words, "more": part} if part else words
        return words

    def _reached(self) -> str:
        names = _("、").join(dict.fromkeys(self.reached))
        return _("已发消息给%(names)s。") % {"names": names} if names else ""

    def _texted(self) -> Iterator[str]:
        said = _("短信在发给%(names)s，发不到的由%(union)s打电话告诉。")
        return (said % words for words in _by_union(self.texted))

    def _calls(self) -> Iterator[str]:
        said = _("%(names)s没有账号，收不到消息，要由%(union)s打电话告诉。")
        return (said % words for words in _by_union(self.to_call))


def _by_union(callees: list[Callee]) -> Iterator[dict[str, str]]:
    """The names of those each union has to do with."""
    for union in sorted({callee.union.name for callee in callees}):
        names = dict.fromkeys(each.name for each in callees if each.union.name == union)
        yield {"names": _("、").join(names), "union": union}


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


def mention(words: Any) -> None:
    """Have the message after the act say ``words``, a whole sentence, too."""
    if told := _listening.get():
        told.mentioned.append(str(words))


def tell(
    sides: Side | Iterable[Side],
    sentence: Any,
    url: str,
    actor: Actor | None = None,
    *,
    story: str = "",
    kind: str = Kind.NEWS,
    **params: Any,
) -> None:
    """Notify the accounts of each side except the actor's.

    A side without an account that can be used gets an SMS, or a call to make, kept in ``story``;
    the other arguments are those of ``notify``. Call it inside the act's transaction.
    """
    told = _listening.get() or Told()
    for side in [sides] if isinstance(sides, Side) else sides:
        reached = [user for user in side.users if reaches(user)]
        owed = Owed(side.callee, story) if side.callee and kind in MUST_BE_HEARD else None
        if side.union:
            tell_group(side.union, line_of(sentence, params), url)
        each = [(user, url, params) for user in dict.fromkeys(others(reached, actor))]
        if notify_each(sentence, each, kind=kind, owed=owed):
            told.reached.append(side.label)
        elif not reached and side.callee:
            _tell_without_account(told, side.callee, line_of(sentence, params), url, story, kind)


def text(side: Side, sentence: Any, url: str, *, story: str, **params: Any) -> None:
    """Send an SMS to a side without an account, and nothing where that cannot be done.

    For what they know already and want to have at hand, so that nobody telephones them about it.
    """
    if side.callee and not any(reaches(user) for user in side.users):
        text_callee(side.callee, line_of(sentence, params), url, story, Kind.ACT)


def _tell_without_account(
    told: Told, callee: Callee, line: Line, url: str, story: str, kind: str
) -> None:
    if text_callee(callee, line, url, story, kind):
        told.texted.append(callee)
    else:
        plan_call(callee, [line], url, story)
        told.to_call.append(callee)
