"""Public notice, publishing, and withdrawing cases or consent."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from docx import Document
from python_calamine import CalamineWorkbook

from hongmajia.cases.actions import (
    drop_case,
    open_notice,
    publish_notice,
    rewrite_case,
    select_case,
)
from hongmajia.cases.enums import CaseState
from hongmajia.cases.models import Case, PublicNotice
from hongmajia.core.errors import Refused, TooLate, WrongState
from hongmajia.services.actions import correct_confirmation
from hongmajia.services.models import RecordPhoto
from tests.actors import Province
from tests.cases.conftest import SignIn
from tests.exports import fetched

OFFICE = {"office": "省总工会经济部", "phone": "0571-12351"}


@pytest.fixture
def selected(province: Province, came_up: Case) -> Case:
    return select_case(case=came_up, actor=province.fang)


def put_up(province: Province, days: int = 14, start: int = 0) -> PublicNotice:
    today = timezone.localdate()
    return open_notice(
        season=province.season, union=province.province, actor=province.fang,
        opens_on=today + timedelta(days=start), closes_on=today + timedelta(days=days), **OFFICE,
    )  # fmt: skip


def let_it_end(notice: PublicNotice) -> PublicNotice:
    PublicNotice.objects.update(opens_on=date(2026, 6, 1), closes_on=date(2026, 6, 8))
    return PublicNotice.objects.get(pk=notice.pk)


@pytest.fixture
def published(province: Province, selected: Case) -> Case:
    publish_notice(notice=let_it_end(put_up(province)), actor=province.fang)
    return Case.objects.get()


def test_a_notice_is_a_word_document_and_its_cases_a_spreadsheet(
    province: Province, selected: Case, as_: SignIn, work: Callable[[], None]
) -> None:
    assert as_("nobody").get("/cases/notice/word/").status_code == 404
    put_up(province)
    answer = as_("nobody").get("/cases/notice/word/")
    text = "\n".join(each.text for each in Document(io.BytesIO(answer.content)).paragraphs)
    assert f"关于{province.season.year}年劳模工匠志愿服务优秀案例的公示" in text
    assert all(words in text for words in (selected.title, "省总工会经济部", "0571-12351"))
    content = fetched(as_("fang"), work, "/cases/export/")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["2026年案例", rows[1][0], "标题", selected.title]


def test_a_notice_shows_the_chosen_to_everybody(
    province: Province, selected: Case, as_: SignIn
) -> None:
    assert as_("nobody").get(f"/cases/{selected.pk}/").status_code == 404
    put_up(province)

    page = as_("nobody").get("/cases/notice/").content.decode()
    assert all(words in page for words in (selected.title, "省总工会经济部", "莫干精工"))
    assert as_("nobody").get(f"/cases/{selected.pk}/").status_code == 200
    assert selected.title not in as_("nobody").get("/cases/").content.decode().split("none")[-1]


def test_a_notice_needs_five_working_days_and_something_on_it(
    province: Province, selected: Case
) -> None:
    with pytest.raises(Refused, match="至少5个工作日"):
        put_up(province, days=3)
    with pytest.raises(Refused, match="过去的日子"):
        put_up(province, start=-1)
    put_up(province)
    with pytest.raises(Refused, match="没有可公示的"):
        put_up(province)


def test_it_is_published_the_day_after(province: Province, selected: Case) -> None:
    notice = put_up(province)
    with pytest.raises(Refused, match="第二天才能发布"):
        publish_notice(notice=notice, actor=province.fang)

    assert publish_notice(notice=let_it_end(notice), actor=province.fang) == 1
    with pytest.raises(TooLate):
        publish_notice(notice=let_it_end(notice), actor=province.fang)


def test_a_case_on_notice_cannot_be_edited(province: Province, selected: Case) -> None:
    put_up(province)
    with pytest.raises(WrongState, match="文字不能再改"):
        rewrite_case(case=selected, actor=province.fang, title="又改了")


def test_everybody_reads_it_on_its_page_in_the_list_and_in_front(
    published: Case, as_: SignIn
) -> None:
    client = as_("nobody")
    for address in ("/", "/cases/", f"/cases/{published.pk}/"):
        page = client.get(address).content.decode()
        assert published.title in page, address
        assert "6mm → 1.5mm" in page, address


def test_a_case_is_hidden_when_consent_is_withdrawn(
    province: Province, published: Case, as_: SignIn
) -> None:
    word = published.engagement.confirmation
    correct_confirmation(confirmation=word, actor=province.contact, case_consent=False)

    assert as_("nobody").get(f"/cases/{published.pk}/").status_code == 404
    assert published.title not in as_("nobody").get("/cases/").content.decode()
    assert as_("xu").get(f"/cases/{published.pk}/").status_code == 200, "its keeper still sees it"


def test_a_photograph_is_hidden_when_consent_is_withdrawn(
    published: Case, photo: RecordPhoto, as_: SignIn
) -> None:
    shown = published.pictures.create(photo=photo, position=0)
    address = f"/cases/photos/{shown.pk}/"
    client = as_("nobody")

    answer = client.get(address)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer.content
    RecordPhoto.objects.update(shows_faces=True)
    assert client.get(address).status_code == 404
    assert address not in client.get(f"/cases/{published.pk}/").content.decode()


def test_a_dropped_case_is_not_public(province: Province, published: Case, as_: SignIn) -> None:
    drop_case(case=published, actor=province.fang, reason="企业有异议")

    assert Case.objects.get().state == CaseState.NOT_SELECTED
    assert as_("nobody").get(f"/cases/{published.pk}/").status_code == 404
    assert "企业有异议" not in as_("dong").get(f"/cases/{published.pk}/").content.decode()


def test_the_list_finds_by_words_category_and_place(published: Case, as_: SignIn) -> None:
    client = as_("nobody")
    found = ("?q=退焊", "?category=1", "?region=330500", "?category=x&region=nowhere")
    missed = ("?q=锅炉", "?category=2", "?region=330700")

    assert all(published.title in client.get(f"/cases/{q}").content.decode() for q in found)
    assert not any(published.title in client.get(f"/cases/{q}").content.decode() for q in missed)
