"""Campaigns as themes in the lists and forms of other rooms."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from hongmajia.campaigns.models import Campaign
from hongmajia.people.actions import create_team
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity
from tests.actors import Province, make_need


def test_lists_are_narrowed_to_a_theme(
    client: Client, province: Province, start: Callable[..., Campaign],
    activity: Callable[..., Activity],
) -> None:  # fmt: skip
    theme = start(kind="theme", name="三服务")
    told, other = (
        NewsItem.objects.create(
            union=province.huzhou, state="published", title=title, summary="一句", text="话"
        )
        for title in ("属于主题的", "别的动态")
    )
    theme.news.add(told)
    assert "三服务" in client.get("/news/").text
    text = client.get("/news/", {"theme": theme.pk}).text
    assert told.title in text
    assert other.title not in text
    mine, not_mine = activity(title="主题会诊", is_open=True), activity(title="别处", is_open=True)
    theme.activities.add(mine)
    text = client.get("/activities/", {"stand": "held", "theme": theme.pk}).text
    assert mine.title in text
    assert not_mine.title not in text


def test_new_news_joins_the_theme_that_was_chosen(
    client: Client, province: Province, start: Callable[..., Campaign]
) -> None:
    theme = start(kind="theme", name="三服务")
    client.force_login(province.xu)
    sent = {
        "union": province.deqing.pk, "title": "进车间", "summary": "一句", "text": "话",
        "dated": "2026-05-20", "campaign": theme.pk,
    }  # fmt: skip
    assert client.post("/news/new/", sent).status_code == 302
    assert [item.title for item in theme.news.all()] == ["进车间"]


def test_an_activity_outside_of_the_dates_is_not_planned_into_the_theme(
    client: Client, province: Province, start: Callable[..., Campaign]
) -> None:
    theme = start(kind="theme", name="三服务")
    client.force_login(province.xu)
    sent = {
        "union": province.deqing.pk, "title": "焊接课", "form": "lecture", "mode": "on_site",
        "kind": "public_good", "day": (timezone.localdate() + timedelta(days=60)).isoformat(),
        "time": "09:00", "hours": "2", "place": "文化宫", "region": "330521", "campaign": theme.pk,
    }  # fmt: skip
    answer = client.post("/activities/new/", sent)
    assert answer.status_code != 302
    assert not Activity.objects.exists(), "nothing is left of a plan that was refused"
    near = (timezone.localdate() + timedelta(days=7)).isoformat()
    answer = client.post("/activities/new/", {**sent, "day": near, "free_day": "on"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert [one.title for one in theme.activities.all()] == ["焊接课"]


def test_what_is_over_or_called_off_is_not_offered(
    client: Client, province: Province, start: Callable[..., Campaign]
) -> None:
    today = timezone.localdate()
    start(name="过去的", starts=today - timedelta(days=9), ends=today - timedelta(days=1))
    start(name="取消的")
    Campaign.objects.filter(name="取消的").update(called_off_at=timezone.now())
    client.force_login(province.xu)
    text = client.get("/news/new/").text
    assert "过去的" not in text
    assert "取消的" not in text


def test_the_list_of_needs_is_narrowed_to_a_theme(
    client: Client, province: Province, start: Callable[..., Campaign]
) -> None:
    """The numbers beside the check boxes are those of the theme; so are the rows of the export."""
    theme = start(kind="theme", name="三服务")
    mine, other = make_need(province, title="焊接变形"), make_need(province, title="污水除氨")
    theme.needs.add(mine)
    answer = client.get("/needs/", {"theme": theme.pk})
    assert [need.pk for need in answer.context["page"].rows] == [mine.pk]
    assert answer.context["counts"].total == 1
    assert [pill.label for pill in answer.context["pills"]] == ["三服务"]
    every = client.get("/needs/", {"theme": "999"})
    assert {need.pk for need in every.context["page"].rows} == {mine.pk, other.pk}


def test_the_lists_of_masters_and_teams_are_narrowed_to_a_theme(
    client: Client, province: Province, start: Callable[..., Campaign]
) -> None:
    theme = start(kind="theme", name="党建+技能")
    other = create_team(actor=province.xu, name="别的队", union=province.deqing, trade="电工")
    theme.helpers.add(province.team)
    answer = client.get("/teams/", {"theme": theme.pk})
    assert [helper.pk for helper, _left in answer.context["rows"]] == [province.team.pk]
    shown = {helper.pk for helper, _left in client.get("/teams/").context["rows"]}
    assert {province.team.pk, other.pk} <= shown


def test_a_need_entered_or_listed_by_the_union_joins_the_theme(
    client: Client, province: Province, start: Callable[..., Campaign]
) -> None:
    theme = start(kind="theme", name="三服务")
    client.force_login(province.xu)
    said = {
        "enterprise_name": province.mogan.name, "title": "焊接变形", "contact_name": "沈女士",
        "text": "不锈钢焊接变形怎么减少？", "region": "330521", "mode": "on_site",
        "urgency": "normal", "visibility": "masked", "contact_phone": "13812341234",
        "helpers_wanted": "1", "campaign": theme.pk,
    }  # fmt: skip
    answer = client.post("/needs/enter/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    need = theme.needs.get()
    assert need.title == "焊接变形"
    theme.needs.clear()
    page = client.get(f"/needs/{need.pk}/verify/").text
    assert "三服务" in page
    listing = {"title": need.title, "category": "1", "visibility": "masked", "campaign": theme.pk}
    answer = client.post(f"/needs/{need.pk}/verify/", listing)
    assert answer.status_code == 302, answer.context["form"].errors
    assert theme.needs.get() == need


def test_a_new_team_joins_the_theme(
    client: Client, province: Province, start: Callable[..., Campaign]
) -> None:
    theme = start(kind="theme", name="党建+技能")
    client.force_login(province.xu)
    said = {
        "union": province.deqing.pk, "name": "党员先锋队", "trade": "焊接", "weekly_capacity": "2",
        "radius_km": "50", "campaign": theme.pk, "honours-TOTAL_FORMS": "0",
        "honours-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = client.post("/teams/new/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    assert [helper.name for helper in theme.helpers.all()] == ["党员先锋队"]
