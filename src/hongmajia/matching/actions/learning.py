"""Keeping what use teaches, and choosing the weights learnt from it."""

from collections.abc import Callable

from django.utils.crypto import salted_hmac

from hongmajia.engine import HelperIndex, Judged, Trial, fitted_weights, known_lessons, parts_of
from hongmajia.engine import Lesson as EngineLesson
from hongmajia.engine import trial as engine_trial

from ..enums import LESSON_WEIGHTS, LessonKind
from ..facts import need_facts
from ..models import Lesson
from ..queries import Experience, experiences
from ..weights import use_weights

KEPT_LENGTH = 32


def keep_lessons(index: HelperIndex, tell: Callable[[int], None] = lambda count: None) -> int:
    """Measure what people made of needs and keep it as lessons; returns how many there are.

    What is kept already is measured again while its need and helper are there: profiles grow, and
    a need may have been solved since. ``tell`` is told how many needs are done.
    """
    for done, one in enumerate(experiences(), start=1):
        Lesson.objects.bulk_create(
            _measured(index, one),
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["month", "kind", "embedded", "right", "others"],
        )
        tell(done)
    return Lesson.objects.count()


def _measured(index: HelperIndex, one: Experience) -> list[Lesson]:
    """A lesson for each helper who turned out right for this need."""
    right = [pk for pk in one.right if str(pk) in index.position]
    judged = Judged(need_facts(one.need), _ids(right), _ids(sorted(one.wrong)))
    parts, others = parts_of(index, judged)
    return [
        Lesson(
            key=_mark("pair", one.need.pk, pk),
            source=_mark("helper", pk),
            month=one.right[pk][1].replace(day=1),
            kind=one.right[pk][0],
            embedded=index.meaning is not None,
            right=own,
            others=others,
        )
        for pk, own in zip(right, parts, strict=True)
    ]


def _ids(keys: list[int]) -> tuple[str, ...]:
    return tuple(map(str, keys))


def _mark(what: str, *keys: int) -> str:
    """A mark of these rows that only this installation can make, and nobody can read back."""
    return salted_hmac(f"lesson:{what}", "/".join(map(str, keys))).hexdigest()[:KEPT_LENGTH]


def try_lessons(*, with_meaning: bool) -> Trial:
    """Fit the weights anew to all lessons, and judge them by those held back."""
    rows = Lesson.objects.filter(embedded=with_meaning)
    lessons = [_as_lesson(row) for row in rows.iterator()]
    return engine_trial(lessons, known_lessons(with_meaning), fitted_weights(with_meaning))


def _as_lesson(row: Lesson) -> EngineLesson:
    """A lesson as the engine reads it."""
    return EngineLesson(
        right=tuple(row.right),
        others=tuple(map(tuple, row.others)),
        weight=LESSON_WEIGHTS[LessonKind(row.kind)],
        source=row.source,
        time=f"{row.month:%Y-%m}",
    )


def choose_weights(found: Trial, *, with_meaning: bool) -> bool:
    """Use the learnt weights from now on; refused (``False``) unless they are better."""
    if not found.is_better or found.weights is None:
        return False
    use_weights(found.weights, with_meaning=with_meaning)
    return True
