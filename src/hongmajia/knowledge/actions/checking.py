"""What happens to answers when a record that they rest on is corrected or withdrawn."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import Actor
from hongmajia.core.withholding import renew_marks
from hongmajia.notices.actions import notify, others
from hongmajia.notices.enums import Kind
from hongmajia.unions.queries import cadres_of

from ..enums import UNDER_WAY, AnswerState
from ..models import Answer
from ..querysets import open_ways
from ..whose import parties_of_answer
from .notifying import people_of

READ = (*UNDER_WAY, AnswerState.PUBLISHED)


def check_answers(engagements: Iterable[int], actor: Actor | None) -> None:
    """Tell writers and cadres of answers that rest on these services, and how they stand now.

    An answer that rests on a service of which not everybody may read is gone from the public pages
    by itself (``AnswerQuerySet.standing``).
    """
    keys = list(engagements)
    found = Answer.objects.filter(basis__in=keys, state__in=READ).with_details().distinct()
    for answer in found:
        lost = answer.basis.exclude(pk__in=open_ways().order_by().values("pk")).exists()
        sentence = (
            _("“%(title)s”的标准答案依据的一次服务不再公开，答案先撤了，请改依据再发布")
            if lost
            else _("“%(title)s”的标准答案依据的服务记录改过，请看答案要不要改")
        )
        told = others([*people_of(answer.writer), *cadres_of(answer.kind.union)], actor)
        page = reverse("kind", args=[answer.kind_id])
        notify(told, sentence, page, kind=Kind.ACT, title=answer.kind.title)


def blank_name(name: str) -> None:
    """Blank the full name of an artisan who does not let it be public any more, in all answers."""
    for answer in Answer.objects.select_for_update(of=("self",)).with_details():
        if any(name in getattr(answer, field) for field in Answer.PUBLIC_TEXTS):
            whose = parties_of_answer(answer)
            renew_marks(answer, whose._replace(persons=(*whose.persons, name)))
