"""Acting on ticked rows of the list of engagements, and urging."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.errors import TooLate, WrongState
from hongmajia.engagements.actions import accept, bid, call_for_bids, cancel, urge
from hongmajia.engagements.enums import EngagementState as S
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from tests.actors import Province, artisan, make_need
from tests.engagements.conftest import told

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def shen(province: Province) -> Client:
    client = Client()
    client.force_login(province.shen, backend=BACKEND)
    return client


def tick(client: Client, act: str, *rows: Engagement) -> Any:
    return client.post(
        "/engagements/act/", {"act": act, "tick": [row.pk for row in rows]}, follow=True
    )


def words(outcomes: Any) -> list[str]:
    return [each.words for each in outcomes]


def test_answers_of_several_helpers_without_account_are_recorded(
    shen: Client, province: Province, ask: Callable[..., Engagement]
) -> None:
    silent = artisan("老潘", "焊工", province.huzhou, "330502")
    asked = [ask(helper=silent, need=make_need(province)) for _ in range(2)]
    of_dong = ask()
    shown = shen.get("/engagements/").context["ticks"]
    assert [act.name for act in shown.acts] == ["accept", "urge"]
    page = tick(shen, "accept", *asked, of_dong)
    assert Engagement.objects.filter(state=S.ACCEPTED).count() == 2
    assert words(page.context["refused"]) == ["您没有权限办这一件。"], "it is Dong who answers"
    assert page.context["done"][0].words.startswith("已代记接单。")
    assert page.context["done"][0].name.endswith(" – 老潘"), "staff know the full name"


def test_several_are_urged_once_a_day(
    shen: Client, province: Province, ask: Callable[..., Engagement]
) -> None:
    waiting, agreed = ask(need=make_need(province, title="焊缝气孔")), ask()
    accept(engagement=agreed, actor=province.dong)
    page = tick(shen, "urge", waiting, agreed)
    assert words(page.context["done"]) == ["已催。已发消息给董师傅。"] * 2
    assert told(province.dong)[:2] == [
        "德清县总工会请您尽快和企业联系：不锈钢焊接变形怎么减少",
        "德清县总工会请您答复接还是不接：焊缝气孔",
    ]
    again = tick(shen, "urge", waiting, agreed)
    assert words(again.context["refused"]) == ["今天已经催过了，明天再催。"] * 2
    with pytest.raises(TooLate):
        urge(engagement=waiting, actor=province.xu)


@pytest.mark.one_database("a state")
def test_nobody_is_urged_who_owes_nothing(
    province: Province, ask: Callable[..., Engagement]
) -> None:
    over = ask()
    cancel(engagement=over, actor=province.xu, reason="企业自己解决了")
    with pytest.raises(WrongState):
        urge(engagement=over, actor=province.xu)


@pytest.mark.one_database("a page")
def test_the_page_of_an_engagement_urges_too(
    shen: Client, province: Province, ask: Callable[..., Engagement]
) -> None:
    asked = ask()
    address = f"/engagements/{asked.pk}/urge/"
    assert address in shen.get(f"/engagements/{asked.pk}/").text
    assert shen.post(address).status_code == 302
    assert "徐芳" not in told(province.dong)[0]


@pytest.fixture
def called(province: Province) -> Need:
    """A need that is open to bids for a week."""
    until = timezone.localdate() + timedelta(days=7)
    return call_for_bids(need=make_need(province), until=until, actor=province.xu)


def test_several_bids_are_refused_with_one_reason(
    shen: Client, province: Province, called: Need
) -> None:
    bids = [
        bid(need=called, helper=helper, actor=helper.answerer, pitch="我来")
        for helper in (province.dong_helper, province.zhou_helper)
    ]
    page = shen.get("/engagements/?state=offered").content.decode()
    assert "refuse-all-reason" in page
    without = tick(shen, "refuse", *bids)
    assert "请写明为什么回绝" in without.content.decode()
    assert Engagement.objects.filter(state=S.OFFERED).count() == 2
    sent = {
        "act": "refuse",
        "tick": [one.pk for one in bids],
        "refuse-all-reason": "先请省里的专家",
    }
    done = shen.post("/engagements/act/", sent, follow=True).context["done"]
    assert len(done) == 2
    for person in (province.dong, province.zhou):
        assert "先请省里的专家" in told(person)[0]


def test_whoever_is_not_chosen_hears_why_also_by_ticks(
    shen: Client, province: Province, called: Need
) -> None:
    dong, _zhou = (
        bid(need=called, helper=helper, actor=helper.answerer, pitch="我来")
        for helper in (province.dong_helper, province.zhou_helper)
    )
    refused = tick(shen, "choose", dong).context["refused"]
    assert words(refused) == ["这件还有别的师傅揭榜，请写为什么选他，没选上的师傅会看到。"]
    sent = {"act": "choose", "tick": [dong.pk], "choose-all-reason": "董师傅离得近"}
    assert len(shen.post("/engagements/act/", sent, follow=True).context["done"]) == 1
    assert "董师傅离得近" in told(province.zhou)[0]
