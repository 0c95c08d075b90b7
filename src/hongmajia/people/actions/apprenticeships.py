"""A master takes an apprentice (结对拜师): paired, signed, assessed, and how it ends.

Whether the person may act at all is decided by the gate before; see ``rules``.
"""

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
from hongmajia.core.errors import Refused
from hongmajia.core.states import check, move
from hongmajia.notices.actions import notify, others

from ..enums import LIVE, ApprenticeVerb, AssessmentGrade, HelperKind
from ..facts import PairFacts
from ..models import Apprenticeship, Assessment, Helper
from ..states import TRANSITIONS


@transaction.atomic
def pair_apprentice(*, master: Helper, actor: Actor, **facts: Unpack[PairFacts]) -> Apprenticeship:
    """Note whom ``master`` is going to teach what, and until when; the agreement is to be signed.

    Raises ``ValidationError`` for facts that cannot be, ``Refused`` if the two are paired already.
    """
    master = Helper.objects.select_for_update(of=("self",)).get(pk=master.pk)
    if master.kind != HelperKind.ARTISAN or not master.is_active:
        raise Refused(_("只有在册的师傅可以带徒弟。"))
    who = {"apprentice_name": facts["apprentice_name"], "workplace": facts["workplace"]}
    if master.apprenticeships.filter(state__in=LIVE, **who).exists():
        raise Refused(_("他们已经结对了。"))
    paired = Apprenticeship(
        master=master, union=master.union, registered_by=account_of(actor), **facts
    )
    paired.full_clean()
    paired.save()
    record(actor, ApprenticeVerb.PAIRED, paired, data=_named(paired))
    _tell_both(paired, actor, gettext_lazy("%(master)s和%(apprentice)s结对，请看看目标写得对不对"))
    return paired


@transaction.atomic
def change_apprenticeship(
    *, apprenticeship: Apprenticeship, actor: Actor, **facts: Unpack[PairFacts]
) -> Apprenticeship:
    """Mend goals, term or names; the log names the fields that changed."""
    paired = _locked(apprenticeship)
    changed = {field: value for field, value in facts.items() if getattr(paired, field) != value}
    if not changed:
        return paired
    for field, value in changed.items():
        setattr(paired, field, value)
    paired.full_clean()
    paired.save()
    with translation.override("zh-hans"):
        fields = [f for f in Apprenticeship._meta.fields if f.name in changed]
        labels = "、".join(str(field.verbose_name) for field in fields)
    record(actor, ApprenticeVerb.CHANGED, paired, data={**_named(paired), "fields": labels})
    return paired


@transaction.atomic
def sign_agreement(*, apprenticeship: Apprenticeship, actor: Actor, on: date) -> Apprenticeship:
    """Both have signed the agreement; the term runs."""
    paired = _locked(apprenticeship)
    _refuse_tomorrow(on)
    end_of_term = timezone.make_aware(datetime.combine(paired.ends_on, time(18)))
    data = _named(paired)
    move(
        paired,
        TRANSITIONS,
        ApprenticeVerb.SIGNED,
        actor=actor,
        due_at=end_of_term,
        signed_on=on,
        data=data,
    )
    _tell_both(paired, actor, gettext_lazy("%(master)s和%(apprentice)s的结对协议已签"))
    return paired


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
    """How far the apprentice has come; ``is_final`` is the one that decides at the end."""
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
        data = {**_named(paired), "grade": str(AssessmentGrade(grade).label)}
    record(actor, ApprenticeVerb.ASSESSED, paired, data=data)
    _tell_both(paired, actor, gettext_lazy("%(master)s和%(apprentice)s：有一次新的考核"))
    return made


@transaction.atomic
def finish_apprenticeship(
    *, apprenticeship: Apprenticeship, actor: Actor, on: date
) -> Apprenticeship:
    """The apprentice has learnt it (出师): the last final assessment says so."""
    paired = _locked(apprenticeship)
    _refuse_tomorrow(on)
    final = paired.assessments.filter(is_final=True).order_by("-on", "-pk").first()
    if final is None or final.grade < AssessmentGrade.PASSED:
        raise Refused(_("出师前要有一次合格的出师考核，请先记下考核。"))
    data = _named(paired)
    move(paired, TRANSITIONS, ApprenticeVerb.FINISHED, actor=actor, ended_on=on, data=data)
    _tell_both(paired, actor, gettext_lazy("%(apprentice)s跟%(master)s学成出师，祝贺"))
    return paired


@transaction.atomic
def end_apprenticeship(
    *, apprenticeship: Apprenticeship, actor: Actor, on: date, reason: str
) -> Apprenticeship:
    """It ends before the goal is reached; both are told why."""
    if not reason.strip():
        raise Refused(_("请写明为什么解除，双方会看到。"))
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
        data=_named(paired),
    )
    _tell_both(paired, actor, gettext_lazy("%(master)s和%(apprentice)s的结对已解除"))
    return paired


def _locked(apprenticeship: Apprenticeship) -> Apprenticeship:
    rows = Apprenticeship.objects.select_for_update(of=("self",))
    return rows.select_related("master__artisan__user", "apprentice_user").get(pk=apprenticeship.pk)


def _refuse_tomorrow(day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("日期还没到，请到了那天再登记。"))


def _named(paired: Apprenticeship) -> dict[str, str]:
    """What is kept is kept in the source language."""
    with translation.override("zh-hans"):
        return {"master": in_chinese(paired.master), "apprentice": paired.apprentice_name}


def _tell_both(paired: Apprenticeship, actor: Actor, sentence: Any) -> None:
    """Master and apprentice, as far as they have accounts, but not who did it himself."""
    both = (paired.master.answerer, paired.apprentice_user)
    page = reverse("apprenticeship", args=[paired.pk])
    notify(others(both, actor), sentence, page, **_named(paired))
