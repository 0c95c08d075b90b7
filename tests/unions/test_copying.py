"""A new season from an earlier one: what the page shows side by side, and what one act makes."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.cases.copying import QuotasToCopy, ReviewersToCopy
from hongmajia.cases.models import Quota
from hongmajia.core.clocks import forget_special_days
from hongmajia.events.actions import set_criteria
from hongmajia.events.copying import CriteriaToCopy
from hongmajia.events.models import Criterion
from hongmajia.needs.enums import NeedState
from hongmajia.notices.models import Notice
from hongmajia.unions import actions
from hongmajia.unions.enums import Indicator, Role, Stage, UnionKind
from hongmajia.unions.models import Membership, Season, SeasonStage, Target
from hongmajia.unions.moved_days import holidays_of, reasons
from hongmajia.unions.proposing import proposals
from hongmajia.unions.step_times import step_times
from hongmajia.unions.target_copy import TargetsToCopy
from tests.actors import Province, below, grant, make_need, user

BACKEND = "django.contrib.auth.backends.ModelBackend"
DAYS_OF_2025 = {
    Stage.COLLECT: (date(2025, 3, 3), date(2025, 3, 31)),
    Stage.MATCH: (date(2025, 4, 1), date(2025, 4, 30)),
    Stage.SERVE: (date(2025, 5, 6), date(2025, 5, 30)),
    Stage.REVIEW: (date(2025, 6, 3), date(2025, 6, 30)),
    Stage.PROMOTE: (date(2025, 7, 1), date(2025, 7, 31)),
}


@pytest.fixture
def special_days() -> Iterator[None]:
    forget_special_days()
    yield
    forget_special_days()


@pytest.fixture
def year_2025(province: Province, special_days: None) -> Season:
    """The only season: 2025, with targets and quotas, and the calendar of both years."""
    season = province.season
    Season.objects.filter(pk=season.pk).update(year=2025, number_prefix="浙2025")
    for stage, (starts, ends) in DAYS_OF_2025.items():
        SeasonStage.objects.filter(season=season, stage=stage).update(starts=starts, ends=ends)
    for year in (2025, 2026):
        actions.fill_year(actor=province.fang, year=year)
    forget_special_days()
    season = Season.objects.get(pk=season.pk)
    aims = {Indicator.SESSIONS: 1800, Indicator.CASES: 50}
    actions.set_targets(actor=province.fang, season=season, union=province.province, amounts=aims)
    Quota.objects.create(season=season, union=province.huzhou, amount=4)
    Quota.objects.create(season=season, union=province.jinhua, amount=5)
    Quota.objects.create(season=season, union=province.deqing, amount=2)
    set_criteria(season=season, actor=province.fang, criteria={"解决问题": 60, "组织": 40})
    return season


def page_of(province: Province) -> str:
    return reverse("season_new", args=[province.province.pk])


def sent(client: Client, province: Province, **changes: Any) -> dict[str, Any]:
    """What the browser sends of the page as it is proposed, with some changes."""
    shown = client.get(page_of(province), {"year": 2026}).context
    fields = [*shown["form"], *(field for part in shown["parts"] for field in part)]
    found = {field.html_name: field.value() for field in fields}
    return {name: value for name, value in {**found, **changes}.items() if value is not None}


# --- the dates ------------------------------------------------------------------------------


def test_it_says_why_a_day_was_moved(province: Province, year_2025: Season) -> None:
    found = {one.stage: one for one in proposals(province.province, 2026)}
    known = holidays_of(2026)
    said = {stage: reasons(one, 1, known) for stage, one in found.items()}
    assert (found[Stage.SERVE].starts, found[Stage.SERVE].ends) == (
        date(2026, 5, 6), date(2026, 5, 29),
    )  # fmt: skip
    assert said[Stage.COLLECT] == ["整月都用，从3月3日改到3月2日"]
    assert said[Stage.MATCH] == ["清明放假，少1天"]
    assert said[Stage.SERVE][-1] == "5月9日星期六上班，已算"
    assert said[Stage.REVIEW] == ["整月都用，从6月3日改到6月1日", "端午放假，少1天"]
    assert said[Stage.PROMOTE] == ["原样"]


def test_the_page_has_both_years_side_by_side(
    client: Client, province: Province, year_2025: Season
) -> None:
    client.force_login(province.fang, backend=BACKEND)
    answer = client.get(page_of(province), {"year": 2026})
    lines = {str(line.label): line for line in answer.context["stages"]}
    assert (lines["征集"].days_before, lines["征集"].days) == (21, 22)
    assert answer.context["form"]["number_prefix"].value() == "浙2026"
    text = answer.content.decode()
    for words in (
        "照2025年，做2026年的服务月",
        "3月3日—3月31日",
        "湖州市总工会",
        province.ren.display_name,
    ):
        assert words in text
    parts = ["targets", "criteria", "quotas", "reviewers"]
    assert [part.name for part in answer.context["parts"]] == parts


def test_nothing_is_made_before_it_is_sent(
    client: Client, province: Province, year_2025: Season
) -> None:
    client.force_login(province.fang, backend=BACKEND)
    client.get(page_of(province), {"year": 2026})
    assert Season.objects.count() == 1
    assert not Notice.objects.exists()


def test_a_year_without_its_calendar_says_so(
    client: Client, province: Province, year_2025: Season
) -> None:
    client.force_login(province.fang, backend=BACKEND)
    text = client.get(page_of(province), {"year": 2027}).content.decode()
    assert "还没有2027年的放假安排" in text


# --- what steps took ------------------------------------------------------------------------


def test_how_long_verifying_took(province: Province, year_2025: Season) -> None:
    """Three needs took 1, 2 and 4 working days of the 2 allowed: one was late."""
    monday = timezone.make_aware(timezone.datetime(2025, 3, 10, 9))
    for days in (1, 2, 4):
        make_need(
            province, NeedState.LISTED, season=year_2025, submitted_at=monday,
            listed_at=monday + timedelta(days=days),
        )  # fmt: skip
    time = step_times(year_2025)["verify_days"]
    assert (time.median, round(time.late, 2)) == (2, 0.33)
    assert "confirm_days" not in step_times(year_2025), "nothing was confirmed"


# --- one act --------------------------------------------------------------------------------


def test_one_act_makes_the_season_with_what_is_ticked(
    client: Client, province: Province, year_2025: Season
) -> None:
    client.force_login(province.fang, backend=BACKEND)
    changes = {"targets-sessions": 2000, f"quotas-{province.jinhua.pk}": ""}
    typed = sent(client, province, accept_days=2, **changes)
    assert client.post(f"{page_of(province)}?year=2026", typed).status_code == 302
    made = Season.objects.get(year=2026)
    assert (made.accept_days, made.verify_days) == (2, year_2025.verify_days)
    assert dict(made.targets.values_list("indicator", "amount")) == {"sessions": 2000, "cases": 50}
    assert dict(made.quotas.values_list("union__name", "amount")) == {"湖州市总工会": 4}
    assert made.opening(Stage.SERVE) == date(2026, 5, 6)
    (notice,) = Notice.objects.filter(recipient=province.ren)
    assert notice.text == "浙江省总工会请您继续评审2026年的案例"


def test_criteria_of_evaluations_are_taken_over_and_can_be_changed(
    client: Client, province: Province, year_2025: Season
) -> None:
    solved, run = year_2025.criteria.all()
    client.force_login(province.fang, backend=BACKEND)
    typed = sent(client, province, **{f"criteria-{solved.pk}": 70, f"criteria-{run.pk}": ""})
    assert client.post(f"{page_of(province)}?year=2026", typed).status_code == 302
    made = Season.objects.get(year=2026)
    assert dict(made.criteria.values_list("name", "most")) == {"解决问题": 70}
    assert dict(year_2025.criteria.values_list("name", "most")) == {"解决问题": 60, "组织": 40}


def test_marks_that_no_criterion_may_have_are_refused(
    client: Client, province: Province, year_2025: Season
) -> None:
    solved = year_2025.criteria.first()
    assert solved is not None
    client.force_login(province.fang, backend=BACKEND)
    typed = sent(client, province, **{f"criteria-{solved.pk}": 101})
    assert client.post(f"{page_of(province)}?year=2026", typed).status_code == 422
    assert Season.objects.count() == 1


def test_a_year_without_criteria_has_no_such_part(
    client: Client, province: Province, year_2025: Season
) -> None:
    client.force_login(province.fang, backend=BACKEND)
    assert "活动评估标准" in client.get(page_of(province), {"year": 2026}).content.decode()
    year_2025.criteria.all().delete()
    assert "活动评估标准" not in client.get(page_of(province), {"year": 2026}).content.decode()


def test_what_is_not_ticked_stays_behind(
    client: Client, province: Province, year_2025: Season
) -> None:
    client.force_login(province.fang, backend=BACKEND)
    typed = sent(client, province)
    del typed["targets-wanted"], typed["quotas-wanted"], typed["criteria-wanted"]
    client.post(f"{page_of(province)}?year=2026", typed)
    made = Season.objects.get(year=2026)
    assert not made.targets.exists()
    assert not made.quotas.exists()
    assert not made.criteria.exists()


def test_a_reviewer_who_is_not_asked_again_stays_one_until_it_begins(
    client: Client, province: Province, year_2025: Season
) -> None:
    seat = Membership.objects.get(user=province.ren, role=Role.REVIEWER)
    client.force_login(province.fang, backend=BACKEND)
    typed = sent(client, province, **{f"reviewers-{seat.pk}": "no_more"})
    Season.objects.filter(year=2026).delete()
    ahead = timezone.localdate().year + 1
    for name, value in list(typed.items()):
        if isinstance(value, date):
            typed[name] = value.replace(year=ahead)
    typed["year"] = ahead
    assert client.post(f"{page_of(province)}?year=2026", typed).status_code == 302
    seat.refresh_from_db()
    assert seat.ends_on == date(ahead, 3, 1)


def test_nothing_is_made_if_one_field_is_wrong(
    client: Client, province: Province, year_2025: Season
) -> None:
    client.force_login(province.fang, backend=BACKEND)
    typed = sent(client, province, **{f"quotas-{province.huzhou.pk}": "-1"})
    answer = client.post(f"{page_of(province)}?year=2026", typed)
    assert answer.status_code == 422
    assert "有几格要改" in answer.content.decode()
    assert Season.objects.count() == 1


def test_nothing_is_made_if_a_part_refuses(province: Province, year_2025: Season) -> None:
    def refuse(season: Season) -> None:
        raise ValidationError("不行")

    stages = {one.stage: (one.starts, one.ends) for one in proposals(province.province, 2026)}
    with pytest.raises(ValidationError):
        actions.copy_season(
            actor=province.fang, union=province.province, year=2026, stages=stages,
            parts=[refuse], name="2026年", number_prefix="浙2026",
        )  # fmt: skip
    assert Season.objects.count() == 1


def test_sent_without_its_parts_it_carries_nothing(province: Province, year_2025: Season) -> None:
    """As a program or an old page may send it."""
    about = {"host": province.province, "earlier": year_2025, "year": 2026}
    made = Season.objects.create(year=2026, union=province.province, number_prefix="浙2026")
    for part in (TargetsToCopy, QuotasToCopy, ReviewersToCopy, CriteriaToCopy):
        form = part({"name": "2026年"}, **about)
        assert form.is_valid()
        form.carry(made, province.fang)
    assert not Target.objects.filter(season=made).exists()
    assert not Quota.objects.filter(season=made).exists()
    assert not Criterion.objects.filter(season=made).exists()
    assert Membership.objects.filter(user=province.ren, ends_on=None).exists()


@pytest.mark.parametrize("more", [0, 49])
def test_the_page_costs_the_same_at_one_row_and_at_fifty(
    client: Client, province: Province, year_2025: Season, django_assert_num_queries: Any, more: int
) -> None:
    for n in range(more):
        union = below(province.province, f"第{n}市总工会", UnionKind.CITY)
        Quota.objects.create(season=year_2025, union=union, amount=n)
        Criterion.objects.create(season=year_2025, name=f"第{n}条", most=5)
        grant(user(f"reviewer{n}", f"评审{n}"), province.province, Role.REVIEWER)
    client.force_login(province.fang, backend=BACKEND)
    client.get(page_of(province))
    with django_assert_num_queries(20):  # five for the frame, one for a draft, 14 for the parts
        client.get(page_of(province), {"year": 2026})
