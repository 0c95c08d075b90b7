"""Lists of the cases room take the same number of queries for 1 and 50 rows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.cases.models import Booklet, Case, Review
from hongmajia.engagements.models import Engagement
from hongmajia.services.models import Activity, Confirmation, RecordPhoto, ServiceRecord
from tests.actors import Province, make_need
from tests.cases.conftest import SignIn

Asked = Callable[[int], Any]


def many(province: Province, count: int, **fields: Any) -> list[Case]:
    """``count`` cases of Deqing held by the province, each with record and photograph."""
    return [one(province, number, **fields) for number in range(count)]


def one(province: Province, number: int, **fields: Any) -> Case:
    need = make_need(province, "confirmed", title=f"问题{number}")
    engagement = Engagement.objects.create(
        need=need, helper=province.dong_helper, origin="dispatch", state="confirmed"
    )
    Confirmation.objects.create(
        engagement=engagement, outcome="solved", satisfaction=4, case_consent=True, name="沈女士"
    )
    begun = timezone.now()
    visit = Activity.objects.create(
        season=need.season, union=need.union, state="held", title=need.title, region=need.region,
        starts_at=begun, ends_at=begun + timedelta(hours=2),
    )  # fmt: skip
    visit.engagements.add(engagement)
    visit.attendances.create(helper=province.dong_helper)
    record = ServiceRecord.objects.create(activity=visit, done="分段退焊", result="solved")
    photo = RecordPhoto.objects.create(record=record, image="weld.jpg", shows_faces=False)
    values = {"state": "published", "published_at": begun, "category": 1, **fields}
    case = Case.objects.create(
        engagement=engagement, season=province.season, union=province.province,
        home_union=province.deqing, title=f"案例{number}", gist="焊后变形", **values,
    )  # fmt: skip
    case.pictures.create(photo=photo, position=0)
    return case


def test_the_page_of_a_helper_names_the_published_cases_that_tell_of_him(
    province: Province, as_: SignIn
) -> None:
    one(province, 1)
    one(province, 2, state="draft", published_at=None)
    client = as_("nobody")
    told = f"/helpers/{province.dong_helper.pk}/cases/"
    assert told in client.get(f"/helpers/{province.dong_helper.pk}/").text
    shown = client.get(told).text
    assert "案例1" in shown
    assert f"{province.season.year}年优秀案例" in shown
    assert "案例2" not in shown


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.one_database("Python decides how many queries there are")
class TestCosts:
    def test_of_the_published(
        self, province: Province, as_: SignIn, django_assert_num_queries: Asked, count: int
    ) -> None:
        many(province, count)
        client = as_("nobody")
        with django_assert_num_queries(12):
            page = client.get("/cases/")
        assert page.content.decode().count("<h2>") >= min(count, 20)

    def test_of_the_unions_own_list(
        self, province: Province, as_: SignIn, django_assert_num_queries: Asked, count: int
    ) -> None:
        many(province, count, state="selected")
        client = as_("fang")
        with django_assert_num_queries(12):
            client.get("/cases/work/")

    def test_of_judging(
        self, province: Province, as_: SignIn, django_assert_num_queries: Asked, count: int
    ) -> None:
        for case in many(province, count, state="nominated"):
            Review.objects.create(case=case, reviewer=province.ren, union=province.province)
        client = as_("fang")
        with django_assert_num_queries(11):
            client.get("/cases/judging/")

    def test_of_a_book(
        self, province: Province, as_: SignIn, django_assert_num_queries: Asked, count: int
    ) -> None:
        book = Booklet.objects.create(season=province.season, union=province.province)
        for position, case in enumerate(many(province, count)):
            book.chapters.create(case=case, position=position)
        client = as_("fang")
        with django_assert_num_queries(7):
            page = client.get(f"/booklets/{book.pk}/")
        assert page.content.decode().count('draggable="true"') == count


def test_a_long_list_goes_on(province: Province, as_: SignIn) -> None:
    many(province, 21)
    client = as_("nobody")
    first = client.get("/cases/")
    key = first.context["page"].next_key

    assert len(first.context["page"].rows) == 20
    assert len(client.get("/cases/", {"after": key}).context["page"].rows) == 1
