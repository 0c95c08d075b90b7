"""What a master, a team and an enterprise did by year, and how a worker grew."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hongmajia.engagements.models import Engagement
from hongmajia.insights.careers import OF_FIRM, OF_HELPER, career_of, career_of_firm, years_of
from hongmajia.insights.growth import Rung, growth_of
from hongmajia.insights.queries import Tally
from hongmajia.people.enums import ApprenticeshipState, AssessmentGrade, SkillGrade
from hongmajia.people.models import Apprenticeship, Artisan
from hongmajia.services.models import Activity, ServiceRecord, SignUp
from hongmajia.unions.models import Enterprise, Season
from tests.actors import Province, artisan, credit_code, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"
Serve = Callable[..., Activity]


@pytest.fixture
def serve(province: Province) -> Serve:
    """``serve(season=…)``: Dong solved a problem of 莫干精工 in one activity."""

    def serve_it(*, season: Season | None = None, month: int = 5, hours: int = 3) -> Activity:
        season = season or province.season
        need = make_need(province, "confirmed", season=season)
        engagement = Engagement.objects.create(
            need=need, helper=province.dong_helper, origin="claim", state="confirmed"
        )
        begins = timezone.make_aware(timezone.datetime(season.year, month, 12, 9))
        activity = Activity.objects.create(
            season=season, union=province.deqing, title="焊接会诊", state="held", starts_at=begins,
            ends_at=begins + timedelta(hours=2), region=province.mogan.region, is_open=True,
        )  # fmt: skip
        activity.engagements.add(engagement)
        activity.attendances.create(helper=province.dong_helper)
        record = ServiceRecord.objects.create(
            activity=activity, done="换焊序", result="solved", hours=Decimal(hours), learners=4
        )
        record.trainings.create(topic="校平", people=20)
        record.suggestions.create(text="改工装", adoption="adopted")
        return activity

    return serve_it


@pytest.fixture
def before(province: Province) -> Season:
    """The season of the year before."""
    return Season.objects.create(
        name="2025年服务月", year=2025, union=province.province, number_prefix="浙2025"
    )


def test_each_year_has_what_was_done_in_it(
    province: Province, serve: Serve, before: Season
) -> None:
    serve(month=5), serve(month=6, hours=5), serve(season=before, month=4, hours=2)
    career = career_of(province.dong_helper)
    assert career
    years = years_of(career, OF_HELPER)
    of = {row.year: dict(zip((m.name for m in OF_HELPER), row.values, strict=True))
          for row in years.rows}  # fmt: skip
    assert [row.year for row in years.rows] == [2026, 2025]
    assert (of[2026]["sessions"], of[2026]["hours"], of[2026]["needs_solved"]) == (2, 8, 2)
    assert (of[2025]["sessions"], of[2025]["hours"], of[2025]["trained"]) == (1, 2, 20)
    this, last = years.rows
    assert [n for n, held in enumerate(this.months, start=1) if held] == [5, 6]
    assert [n for n, held in enumerate(last.months, start=1) if held] == [4]
    assert years.most == 1


def test_the_sum_of_the_years_is_all(province: Province, serve: Serve, before: Season) -> None:
    for season in (province.season, province.season, before):
        serve(season=season)
    Activity.objects.create(  # still to come: it counts nowhere
        season=before, union=province.deqing, title="会诊", starts_at=timezone.now(),
        ends_at=timezone.now() + timedelta(hours=1), region=province.mogan.region,
    ).attendances.create(helper=province.dong_helper)  # fmt: skip
    for career, measures in (
        (career_of(province.dong_helper), OF_HELPER),
        (career_of_firm(province.mogan), OF_FIRM),
    ):
        assert career
        years, tally = years_of(career, measures), Tally(career, measures)
        assert years.totals == [tally.value(measure) for measure in measures]
        assert years.totals[0] == 3


def test_another_master_and_another_firm_have_nothing_of_it(
    province: Province, serve: Serve
) -> None:
    serve()
    other = artisan("丁大工", "钳工", province.deqing, "330521")
    career = career_of(other)
    assert career
    assert years_of(career, OF_HELPER).rows == []


def test_the_page_shows_sums_to_everybody_and_records_to_those_who_see_them(
    province: Province, serve: Serve, before: Season, client: Client
) -> None:
    serve(season=before)
    hidden = serve()
    Activity.objects.filter(pk=hidden.pk).update(is_open=False, title="车间里的会诊")
    address = reverse("helper_years", args=[province.dong_helper.pk])
    page = client.get(address).content.decode()
    for words in ("2025", "2026", "焊接会诊", "5月1场", "合计"):
        assert words in page
    assert "车间里的会诊" not in page
    assert "董师傅" in page
    assert reverse("helper_certificates", args=[province.dong_helper.pk]) not in page
    client.force_login(province.shen, backend=BACKEND)
    page = client.get(address).content.decode()
    assert "车间里的会诊" in page
    assert reverse("helper_certificates", args=[province.dong_helper.pk]) in page
    of_2025 = client.get(f"{address}?year=2025").content.decode()
    assert "车间里的会诊" not in of_2025
    assert "2025年的活动" in of_2025
    assert client.get(f"{address}?year=1999").status_code == 200
    door = client.get(reverse("helper", args=[province.dong_helper.pk])).content.decode()
    assert address in door


def test_an_activity_that_visited_a_firm_counts_among_its_years(
    province: Province, serve: Serve
) -> None:
    activity = serve()
    other = Enterprise.objects.create(
        name="德清某机床厂", credit_code=credit_code(7), section="C", region_id="330521",
        union=province.deqing,
    )  # fmt: skip
    activity.enterprises.add(other, province.mogan)
    for firm, needs in ((other, 0), (province.mogan, 1)):
        career = career_of_firm(firm)
        assert career
        [year] = years_of(career, OF_FIRM).rows
        of = dict(zip((m.name for m in OF_FIRM), year.values, strict=True))
        assert (of["sessions"], of["needs_collected"]) == (1, needs)


def test_the_years_of_an_enterprise(province: Province, serve: Serve, client: Client) -> None:
    serve()
    address = reverse("enterprise_years", args=[province.mogan.pk])
    client.force_login(province.contact, backend=BACKEND)
    page = client.get(address).content.decode()
    assert "莫干精工" in page
    assert "征集需求" in page
    assert address in client.get(reverse("enterprise", args=[province.mogan.pk])).content.decode()


def test_queries_do_not_grow_with_years_and_records(
    province: Province, serve: Serve, client: Client
) -> None:
    client.force_login(province.shen, backend=BACKEND)
    address = reverse("helper_years", args=[province.dong_helper.pk])
    serve()
    few = counted(client, address)
    for year in range(2016, 2026):
        season = Season.objects.create(
            name=str(year), year=year, union=province.province, number_prefix=f"浙{year}"
        )
        for month in range(1, 6):
            serve(season=season, month=month)
    assert counted(client, address) == few <= 16


def counted(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# --- growth ---------------------------------------------------------------------------------------


@pytest.fixture
def grown(province: Province) -> Artisan:
    """Stranger came to a lecture, was apprenticed to Dong, finished, and is a technician now."""
    account, today = province.stranger, timezone.localdate()
    lecture = Activity.objects.create(
        season=province.season, union=province.huzhou, title="焊接安全课", form="lecture",
        starts_at=timezone.now() - timedelta(days=300), is_open=True,
        ends_at=timezone.now() - timedelta(days=300) + timedelta(hours=2),
        region=province.mogan.region,
    )  # fmt: skip
    SignUp.objects.create(
        activity=lecture, name="小吴", phone="13700000001", user=account, came_at=lecture.ends_at
    )
    SignUp.objects.create(activity=lecture, name="没来", phone="13700000002", user=account)
    pair = Apprenticeship.objects.create(
        master=province.dong_helper, union=province.huzhou, state=ApprenticeshipState.FINISHED,
        apprentice_name="小吴", workplace="莫干精工", skill="氩弧焊", apprentice_user=account,
        starts_on=today - timedelta(days=250), ends_on=today - timedelta(days=20),
        ended_on=today - timedelta(days=30),
    )  # fmt: skip
    pair.assessments.create(
        on=today - timedelta(days=31), grade=AssessmentGrade.GOOD, words="平焊", is_final=True
    )
    helper = artisan("吴小工", "焊工", province.huzhou, "330500", account)
    helper.artisan.skill_grade = SkillGrade.TECHNICIAN
    helper.artisan.save()
    helper.honours.create(title="湖州工匠", awarded_by="湖州市总工会", year=today.year)
    return helper.artisan


def test_a_workers_path_has_its_steps_in_order(province: Province, grown: Artisan) -> None:
    steps = growth_of(province.stranger, grown.helper, province.stranger)
    assert [step.rung for step in steps][:4] == [
        Rung.TRAINED, Rung.APPRENTICE, Rung.ASSESSED, Rung.APPRENTICE,
    ]  # fmt: skip
    assert steps[-1].words == "湖州工匠"
    words = [step.words for step in steps]
    assert "参加讲座" in words
    assert "拜董师傅为师" in words
    assert "出师考核：良好" in words
    assert "技能等级登记为技师" in words
    assert words.count("参加讲座") == 1, "who did not come was not trained"
    days = [step.order for step in steps]
    assert days == sorted(days)


def test_others_see_no_more_of_it_than_elsewhere(province: Province, grown: Artisan) -> None:
    def rungs(reader: Any) -> set[Rung]:
        return {step.rung for step in growth_of(province.stranger, None, reader)}

    assert rungs(province.shen) == {Rung.TRAINED, Rung.APPRENTICE, Rung.ASSESSED}
    assert rungs(province.wu) == set()
    assert rungs(province.dong) == {Rung.APPRENTICE, Rung.ASSESSED}, "the master's own pair"


def test_who_opens_the_pages_of_growth(province: Province, grown: Artisan) -> None:
    pair = Apprenticeship.objects.get()
    of_pair = reverse("apprentice_growth", args=[pair.pk])
    of_helper = reverse("helper_growth", args=[grown.pk])
    for who, first, second in (
        (province.stranger, 200, 200), (province.shen, 200, 200), (province.fang, 200, 200),
        (province.dong, 403, 403), (province.wu, 404, 403),
    ):  # fmt: skip
        client = Client()
        client.force_login(who, backend=BACKEND)
        assert client.get(of_pair).status_code == first
        assert client.get(of_helper).status_code == second
    client = Client()
    client.force_login(province.shen, backend=BACKEND)
    assert of_pair in client.get(reverse("apprenticeship", args=[pair.pk])).content.decode()
    assert "湖州工匠" in client.get(of_pair).content.decode()


def test_a_path_without_an_account_says_so(province: Province, grown: Artisan) -> None:
    pair = Apprenticeship.objects.get()
    Apprenticeship.objects.filter(pk=pair.pk).update(apprentice_user=None)
    client = Client()
    client.force_login(province.shen, backend=BACKEND)
    page = client.get(reverse("apprentice_growth", args=[pair.pk])).content.decode()
    assert "还没有账号" in page
    assert "湖州工匠" not in page, "nobody is known to be the same person"


def test_growth_takes_few_queries(province: Province, grown: Artisan) -> None:
    with CaptureQueriesContext(connection) as queries:
        growth_of(province.stranger, grown.helper, province.stranger)
    assert len(queries) <= 8
