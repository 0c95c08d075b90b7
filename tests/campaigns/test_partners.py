"""Unions that are asked to run a campaign together: they are partners once they agree."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hongmajia.campaigns import actions
from hongmajia.campaigns.models import Campaign, PartnerAsk
from hongmajia.campaigns.partnering import agree_to_partner, decline_to_partner
from hongmajia.core.clocks import due_after
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.notices.tasks import remind_overdue
from hongmajia.portal.waiting import partners
from tests.actors import Province


@pytest.fixture
def ask(province: Province, start: Callable[..., Campaign]) -> PartnerAsk:
    """Shen of Huzhou asks Wucheng."""
    return start(partners=[province.wucheng]).asks.get()


def test_it_stands_on_the_desk_and_on_no_page_until_it_is_answered(
    client: Client, province: Province, ask: PartnerAsk
) -> None:
    page = f"/campaigns/{ask.campaign_id}/"
    assert "婺城区总工会" not in client.get(page).text
    (row,) = partners.rows(province.wu)
    assert (row.what, row.title) == ("答复联办", ask.campaign.name)
    client.force_login(province.shen)
    assert "等答复" in client.get(page).text
    client.force_login(province.wu)
    assert client.post(row.button_url, {"answer": "agree"}).status_code == 302
    client.logout()
    assert "婺城区总工会" in client.get(page).text
    assert partners.rows(province.wu) == []


def test_the_host_is_told_and_the_log_says_so(province: Province, ask: PartnerAsk) -> None:
    agree_to_partner(ask=ask, actor=province.wu)
    (told,) = Notice.objects.filter(recipient=province.shen)
    assert told.text == "婺城区总工会同意联办“百名技术能手进千家企业”"
    assert Event.objects.filter(verb="campaign.partner_agreed").count() == 1
    with pytest.raises(WrongState, match="已经答复过"):
        agree_to_partner(ask=ask, actor=province.wu)


def test_declining_takes_a_reason_that_the_host_reads(
    client: Client, province: Province, ask: PartnerAsk
) -> None:
    with pytest.raises(Refused, match="为什么"):
        decline_to_partner(ask=ask, actor=province.wu, reason=" ")
    decline_to_partner(ask=ask, actor=province.wu, reason="人手不够")
    (told,) = Notice.objects.filter(recipient=province.shen)
    assert told.text.endswith("：人手不够")
    assert list(ask.campaign.partners.all()) == []
    client.force_login(province.shen)
    assert "没有同意：人手不够" in client.get(f"/campaigns/{ask.campaign_id}/").text


def test_who_declined_can_be_asked_again_and_who_is_let_go_is_none(
    province: Province, ask: PartnerAsk
) -> None:
    decline_to_partner(ask=ask, actor=province.wu, reason="人手不够")
    change = {"campaign": ask.campaign, "actor": province.shen}
    actions.change_campaign(**change, partners=[province.wucheng])
    again = ask.campaign.asks.get()
    assert again.state == "open"
    agree_to_partner(ask=again, actor=province.wu)
    actions.change_campaign(**change, partners=[])
    assert not ask.campaign.partners.exists()
    assert not ask.campaign.asks.exists()


def test_one_called_off_is_not_answered(province: Province, ask: PartnerAsk) -> None:
    actions.call_off_campaign(campaign=ask.campaign, actor=province.shen, reason="和服务月重了")
    assert partners.rows(province.wu) == []
    with pytest.raises(Refused, match="已经取消"):
        agree_to_partner(ask=ask, actor=province.wu)


def test_the_form_keeps_whoever_has_not_answered(
    client: Client, province: Province, ask: PartnerAsk
) -> None:
    client.force_login(province.shen)
    form = client.get(f"/campaigns/{ask.campaign_id}/edit/").context["form"]
    assert form["partners"].value() == "婺城区总工会"


def test_ticked_campaigns_are_agreed_to_and_called_off(
    client: Client, province: Province, ask: PartnerAsk, start: Callable[..., Campaign]
) -> None:
    second = start(name="师带徒进车间", partners=[province.wucheng])
    keys = [ask.campaign_id, second.pk]
    client.force_login(province.wu)
    assert [act.name for act in client.get("/campaigns/").context["ticks"].acts] == ["agree"]
    answer = client.post("/campaigns/act/", {"act": "agree", "tick": keys}, follow=True)
    assert answer.text.count("已同意联办。") == 2
    assert province.wucheng.joint_campaigns.count() == 2
    client.force_login(province.shen)
    sent = {"act": "call-off", "tick": keys, f"call-off-{second.pk}-reason": "没有人报名"}
    text = client.post("/campaigns/act/", sent, follow=True).text
    assert "已取消。" in text
    assert "请写明为什么取消。" in text, "of the first no reason was given"
    assert Campaign.objects.standing().get() == ask.campaign


def test_a_union_that_does_not_answer_is_reminded_after_five_days(
    province: Province, ask: PartnerAsk
) -> None:
    (row,) = partners.rows(province.wu)
    assert row.due_at == ask.due_at == due_after(timezone.now(), 5)
    with time_machine.travel(ask.due_at + timedelta(minutes=1), tick=False):
        remind_overdue.call()
        remind_overdue.call()
    late = Notice.objects.filter(recipient=province.wu, sentence__contains="联办还没有答复")
    assert late.count() == 1
    assert agree_to_partner(ask=ask, actor=province.wu).due_at is None


def test_asked_again_the_days_begin_anew(province: Province, ask: PartnerAsk) -> None:
    decline_to_partner(ask=ask, actor=province.wu, reason="人手不够")
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        wanted = {"union": province.huzhou, "partners": [province.wucheng]}
        actions.change_campaign(campaign=ask.campaign, actor=province.shen, **wanted)
        again = ask.campaign.asks.get()
        assert (again.pk, again.state, again.reason) == (ask.pk, "open", "")
        assert again.due_at == due_after(timezone.now(), 5)
