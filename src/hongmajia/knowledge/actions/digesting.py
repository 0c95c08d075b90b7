"""The digest to masters whose answer is asked for, and the warning before an answer ends."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.unions.queries import cadres_of

from ..enums import AnswerState
from ..models import Answer
from .notifying import people_of

NAMED = 3
"""Kinds of problems that the digest names."""
WARNED_BEFORE = 30
"""Days before the end of an answer on which its union is told."""
WRITERS = (AnswerState.ASKED, AnswerState.WRITING)


@transaction.atomic
def send_digests() -> int:
    """Tell each master what is asked of them, all in one; how many were told.

    Who was told today is not told again, so that the task may run twice.
    """
    today = timezone.localdate()
    waiting = Answer.objects.select_for_update(of=("self",)).with_details()
    found = waiting.filter(state__in=[*WRITERS, AnswerState.REVIEWING]).exclude(digested_on=today)
    asked: dict[int, list[Answer]] = defaultdict(list)
    people: dict[int, Any] = {}
    for answer in found.order_by("asked_at", "pk"):
        master = answer.writer if answer.state in WRITERS else answer.reviewer
        for person in people_of(master):
            people[person.pk] = person
            asked[person.pk].append(answer)
    for key, answers in asked.items():
        _digest(people[key], answers)
    keys = {answer.pk for answers in asked.values() for answer in answers}
    Answer.objects.filter(pk__in=keys).update(digested_on=today)
    return len(asked)


def _digest(person: Any, answers: list[Answer]) -> None:
    titles = "、".join(answer.kind.title for answer in answers[:NAMED])
    page = reverse("answer", args=[answers[0].pk])
    sentence = _("有%(n)s类问题的标准答案等您：%(titles)s")
    notify([person], sentence, page, kind=Kind.ACT, n=len(answers), titles=titles)


@transaction.atomic
def warn_of_ending() -> int:
    """Tell the cadres of each published answer that ends within a month, once; how many ended."""
    last = timezone.localdate() + timedelta(days=WARNED_BEFORE)
    ending = Answer.objects.select_for_update(of=("self",)).with_details().filter(
        state=AnswerState.PUBLISHED, valid_until__lte=last, kind__dropped_at=None, reminded_at=None
    )  # fmt: skip
    sentence = _("“%(title)s”的标准答案%(day)s要再审，请师傅看过写新版")
    for answer in ending:
        page = reverse("kind", args=[answer.kind_id])
        words = {"title": answer.kind.title, "day": str(answer.valid_until)}
        notify(cadres_of(answer.kind.union), sentence, page, kind=Kind.ACT, **words)
        Answer.objects.filter(pk=answer.pk).update(reminded_at=timezone.now())
    return len(ending)
