"""Drafting a case from records, editing it with versions, choosing photographs."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from hongmajia.cases.actions import (
    choose_pictures,
    discard_case,
    draft_case,
    restore_version,
    resume_draft,
    rewrite_case,
)
from hongmajia.cases.enums import CaseState
from hongmajia.cases.facts import facts_of
from hongmajia.cases.forms import printable_only
from hongmajia.cases.models import Case
from hongmajia.cases.queries import candidates, faults
from hongmajia.cases.versions import changes_between, sentences
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.engagements.models import Engagement
from hongmajia.notices.models import Notice
from hongmajia.services.actions import correct_confirmation, correct_record
from hongmajia.services.models import Confirmation, RecordPhoto, ServiceRecord
from tests.actors import Province
from tests.cases.conftest import LESSON, SignIn, photograph, serve


def strip_of(case: Case) -> dict[str, tuple[str, list[str]]]:
    whole = Case.objects.with_story().get(pk=case.pk)
    return {fact.name: (fact.strong, fact.lines) for fact in facts_of(whole)}


# --- the draft --------------------------------------------------------------------------------


def test_the_draft_says_what_was_asked_done_and_measured(case: Case) -> None:
    assert case.state == CaseState.DRAFT
    assert "焊罐体时变形厉害" in case.problem
    assert "企业希望做到：平面度降到2mm以内。" in case.problem
    assert "董师傅到现场。" in case.practice
    assert "对称分段退焊" in case.practice
    assert "平面度6mm → 1.5mm。" in case.practice
    assert case.quote == "他先看我们焊了一件，才动手。"
    assert case.lesson == "效益按企业的算法：每件省一个半小时，一年1600件。"


def test_the_strip_of_facts_is_read_from_the_records(case: Case) -> None:
    facts = strip_of(case)

    assert facts["平面度"] == ("6mm → 1.5mm", ["一年约省18.5万元", "企业很满意"])
    assert facts["行业"] == ("", ["专用设备制造业", "86人，小型"])
    assert facts["谁来解"] == ("", ["董师傅等2人", "现场1次"])
    assert "小吴" not in str(facts), "a companion has not agreed to be named"


@pytest.mark.parametrize(
    ("measured", "strong", "first"),
    [(True, "6mm → 1.5mm", "部分解决"), (False, "部分解决", "一年")],
)
def test_a_part_solved_is_printed_as_such(
    province: Province, case: Case, measured: bool, strong: str, first: str
) -> None:
    Confirmation.objects.update(outcome="partly")
    if not measured:
        ServiceRecord.objects.update(before="", after="", measure="")
    found, lines = strip_of(case)["平面度" if measured else "成效"]
    assert found == strong
    assert lines[0].startswith(first)


def test_a_corrected_record_corrects_the_case_and_tells_its_keeper(
    province: Province, case: Case
) -> None:
    record = case.engagement.activities.get().record
    party = {"helpers": [province.dong_helper], "companions": []}
    facts = {"done": record.done, "result": "solved", "measure": "平面度", "before": "6",
             "after": "2", "unit": "mm"}  # fmt: skip
    correct_record(written=record, actor=province.dong, party=party, **facts)

    assert strip_of(case)["平面度"][0] == "6mm → 2mm"
    assert Event.objects.filter(story=case.story, verb="case.record_changed").exists()
    assert "请核对" in str(Notice.objects.filter(recipient=province.xu).first())


def test_a_corrected_benefit_shows_at_once(province: Province, case: Case) -> None:
    word = case.engagement.confirmation
    correct_confirmation(
        confirmation=word, actor=province.contact, benefit_wan=Decimal("9.20"), benefit_basis="重算"
    )
    assert "一年约省9.2万元" in strip_of(case)["平面度"][1]


def test_no_case_without_consent(province: Province) -> None:
    silent = serve(province, case_consent=False)

    assert not candidates(province.xu).exists()
    with pytest.raises(Refused, match="同意写成案例"):
        draft_case(engagement=silent, actor=province.xu)


def test_one_service_makes_one_case(province: Province, case: Case, served: Engagement) -> None:
    with pytest.raises(Refused, match="没人起草"):
        draft_case(engagement=served, actor=province.xu)


def test_a_cadre_of_another_union_cannot_draft(province: Province, served: Engagement) -> None:
    assert not candidates(province.wu).exists()
    with pytest.raises(Refused):
        draft_case(engagement=served, actor=province.wu)


# --- words and versions -----------------------------------------------------------------------


def test_what_is_missing_is_said_in_words(province: Province, case: Case) -> None:
    rewrite_case(case=case, actor=province.xu, lesson="", practice="先看\ue000")
    case.refresh_from_db()

    assert faults(case) == ["“经验启示”还没写", "“主要做法”里这些字印不出来：\ue000"]


def test_every_save_keeps_a_version_that_can_be_restored(province: Province, case: Case) -> None:
    first = case.history.latest()
    rewrite_case(case=case, actor=province.xu, title="换一个顺序焊，罐体不再变形", lesson=LESSON)
    case.refresh_from_db()

    changed = {(change.field, change.after) for change in changes_between(first, case)}
    assert ("标题", "换一个顺序焊，罐体不再变形") in changed
    assert case.history.latest().history_user == province.xu

    restored = restore_version(case=case, version=first, actor=province.shen)
    assert restored.title == "不锈钢焊接变形怎么减少"
    assert case.history.count() == 3
    assert changes_between(first, restored) == []


def test_nothing_changed_is_no_version(province: Province, case: Case) -> None:
    rewrite_case(case=case, actor=province.xu, title=case.title)
    assert case.history.count() == 1


@given(st.text(alphabet="焊完平了。！？\n”“a1 ", max_size=80))
def test_splitting_into_sentences_loses_nothing(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_differences_are_listed_by_sentence() -> None:
    old = Case(title="甲", problem="先看。再动手。教会了再走。", category=1)
    new = Case(title="甲", problem="先看。换一个顺序。教会了再走。", category=1)

    (change,) = changes_between(old, new)
    assert (change.field, change.before, change.after) == ("针对问题", "再动手。", "换一个顺序。")


def test_signs_that_cannot_be_printed_are_refused_at_the_field() -> None:
    printable_only("304薄板，≤2mm")
    with pytest.raises(ValidationError, match="这些字印不出来"):
        printable_only("焊平了\ue000")


def test_a_draft_can_be_discarded_and_resumed(province: Province, case: Case) -> None:
    discard_case(case=case, actor=province.xu, reason="材料不够")
    with pytest.raises(WrongState):
        rewrite_case(case=case, actor=province.xu, title="不写了")
    assert resume_draft(case=case, actor=province.xu).state == CaseState.DRAFT


# --- photographs ------------------------------------------------------------------------------


def test_the_draft_takes_photographs_that_may_be_shown(
    province: Province, served: Engagement, photo: RecordPhoto
) -> None:
    RecordPhoto.objects.create(record=photo.record, image=photograph(), shows_faces=True)
    case = draft_case(engagement=served, actor=province.xu)

    assert [picture.photo for picture in case.pictures.all()] == [photo]


def test_a_photograph_without_consent_cannot_be_chosen(
    province: Province, case: Case, photo: RecordPhoto
) -> None:
    face = RecordPhoto.objects.create(record=photo.record, image=photograph(), shows_faces=True)
    with pytest.raises(Refused, match="没同意公开"):
        choose_pictures(case=case, photos=[face], actor=province.xu)


def test_three_photographs_are_enough(province: Province, case: Case, photo: RecordPhoto) -> None:
    many = [
        RecordPhoto.objects.create(record=photo.record, image=photograph(), shows_faces=False)
        for _ in range(4)
    ]
    with pytest.raises(Refused, match="最多选3张"):
        choose_pictures(case=case, photos=many, actor=province.xu)
    choose_pictures(case=case, photos=[many[2], many[0]], actor=province.xu)
    assert [picture.photo_id for picture in case.pictures.all()] == [many[2].pk, many[0].pk]


def test_a_photograph_is_captioned_and_another_left_out(
    province: Province, served: Engagement, photo: RecordPhoto, as_: SignIn
) -> None:
    other = RecordPhoto.objects.create(record=photo.record, image=photograph(), shows_faces=False)
    case = draft_case(engagement=served, actor=province.xu)
    page = f"/cases/{case.pk}/pictures/"
    assert "照片2放进案例" in as_("xu").get(page).content.decode()

    words = {"photos": [other.pk], f"caption_{other.pk}": "先点固对角", f"caption_{photo.pk}": ""}
    as_("xu").post(page, words)
    assert [(p.photo, p.words) for p in case.pictures.all()] == [(other, "先点固对角")]
    assert "图1　先点固对角" in as_("xu").get(f"/cases/{case.pk}/").content.decode()


def test_a_caption_that_names_a_person_is_refused_and_kept_in_the_form(
    province: Province, case: Case, photo: RecordPhoto, as_: SignIn
) -> None:
    words = {"photos": [photo.pk], f"caption_{photo.pk}": "找沈女士，电话13812341234"}
    answer = as_("xu").post(f"/cases/{case.pk}/pictures/", words)

    assert answer.status_code == 422
    assert "照片说明谁都看得到" in answer.content.decode()
    assert "找沈女士，电话13812341234" in answer.content.decode()
    assert not case.pictures.filter(photo=photo, caption__contains="138").exists()


def test_a_photograph_of_another_service_is_refused(
    province: Province, case: Case, photo: RecordPhoto
) -> None:
    other = serve(province, 1).activities.get().record
    foreign = RecordPhoto.objects.create(record=other, image=photograph(), shows_faces=False)
    with pytest.raises(Refused):
        choose_pictures(case=case, photos=[foreign], actor=province.xu)
