"""Campaigns as themes in the lists and forms of other rooms."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from hongmajia.campaigns.models import Campaign
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity
from tests.actors import Province


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
