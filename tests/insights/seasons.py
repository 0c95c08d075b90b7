"""Random seasons for the property test, with later corrections and withdrawals."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import strategies as st

from hongmajia.cases.enums import CaseState
from hongmajia.cases.models import Case
from hongmajia.classes.models import Learner, Presence, Session, TrainingClass
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.events.models import (
    Ceremony,
    Evaluation,
    Flag,
    Headcount,
    Question,
    Seal,
)
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.people.enums import ApprenticeshipState
from hongmajia.people.models import Apprenticeship, FirmTie, Recruit
from hongmajia.services.enums import ActivityKind, ActivityState, Adoption, Outcome, Result
from hongmajia.services.models import (
    Activity,
    Attendance,
    Confirmation,
    Evidence,
    ServiceRecord,
    SignUp,
    Suggestion,
    Training,
)
from hongmajia.unions.models import Enterprise, KeyIndustry, Union
from tests.actors import Province, credit_code, make_need

PLACES = ("330500", "330521", "330702")
UNIONS = ("huzhou", "deqing", "mogan_union", "wucheng", "group")

confirmations = st.fixed_dictionaries(
    {
        "satisfaction": st.integers(1, 4),
        "benefit": st.none() | st.decimals(0, 500, places=2),
        "has_evidence": st.booleans(),
        "days": st.integers(0, 60),
        "consents": st.booleans(),
        "on_behalf": st.booleans(),
        "case": st.none() | st.sampled_from(CaseState),
    }
)
engagements = st.fixed_dictionaries(
    {
        "state": st.sampled_from(EngagementState),
        "confirmation": st.none() | confirmations,
    }
)
needs = st.fixed_dictionaries(
    {
        "state": st.sampled_from(NeedState),
        "union": st.sampled_from(UNIONS),
        "place": st.sampled_from(PLACES),
        "enterprise": st.integers(0, 3),
        "category": st.none() | st.integers(1, 3),
        "days": st.integers(0, 60),
        "listed_after": st.none() | st.integers(0, 400),
        "due_in": st.none() | st.integers(-5, 5),
        "engagement": st.none() | engagements,
    }
)
records = st.fixed_dictionaries(
    {
        "learners": st.integers(0, 3),
        "trainings": st.lists(st.integers(1, 40), max_size=2),
        "suggestions": st.lists(st.sampled_from(Adoption), max_size=2),
    }
)
grades = st.none() | st.integers(1, 8)
classes = st.fixed_dictionaries(
    {
        "hours": st.sampled_from([Decimal(2), Decimal("3.6")]),
        "grades": st.lists(st.tuples(grades, grades), max_size=3),
        "absent": st.integers(0, 2),
    }
)
groups = st.sampled_from(["", "leader", "worker", "school"])
events = st.fixed_dictionaries(
    {
        "host": st.integers(0, 3),
        "heads": st.lists(st.tuples(groups, st.none() | st.integers(1, 40)), max_size=2),
        "by_hand": st.dictionaries(
            st.sampled_from(["leader", "school"]), st.integers(1, 90), max_size=2
        ),
        "flags": st.booleans(),
        "sealed": st.booleans(),
        "ceremony": st.booleans(),
        "answers": st.lists(st.booleans(), max_size=2),
        "evaluated": st.booleans(),
    }
)
activities = st.fixed_dictionaries(
    {
        "state": st.sampled_from(ActivityState),
        "union": st.sampled_from(UNIONS),
        "place": st.sampled_from(PLACES),
        "kind": st.sampled_from(ActivityKind),
        "days": st.integers(0, 60),
        "needs": st.sets(st.integers(0, 5), max_size=3),
        "helpers": st.integers(0, 3),
        "companions": st.integers(0, 2),
        "visited": st.sets(st.integers(1, 3), max_size=2),
        "sign_ups": st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=2),
        "record": records,
        "event": events,
        "class": st.none() | classes,
    }
)
recruits = st.fixed_dictionaries(
    {
        "union": st.sampled_from(UNIONS),
        "helper": st.sampled_from(["dong_helper", "zhou_helper"]),
        "days": st.integers(0, 60),
    }
)
pairs = st.fixed_dictionaries(
    {
        "state": st.sampled_from(ApprenticeshipState),
        "union": st.sampled_from(UNIONS),
        "master": st.sampled_from(["dong_helper", "zhou_helper"]),
        "days": st.integers(-120, 120),
    }
)
ties = st.fixed_dictionaries(
    {
        "helper": st.sampled_from(["dong_helper", "zhou_helper", "team"]),
        "firm": st.integers(1, 3),
        "days": st.integers(0, 400),
        "lasted": st.none() | st.integers(0, 400),
    }
)
seasons = st.fixed_dictionaries(
    {
        "needs": st.lists(needs, max_size=6),
        "activities": st.lists(activities, max_size=4),
        "pairs": st.lists(pairs, max_size=3),
        "recruits": st.lists(recruits, max_size=2, unique_by=lambda said: said["helper"]),
        "ties": st.lists(ties, max_size=3, unique_by=lambda said: (said["helper"], said["firm"])),
    }
)
acts = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "withdraw_record",
                "delete_activity",
                "correct_record",
                "unconfirm",
                "withdraw_need",
                "take_consent_back",
            ]
        ),
        st.integers(0, 5),
    ),
    max_size=4,
)


def live(province: Province, season: dict[str, Any]) -> None:
    """Store the season in the database."""
    firms = enterprises(province)
    made = [a_need(province, said, firms) for said in season["needs"]]
    for said in season["activities"]:
        an_activity(province, said, made, firms)
    for n, said in enumerate(season["pairs"]):
        begins = timezone.localdate() - timedelta(days=said["days"])
        Apprenticeship.objects.create(
            master=getattr(province, said["master"]), union=getattr(province, said["union"]),
            state=said["state"], apprentice_name=f"小吴{n}", workplace="莫干精工", skill="焊接",
            starts_on=begins, ends_on=begins + timedelta(days=365),
        )  # fmt: skip

    for said in season.get("recruits", ()):
        Recruit.objects.create(
            helper=getattr(province, said["helper"]), union=getattr(province, said["union"]),
            season=province.season, title="招募令",
            recruited_at=timezone.now() - timedelta(days=said["days"]),
        )  # fmt: skip

    for said in season.get("ties", ()):
        since = timezone.localdate() - timedelta(days=said["days"])
        lasted = said["lasted"]
        FirmTie.objects.create(
            helper=getattr(province, said["helper"]), enterprise=firms[said["firm"]], aim="焊接",
            since=since, ended_on=None if lasted is None else since + timedelta(days=lasted),
        )  # fmt: skip


def enterprises(province: Province) -> list[Enterprise | None]:
    """None, 莫干精工, a farm in Wucheng, and a workshop in another city than its union."""
    places: list[tuple[str, Union, str]] = [
        ("A", province.wucheng, "330702"),
        ("C", province.huzhou, "330702"),
    ]
    others = [
        Enterprise.objects.create(
            name=f"某企业{n}", credit_code=credit_code(n), section=section, union=union,
            region_id=place, scale="large" if n % 2 else "micro",
            key_industry=None if section == "C" else KeyIndustry.objects.first(),
        )
        for n, (section, union, place) in enumerate(places, start=100)
    ]  # fmt: skip
    return [None, province.mogan, *others]


def a_need(province: Province, said: dict[str, Any], firms: list[Enterprise | None]) -> Need:
    asked = timezone.now() - timedelta(days=said["days"])
    after, due = said["listed_after"], said["due_in"]
    need = make_need(
        province,
        said["state"],
        union=getattr(province, said["union"]),
        home_union=getattr(province, said["union"]),
        region_id=said["place"],
        region=None,
        enterprise=firms[said["enterprise"]],
        category=said["category"],
        submitted_at=asked,
        listed_at=None if after is None else asked + timedelta(hours=after),
        due_at=None if due is None else timezone.now() + timedelta(days=due, minutes=5),
    )
    if said["engagement"]:
        an_engagement(province, need, said["engagement"])
    return need


def an_engagement(province: Province, need: Need, said: dict[str, Any]) -> None:
    engagement = Engagement.objects.create(
        need=need, helper=province.dong_helper, origin=Origin.CLAIM, state=said["state"]
    )
    if word := said["confirmation"]:
        confirmation = Confirmation.objects.create(
            engagement=engagement, outcome=Outcome.SOLVED, satisfaction=word["satisfaction"],
            benefit_wan=word["benefit"], name="沈女士", case_consent=word["consents"],
            on_behalf=word["on_behalf"],
            confirmed_at=timezone.now() - timedelta(days=word["days"]),
        )  # fmt: skip
        if word["has_evidence"]:
            image = ContentFile(b"a sheet", "sheet.jpg")
            Evidence.objects.create(confirmation=confirmation, image=image)
        if word["case"]:
            case = Case.objects.create(
                engagement=engagement, season=province.season, union=province.huzhou,
                home_union=need.home_union, state=word["case"], title="焊完不用校平", category=1,
            )  # fmt: skip
            for firm in Enterprise.objects.order_by("pk")[: word["days"] % 3]:
                case.uses.create(enterprise=firm, text="照着改了工装")


def an_activity(
    province: Province, said: dict[str, Any], made: list[Need], firms: list[Enterprise | None]
) -> Activity:
    """An activity in any state; what belongs to one that was not held must not count."""
    begins = timezone.now() - timedelta(days=said["days"], hours=1)
    activity = Activity.objects.create(
        season=province.season, union=getattr(province, said["union"]), state=said["state"],
        title="焊接会诊", kind=said["kind"], starts_at=begins, region_id=said["place"],
        ends_at=begins + timedelta(hours=2),
    )  # fmt: skip
    treated = [need for n, need in enumerate(made) if n in said["needs"]]
    activity.engagements.set(Engagement.objects.filter(need__in=treated))
    activity.enterprises.set([firms[n] for n in said.get("visited", ())])
    there = [province.dong_helper, province.zhou_helper, province.team][: said["helpers"]]
    for helper in there:
        Attendance.objects.create(activity=activity, helper=helper)
    for n in range(said["companions"]):
        Attendance.objects.create(activity=activity, name=f"同行{n}")
    for n, (firm, came) in enumerate(said["sign_ups"]):
        SignUp.objects.create(
            activity=activity, name="王先生", phone=f"1370000000{n}", enterprise=firms[firm],
            came_at=begins if came else None,
        )  # fmt: skip
    write_record(activity, said["record"])
    if said.get("class"):
        a_class(activity, said["class"])
    if "event" in said:
        an_event(province, activity, said["event"], firms)
    return activity


def a_class(activity: Activity, said: dict[str, Any]) -> None:
    """The activity is the session of a class; some of its learners were not there."""
    made = TrainingClass.objects.create(
        season=activity.season, union=activity.union, title="更新班", teacher_name="林老师",
        region=activity.region,
    )  # fmt: skip
    session = Session.objects.create(of_class=made, activity=activity, hours=said["hours"])
    for n, (before, reached) in enumerate(said["grades"]):
        learner = Learner.objects.create(
            of_class=made, name=f"学员{n}", phone=f"1370000000{n}", grade_before=before,
            grade_reached=reached, reached_on=timezone.localdate() if reached else None,
        )  # fmt: skip
        if n >= said["absent"]:
            Presence.objects.create(session=session, learner=learner, hours=said["hours"] / 2)


def an_event(
    province: Province, activity: Activity, said: dict[str, Any], firms: list[Enterprise | None]
) -> None:
    """What surrounds the activity: heads, ceremony, questions, evaluation."""
    Activity.objects.filter(pk=activity.pk).update(host=firms[said["host"]])
    for signed, (group, heads) in zip(activity.sign_ups.all(), said["heads"], strict=False):
        SignUp.objects.filter(pk=signed.pk).update(group=group, heads=3, came_heads=heads)
    for group, heads in said["by_hand"].items():
        Headcount.objects.create(activity=activity, group=group, heads=heads)
    on = timezone.localdate(activity.starts_at)
    ceremony = Ceremony.objects.create(activity=activity, on=on) if said["ceremony"] else None
    if said["flags"]:
        Flag.objects.create(activity=activity, team=province.team, ceremony=ceremony)
    if said["sealed"]:
        pair = Apprenticeship.objects.create(
            master=province.dong_helper, union=province.huzhou, apprentice_name=f"徒{activity.pk}",
            workplace="莫干精工", skill="焊接", goals="会焊", starts_on=on - timedelta(days=900),
            ends_on=on,
        )  # fmt: skip
        Seal.objects.create(activity=activity, apprenticeship=pair, ceremony=ceremony)
    for answered in said["answers"]:
        Question.objects.create(activity=activity, text="怎么焊", answer="退焊" if answered else "")
    if said["evaluated"]:
        Evaluation.objects.create(activity=activity, union=province.province, words="好")


def write_record(activity: Activity, said: dict[str, Any]) -> None:
    record = ServiceRecord.objects.create(
        activity=activity, visitors=5, learners=said["learners"], done="换焊序",
        result=Result.SOLVED, hours=Decimal(4),
    )  # fmt: skip
    for people in said["trainings"]:
        Training.objects.create(record=record, topic="校平", people=people)
    for adoption in said["suggestions"]:
        Suggestion.objects.create(record=record, text="改工装", adoption=adoption)


def change(act: str, number: int) -> None:
    """One later change of the ``number``-th object of its kind, if there are that many."""
    held = Activity.objects.order_by("pk")[number : number + 1].first()
    need = Need.objects.order_by("pk")[number : number + 1].first()
    word = Confirmation.objects.order_by("pk")[number : number + 1].first()
    if act == "withdraw_record" and held:
        ServiceRecord.objects.filter(activity=held).delete()
        Activity.objects.filter(pk=held.pk).update(state=ActivityState.PLANNED)
    elif act == "delete_activity" and held:
        held.delete()
    elif act == "correct_record" and held:
        ServiceRecord.objects.filter(activity=held).update(learners=7)
        Training.objects.filter(record__activity=held).update(people=9)
        Suggestion.objects.filter(record__activity=held).update(adoption=Adoption.DECLINED)
        held.attendances.filter(helper=None).delete()
    elif act == "unconfirm" and word:
        Engagement.objects.filter(pk=word.engagement_id).update(state=EngagementState.SCHEDULED)
    elif act == "withdraw_need" and need:
        Need.objects.filter(pk=need.pk).update(state=NeedState.WITHDRAWN)
    elif act == "take_consent_back" and word:
        Confirmation.objects.filter(pk=word.pk).update(case_consent=False)
