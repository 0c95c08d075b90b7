"""A kind of problem: confirmed from a common problem, with its needs and what stands behind it."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from hongmajia.core.errors import Refused, WrongState
from hongmajia.engagements.models import Engagement
from hongmajia.knowledge import actions
from hongmajia.knowledge.models import ProblemKind
from hongmajia.knowledge.queries.behind import count_of, medians, ways_of_kind
from hongmajia.matching.models import CommonProblem
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.services.models import ServiceRecord
from tests.actors import Province, make_need, make_offer
from tests.cases.conftest import serve
from tests.clients import QuickClient
from tests.exports import fetched

SignIn = Callable[[str], Client]


def test_a_cadre_confirms_it_from_the_common_problem(
    as_: SignIn, province: Province, solved: Engagement, asked: list[Need]
) -> None:
    problem = CommonProblem.objects.get()
    xu = as_("xu")
    assert f"/problems/{problem.pk}/kind/" in xu.get(f"/problems/{problem.pk}/").text
    page = xu.get(f"/problems/{problem.pk}/kind/").text
    assert solved.need.title in page  # solved before, and like it
    sent = {
        "title": "薄板焊接变形", "gist": "焊完翘起", "category": 1, "union": province.deqing.pk,
        "needs": [solved.need_id, asked[0].pk, asked[1].pk],
    }  # fmt: skip
    answer = xu.post(f"/problems/{problem.pk}/kind/", sent)
    kind = ProblemKind.objects.get()
    assert answer.headers["Location"] == f"/kinds/{kind.pk}/"
    assert kind.members.count() == 3
    assert kind.words == ["焊接"]


def test_one_need_is_no_kind_and_a_need_is_of_one_kind_only(
    province: Province, kind: ProblemKind, asked: list[Need]
) -> None:
    facts: Any = {"title": "又一类", "gist": "焊", "category": 1}
    with pytest.raises(Refused, match="至少有两件"):
        actions.confirm_kind(union=province.deqing, actor=province.xu, needs=asked[:1], **facts)
    with pytest.raises(Refused, match="已经是“不锈钢薄板焊接变形”这一类的了"):
        actions.confirm_kind(union=province.deqing, actor=province.xu, needs=asked, **facts)


def test_what_names_a_firm_is_blanked_in_its_title(province: Province, asked: list[Need]) -> None:
    kind = actions.confirm_kind(
        union=province.deqing, actor=province.xu, needs=asked, category=1,
        title="莫干精工的焊接变形", gist="问13812341234",
    )  # fmt: skip
    assert "莫干精工" not in kind.title
    assert "13812341234" not in kind.gist


def test_everybody_reads_how_the_needs_were_solved_and_who_can_help(
    client: Client, province: Province, kind: ProblemKind, asked: list[Need]
) -> None:
    make_offer(province.dong_helper)
    page = client.get(f"/kinds/{kind.pk}/").text
    for words in ("提过3件", "已解决1件", "还没有标准答案", "先看最近的", "董师傅", "解决过1件",
                  "不锈钢焊接变形控制与现场辅导", asked[0].title):  # fmt: skip
        assert words in page, words
    assert "加需求" not in page


def test_every_need_of_the_kind_leads_to_it(
    client: Client, kind: ProblemKind, asked: list[Need]
) -> None:
    assert f"/needs/{asked[0].pk}/kind/" in client.get(f"/needs/{asked[0].pk}/").text
    assert f'href="/kinds/{kind.pk}/"' in client.get(f"/needs/{asked[0].pk}/kind/").text


def test_the_search_finds_it(client: Client, kind: ProblemKind) -> None:
    page = client.get("/search/?q=薄板&kind=kind").text
    assert f"/kinds/{kind.pk}/" in page


def test_needs_join_and_leave(as_: SignIn, province: Province, kind: ProblemKind) -> None:
    late = make_need(province, title="不锈钢水箱焊接变形")
    page = as_("xu").get(f"/kinds/{kind.pk}/needs/").text
    assert "不锈钢水箱焊接变形" in page
    as_("xu").post(f"/kinds/{kind.pk}/needs/", {"needs": [late.pk]})
    assert kind.members.count() == 4
    as_("xu").post(f"/kinds/{kind.pk}/needs/{late.pk}/out/")
    assert kind.members.count() == 3
    with pytest.raises(WrongState):
        actions.take_out_need(kind=kind, actor=province.xu, need=late)


def test_a_kind_that_is_taken_down_is_gone_for_the_public(
    as_: SignIn, province: Province, kind: ProblemKind
) -> None:
    client = QuickClient()
    with pytest.raises(Refused, match="为什么撤下"):
        actions.drop_kind(kind=kind, actor=province.xu, reason=" ")
    as_("xu").post(f"/kinds/{kind.pk}/drop/", {"reason": "两类混在一起了"})
    assert client.get(f"/kinds/{kind.pk}/").status_code == 404
    assert "不锈钢薄板" not in client.get("/kinds/").text
    assert "重新放出" in as_("xu").get(f"/kinds/{kind.pk}/").text
    as_("xu").post(f"/kinds/{kind.pk}/take-up/")
    assert client.get(f"/kinds/{kind.pk}/").status_code == 200


def test_other_unions_do_not_keep_it(as_: SignIn, kind: ProblemKind) -> None:
    assert as_("wu").get(f"/kinds/{kind.pk}/edit/").status_code == 403
    assert as_("shen").get(f"/kinds/{kind.pk}/edit/").status_code == 200


def test_the_list_is_narrowed(client: Client, kind: ProblemKind) -> None:
    assert kind.title in client.get("/kinds/?q=薄板&category=1").text
    assert kind.title not in client.get("/kinds/?category=2").text
    assert "没有这样的一类问题" in client.get("/kinds/?q=没有这个").text


def test_the_middle_of_what_two_places_measured(
    province: Province, kind: ProblemKind, solved: Engagement
) -> None:
    assert medians(ways_of_kind(kind)) == []
    second = serve(province, 1, way_consent=True)
    ServiceRecord.objects.filter(activity__engagements=second).update(before="约8", after="2.5")
    actions.join_needs(kind=kind, actor=province.xu, needs=[second.need])
    (row,) = medians(ways_of_kind(kind))
    assert (row.what, row.unit, row.before, row.after, row.places) == ("平面度", "mm", 7, 2, 2)


def test_withdrawn_needs_do_not_count(province: Province, kind: ProblemKind) -> None:
    Need.objects.filter(title="不锈钢薄板焊接变形").update(state=NeedState.WITHDRAWN)
    assert (count_of(kind).asked, count_of(kind).solved) == (2, 1)


@pytest.mark.parametrize("kinds", [1, 50])
def test_the_list_takes_the_same_queries_however_long(
    client: Client, province: Province, kinds: int, django_assert_max_num_queries: Any
) -> None:
    ProblemKind.objects.bulk_create(
        ProblemKind(union=province.deqing, title=f"第{n}类", gist="焊", category=1)
        for n in range(kinds)
    )
    with django_assert_max_num_queries(12):
        assert "第0类" in client.get("/kinds/?q=第0").text


@pytest.mark.parametrize("needs", [1, 50])
def test_the_page_takes_the_same_queries_however_many_needs(
    client: Client, province: Province, kind: ProblemKind, needs: int,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    more = [make_need(province, title=f"第{n}件") for n in range(needs)]
    actions.join_needs(kind=kind, actor=province.xu, needs=more)
    with django_assert_max_num_queries(26):
        assert client.get(f"/kinds/{kind.pk}/").status_code == 200


def test_the_list_is_exported(
    as_: SignIn, work: Callable[[], None], kind: ProblemKind, publish: Callable[..., Any]
) -> None:
    publish()
    content = fetched(as_("xu"), work, "/kinds/export/")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    said = dict(zip(*rows[2:4], strict=True))
    assert said["一类问题"] == "不锈钢薄板焊接变形"
    assert (said["提过几件"], said["已解决几件"], said["标准答案第几版"]) == (3, 1, 1)
    assert said["执笔"] == "董师傅"


def test_programs_read_kinds_and_their_answers(
    as_: SignIn, kind: ProblemKind, publish: Callable[..., Any]
) -> None:
    assert as_("xu").get(f"/api/kinds/{kind.pk}").json()["answer"] is None
    publish()
    row = as_("xu").get(f"/api/kinds/{kind.pk}").json()
    assert row["answer"]["writer"] == "董师傅"
    assert len(row["needs"]) == 3
    assert row["answer"]["steps"].startswith("点固加密")
