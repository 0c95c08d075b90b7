"""While somebody types: how it was solved, who asks the same, which kind of problem it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hongmajia.cases.actions import draft_case
from hongmajia.cases.enums import CaseState, Standing
from hongmajia.cases.models import Case
from hongmajia.engagements.models import Engagement
from hongmajia.knowledge.alike import find_alike
from hongmajia.knowledge.models import ProblemKind
from hongmajia.needs.enums import NeedState, Visibility
from hongmajia.needs.models import Need
from hongmajia.people.models import Artisan
from hongmajia.services.actions import close_way
from hongmajia.services.models import Confirmation
from tests.actors import Province, make_need
from tests.cases.conftest import serve
from tests.knowledge.conftest import correct

TYPED = "焊不锈钢罐体变形厉害，焊接完要花很长时间校平"
ADDRESS = "/needs/alike/"
IN_PART = {"HX-Request": "true"}


def page(client: Client, text: str = TYPED) -> str:
    return client.post(ADDRESS, {"text": text}, headers=IN_PART).content.decode()


def test_what_was_seen_done_and_measured_is_shown_with_the_words_they_share(
    client: Client, solved: Engagement
) -> None:
    shown = page(client)
    assert "别家这样解决过" in shown
    assert "先点固对角" in shown
    assert "平面度" in shown
    assert "1.5mm" in shown
    assert "<mark>不锈钢</mark>" in shown
    assert "莫干精工" not in shown


def test_at_most_three_and_those_that_tell_how_come_first(
    province: Province, solved: Engagement
) -> None:
    for number in range(4):
        make_need(province, NeedState.CONFIRMED, title=f"第{number}件焊接变形")
    found = find_alike(TYPED)
    assert len(found.solved) == 3
    assert found.solved[0].need == solved.need
    assert [like.way is not None for like in found.solved] == [True, False, False]


def test_who_does_not_let_it_be_read_is_shown_by_title_alone(
    client: Client, province: Province
) -> None:
    serve(province, case_consent=False)
    shown = page(client)
    assert "企业没有公开怎么办的" in shown
    assert "先点固对角" not in shown


def test_a_need_for_the_unions_only_is_not_shown_at_all(
    client: Client, province: Province, solved: Engagement
) -> None:
    Need.objects.update(visibility=Visibility.UNIONS)
    assert page(client).strip() == ""


def test_a_published_case_tells_how_in_the_words_that_the_enterprise_read(
    client: Client, province: Province
) -> None:
    case = draft_case(engagement=serve(province), actor=province.xu)
    assert "企业没有公开怎么办的" in page(client)
    Case.objects.filter(pk=case.pk).update(state=CaseState.PUBLISHED, practice="换一个顺序焊。")
    assert "换一个顺序焊" in page(client)
    Case.objects.filter(pk=case.pk).update(standing=Standing.OBJECTED)
    assert "换一个顺序焊" not in page(client)


def test_an_objection_to_the_case_closes_the_way_as_well(
    client: Client, province: Province
) -> None:
    case = draft_case(engagement=serve(province, way_consent=True), actor=province.xu)
    assert "先点固对角" in page(client)
    Case.objects.filter(pk=case.pk).update(standing=Standing.OBJECTED)
    assert "先点固对角" not in page(client)


def test_a_corrected_record_is_shown_corrected_at_once(
    client: Client, province: Province, solved: Engagement
) -> None:
    correct(province, done="改为从中间往两头焊。", after="1.2")
    shown = page(client)
    assert "从中间往两头焊" in shown
    assert "1.2mm" in shown
    assert "先点固对角" not in shown


def test_a_consent_taken_back_closes_the_way_at_once(
    client: Client, province: Province, solved: Engagement
) -> None:
    address = f"/needs/{solved.need.pk}/way/"
    assert client.get(address).status_code == 200
    close_way(need=solved.need, actor=province.contact)
    assert client.get(address).status_code == 404
    assert "先点固对角" not in page(client)


def test_the_full_name_of_the_master_stands_there_only_with_consent(
    client: Client, province: Province, solved: Engagement
) -> None:
    address = f"/needs/{solved.need.pk}/way/"
    Artisan.objects.filter(pk=province.dong_helper.pk).update(name_consent_at=None)
    type(province.dong_helper).objects.filter(pk=province.dong_helper.pk).update(name="董全名")
    assert "董全名" not in client.get(address).text
    assert "董师傅" in client.get(address).text
    Artisan.objects.update(name_consent_at="2026-01-01T00:00:00Z")
    assert "董全名" in client.get(address).text


def test_whoever_asks_the_same_can_be_followed(client: Client, asked: list[Need]) -> None:
    shown = page(client)
    assert "同样的问题有人在问" in shown
    assert f'href="/needs/{asked[0].pk}/same/"' in shown


def test_the_kind_of_problem_is_named_once_it_has_an_answer(
    client: Client, kind: ProblemKind, publish: Callable[..., Any]
) -> None:
    assert "这是一类问题" not in page(client)
    publish()
    assert f'href="/kinds/{kind.pk}/"' in page(client)


def test_without_javascript_it_is_a_page_and_the_words_are_still_there(
    client: Client, solved: Engagement
) -> None:
    shown = client.post(ADDRESS, {"text": TYPED}).text
    assert "先点固对角" in shown
    assert "都不像，接着填" in shown
    assert TYPED in client.get("/needs/ask/").text


@pytest.mark.parametrize("text", ["", "焊", "毫不相干的事情", "' OR 1=1 \" * -- \0"])
def test_where_nothing_is_like_it_nothing_is_shown(
    client: Client, solved: Engagement, text: str
) -> None:
    assert page(client, text).strip() == ""


@pytest.mark.parametrize("needs", [1, 50])
def test_the_number_of_queries_does_not_grow(
    client: Client, province: Province, needs: int, django_assert_max_num_queries: Any
) -> None:
    serve(province, way_consent=True)
    for number in range(needs):
        make_need(province, NeedState.CONFIRMED, title=f"第{number}件焊接变形")
        make_need(province, title=f"又一件焊接变形{number}")
    with django_assert_max_num_queries(12):
        assert "先点固对角" in page(client)


# ---- the page of a way ----


def test_the_page_says_what_differs_and_who_solved_it(client: Client, solved: Engagement) -> None:
    Need.objects.filter(pk=solved.need_id).update(equipment="304，板厚3mm")
    shown = client.get(f"/needs/{solved.need_id}/way/?w=焊接").text
    assert "304，板厚3mm" in shown
    assert "先少做一两件试" in shown
    assert "董师傅" in shown
    assert "<mark>焊接</mark>" in shown


def test_with_its_tracking_code_the_consent_is_taken_back(
    client: Client, solved: Engagement
) -> None:
    address = f"/needs/{solved.need_id}/way/close/"
    assert client.post(address, {"code": "HM-2222-2222"}).status_code == 422
    assert Confirmation.objects.get().way_consent
    answer = client.post(address, {"code": solved.need.tracking_code.lower()})
    assert answer.headers["Location"] == f"/needs/{solved.need_id}/"
    assert not Confirmation.objects.get().way_consent


def test_the_asker_needs_no_code(
    as_: Callable[[str], Client], province: Province, solved: Engagement
) -> None:
    address = f"/needs/{solved.need_id}/way/close/"
    assert 'name="code"' not in as_("contact").get(address).text
    as_("contact").post(address, {})
    assert not Confirmation.objects.get().way_consent
