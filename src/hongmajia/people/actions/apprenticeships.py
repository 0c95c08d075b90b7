"""Actions on apprenticeships (结对拜师): registering, signing, assessing and ending them."""

from datetime import date, datetime, time
from typing import Any, Unpack

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.states import check, move
from hongmajia.notices.sides import Side
from hongmajia.notices.telling import tell

from ..enums import LIVE, ApprenticeshipState, ApprenticeVerb, AssessmentGrade, HelperKind
from ..facts import PairFacts
from ..models import Apprenticeship, Assessment, Helper
from ..queries import helper_side
from ..states import TRANSITIONS
from .accounts import account_of_apprentice


@transaction.atomic
def pair_apprentice(*, master: Helper, actor: Actor, **facts: Unpack[PairFacts]) -> Apprenticeship:
    """Register an apprenticeship with ``master`` and notify both; its agreement is to be signed.

    An apprentice with a number gets an account (``account_of_apprentice``). Raises
    ``ValidationError`` for invalid facts, ``Refused`` if ``master`` is not an active artisan or
    has an open apprenticeship with the same person, and what ``account_of_apprentice`` raises.
    """
    master = Helper.objects.select_for_update(of=("self",)).get(pk=master.pk)
    _refuse_pair(master, facts)
    phone = facts.pop("apprentice_phone", "")
    if phone:
        name = facts["apprentice_name"]
        facts["apprentice_user"] = account_of_apprentice(master, actor, name=name, phone=phone)
    paired = Apprenticeship(
        master=master, union=master.union, registered_by=account_of(actor), **facts
    )
    paired.full_clean()
    paired.save()
    record(actor, ApprenticeVerb.PAIRED, paired, data=_names(paired))
    _notify_both(
        paired, actor, gettext_lazy("%(master)s和%(apprentice)s结对，请看看目标写得对不对")
    )
    return paired


def _refuse_pair(master: Helper, facts: PairFacts) -> None:
    """Raise ``Refused`` if ``master`` may not take this apprentice, or has them already."""
    if master.kind != HelperKind.ARTISAN or not master.is_active:
        raise Refused(_("只有在册的师傅可以带徒弟。"))
    who = {"apprentice_name": facts["apprentice_name"], "workplace": facts["workplace"]}
    if master.apprenticeships.filter(state__in=LIVE, **who).exists():
        raise Refused(_("他们已经结对了。"))


@transaction.atomic
def change_apprenticeship(
    *, apprenticeship: Apprenticeship, actor: Actor, **facts: Unpack[PairFacts]
) -> Apprenticeship:
    """Save the facts that differ; the event names the fields.

    A number gives the apprentice an account. Raises ``ValidationError`` for invalid facts and what
    ``account_of_apprentice`` raises.
    """
    paired = _locked(apprenticeship)
    if phone := facts.pop("apprentice_phone", ""):
        name = facts.get("apprentice_name", paired.apprentice_name)
        user = account_of_apprentice(paired.master, actor, name=name, phone=phone)
        facts["apprentice_user"] = user
    changed = {field: value for field, value in facts.items() if getattr(paired, field) != value}
    if not changed:
        return paired
    for field, value in changed.items():
        setattr(paired, field, value)
    if paired.state == ApprenticeshipState.RUNNING:
        paired.due_at = end_of_term(paired)
    paired.full_clean()
    paired.save()
    with translation.override("zh-hans"):
        fields = [f for f in Apprenticeship._meta.fields if f.name in changed]
        labels = "、".join(str(field.verbose_name) for field in fields)
    record(actor, ApprenticeVerb.CHANGED, paired, data={**_names(paired), "fields": labels})
    return paired


@transaction.atomic
def sign_agreement(*, apprenticeship: Apprenticeship, actor: Actor, on: date) -> Apprenticeship:
    """Record that both signed the agreement on the day ``on``, and notify both.

    From then on the apprenticeship is due at 18:00 of its last day. Raises ``Refused`` for a day in
    the future, ``WrongState`` unless the agreement is to be signed.
    """
    paired = _locked(apprenticeship)
    _refuse_tomorrow(on)
    data = _names(paired)
    move(
        paired,
        TRANSITIONS,
        ApprenticeVerb.SIGNED,
        actor=actor,
        due_at=end_of_term(paired),
        signed_on=on,
        data=data,
    )
    _notify_both(paired, actor, gettext_lazy("%(master)s和%(apprentice)s的结对协议已签"))
    return paired


