"""Notices about a standard answer: to the two masters, and to the cadres who asked for it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import Actor
from hongmajia.notices.actions import notify, others
from hongmajia.notices.enums import Kind
from hongmajia.people.models import Helper
from hongmajia.unions.queries import cadres_of

from ..enums import AnswerState, AnswerVerb
from ..models import Answer

TO_WRITER = {
    AnswerState.ASKED: _("请您给“%(title)s”这一类问题写标准答案，请答复"),
    AnswerState.WRITING: _("“%(title)s”的标准答案退回来了：%(reason)s"),
    AnswerState.WITHDRAWN: _("“%(title)s”的标准答案撤下了：%(reason)s"),
}
TO_CADRES = {
    AnswerVerb.ACCEPTED: _("%(writer)s答应写“%(title)s”的标准答案"),
    AnswerVerb.DECLINED: _("%(writer)s不写“%(title)s”的标准答案：%(reason)s"),
    AnswerVerb.AGREED: _("“%(title)s”的标准答案审过了，请看过再发布"),
}


def people_of(helper: Helper) -> list[Any]:
    """Who is told for a master: themselves, or without an account the cadres of their union."""
    return [helper.answerer] if helper.answerer else list(cadres_of(helper.union))


def tell_writer(answer: Answer, actor: Actor, reason: str = "") -> None:
    """Tell the writer that they are asked, that it came back, or that it was taken off."""
    sentence = TO_WRITER[AnswerState(answer.state)]
    kind = Kind.NEWS if answer.state == AnswerState.WITHDRAWN else Kind.ACT
    _tell(answer, people_of(answer.writer), sentence, actor, kind, reason=_one_line(reason))


def tell_reviewer(answer: Answer, actor: Actor) -> None:
    """Tell the second master that it is to be reviewed."""
    sentence = _("%(writer)s写好了“%(title)s”的标准答案，请您审一审")
    _tell(answer, people_of(answer.reviewer), sentence, actor, Kind.ACT)


def tell_cadres(answer: Answer, verb: AnswerVerb, actor: Actor, reason: str = "") -> None:
    """Tell the cadres of the union that confirmed the kind."""
    kind = Kind.NEWS if verb == AnswerVerb.ACCEPTED else Kind.ACT
    told = cadres_of(answer.kind.union)
    _tell(answer, told, TO_CADRES[verb], actor, kind, reason=_one_line(reason))


def tell_of_publishing(answer: Answer, actor: Actor) -> None:
    """Tell both masters that the answer is public now."""
    sentence = _("“%(title)s”的标准答案发布了，谢谢您")
    told = [*people_of(answer.writer), *people_of(answer.reviewer)]
    _tell(answer, told, sentence, actor, Kind.NEWS)


def _tell(
    answer: Answer, people: Any, sentence: Any, actor: Actor, kind: Kind, **words: Any
) -> None:
    page = reverse("answer", args=[answer.pk])
    names = {"title": answer.kind.title, "writer": answer.writer}
    notify(others(people, actor), sentence, page, kind=kind, **names, **words)


def _one_line(reason: str) -> str:
    return " ".join(reason.split())


def people_to_remind(answer: Answer) -> list[Any]:
    """With whom an answer lies now: the writer, the reviewer, or the cadres who publish it."""
    if answer.state == AnswerState.AGREED:
        return list(cadres_of(answer.kind.union))
    is_reviewed = answer.state == AnswerState.REVIEWING
    return people_of(answer.reviewer if is_reviewed else answer.writer)
