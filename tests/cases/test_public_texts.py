"""What a service leaves in public (record, suggestion, confirmation, case) holds no person."""

import pytest

from hongmajia.cases.actions import draft_case, rewrite_case
from hongmajia.cases.models import Case
from hongmajia.needs.models import Need
from hongmajia.services.actions import correct_confirmation, correct_record
from hongmajia.services.models import ServiceRecord
from tests.actors import Province
from tests.cases.conftest import serve

pytestmark = pytest.mark.django_db

SAID = "董师傅来了一整天，莫干精工谢谢您，有空打我13800001234，沈女士"


def test_the_words_of_a_confirmation_name_the_helper_only(province: Province) -> None:
    engagement = serve(province, words=SAID)
    assert engagement.confirmation.words == "董师傅来了一整天，××谢谢您，有空打我××，××"


def test_a_record_and_its_suggestions_hold_no_person(province: Province) -> None:
    engagement = serve(province)
    written = ServiceRecord.objects.get(activity__engagements=engagement)
    suggestion = {"text": "让莫干精工的王工13800001234管焊条", "adoption": "adopted"}
    for _again in range(2):
        correct_record(
            written=written,
            actor=province.dong,
            party={"helpers": [engagement.helper], "companions": []},
            suggestions=[suggestion],
            done="董师傅和王工一起调好了3323-2005要求的参数",
        )
        suggestion["text"] = written.suggestions.get().text
    written.refresh_from_db()
    assert written.done == "董师傅和××一起调好了3323-2005要求的参数"
    assert written.suggestions.get().text == "让××的××××管焊条"


def test_a_case_names_its_helper_and_not_the_firm_that_is_not_to_be_named(
    province: Province, case: Case
) -> None:
    rewrite_case(case=case, actor=province.xu, lesson="董师傅说，莫干精工的王工13800001234最懂")
    case.refresh_from_db()
    assert case.lesson == "董师傅说，××的××××最懂"


def test_a_case_of_a_firm_that_agreed_names_it(province: Province, case: Case) -> None:
    Need.objects.update(visibility="open")
    rewrite_case(case=case, actor=province.xu, lesson="莫干精工的王工最懂")
    case.refresh_from_db()
    assert case.lesson == "莫干精工的××最懂"


def test_the_draft_from_the_records_is_without_persons_too(province: Province) -> None:
    engagement = serve(province, words=SAID)
    confirmation = engagement.confirmation
    correct_confirmation(
        confirmation=confirmation, actor=province.xu, benefit_basis="问财务李会计13900001111"
    )
    case = draft_case(engagement=engagement, actor=province.xu)
    assert case.quote == "董师傅来了一整天，××谢谢您，有空打我××，××"
    assert "问财务××××" in case.lesson
