"""Public texts of needs hold no person; the original is kept for those who handle the need.

The texts are those of the case `T1_pii_in_text`.
"""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from hongmajia.core.models import Event, Original
from hongmajia.needs.actions import correct_need, list_need, reveal_original, submit_need
from hongmajia.needs.enums import NeedVerb, Visibility
from hongmajia.needs.export import sheet_of
from hongmajia.needs.imports import NeedImport, NeedRow
from hongmajia.needs.models import Need, need_search
from tests.actors import Province
from tests.needs.conftest import As

pytestmark = pytest.mark.django_db

FIRM = "德清某汽车制造业企业5（演示）"
TEXT = (
    f"{FIRM}的压铸机漏油，请打张工电话138 0000 1234或13900005678，微信zhang_gong88，"
    "邮箱zg@example.com，我是企业5（演示）的机修班长"
)
TITLE = f"{FIRM}压铸机漏油，电话13800001234"
BLANKED = "××的压铸机漏油，请打××电话××或××，微信××，邮箱××，我是××的机修班长"
GIVEN_AWAY = ("138", "13900005678", "zhang_gong88", "zg@example.com", "企业5", "张工")


@pytest.fixture
def need(province: Province) -> Need:
    """Asked by a firm that does not want to be named, listed by Xu."""
    return listed(province, Visibility.MASKED)


def listed(province: Province, visibility: str) -> Need:
    asked = submit_need(
        actor=AnonymousUser(),
        region=province.deqing.region,
        contact_name="王工",
        contact_phone="13800001234",
        enterprise_name=FIRM,
        visibility=visibility,
        text=TEXT,
        title=TITLE,
        times="找张工，13800001234",
    )
    return list_need(need=asked, actor=province.xu, category=3)


def test_the_columns_have_marks_and_the_original_is_kept_encrypted(need: Need) -> None:
    need.refresh_from_db()
    assert need.title == "××压铸机漏油，电话××"
    assert need.text == BLANKED
    assert need.times == "找××，××"
    assert Original.objects.get().texts["text"][0] == TEXT


def test_nobody_reads_a_person_on_page_list_search_export_or_api(need: Need, as_: As) -> None:
    visitor = as_("nobody")
    for address in ("/needs/", f"/needs/{need.pk}/", "/api/needs", f"/api/needs/{need.pk}", "/"):
        answer = visitor.get(address)
        page = str(answer.json()) if "api" in address else answer.content.decode()
        assert "压铸机漏油" in page, address
        assert not [word for word in GIVEN_AWAY if word in page], address


def test_nobody_finds_a_need_by_what_was_blanked(need: Need) -> None:
    assert list(Need.objects.filter(pk__in=need_search.matching("压铸机"))) == [need]
    for word in ("13900005678", "zhang_gong88", "example"):
        assert not Need.objects.filter(pk__in=need_search.matching(word)).exists(), word


def test_a_firm_that_agreed_is_named_but_its_people_are_not(province: Province) -> None:
    need = listed(province, Visibility.OPEN)
    assert need.title == f"{FIRM}压铸机漏油，电话××"
    assert "张工" not in need.text


def test_a_need_that_may_name_the_firm_no_more_is_blanked_when_listed(province: Province) -> None:
    need = listed(province, Visibility.OPEN)
    correct_need(need=need, actor=province.xu, visibility=Visibility.MASKED)
    need.refresh_from_db()
    assert need.title == "××压铸机漏油，电话××"
    assert need.text == BLANKED


def test_who_handles_the_need_reads_the_original_and_that_is_logged(
    need: Need, province: Province, as_: As
) -> None:
    page = as_("xu").post(f"/needs/{need.pk}/original/").content.decode()
    assert "13900005678" in page
    assert Event.objects.get(verb=NeedVerb.READ).actor == province.xu


def test_without_the_act_not_even_they_read_it(need: Need, as_: As) -> None:
    page = as_("xu").get(f"/needs/{need.pk}/").content.decode()
    assert "看原文" in page
    assert "13900005678" not in page


def test_what_was_blanked_outlives_a_correction_of_the_text_around_it(
    need: Need, province: Province
) -> None:
    need.refresh_from_db()
    edited = need.text.replace("漏油", "漏油，很急")
    correct_need(need=need, actor=province.xu, text=edited)
    need.refresh_from_db()
    assert need.text == edited
    original = reveal_original(need=need, actor=province.xu)["text"]
    assert original == TEXT.replace("漏油", "漏油，很急")


