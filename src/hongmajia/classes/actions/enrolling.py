"""The roster of a class: enrolling, correcting, striking off, and logged looks at numbers."""

from collections.abc import Sequence
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import field_labels, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused

from ..enums import ClassVerb
from ..facts import LearnerFacts
from ..models import Learner, TrainingClass
from .opening import locked_class, note_changed

MOST_LEARNERS = 300


@transaction.atomic
def enroll(*, made: TrainingClass, actor: Actor, learners: Sequence[LearnerFacts]) -> list[Learner]:
    """Put people on the roster of a class, all or none.

    Raises ``ValidationError`` for invalid facts, for a minor without a guardian's consent and for
    somebody who is on it already; ``Refused`` beyond ``MOST_LEARNERS``.
    """
    made = locked_class(made)
    if made.learners.count() + len(learners) > MOST_LEARNERS:
        raise Refused(_("一个班最多%(n)s名学员。") % {"n": MOST_LEARNERS})
    rows = [Learner(of_class=made, **facts) for facts in learners]
    for row in rows:
        _save(row)
    data = {"n": len(rows)}
    record(actor, ClassVerb.ENROLLED, made, audience=Audience.UNIONS, data=data)
    return rows


@transaction.atomic
def change_learner(*, learner: Learner, actor: Actor, **facts: Unpack[LearnerFacts]) -> Learner:
    """Correct what the roster says of somebody; the log names the fields. Raises as ``enroll``."""
    learner = locked_learner(learner)
    changed = [name for name, value in facts.items() if getattr(learner, name) != value]
    for name, value in facts.items():
        setattr(learner, name, value)
    _save(learner)
    if changed:
        data = {"person": learner.name, "fields": field_labels(Learner, changed)}
        record(actor, ClassVerb.LEARNER_CHANGED, learner, audience=Audience.UNIONS, data=data)
    return learner


@transaction.atomic
def strike_off(*, learner: Learner, actor: Actor) -> None:
    """Take somebody from the roster who has not been to any session.

    Raises ``Refused`` for others: what they attended stays counted.
    """
    learner = locked_learner(learner)
    if learner.presences.exists():
        raise Refused(_("%(person)s来上过课，不能去掉。点名点错了，请先改点名。") %
                      {"person": learner.name})  # fmt: skip
    data = {"person": learner.name}
    record(actor, ClassVerb.STRUCK_OFF, learner.of_class, audience=Audience.UNIONS, data=data)
    learner.delete()
    note_changed(learner.of_class)


@transaction.atomic
def reveal_learner(*, learner: Learner, actor: Actor) -> str:
    """The number of a learner, or of a minor's guardian; the look is logged."""
    record(actor, ClassVerb.REVEALED, learner, audience=Audience.UNIONS)
    return learner.number


def locked_learner(learner: Learner) -> Learner:
    """The learner as they are now; the class is locked."""
    locked_class(learner.of_class)
    found: Learner = Learner.objects.select_related("of_class__season", "of_class__union").get(
        pk=learner.pk
    )
    return found


def _save(learner: Learner) -> None:
    if not learner.is_minor:
        learner.guardian_name, learner.guardian_phone = "", ""
        learner.guardian_agreed_on = None
        if not learner.phone:
            raise ValidationError({"phone": _("请写手机号。")})
    else:
        learner.phone = ""
        if not learner.guardian_phone:
            raise ValidationError({"guardian_phone": _("请写监护人的手机号。")})
        if learner.guardian_agreed_on and learner.guardian_agreed_on > timezone.localdate():
            raise ValidationError({"guardian_agreed_on": _("这一天还没到。")})
    learner.full_clean()
    _refuse_twice(learner)
    learner.save()


def _refuse_twice(learner: Learner) -> None:
    """Raise ``ValidationError`` for the same name and number on one roster."""
    others = learner.of_class.learners.filter(name=learner.name).exclude(pk=learner.pk)
    if any(other.number == learner.number for other in others):
        words = _("%(person)s已经在名册上了。") % {"person": learner.name}
        raise ValidationError({"name": words})
