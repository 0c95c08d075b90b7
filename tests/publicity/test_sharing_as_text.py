"""Public lists and activities as text for a group chat."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.core.share_pages import MOST
from hongmajia.needs.enums import NeedState
from hongmajia.services.models import Activity
from tests.actors import Province, make_need, make_offer

PAGE = "https://union.example"


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE_ADDRESS = PAGE


def text_of(client: Client, name: str, *args: Any, **query: str) -> list[str]:
    """The lines of the text that the page shows."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    assert "<textarea" in answer.content.decode()  # it can be copied without a script
    lines: list[str] = answer.context["text"].splitlines()
    return lines


def test_a_list_tells_of_each_need_its_title_place_facts_and_address(
    province: Province, client: Client
) -> None:
    need = make_need(province)
    assert text_of(client, "need_share") == [
        "企业问题清单，共1件",
        "",
        f"1. {need.title}",
        "湖州德清，专用设备制造业，现场、在线，待对接",
        f"{PAGE}/needs/{need.pk}/",
        "",
        f"全部在这里：{PAGE}/needs/",
    ]


def test_what_is_not_public_is_in_no_text(province: Province, client: Client) -> None:
    make_need(province, visibility="unions")
    make_need(province, NeedState.SUBMITTED)
    assert text_of(client, "need_share")[0] == "企业问题清单，共0件"


def test_a_long_list_is_cut_and_says_so(
    province: Province, client: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(49):
        make_need(province, title=f"焊接{n}")
    make_need(province, NeedState.MATCHED)
    with django_assert_max_num_queries(12):
        lines = text_of(client, "need_share")
    assert lines[0] == f"企业问题清单，共50件，先看{MOST}件"
    assert sum(line[0].isdigit() for line in lines if line) == MOST
    assert text_of(client, "need_share", state="matched")[0] == "企业问题清单，共1件"


def test_the_services_as_text(
    province: Province, client: Client, django_assert_max_num_queries: Any
) -> None:
    offer = make_offer(province.dong_helper)
    with django_assert_max_num_queries(12):
        lines = text_of(client, "offer_share")
    assert lines[0] == "技术服务清单，共1件"
    assert lines[2] == f"1. {offer.title}"
    assert "董师傅" in lines[3]
    assert lines[4] == f"{PAGE}/offers/{offer.pk}/"


def test_an_activity_for_everybody_as_text(
    province: Province, client: Client, meeting: Activity
) -> None:
    when = timezone.localtime(meeting.starts_at)
    title, facts, page = text_of(client, "activity_share", meeting.pk)
    assert title == meeting.title
    assert facts.startswith(f"{when.month}月{when.day}日 {when:%H:%M}，")
    assert meeting.union.name in facts
    assert page == f"{PAGE}/activities/{meeting.pk}/"


def test_a_visit_between_two_sides_is_no_text(
    province: Province, client: Client, meeting: Activity
) -> None:
    Activity.objects.filter(pk=meeting.pk).update(is_open=False)
    assert client.get(reverse("activity_share", args=[meeting.pk])).status_code == 404
