"""A standard answer: a master writes it, a second one reviews it, a cadre publishes it."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from hongmajia.cases.models import Booklet
from hongmajia.cases.printing import book_of
from hongmajia.core.errors import Refused, WrongState
from hongmajia.engagements.models import Engagement
from hongmajia.knowledge import actions
from hongmajia.knowledge.actions.digesting import send_digests, warn_of_ending
from hongmajia.knowledge.models import Answer, ProblemKind
from hongmajia.knowledge.querysets import open_ways
from hongmajia.people.actions import set_consent
from hongmajia.people.models import Helper
from hongmajia.portal.waiting import rows_for, tally_of
from hongmajia.services.actions import close_way, withdraw_record
from hongmajia.services.models import ServiceRecord
from tests.actors import Province
from tests.cases.conftest import serve
from tests.clients import QuickClient
from tests.engagements.conftest import told, verbs
from tests.knowledge.conftest import WRITTEN, Publish, asked_for, correct

SignIn = Callable[[str], Client]


def on_desk(person: Any) -> list[str]:
    return [str(row.what) for row in rows_for(person, tally_of(person)) if "标准答案" in row.what]


def signed_in(person: Any) -> QuickClient:
    client = QuickClient()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def stands(kind: ProblemKind) -> bool:
    return Answer.objects.standing().filter(kind=kind).exists()


# ---- from asking to publishing, in pages ----


def test_each_has_their_turn(
    province: Province, kind: ProblemKind, solved: Engagement, ding: Helper
) -> None:
    xu, dong, reviewer = (signed_in(who) for who in (province.xu, province.dong, ding.answerer))
    page = xu.get(f"/kinds/{kind.pk}/ask/").text
    assert "董师傅 · 焊工" in page
    sent = {"writer": province.dong_helper.pk, "other_reviewer": "", "reviewer": ding.pk}
    answer_page = xu.post(f"/kinds/{kind.pk}/ask/", sent).headers["Location"]
    answer = Answer.objects.get()
    assert on_desk(province.dong) == ["答复写不写标准答案"]
    assert told(province.dong)[0] == "请您给“不锈钢薄板焊接变形”这一类问题写标准答案，请答复"

    dong.post(f"{answer_page}accept/")
    assert told(province.xu)[0] == "董师傅答应写“不锈钢薄板焊接变形”的标准答案"
    assert on_desk(province.dong) == ["写标准答案"]
    dong.post(f"{answer_page}write/", {**WRITTEN, "basis": [solved.pk]})
    dong.post(f"{answer_page}hand-in/")
    assert on_desk(ding.answerer) == ["审标准答案"]

    reviewer.post(f"{answer_page}review/", {"verdict": "back", "reason": "写明电流"})
    assert told(province.dong)[0] == "“不锈钢薄板焊接变形”的标准答案退回来了：写明电流"
    dong.post(f"{answer_page}hand-in/")
    reviewer.post(f"{answer_page}review/", {"verdict": "agree"})
    assert on_desk(province.xu) == ["发布标准答案"]

    until = timezone.localdate() + timedelta(days=300)
    published = xu.post(f"{answer_page}publish/", {"valid_until": str(until)})
    assert published.headers["Location"] == f"/kinds/{kind.pk}/"
    answer.refresh_from_db()
    assert (answer.number, answer.valid_until) == (1, until)
    public = QuickClient().get(f"/kinds/{kind.pk}/").text
    for words in ("第1版", "董师傅", "丁师傅审过，德清县总工会发布", "点固加密到60mm",
                  "GB/T 985.1-2008", "板厚6mm以上效果很小"):  # fmt: skip
        assert words in public, words
    assert verbs(kind)[0] == "answer.published"


def test_a_master_may_decline_and_another_is_asked(
    province: Province, kind: ProblemKind, ding: Helper
) -> None:
    answer = asked_for(province, kind, ding)
    with pytest.raises(Refused, match="已经请了师傅在写"):
        asked_for(province, kind, ding)
    actions.decline_answer(answer=answer, actor=province.dong, reason="最近忙")
    assert told(province.xu)[0].endswith("最近忙")
    asked_for(province, kind, ding)


def test_writer_and_reviewer_are_two_people(
    province: Province, kind: ProblemKind, ding: Helper
) -> None:
    with pytest.raises(Refused, match="两位不同的师傅"):
        actions.ask_for_answer(kind=kind, writer=ding, reviewer=ding, actor=province.xu)
    answer = asked_for(province, kind, ding)
    with pytest.raises(Refused, match="两位不同的师傅"):
        actions.ask_other_reviewer(answer=answer, reviewer=province.dong_helper, actor=province.xu)


def test_only_the_writer_writes_and_only_in_their_turn(
    as_: SignIn, province: Province, kind: ProblemKind, ding: Helper
) -> None:
    answer = asked_for(province, kind, ding)
    assert as_("zhou").get(f"/answers/{answer.pk}/").status_code == 404
    assert as_("xu").get(f"/answers/{answer.pk}/write/").status_code == 403
    with pytest.raises(WrongState):
        actions.write_answer(answer=answer, actor=province.dong, basis=[], **WRITTEN)


def test_nothing_is_handed_in_without_steps_or_sources(
    province: Province, kind: ProblemKind, ding: Helper
) -> None:
    answer = asked_for(province, kind, ding)
    actions.accept_answer(answer=answer, actor=province.dong)
    with pytest.raises(Refused, match="怎么做"):
        actions.hand_in_answer(answer=answer, actor=province.dong)
    texts = {**WRITTEN, "sources": ""}
    actions.write_answer(answer=answer, actor=province.dong, basis=[], **texts)
    with pytest.raises(Refused, match="依据"):
        actions.hand_in_answer(answer=answer, actor=province.dong)


def test_a_service_that_nobody_may_read_is_no_basis(
    province: Province, kind: ProblemKind, ding: Helper
) -> None:
    silent = serve(province, 2, case_consent=False)
    answer = asked_for(province, kind, ding)
    actions.accept_answer(answer=answer, actor=province.dong)
    with pytest.raises(Refused, match="没有同意"):
        actions.write_answer(answer=answer, actor=province.dong, basis=[silent], **WRITTEN)


def test_names_numbers_and_firms_are_blanked_and_the_cadre_sees_where(
    as_: SignIn, province: Province, kind: ProblemKind, ding: Helper
) -> None:
    answer = asked_for(province, kind, ding)
    actions.accept_answer(answer=answer, actor=province.dong)
    texts = {**WRITTEN, "signs": "像德清县莫干精工机械有限公司那样，问沈女士，13812341234。"}
    actions.write_answer(answer=answer, actor=province.dong, basis=[], **texts)
    actions.hand_in_answer(answer=answer, actor=province.dong)
    actions.agree_to_answer(answer=answer, actor=ding.answerer)
    page = as_("xu").get(f"/answers/{answer.pk}/publish/").text
    assert "自动隐去的" in page
    assert "先看是不是这种里" in page
    for hidden in ("莫干精工", "沈女士", "13812341234"):
        assert hidden not in page


@pytest.mark.parametrize("days", [0, -1, 4 * 366])
def test_it_is_valid_until_a_day_to_come(publish: Publish, days: int) -> None:
    with pytest.raises(Refused, match="再审的日子"):
        publish(until=timezone.localdate() + timedelta(days=days))


# ---- what stands, and what does not any more ----


def test_a_new_version_replaces_the_one_before_and_says_what_changed(
    client: Client, kind: ProblemKind, publish: Publish
) -> None:
    publish()
    with pytest.raises(Refused, match="改了什么"):
        publish()
    Answer.objects.filter(state="writing").delete()
    publish(changes="补了铜排的做法", steps="改用铜排")
    page = client.get(f"/kinds/{kind.pk}/").text
    assert "第2版" in page
    assert "补了铜排的做法" in page
    old = client.get(f"/kinds/{kind.pk}/versions/1/").text
    assert "这一版换掉了，不要照着做" in old
    assert "点固加密" in old


def test_a_record_that_is_withdrawn_takes_the_answer_off_at_once(
    client: Client, province: Province, kind: ProblemKind, publish: Publish
) -> None:
    publish()
    assert stands(kind)
    record = ServiceRecord.objects.get()
    withdraw_record(written=record, actor=province.dong, reason="写错了一件")
    assert not stands(kind)
    assert "点固加密" not in client.get(f"/kinds/{kind.pk}/").text
    assert client.get(f"/kinds/{kind.pk}/leaflet.pdf").status_code == 404
    assert any("不再公开，答案先撤了" in words for words in told(province.xu))


def test_a_consent_that_is_taken_back_takes_the_answer_off_at_once(
    client: Client, province: Province, kind: ProblemKind, solved: Engagement, publish: Publish
) -> None:
    publish()
    close_way(need=solved.need, actor=province.contact)
    assert not stands(kind)
    assert client.get(f"/kinds/{kind.pk}/versions/1/").status_code == 404
    assert any("不再公开，答案先撤了" in words for words in told(province.dong))


def test_a_corrected_record_is_told_and_the_answer_stands(
    province: Province, kind: ProblemKind, publish: Publish
) -> None:
    publish()
    correct(province, done="改为从中间往两头焊。")
    assert stands(kind)
    assert any("请看答案要不要改" in words for words in told(province.xu))


def test_an_answer_ends_on_its_day(client: Client, kind: ProblemKind, publish: Publish) -> None:
    answer = publish(until=timezone.localdate() + timedelta(days=40))
    with time_machine.travel(timezone.now() + timedelta(days=41)):
        assert not stands(kind)
        assert "还没有标准答案，或者正在再审" in client.get(f"/kinds/{kind.pk}/").text
    assert answer.number == 1


def test_its_union_is_warned_once_a_month_before(province: Province, publish: Publish) -> None:
    publish(until=timezone.localdate() + timedelta(days=20))
    assert warn_of_ending() == 1
    assert warn_of_ending() == 0
    assert "要再审" in told(province.xu)[0]


def test_a_cadre_withdraws_an_answer_with_a_reason(
    province: Province, kind: ProblemKind, publish: Publish
) -> None:
    answer = publish()
    with pytest.raises(Refused, match="为什么撤下"):
        actions.withdraw_answer(answer=answer, actor=province.xu, reason="")
    actions.withdraw_answer(answer=answer, actor=province.xu, reason="电流写错了")
    assert not stands(kind)
    assert told(province.dong)[0] == "“不锈钢薄板焊接变形”的标准答案撤下了：电流写错了"


def test_a_withdrawn_name_is_blanked_in_the_text(
    province: Province, publish: Publish, ding: Helper
) -> None:
    Helper.objects.filter(pk=ding.pk).update(name="丁卫东")
    ding.refresh_from_db()
    set_consent(helper=ding, actor=ding.answerer, name=True)
    publish(steps="照丁卫东的办法退焊")
    assert "丁卫东" in Answer.objects.get().steps
    set_consent(helper=ding, actor=ding.answerer, name=False)
    assert "丁卫东" not in Answer.objects.get().steps


# ---- the digest, the leaflet, the book ----


def test_masters_get_one_digest_of_all_that_waits_for_them(
    province: Province, kind: ProblemKind, ding: Helper
) -> None:
    asked_for(province, kind, ding)
    assert send_digests() == 1
    assert send_digests() == 0  # not twice on a day
    assert told(province.dong)[0] == "有1类问题的标准答案等您：不锈钢薄板焊接变形"


def test_the_leaflet_has_the_answer_on_one_sheet(
    client: Client, kind: ProblemKind, publish: Publish
) -> None:
    publish()
    answer = client.get(f"/kinds/{kind.pk}/leaflet.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    (sheet,) = PdfReader(io.BytesIO(answer.content)).pages
    text = "".join(sheet.extract_text().split())
    for words in ("不锈钢薄板焊接变形", "点固加密到60mm", "董师傅写", "丁师傅审", "第1版"):
        assert words in text


def test_the_book_lists_it_in_an_appendix(
    province: Province, kind: ProblemKind, publish: Publish
) -> None:
    book = Booklet(season=province.season, union=province.huzhou, title="案例", subtitle="",
                   printed_on=timezone.localdate())  # fmt: skip
    assert "kinds" not in {matter["kind"] for matter in book_of(book, [], {})["after"]}
    publish()
    (matter,) = [one for one in book_of(book, [], {})["after"] if one["kind"] == "kinds"]
    assert [row["title"] for row in matter["rows"]] == ["不锈钢薄板焊接变形"]
    assert matter["rows"][0]["by"] == "董师傅写，丁师傅审"
    elsewhere = Booklet(season=province.season, union=province.jinhua, title="案例",
                        printed_on=timezone.localdate())  # fmt: skip
    assert "kinds" not in {matter["kind"] for matter in book_of(elsewhere, [], {})["after"]}


def test_open_ways_are_those_that_everybody_may_read(solved: Engagement) -> None:
    assert list(open_ways()) == [solved]
