"""Inviting helpers for many needs at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hongmajia.engagements.models import Engagement
from tests.actors import Province, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def xu(province: Province) -> Client:
    client = Client()
    client.force_login(province.xu, backend=BACKEND)
    return client


def test_each_need_gets_the_chosen_helper(xu: Client, province: Province) -> None:
    first, second = make_need(province), make_need(province, title="焊缝气孔")
    page = xu.get("/needs/invite/")
    offered = [need.offered[0] for need in page.context["page"].rows]
    assert [key for key, _label in offered] == [province.dong_helper.pk] * 2
    keys = {f"invite-{need.pk}-helper": province.dong_helper.pk for need in (first, second)}
    sent = {"act": "invite", "tick": [first.pk, second.pk], **keys}
    told = xu.post("/needs/invite/act/", sent, follow=True)
    assert [each.words for each in told.context["done"]] == [
        "已请董师傅。已发消息给董师傅。",
    ] * 2
    asked = Engagement.objects.order_by("need").values_list("need", "helper", "opened_by")
    one = (province.dong_helper.pk, province.xu.pk)
    assert list(asked) == [(first.pk, *one), (second.pk, *one)]
    assert "这里没有可以请师傅的需求" in xu.get("/needs/invite/").text
    again = xu.post("/needs/invite/act/", sent, follow=True)
    assert (len(again.context["done"]), Engagement.objects.count()) == (0, 2)


@pytest.mark.parametrize("rows", [1, 50])
def test_the_page_costs_the_same_at_1_and_at_50_rows(
    xu: Client, province: Province, rows: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(rows):
        make_need(province)
    xu.get("/needs/invite/")  # builds the index of helpers
    with django_assert_max_num_queries(12):
        xu.get("/needs/invite/")
