"""The life of a standard answer: asked for, written, reviewed, published, replaced, withdrawn."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.states import check, move
from hongmajia.core.withholding import save_public
from hongmajia.engagements.models import Engagement
from hongmajia.people.models import Helper

from ..enums import UNDER_WAY, AnswerState, AnswerVerb
from ..facts import AnswerFacts
from ..models import TEXTS, Answer, ProblemKind
from ..querysets import open_ways
from ..states import TRANSITIONS
from ..whose import parties_of_answer
from .kinds import locked_kind
from .notifying import tell_cadres, tell_of_publishing, tell_reviewer, tell_writer

LONGEST_VALID = 3
"""Years for which an answer may be valid before it is reviewed again."""


@transaction.atomic
def ask_for_answer(*, kind: ProblemKind, writer: Helper, reviewer: Helper, actor: Actor) -> Answer:
    """Ask a master to write the answer of a kind, or its next version; a second one is to review.

    The text of the version before is what the writer begins with. Raises ``Refused`` for one master
    in both parts, for a kind that is taken down, and while another answer is under way.
    """
    kind = locked_kind(kind)
    if kind.dropped_at:
        raise Refused(_("这一类问题已经撤下，先重新放出再请师傅写。"))
    _refuse_same(writer, reviewer)
    if kind.answers.filter(state__in=UNDER_WAY).exists():
        raise Refused(_("这一类已经请了师傅在写，等写好或者撤下再请。"))
    before = kind.answers.versions().first()
    texts = {name: getattr(before, name) for name in TEXTS if name != "changes"} if before else {}
    answer = Answer(kind=kind, writer=writer, reviewer=reviewer, **texts)
    answer.asked_by = account_of(actor)
    answer.save()
    if before:
        answer.basis.set(before.basis.filter(pk__in=open_ways().order_by().values("pk")))
    _note(answer, AnswerVerb.ASKED, actor)
    tell_writer(answer, actor)
    return answer


@transaction.atomic
def accept_answer(*, answer: Answer, actor: Actor) -> Answer:
    """The master agrees to write it, under the name that the public knows."""
    answer = locked_answer(answer)
    _move(answer, AnswerVerb.ACCEPTED, actor)
    tell_cadres(answer, AnswerVerb.ACCEPTED, actor)
    return answer


@transaction.atomic
def decline_answer(*, answer: Answer, actor: Actor, reason: str) -> Answer:
    """The master does not write it, or stops; the union asks another. Raises without a reason."""
    require_reason(reason, _("请写一句为什么，工会好另请师傅。"))
    answer = locked_answer(answer)
    _move(answer, AnswerVerb.DECLINED, actor, note=reason)
    tell_cadres(answer, AnswerVerb.DECLINED, actor, reason)
    return answer


@transaction.atomic
def write_answer(
    *, answer: Answer, actor: Actor, basis: Iterable[Engagement], **texts: Unpack[AnswerFacts]
) -> Answer:
    """Save what the master has written so far, and the services it rests on.

    Raises ``WrongState`` while it is not the writer's turn, ``Refused`` for a service of which not
    everybody may read, ``ValidationError`` for texts that are too long.
    """
    answer = locked_answer(answer)
    check(answer, TRANSITIONS, AnswerVerb.HANDED_IN)
    for name, text in texts.items():
        setattr(answer, name, text)
    chosen = {engagement.pk for engagement in basis}
    if open_ways().filter(pk__in=chosen).count() != len(chosen):
        raise Refused(_("选的服务里有企业没有同意给别人看的，不能写进依据。"))
    answer.full_clean(exclude=["asked_by"], validate_constraints=False)
    save_public(answer, parties_of_answer(answer))
    answer.basis.set(chosen)
    record(actor, AnswerVerb.WRITTEN, answer)
    return answer


@transaction.atomic
def hand_in_answer(*, answer: Answer, actor: Actor) -> Answer:
    """Hand it to the second master. Raises ``Refused`` without steps, or without what it rests on.

    A later version also says what it changes.
    """
    answer = locked_answer(answer)
    if not answer.steps.strip():
        raise Refused(_("还没有写怎么做。"))
    if not answer.sources.strip() and not answer.basis.exists():
        raise Refused(_("请写明依据：从哪几次服务整理，或者哪条标准、哪本书。"))
    if answer.kind.answers.versions().exists() and not answer.changes.strip():
        raise Refused(_("请写一句这一版改了什么。"))
    _move(answer, AnswerVerb.HANDED_IN, actor)
    tell_reviewer(answer, actor)
    return answer


@transaction.atomic
def send_back_answer(*, answer: Answer, actor: Actor, reason: str) -> Answer:
    """The second master, or the cadre, wants it changed. Raises without a reason."""
    require_reason(reason, _("请写明要改什么，执笔的师傅会看到。"))
    answer = locked_answer(answer)
    _move(answer, AnswerVerb.SENT_BACK, actor, note=reason)
    tell_writer(answer, actor, reason)
    return answer


@transaction.atomic
def agree_to_answer(*, answer: Answer, actor: Actor) -> Answer:
    """The second master has reviewed it; the cadre publishes."""
    answer = locked_answer(answer)
    _move(answer, AnswerVerb.AGREED, actor, agreed_at=timezone.now())
    tell_cadres(answer, AnswerVerb.AGREED, actor)
    return answer


@transaction.atomic
def ask_other_reviewer(*, answer: Answer, reviewer: Helper, actor: Actor) -> Answer:
    """Ask another master to review. Raises ``Refused`` for the writer, or once it was reviewed."""
    answer = locked_answer(answer)
    _refuse_same(answer.writer, reviewer)
    if answer.state not in (AnswerState.ASKED, AnswerState.WRITING, AnswerState.REVIEWING):
        raise Refused(_("已经审过了，不用换人。"))
    answer.reviewer = reviewer
    save_public(answer, parties_of_answer(answer))
    _note(answer, AnswerVerb.REVIEWER, actor)
    if answer.state == AnswerState.REVIEWING:
        tell_reviewer(answer, actor)
    return answer


@transaction.atomic
def publish_answer(*, answer: Answer, actor: Actor, valid_until: date) -> Answer:
    """Publish it as the next version, valid until a day; the version before is replaced.

    Raises ``Refused`` for a day that is past or more than ``LONGEST_VALID`` years ahead, or if a
    service it rests on may not be read by everybody any more.
    """
    today, answer = timezone.localdate(), locked_answer(answer)
    if not today < valid_until <= today + timedelta(days=366 * LONGEST_VALID):
        said = _("再审的日子要在今天以后、%(n)s年以内。")
        raise Refused(said % {"n": LONGEST_VALID})
    open_ = answer.basis.filter(pk__in=open_ways().order_by().values("pk")).count()
    if open_ != answer.basis.count():
        raise Refused(_("依据里有一次服务不再公开了，请退回师傅改依据。"))
    for before in answer.kind.answers.filter(state=AnswerState.PUBLISHED):
        data = {"n": before.number}
        move(before, TRANSITIONS, AnswerVerb.REPLACED, actor=actor, data=data)
    number = (answer.kind.answers.aggregate(last=Max("number"))["last"] or 0) + 1
    move(
        answer, TRANSITIONS, AnswerVerb.PUBLISHED, actor=actor, data={"n": number}, number=number,
        published_at=timezone.now(), valid_until=valid_until,
    )  # fmt: skip
    tell_of_publishing(answer, actor)
    return answer


@transaction.atomic
def withdraw_answer(*, answer: Answer, actor: Actor, reason: str) -> Answer:
    """Take an answer off, or stop the work on it. Raises without a reason."""
    require_reason(reason, _("请写明为什么撤下，两位师傅会看到。"))
    answer = locked_answer(answer)
    _move(answer, AnswerVerb.WITHDRAWN, actor, note=reason)
    tell_writer(answer, actor, reason)
    return answer


def locked_answer(answer: Answer) -> Answer:
    """The answer as it is now; its kind is locked until the end of the transaction."""
    locked_kind(answer.kind)
    found: Answer = Answer.objects.with_details().get(pk=answer.pk)
    return found


def _refuse_same(writer: Helper, reviewer: Helper) -> None:
    one, other = writer.answerer, reviewer.answerer
    if writer.pk == reviewer.pk or (one is not None and one == other):
        raise Refused(_("执笔和审稿要请两位不同的师傅。"))


def _move(answer: Answer, verb: AnswerVerb, actor: Actor, note: str = "", **values: Any) -> None:
    data = _names(answer)
    move(answer, TRANSITIONS, verb, actor=actor, note=note, data=data, **values)


def _note(answer: Answer, verb: AnswerVerb, actor: Actor) -> None:
    record(actor, verb, answer, data=_names(answer))


def _names(answer: Answer) -> dict[str, str]:
    return {"writer": in_chinese(answer.writer), "reviewer": in_chinese(answer.reviewer)}
