"""The pages of circulars, the desk of sender and receiver, the export."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hongmajia.circulars import actions
from hongmajia.circulars.enums import ReceiptState
from hongmajia.circulars.models import Attachment, Circular
from hongmajia.portal.waiting import Row, rows_for, tally_of
from hongmajia.portal.waiting.awaited import awaited_rows
from hongmajia.unions.enums import Role, UnionKind
from hongmajia.unions.models import User
from tests.actors import Province, below, grant, user
from tests.circulars.conftest import WORDS, receipt_of
from tests.exports import HEAD, fetched

As = Callable[[str], Client]
Send = Callable[..., Circular]


def awaited_by(person: User) -> list[Row]:
    fresh = User.objects.get(pk=person.pk)
    return awaited_rows(fresh, tally_of(fresh).awaited)


def desk(person: User) -> list[tuple[str, str]]:
    fresh = User.objects.get(pk=person.pk)
    return [(str(row.what), str(row.button)) for row in rows_for(fresh, tally_of(fresh))]


def form(**changes: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=2)
    return {**WORDS, "wants_answer": "on", "day": day.isoformat(), **changes}


def test_fang_writes_to_all_counties_and_sends_it(as_: As, province: Province) -> None:
    client = as_("fang")
    assert "县（市、区）（2个）" in client.get("/circulars/new/").content.decode()
    file = SimpleUploadedFile("口径说明.pdf", b"%PDF-1.7\n")
    page = client.post("/circulars/new/", form(enclosed=[file])).headers["Location"]
    draft = client.get(page).content.decode()
    assert "发给2个工会" in draft
    assert "德清" in draft
    assert desk(province.fang) == [("发通知", "去看")]
    sent = client.post(f"{page}send/", follow=True).content.decode()
    assert "发给了2个工会。" in sent
    assert "口径说明.pdf" in sent
    assert desk(province.xu) == [("回通知", "去看")]


def test_a_colleague_signs_it_from_the_desk(as_: As, province: Province) -> None:
    chen = grant(user("chen", "陈主任"), province.province, Role.CADRE)
    writer, signer = as_("fang"), Client()
    signer.force_login(chen)
    page = writer.post("/circulars/new/", form()).headers["Location"]
    assert "送签发" in writer.get(page).text
    waits = writer.post(f"{page}hand-in/", follow=True).text
    assert "已送签发" in waits
    assert "另一位干部签发，签发以前不会发出" in waits
    assert desk(province.fang) == []
    assert desk(chen) == [("签发通知", "去签发")]
    assert "签发，发给2个工会" in signer.get(page).text
    sent = signer.post(f"{page}send/", follow=True).text
    assert "签发：陈主任" in sent
    assert ("签发通知", "去签发") not in desk(chen)


def test_she_is_told_which_unions_nobody_reads_it_for(as_: As, province: Province) -> None:
    below(province.jinhua, "武义县总工会", UnionKind.COUNTY, "330723")  # has no cadre
    client = as_("fang")
    page = client.post("/circulars/new/", form()).headers["Location"]
    sent = client.post(f"{page}send/", follow=True).content.decode()
    assert "发给了3个工会，其中1个没有干部账号，由上一级工会打电话告诉。" in sent


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kinds": []}, "请选发给谁"),
        ({"day": "2026-01-01"}, "这个时间已经过了"),
        ({"title": ""}, "这一项要填。"),
    ],
)
def test_a_faulty_form_is_shown_again_with_its_words(
    as_: As, changes: dict[str, Any], fault: str
) -> None:
    answer = as_("fang").post("/circulars/new/", form(**changes))
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert WORDS["text"] in answer.content.decode()


def test_xu_reads_and_answers_on_the_page(as_: As, province: Province, send: Send) -> None:
    sent = send()
    client = as_("xu")
    page = client.get(f"/circulars/{sent.pk}/").content.decode()
    assert "没对接上的，主要卡在哪" in page
    assert "婺城" not in page
    assert desk(province.xu) == [("回通知", "去回")]
    receipt = receipt_of(sent, province.deqing)
    assert receipt.state == ReceiptState.READ
    file = SimpleUploadedFile("德清.pdf", b"%PDF-1.7\n")
    said = {"text": "核对无误；要1位焊接专家", "figure": "52", "enclosed": [file]}
    answer = client.post(f"/circulars/receipts/{receipt.pk}/answer/", said, follow=True)
    assert "回好了，浙江省总工会看得到。" in answer.content.decode()
    assert desk(province.xu) == []
    shown = as_("fang").get(f"/circulars/{sent.pk}/").content.decode()
    assert "要1位焊接专家" in shown
    assert "1/1已回" in shown


def test_files_are_for_those_who_see_what_they_are_attached_to(
    as_: As, province: Province, send: Send
) -> None:
    sent = send()
    receipt = receipt_of(sent, province.deqing)
    said = {
        "text": "好",
        "figure": "1",
        "enclosed": [SimpleUploadedFile("德清.pdf", b"%PDF-1.7\n")],
    }
    as_("xu").post(f"/circulars/receipts/{receipt.pk}/answer/", said)
    address = f"/circulars/files/{Attachment.objects.get().pk}/"
    answer = as_("fang").get(address)
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\n"  # type: ignore[arg-type]
    assert as_("wu").get(address).status_code == 404


def test_the_sender_waits_below_the_desk_and_chases_when_the_time_is_up(
    province: Province, send: Send
) -> None:
    sent = send()
    (row,) = awaited_by(province.fang)
    assert (row.what, row.facts) == ("等下级回通知", ["浙江省总工会", "2个里2个没回"])
    assert desk(province.fang) == []
    with time_machine.travel(sent.answer_by + timedelta(minutes=1), tick=False):
        assert desk(province.fang) == [("催通知", "去催")]
        assert awaited_by(province.fang) == []


def test_the_export_has_a_row_for_each_union(
    as_: As, province: Province, send: Send, work: Callable[[], None]
) -> None:
    sent = send()
    receipt = receipt_of(sent, province.deqing)
    actions.answer_circular(receipt=receipt, actor=province.xu, text="核对无误", figure=52)
    file = fetched(as_("fang"), work, f"/circulars/{sent.pk}/export/")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0)
    headings, *rows = sheet.to_python()[HEAD:]
    assert (headings[0], headings[7]) == ("工会", "已对接件数")
    found = {row[0]: (row[1], row[7], row[8]) for row in rows}
    assert found["德清县总工会"][0] == "已回"
    assert str(found["德清县总工会"][1]).startswith("52")
    assert found["婺城区总工会"][0] == "没读"


def test_a_union_without_a_cadre_is_said_to_need_a_call(
    as_: As, province: Province, send: Send
) -> None:
    silent = below(province.jinhua, "武义县总工会", UnionKind.COUNTY, "330723")
    sent = send()
    page = as_("fang").get(f"/circulars/{sent.pk}/").content.decode()
    assert "其中1个没有干部账号，收不到，要打电话" in page
    address = f"/circulars/receipts/{receipt_of(sent, silent).pk}/answer/"
    assert address in page
    assert "代记回报" in as_("fang").get(address).content.decode()


def test_withdrawing_asks_why(as_: As, send: Send) -> None:
    sent = send()
    client = as_("fang")
    assert client.post(f"/circulars/{sent.pk}/withdraw/", {"reason": " "}).status_code == 422
    done = client.post(f"/circulars/{sent.pk}/withdraw/", {"reason": "口径有误"}, follow=True)
    assert "已收回，不用再回了。" in done.content.decode()


@pytest.mark.parametrize("n", [1, 50])
def test_lists_take_as_many_queries_for_one_row_as_for_fifty(
    client: Client, province: Province, write: Send, n: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(n):
        actions.send_circular(circular=write(), actor=province.fang)
    for person, side in ((province.fang, "sent"), (province.xu, "received")):
        client.force_login(person)
        with django_assert_max_num_queries(12):
            page = client.get(f"/circulars/?side={side}").content.decode()
        assert page.count(WORDS["title"]) == min(n, 20)
