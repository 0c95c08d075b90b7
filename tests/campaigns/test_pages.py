"""Pages of campaigns: from the form to the public, and adding records on their own pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hongmajia.campaigns.models import Campaign
from hongmajia.services.models import Activity
from tests.actors import Province, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"
Start = Callable[..., Campaign]
FACTS = {
    "kind": "action", "name": "百名技术能手进千家企业", "theme": "三服务", "starts": "2026-05-01",
    "ends": "2027-04-30", "text": "每月到企业会诊。", "target_masters": "100", "partners": "",
}  # fmt: skip


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def text_of(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_from_the_form_to_the_public(province: Province) -> None:
    shen = signed_in(province.shen)
    field = shen.get(reverse("campaign_new")).context["form"]["union"]
    assert field.initial == province.huzhou
    facts = {**FACTS, "union": province.huzhou.pk, "partners": "婺城区总工会\n浙能集团工会"}
    sent = shen.post(reverse("campaign_new"), facts)
    made = Campaign.objects.get()
    assert sent.headers["Location"] == reverse("campaign", args=[made.pk])
    page = text_of(Client(), "campaign", made.pk)
    for words in (FACTS["name"], "三服务", "每月到企业会诊。", "参加的师傅"):
        assert words in page
    assert "婺城区总工会" not in page, "it has not agreed yet"
    assert FACTS["name"] in text_of(Client(), "campaign_list")
    assert reverse("campaign_list") in text_of(Client(), "news_list")
    form = text_of(shen, "campaign_edit", made.pk)
    assert "婺城区总工会\n浙能集团工会" in form
    assert 'value="100"' in form
    changed = {**facts, "ends": "2027-06-30", "target_masters": ""}
    assert shen.post(reverse("campaign_edit", args=[made.pk]), changed).status_code == 302
    made.refresh_from_db()
    assert made.ends.isoformat() == "2027-06-30"
    assert not made.targets.exists()
    assert made.asks.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "这一项要填"),
        ("ends", "2026-04-30", "早于"),
        ("starts", "五一", "日期请写明年、月、日"),
        ("target_masters", "-3", "不能是负数"),
        ("target_sessions", "很多", "要填整数"),
        ("partners", "婺城总工会", "是不是“婺城区总工会”？"),
        ("kind", "else", "请选择"),
        ("union", "", "要填"),
    ],
)
def test_errors_are_shown_and_the_input_kept(
    province: Province, field: str, value: str, says: str
) -> None:
    facts = {**FACTS, "union": province.huzhou.pk, field: value}
    answer = signed_in(province.shen).post(reverse("campaign_new"), facts)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "每月到企业会诊。" in answer.content.decode()
    assert not Campaign.objects.exists()


def test_a_name_that_is_taken_is_said(province: Province, start: Start) -> None:
    start()
    facts = {**FACTS, "union": province.huzhou.pk}
    answer = signed_in(province.shen).post(reverse("campaign_new"), facts)
    assert answer.status_code == 422
    assert "名称" in answer.content.decode()


def test_an_activity_is_added_on_its_page_and_taken_out_on_the_campaigns(
    province: Province, start: Start, activity: Callable[..., Activity]
) -> None:
    made, held, xu = start(), activity(), signed_in(province.xu)
    part = reverse("activity_campaigns", args=[held.pk])
    assert part in text_of(xu, "activity", held.pk)
    assert made.name in xu.get(part).content.decode()
    added = xu.post(part, {"campaign": made.pk})
    assert added.headers["Location"] == reverse("activity", args=[held.pk])
    assert text_of(xu, "campaign_records", made.pk, "activities").count("焊接会诊") >= 1
    assert "焊接会诊" in text_of(xu, "campaign_figure", made.pk, "sessions")
    page = text_of(Client(), "campaign", made.pk)
    assert reverse("campaign_figure", args=[made.pk, "sessions"]) not in page
    outside = text_of(Client(), "campaign_records", made.pk, "activities")
    assert "焊接会诊" not in outside
    assert "另有1条没有公开" in outside
    address = reverse("campaign_leave", args=[made.pk, "activities", held.pk])
    assert Client().post(address).status_code == 302
    assert made.activities.count() == 1, "a visitor is sent to sign in"
    assert xu.post(address).status_code == 302
    assert made.activities.count() == 0


def test_who_keeps_nothing_of_it_adds_nothing(province: Province, start: Start) -> None:
    made, need = start(), make_need(province)
    part = reverse("need_campaigns", args=[need.pk])
    for user in (province.wu, province.dong, province.stranger):
        client = signed_in(user)
        assert f'action="{part}"' not in client.get(part).content.decode()
        assert client.post(part, {"campaign": made.pk}).status_code == 403
    assert Client().post(part, {"campaign": made.pk}).status_code in (302, 403)
    assert made.needs.count() == 0


def test_a_campaign_of_strangers_cannot_be_chosen(province: Province, start: Start) -> None:
    made, need = start(union=province.wucheng, actor=province.wu), make_need(province)
    xu = signed_in(province.xu)
    sent = xu.post(reverse("need_campaigns", args=[need.pk]), {"campaign": made.pk})
    assert sent.status_code == 422
    assert made.needs.count() == 0


def test_figures_open_to_the_records_of_ones_unions(province: Province, start: Start) -> None:
    made = start(union=province.province, actor=province.fang)
    ours = make_need(province, title="薄板焊后起拱")
    theirs = make_need(
        province, title="水泵结垢", union=province.wucheng, home_union=province.wucheng
    )
    made.needs.set([ours, theirs])
    page = text_of(signed_in(province.xu), "campaign_figure", made.pk, "needs_collected")
    assert "薄板焊后起拱" in page
    assert "水泵结垢" not in page
    assert "其中1条在您的工会以外" in page
    assert "水泵结垢" in text_of(
        signed_in(province.fang), "campaign_figure", made.pk, "needs_collected"
    )
    assert signed_in(province.fang).get(f"/campaigns/{made.pk}/figures/none/").status_code == 404
    assert signed_in(province.fang).get(f"/campaigns/{made.pk}/none/").status_code == 404


def test_calling_off(province: Province, start: Start) -> None:
    made, shen = start(), signed_in(province.shen)
    address = reverse("campaign_call_off", args=[made.pk])
    assert shen.post(address, {"reason": ""}).status_code == 422
    assert shen.post(address, {"reason": "和服务月重了"}).status_code == 302
    assert Client().get(reverse("campaign", args=[made.pk])).status_code == 404
    assert "和服务月重了" in text_of(shen, "campaign", made.pk)


def test_the_list_goes_by_the_last_day_page_after_page(start: Start) -> None:
    """Those set up first end last."""
    today = timezone.localdate()
    for n in range(25):
        start(name=f"行动{n}", starts=today, ends=today + timedelta(days=100 - n))
    seen, after = list[str](), ""
    while not seen or after:
        page = Client().get(reverse("campaign_list"), {"after": after}).context["page"]
        seen += [campaign.name for campaign in page.rows]
        after = page.next_key
    assert seen == [f"行动{n}" for n in range(25)]


def test_lists_and_pages_take_few_queries(
    province: Province, start: Start, activity: Callable[..., Activity]
) -> None:
    shen = signed_in(province.shen)
    made = start()
    made.activities.add(activity())
    made.needs.add(make_need(province))
    made.helpers.add(province.dong_helper)
    few = counted(shen, made)
    for n in range(50):
        start(name=f"行动{n}")
        made.activities.add(activity())
        made.needs.add(make_need(province))
    many = counted(shen, made)
    assert many == few, "1 and 50 rows"
    assert max(few.values()) <= 13, few


def counted(client: Client, made: Campaign) -> dict[str, int]:
    """Address → queries."""
    found = {}
    for address in (
        reverse("campaign_list"), reverse("campaign", args=[made.pk]),
        reverse("campaign_records", args=[made.pk, "needs"]),
        reverse("campaign_records", args=[made.pk, "activities"]),
        reverse("campaign_figure", args=[made.pk, "sessions"]),
    ):  # fmt: skip
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found[address] = len(queries)
    return found
