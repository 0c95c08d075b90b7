"""Opening accounts for ticked artisans of the roll."""

from collections.abc import Callable
from time import time
from typing import Any

import pytest
from django.test import Client

from hongmajia.people.models import Helper
from hongmajia.unions.actions import add_account
from hongmajia.unions.models import User
from tests.actors import Province, artisan

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def shen(province: Province) -> Client:
    client = Client()
    client.force_login(province.shen, backend=BACKEND)
    return client


def on_roll(province: Province, name: str, phone: str) -> Helper:
    helper = artisan(name, "焊工", province.huzhou, "330502")
    helper.artisan.phone = phone
    helper.artisan.save()
    return helper


def test_each_gets_an_account(shen: Client, province: Province) -> None:
    pan = on_roll(province, "潘大明", "13900000031")
    known = on_roll(province, "孙小明", "13900000032")
    other = on_roll(province, "钱小明", "13900000033")
    mute = on_roll(province, "李小明", "")
    account = add_account(actor=None, union=province.huzhou, name="孙小明", phone="13900000032")
    add_account(actor=None, union=province.huzhou, name="另一个人", phone="13900000033")
    ticks = shen.get("/artisans/?silent=1").context["ticks"]
    assert set(ticks.boxes) == {pan.pk, known.pk, other.pk, mute.pk}
    (opening,) = ticks.acts
    assert opening.open_among(province.shen, [pan, mute]) == [pan], "the others can be exported"
    keys = [helper.pk for helper in (pan, known, other, mute, province.dong_helper)]
    sent = {"act": "open-account", "tick": keys, "form_key": "once"}
    page = shen.post("/artisans/act/", sent, follow=True)
    assert shen.post("/artisans/act/", sent).url == page.request["PATH_INFO"], "a double click"
    new, connected = (each.words for each in page.context["done"])
    assert [each.name for each in page.context["done"]] == ["潘大明", "孙小明"], "as in the list"
    assert "no-store" in page["Cache-Control"]
    assert "13900000031" not in page.text
    assert new.startswith("用本人手机号139****0031登录。潘大明的邀请没有发短信")
    assert connected.startswith("用本人手机号139****0032登录。孙小明以前请过，还没有登录过")
    assert Helper.objects.get(pk=pan.pk).answerer.phone == "13900000031"
    assert Helper.objects.get(pk=known.pk).answerer == account
    assert [each.words for each in page.context["refused"]] == [
        "这个手机号已经有账号，但姓名对不上，请核对。",
        "名册上没有手机号，请先补上。",
        "已经有账号了。",
    ]


def test_what_became_of_them_is_told_for_ten_minutes(
    shen: Client, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"act": "open-account", "tick": on_roll(province, "潘大明", "13900000031").pk}
    page = shen.post("/artisans/act/", sent).url
    assert Client().get(page).status_code == 302
    assert "用本人手机号" in shen.get(page).text
    monkeypatch.setattr("hongmajia.core.ticked_pages.time.time", lambda: time() + 601)
    gone = shen.get(page)
    assert gone.status_code == 409
    assert "办理结果只留10分钟" in gone.text


def test_only_those_who_keep_the_roll_open_accounts(province: Province) -> None:
    pan = on_roll(province, "潘大明", "13900000031")
    for user in (province.wu, province.lin, province.dong):
        client = Client()
        client.force_login(user, backend=BACKEND)
        page = client.post("/artisans/act/", {"act": "open-account", "tick": pan.pk}, follow=True)
        assert page.context["done"] == []
    assert not User.objects.filter(phone="13900000031").exists()


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_costs_the_same_at_1_and_at_50_rows(
    shen: Client,
    province: Province,
    rows: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in range(rows):
        on_roll(province, "潘大明", f"139000001{number:02}")
    with django_assert_max_num_queries(12):
        shen.get("/artisans/?silent=1")
