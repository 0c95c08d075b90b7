"""Every indicator counted a second time, slowly: a plain loop over all rows of the database.

Written from the definitions in words and not from the code. Whoever changes a definition has to
change both.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils import timezone

from hongmajia.cases.models import Case
from hongmajia.classes.models import Session
from hongmajia.engagements.models import Engagement
from hongmajia.events.models import Evaluation
from hongmajia.insights.scope import Scope
from hongmajia.knowledge.models import Trial
from hongmajia.needs.models import Need
from hongmajia.people.models import Apprenticeship, FirmTie, Recruit
from hongmajia.services.enums import Attendee
from hongmajia.services.models import Activity, Confirmation
from hongmajia.unions.models import KeyIndustry

Amounts = Iterator[float]


def under(scope: Scope, union: Any) -> bool:
    return union.path.startswith(scope.union.path)


def lies(scope: Scope, code: str) -> bool:
    return not scope.place or code == scope.place or (len(scope.place) == 4 and
                                                      code[:4] == scope.place)  # fmt: skip


def on_a_day(scope: Scope, moment: Any) -> bool:
    day = timezone.localdate(moment)
    return (not scope.since or day >= scope.since) and (not scope.until or day <= scope.until)


def of_its_kind(scope: Scope, need: Need) -> bool:
    if scope.category and need.category != scope.category:
        return False
    return not scope.section or (
        need.enterprise is not None and need.enterprise.section == scope.section
    )


def of_the_scope(scope: Scope, need: Need) -> bool:
    return (
        need.season_id == scope.season.pk
        and under(scope, need.home_union)
        and of_its_kind(scope, need)
        and lies(scope, need.region_id)
    )


def put_forward(scope: Scope) -> Iterator[Need]:
    for need in Need.objects.all():
        if need.state in ("draft", "withdrawn") or not of_the_scope(scope, need):
            continue
        if on_a_day(scope, need.submitted_at):
            yield need


def held(scope: Scope, anywhere: bool = False) -> Iterator[Activity]:
    for activity in Activity.objects.all():
        if activity.state != "held" or activity.season_id != scope.season.pk:
            continue
        if not under(scope, activity.union) or not on_a_day(scope, activity.starts_at):
            continue
        if scope.kind and activity.kind != scope.kind:
            continue
        treated = [engagement.need for engagement in activity.engagements.all()]
        narrowed = scope.category or scope.section
        if narrowed and not any(of_its_kind(scope, need) for need in treated):
            continue
        if anywhere or lies(scope, activity.region_id):
            yield activity


def confirmed(scope: Scope) -> Iterator[Confirmation]:
    for word in Confirmation.objects.all():
        stands = word.engagement.state == "confirmed" and on_a_day(scope, word.confirmed_at)
        if stands and of_the_scope(scope, word.engagement.need):
            yield word


def needs_matched(scope: Scope) -> Amounts:
    agreed = ("accepted", "scheduled", "served", "confirmed")
    for need in put_forward(scope):
        if any(one.state in agreed for one in Engagement.objects.filter(need=need)):
            yield 1


def enterprises(scope: Scope) -> Amounts:
    found = set()
    for activity in held(scope, anywhere=True):
        found |= {engagement.need.enterprise for engagement in activity.engagements.all()}
        found |= {one.enterprise for one in activity.sign_ups.all() if one.came_at}
        found |= set(activity.enterprises.all())
    return (1 for firm in found if firm and lies(scope, firm.region_id))


def firms_asked(scope: Scope) -> set[Any]:
    anywhere = replace(scope, place="")
    asked = {need.enterprise for need in put_forward(anywhere) if need.enterprise}
    return {firm for firm in asked if lies(scope, firm.region_id)}


def is_key(firm: Any) -> bool:
    """Its own choice, or its division or section among those of a key industry of its province."""
    here = KeyIndustry.objects.filter(province=firm.region.province_id)
    codes = {one.code for industry in here for one in industry.codes.all()}
    return firm.key_industry is not None or bool({firm.section, firm.division} & codes)


def response(scope: Scope) -> Amounts:
    for need in put_forward(scope):
        if need.listed_at:
            yield (need.listed_at - need.submitted_at).total_seconds() / 86400


def recorded(scope: Scope) -> Iterator[Any]:
    return (activity.record for activity in held(scope))


def suggestions(scope: Scope) -> Iterator[Any]:
    return (said for record in recorded(scope) for said in record.suggestions.all())


def cases(scope: Scope) -> Amounts:
    return (1 for _ in chosen(scope))


def case_uses(scope: Scope) -> Amounts:
    return (1 for case in chosen(scope) for _ in case.uses.all())


def chosen(scope: Scope) -> Iterator[Case]:
    for case in Case.objects.all():
        word = Confirmation.objects.filter(engagement=case.engagement).first()
        stands = word and word.case_consent and case.engagement.state == "confirmed"
        is_chosen = case.state in ("selected", "on_notice", "published")
        if stands and is_chosen and of_the_scope(scope, case.engagement.need):
            yield case


def pairs(scope: Scope) -> Amounts:
    stages = list(scope.season.stages.all())
    first, last = min(s.starts for s in stages), max(s.ends for s in stages)
    for pair in Apprenticeship.objects.all():
        day, counts = pair.starts_on, not (scope.category or scope.section)
        asked = (not scope.since or day >= scope.since) and (not scope.until or day <= scope.until)
        here = under(scope, pair.union) and lies(scope, pair.master.region_id or "")
        if counts and here and asked and pair.state != "ended" and first <= day <= last:
            yield 1


def ties(scope: Scope) -> Amounts:
    stages = list(scope.season.stages.all())
    first, last = min(s.starts for s in stages), max(s.ends for s in stages)
    for tie in FirmTie.objects.all():
        firm, end = tie.enterprise, tie.ended_on or timezone.localdate().replace(year=9999)
        stood = tie.since <= last and end >= first
        asked = (not scope.since or end >= scope.since) and (
            not scope.until or tie.since <= scope.until
        )
        counts = not (scope.category or scope.kind) and scope.section in ("", firm.section)
        here = under(scope, tie.helper.union) and lies(scope, firm.region_id)
        if counts and stood and asked and here:
            yield 1


def of_classes(scope: Scope) -> Iterator[Any]:
    for activity in held(scope):
        if session := Session.objects.filter(activity=activity).first():
            yield from session.presences.all()


def who_learnt(scope: Scope) -> set[Any]:
    return {there.learner for there in of_classes(scope)}


def recruited(scope: Scope) -> Amounts:
    for one in Recruit.objects.all():
        counts = not (scope.category or scope.section or scope.kind)
        mine = one.season_id == scope.season.pk and under(scope, one.union)
        there = lies(scope, one.helper.region_id or "") and on_a_day(scope, one.recruited_at)
        if counts and mine and there:
            yield 1


def self_solved(scope: Scope) -> Amounts:
    for one in Trial.objects.all():
        if not one.worked or scope.kind or (scope.category and one.category != scope.category):
            continue
        firm = one.enterprise
        if scope.section and (firm is None or firm.section != scope.section):
            continue
        mine = one.season_id == scope.season.pk and under(scope, one.union)
        if mine and lies(scope, one.region_id or "") and on_a_day(scope, one.said_at):
            yield 1


def heads(scope: Scope, group: str = "") -> Amounts:
    """One amount for each activity to which somebody came."""
    for activity in held(scope):
        came = [one for one in activity.sign_ups.all() if one.came_at]
        counts = [(one.group, one.came_heads or one.heads) for one in came]
        counts += [(one.group, one.heads) for one in activity.headcounts.all()]
        of_group = [n for name, n in counts if not group or name == group]
        if of_group:
            yield sum(of_group)


def firms_present(scope: Scope) -> Amounts:
    found = set()
    for activity in held(scope, anywhere=True):
        found |= {one.enterprise for one in activity.sign_ups.all() if one.came_at}
        found.add(activity.host)
    return (1 for firm in found if firm and lies(scope, firm.region_id))


def of_events(scope: Scope, name: str) -> Iterator[Any]:
    return (row for activity in held(scope) for row in getattr(activity, name).all())


SLOWLY: dict[str, Callable[[Scope], Amounts]] = {
    "needs_collected": lambda scope: (1 for _ in put_forward(scope)),
    "needs_matched": needs_matched,
    "needs_solved": lambda scope: (
        1 for need in put_forward(scope) if need.state in ("solved", "confirmed")
    ),
    "needs_overdue": lambda scope: (
        1 for need in put_forward(scope) if need.due_at and need.due_at < timezone.now()
    ),
    "sessions": lambda scope: (1 for _ in held(scope)),
    "visits": lambda scope: (
        1 for one in held(scope) for there in one.attendances.all() if there.helper_id
    ),
    "enterprises": enterprises,
    "trained": lambda scope: (
        lesson.people
        for record in recorded(scope)
        if not Session.objects.filter(activity=record.activity)
        for lesson in record.trainings.all()
    ),
    "skilled": lambda scope: (
        record.learners
        for record in recorded(scope)
        if record.learners and not Session.objects.filter(activity=record.activity)
    ),
    "suggestions": lambda scope: (1 for _ in suggestions(scope)),
    "adopted": lambda scope: (1 for said in suggestions(scope) if said.adoption == "adopted"),
    "benefit": lambda scope: (
        float(word.benefit_wan)
        for word in confirmed(scope)
        if word.benefit_wan and word.evidence.exists()
    ),
    "satisfaction": lambda scope: (
        1 if word.satisfaction >= 3 else 0 for word in confirmed(scope) if not word.on_behalf
    ),
    "confirmed_for": lambda scope: (1 for word in confirmed(scope) if word.on_behalf),
    "response": response,
    "firms_asked": lambda scope: (1 for _ in firms_asked(scope)),
    "firms_smaller": lambda scope: (
        0 if firm.scale == "large" else 1 for firm in firms_asked(scope)
    ),
    "firms_specialised": lambda scope: (
        1 if firm.is_specialised else 0 for firm in firms_asked(scope)
    ),
    "firms_key": lambda scope: (1 if is_key(firm) else 0 for firm in firms_asked(scope)),
    "cases": cases,
    "case_uses": case_uses,
    "pairs": pairs,
    "class_learners": lambda scope: (1 for _ in who_learnt(scope)),
    "class_hours": lambda scope: (float(there.hours) for there in of_classes(scope)),
    "upskilled": lambda scope: (
        1 for one in who_learnt(scope) if (one.grade_reached or 0) > (one.grade_before or 0)
    ),
    "recruited": recruited,
    "self_solved": self_solved,
    "ties": ties,
    "heads": heads,
    **{f"heads_{group}": partial(heads, group=group) for group in Attendee.values},
    "flags": lambda scope: (1 for one in of_events(scope, "flags") if one.ceremony),
    "sealed": lambda scope: (1 for one in of_events(scope, "seals") if one.ceremony),
    "firms_present": firms_present,
    "asked": lambda scope: (1 for _ in of_events(scope, "questions")),
    "answered": lambda scope: (1 for one in of_events(scope, "questions") if one.answer),
    "evaluated": lambda scope: (
        1 for activity in held(scope) if Evaluation.objects.filter(activity=activity)
    ),
}  # fmt: skip
