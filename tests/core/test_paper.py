"""A list that is longer than its page says on paper which rows these are, and that more exist."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.needs.enums import NeedState
from hongmajia.unions.models import Enterprise
from tests.actors import Province, artisan, credit_code, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"


def said_on(client: Client, address: str) -> str:
    """What paper says of the list at the address."""
    found = re.search(r'<p class="paper-rest">(.*?)</p>', client.get(address).text)
    return found[1] if found else ""


@pytest.fixture
def firms(province: Province) -> None:
    """With the one that is there, 45 enterprises of Deqing."""
    common = {"union": province.deqing, "region": province.mogan.region, "section": "C"}
    Enterprise.objects.bulk_create(
        Enterprise(name=f"德清{n}厂", name_key=f"德清{n}厂", credit_code=credit_code(n), **common)
        for n in range(100, 144)
    )


def test_the_rows_and_their_number(province: Province, client: Client, firms: None) -> None:
    client.force_login(province.xu, backend=BACKEND)
    first = reverse("enterprise_list")
    assert said_on(client, first) == "第1–20行，后面还有。"
    second = re.search(r'href="([^"]*after=[^"]*)"', client.get(first).text)
    assert second
    assert said_on(client, second[1].replace("&amp;", "&")) == "第21–40行，后面还有。"


def test_a_list_on_one_page_says_nothing(province: Province, client: Client) -> None:
    client.force_login(province.xu, backend=BACKEND)
    assert said_on(client, reverse("enterprise_list")) == ""


def test_where_there_is_a_workbook_it_is_offered(province: Province, client: Client) -> None:
    for n in range(25):
        artisan(f"李{n}", "焊工", province.huzhou, "330502")
    said = "第1–20行，后面还有。要印全部，请先导出Excel再打印。"
    assert said_on(client, reverse("artisan_list")) == said


def test_urgent_needs_are_counted_with_the_others(province: Province, client: Client) -> None:
    for _n in range(60):
        make_need(province, NeedState.SUBMITTED, held_since=timezone.now(), due_at=timezone.now())
    client.force_login(province.xu, backend=BACKEND)
    page = client.get(reverse("need_queue"))
    shown = len(page.context["page"].rows)
    assert said_on(client, reverse("need_queue")) == f"第1–{shown}行，后面还有。"


def test_records_behind_a_figure(province: Province, client: Client) -> None:
    for _n in range(30):
        make_need(province, submitted_at=timezone.now())
    client.force_login(province.shen, backend=BACKEND)
    page = reverse("records", args=["needs_collected"])
    assert said_on(client, page) == "第1–20行，共30行。要印全部，请先导出Excel再打印。"