def test_a_person_who_is_taken_out_of_the_text_is_kept_no_longer(
    need: Need, province: Province
) -> None:
    clean: Any = {"title": "压铸机漏油", "text": "压铸机漏油，请来看看", "times": "白天"}
    correct_need(need=need, actor=province.xu, **clean)
    assert not Original.objects.exists()


def test_a_title_that_the_cadre_writes_is_blanked_too(need: Need, province: Province) -> None:
    asked = submit_need(
        actor=AnonymousUser(),
        region=province.deqing.region,
        contact_name="沈女士",
        contact_phone="13800001234",
        text="压铸机漏油，请来看看",
    )
    listed = list_need(need=asked, actor=province.xu, category=3, title="漏油，问沈女士13800001234")
    listed.refresh_from_db()
    assert listed.title == "漏油，问××××"


def test_a_title_cut_from_the_text_holds_no_half_of_a_number(province: Province) -> None:
    need = submit_need(
        actor=AnonymousUser(),
        region=province.deqing.region,
        contact_name="沈女士",
        contact_phone="13800001234",
        text="三号压铸机合模缸漏油漏得厉害请尽快打13800001234我们在车间里等着师傅过来看看",
    )
    assert "1380" not in need.title


def test_sizes_standards_and_batch_numbers_stay(province: Province) -> None:
    text = "Q235B板1380×1200×45按GB/T 3323-2005检验，批次号13812345678返工，螺栓M10×1.5滑牙"
    need = submit_need(
        actor=AnonymousUser(),
        region=province.deqing.region,
        contact_name="沈女士",
        contact_phone="13800001234",
        text=text,
    )
    assert need.text == text
    assert not Original.objects.exists()


def test_while_asking_each_find_is_shown_with_a_button_that_takes_it_off(as_: As) -> None:
    typed = {
        "text": TEXT,
        "times": "打0572-8062345",
        "enterprise_name": FIRM,
        "visibility": "masked",
    }
    page = as_("nobody").post("/needs/ask/persons/", typed).content.decode()
    assert "别人也会看到这句，要不要去掉？" in page
    for words in (FIRM, "张工", "138 0000 1234", "zhang_gong88", "zg@example.com"):
        assert f'data-take-off="{words}" data-field="text"' in page
    assert 'data-take-off="0572-8062345" data-field="times"' in page


def test_a_text_without_persons_is_not_asked_about(as_: As) -> None:
    text = {"text": "Q235B板1380×1200变形"}
    page = as_("nobody").post("/needs/ask/persons/", text, headers={"HX-Request": "true"})
    assert not page.content.strip()


def test_the_forms_of_asking_and_verifying_ask_about_persons(need: Need, as_: As) -> None:
    for actor, address in (("nobody", "/needs/ask/"), ("xu", f"/needs/{need.pk}/correct/")):
        assert "/needs/ask/persons/" in as_(actor).get(address).content.decode()


def test_a_note_on_the_public_timeline_holds_no_person(need: Need, as_: As) -> None:
    note = "还是漏，请打张工13900005678"
    event = Event.objects.filter(story=need.story, verb=NeedVerb.LISTED)
    event.update(note=note)
    assert "还是漏，请打××××" in as_("nobody").get(f"/needs/{need.pk}/").content.decode()
    assert note in as_("xu").get(f"/needs/{need.pk}/").content.decode()


def test_the_export_has_marks_too(need: Need) -> None:
    rows = list(sheet_of(Need.objects.public()).rows)
    assert "××压铸机漏油，电话××" in rows[0]
    assert BLANKED in rows[0]


def test_a_file_imported_twice_is_still_known_when_its_text_was_blanked(
    province: Province,
) -> None:
    row = {"enterprise": province.mogan.name, "text": "莫干精工的压铸机漏油，请打13800001234"}
    importer = NeedImport()
    first = checked(importer, row, province)
    assert not first.errors, first.errors
    importer.apply(first, province.lu)
    assert "text" in checked(importer, row, province).errors


def checked(importer: NeedImport, row: dict[str, str], province: Province) -> NeedRow:
    form = NeedRow(row, shared=importer.shared(province.lu, [row]))
    form.is_valid()
    return form
