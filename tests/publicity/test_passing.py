"""News that is sent up, taken over or not, and listed by unions of the same tier."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hongmajia.core.clocks import due_after
from hongmajia.core.errors import Refused, WrongState
from hongmajia.notices.models import Notice
from hongmajia.notices.tasks import remind_overdue
from hongmajia.portal.waiting import passings
from hongmajia.publicity import actions
from hongmajia.publicity.models import NewsItem, Passing
from tests.actors import Province

from .conftest import WORDS, a_photo


@pytest.fixture
def item(province: Province, write: Callable[..., NewsItem]) -> NewsItem:
    """Published news of Deqing, with a photograph."""
    made = write()
    by = {"item": made, "actor": province.xu}
    actions.add_photo(**by, image=a_photo(), caption="现场", shows_faces=False)
    return actions.publish_news(**by)


@pytest.fixture
def passing(province: Province, item: NewsItem) -> Passing:
    """Xu sends it up to Huzhou."""
    return actions.pass_up(item=item, actor=province.xu, note="可作全市的例子")


def test_it_goes_to_the_next_tier_and_stands_on_its_desk(
    client: Client, province: Province, item: NewsItem
) -> None:
    client.force_login(province.xu)
    client.post(f"/news/{item.pk}/pass/", {"note": "可作全市的例子"})
    (row,) = passings.rows(province.shen)
    assert (row.what, row.title) == ("看报送的动态", item.title)
    assert Passing.objects.get().union == province.huzhou
    client.force_login(province.shen)
    assert "可作全市的例子" in client.get(row.button_url).text


def test_taken_over_it_is_a_draft_that_names_its_source(
    client: Client, province: Province, passing: Passing
) -> None:
    client.force_login(province.shen)
    answer = client.post(f"/news/passed/{passing.pk}/", {"answer": "take"})
    made = NewsItem.objects.get(union=province.huzhou)
    assert (answer.headers["Location"], made.state) == (f"/news/{made.pk}/", "draft")
    assert (made.title, made.source) == (WORDS["title"], passing.item)
    assert list(made.activities.all()) == list(passing.item.activities.all())
    assert Notice.objects.filter(recipient=province.xu, sentence__contains="采用").count() == 1
    actions.publish_news(item=made, actor=province.shen)
    client.logout()
    page = client.get(f"/news/{made.pk}/").text
    assert "来源" in page
    assert f"/news/photos/{passing.item.photos.get().pk}/" in page
    assert passings.rows(province.shen) == []


def test_a_withdrawn_source_takes_its_photographs_with_it_and_tells_who_took_it(
    client: Client, province: Province, passing: Passing
) -> None:
    made = actions.take_over(passing=passing, actor=province.shen)
    actions.publish_news(item=made, actor=province.shen)
    actions.withdraw_news(item=passing.item, actor=province.xu, reason="企业不愿意")
    (told,) = Notice.objects.filter(recipient=province.shen, sentence__contains="撤下")
    assert told.url == f"/news/{made.pk}/"
    page = client.get(f"/news/{made.pk}/").text
    assert "原文已撤下" in page
    assert "/news/photos/" not in page


def test_not_taken_over_only_with_a_reason_and_then_it_may_be_sent_again(
    client: Client, province: Province, passing: Passing
) -> None:
    with pytest.raises(Refused, match="为什么"):
        actions.refuse_passing(passing=passing, actor=province.shen, reason=" ")
    actions.refuse_passing(passing=passing, actor=province.shen, reason="写得太短")
    with pytest.raises(WrongState):
        actions.take_over(passing=passing, actor=province.shen)
    client.force_login(province.xu)
    assert "没有采用：写得太短" in client.get(f"/news/{passing.item_id}/").text
    assert actions.pass_up(item=passing.item, actor=province.xu).pk == passing.pk


def test_nothing_is_sent_twice_from_a_draft_or_above_the_top(
    province: Province, write: Callable[..., NewsItem], passing: Passing
) -> None:
    with pytest.raises(Refused, match="已经报送"):
        actions.pass_up(item=passing.item, actor=province.xu)
    with pytest.raises(Refused, match="没有公开"):
        actions.pass_up(item=write(), actor=province.xu)
    NewsItem.objects.filter(pk=passing.item_id).update(union=province.national)
    with pytest.raises(Refused, match="上面没有工会"):
        actions.pass_up(item=passing.item, actor=province.fang)


def test_a_union_of_the_same_tier_lists_it_with_its_source(
    client: Client, province: Province, item: NewsItem
) -> None:
    client.force_login(province.wu)
    sent = client.post(f"/news/{item.pk}/show/", {"union": province.wucheng.pk})
    assert sent.status_code == 302
    client.logout()
    Passing.objects.all().delete()
    shown = client.get("/news/", {"union": province.deqing.pk}).text
    assert item.title in shown
    assert list(NewsItem.objects.listed_by(province.wucheng)) == [item]
    assert list(NewsItem.objects.listed_by(province.jinhua)) == []
    client.force_login(province.wu)
    client.post(f"/news/{item.pk}/show/stop/", {"union": province.wucheng.pk})
    assert not item.shown_by.exists()


def test_a_union_of_another_tier_does_not(province: Province, item: NewsItem) -> None:
    with pytest.raises(Refused, match="同一级"):
        actions.show_beside(item=item, union=province.jinhua, actor=province.fang)


def test_the_list_is_narrowed_to_a_union(client: Client, province: Province, item: Any) -> None:
    other = NewsItem.objects.create(
        union=province.wucheng, state="published", title="婺城的一天", summary="一句", text="话"
    )
    text = client.get("/news/", {"union": province.wucheng.pk}).text
    assert other.title in text
    assert item.title not in text


def test_whoever_does_not_answer_is_reminded_and_sent_again_it_has_a_new_clock(
    province: Province, passing: Passing
) -> None:
    (row,) = passings.rows(province.shen)
    assert row.due_at == passing.due_at == due_after(timezone.now(), 10)
    with time_machine.travel(row.due_at + timedelta(minutes=1), tick=False):
        remind_overdue.call()
        remind_overdue.call()
        late = Notice.objects.filter(recipient=province.shen, sentence__contains="还没有答复")
        assert late.count() == 1
        refused = actions.refuse_passing(passing=passing, actor=province.shen, reason="太短")
        assert refused.due_at is None
        again = actions.pass_up(item=passing.item, actor=province.xu, note="写长了")
        assert (again.pk, again.state, again.reason, again.note) == (
            passing.pk, "open", "", "写长了"
        )  # fmt: skip
        assert (again.due_at, again.reminded_at) == (due_after(timezone.now(), 10), None)


def test_nobody_is_reminded_of_what_was_withdrawn(province: Province, passing: Passing) -> None:
    actions.withdraw_news(item=passing.item, actor=province.xu, reason="企业不愿意")
    with time_machine.travel(passing.due_at + timedelta(minutes=1), tick=False):
        remind_overdue.call()
    assert not Notice.objects.filter(sentence__contains="还没有答复").exists()