@transaction.atomic
def unsign_agreement(
    *, apprenticeship: Apprenticeship, actor: Actor, reason: str
) -> Apprenticeship:
    """Undo ``sign_agreement``: the agreement is to be signed again; both are told.

    Raises ``Refused`` if the apprentice was assessed since then or the pair has changed its state.
    """
    paired = _locked(apprenticeship)
    if paired.assessments.exists():
        said = _("%(pair)s签协议以后已经考核过，撤不回。")
        raise Refused(said % {"pair": paired})
    if paired.state != ApprenticeshipState.RUNNING:
        said = _("%(pair)s已经出师或者解除，撤不回。")
        raise Refused(said % {"pair": paired})
    move(
        paired,
        TRANSITIONS,
        ApprenticeVerb.UNSIGNED,
        actor=actor,
        due_at=None,
        signed_on=None,
        note=reason,
        data=_names(paired),
    )
    sentence = gettext_lazy("%(master)s和%(apprentice)s的协议登记撤回了，请再签")
    _notify_both(paired, actor, sentence)
    return paired


def end_of_term(paired: Apprenticeship) -> datetime:
    """18:00 of the last day."""
    return timezone.make_aware(datetime.combine(paired.ends_on, time(18)))


@transaction.atomic
def assess_apprentice(
    *,
    apprenticeship: Apprenticeship,
    actor: Actor,
    on: date,
    grade: int,
    words: str,
    is_final: bool = False,
) -> Assessment:
    """Add an assessment (an ``AssessmentGrade`` with a text) and notify both.

    A final one decides whether the apprenticeship can be finished. Raises ``WrongState`` unless the
    apprenticeship is running, ``Refused`` for a day in the future, ``ValidationError`` for invalid
    values.
    """
    paired = _locked(apprenticeship)
    check(paired, TRANSITIONS, ApprenticeVerb.ASSESSED)
    _refuse_tomorrow(on)
    made = Assessment(
        apprenticeship=paired,
        on=on,
        grade=grade,
        words=words,
        is_final=is_final,
        made_by=account_of(actor),
    )
    made.full_clean()
    made.save()
    with translation.override("zh-hans"):
        data = {**_names(paired), "grade": str(AssessmentGrade(grade).label)}
    record(actor, ApprenticeVerb.ASSESSED, paired, data=data)
    _notify_both(paired, actor, gettext_lazy("%(master)s和%(apprentice)s：有一次新的考核"))
    return made


@transaction.atomic
def finish_apprenticeship(
    *, apprenticeship: Apprenticeship, actor: Actor, on: date
) -> Apprenticeship:
    """Record that the apprentice has reached the goal (出师), and notify both.

    Raises ``Refused`` unless the latest final assessment is passed, ``WrongState`` unless the
    apprenticeship is running.
    """
    paired = _locked(apprenticeship)
    _refuse_tomorrow(on)
    final = paired.assessments.filter(is_final=True).order_by("-on", "-pk").first()
    if final is None or final.grade < AssessmentGrade.PASSED:
        raise Refused(_("出师前要有一次合格的出师考核，请先记下考核。"))
    data = _names(paired)
    move(paired, TRANSITIONS, ApprenticeVerb.FINISHED, actor=actor, ended_on=on, data=data)
    _notify_both(paired, actor, gettext_lazy("%(apprentice)s跟%(master)s学成出师，祝贺"))
    return paired


@transaction.atomic
def end_apprenticeship(
    *, apprenticeship: Apprenticeship, actor: Actor, on: date, reason: str
) -> Apprenticeship:
    """End an apprenticeship before its goal is reached, and notify both.

    ``reason`` is required and shown to both. Raises ``Refused`` without it or for a day in the
    future, ``WrongState`` if the apprenticeship is over.
    """
    require_reason(reason, _("请写明为什么解除，双方会看到。"))
    paired = _locked(apprenticeship)
    _refuse_tomorrow(on)
    move(
        paired,
        TRANSITIONS,
        ApprenticeVerb.ENDED,
        actor=actor,
        ended_on=on,
        note=reason,
        audience=Audience.PARTIES,
        data=_names(paired),
    )
    _notify_both(paired, actor, gettext_lazy("%(master)s和%(apprentice)s的结对已解除"))
    return paired


def _locked(apprenticeship: Apprenticeship) -> Apprenticeship:
    rows = Apprenticeship.objects.select_for_update(of=("self",))
    return rows.select_related("master__artisan__user", "apprentice_user").get(pk=apprenticeship.pk)


def _refuse_tomorrow(day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("日期还没到，请到了那天再登记。"))


def _names(paired: Apprenticeship) -> dict[str, str]:
    """The names for the sentences of events and notices, in Chinese."""
    with translation.override("zh-hans"):
        return {"master": in_chinese(paired.master), "apprentice": paired.apprentice_name}


def _notify_both(paired: Apprenticeship, actor: Actor, sentence: Any) -> None:
    """Tell master and apprentice, except the one who acted; an apprentice by an account only."""
    user = paired.apprentice_user
    apprentice = Side(paired.apprentice_name, (user,) if user else ())
    page = reverse("apprenticeship", args=[paired.pk])
    sides = (helper_side(paired.master), apprentice)
    tell(sides, sentence, page, actor, story=paired.story, **_names(paired))
