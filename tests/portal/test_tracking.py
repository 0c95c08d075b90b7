"""Tracking a need by its code: its history, completing, withdrawing, and guessed codes."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hongmajia.core.acts import record
from hongmajia.core.codes import WRONG_CODES
from hongmajia.core.enums import Audience
from hongmajia.engagements.enums import EngagementVerb
from hongmajia.needs.actions import list_need, return_need, withdraw_need
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need
from tests.actors import Province, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"
S = NeedState
CONTACT = {"contact_name": "沈女士", "contact_phone": "13812341234"}
NO_SUCH = "/track/HM-2222-2222/"


@pytest.fixture
def need(province: Province) -> Need:
    """A need submitted without an account, visible to unions only."""
    return make_need(province, S.SUBMITTED, asker=None, enterprise=None, visibility="unions")


def story(client: Client, need: Need, step: str = "") -> str:
    return client.get(f"/track/{need.tracking_code}/{step}").content.decode()


@pytest.mark.parametrize("typed", ["{0}", "hm{0}", " {0} ", "HM {0}", "HM-{0}"])
def test_a_code_is_read_as_people_type_it(client: Client, need: Need, typed: str) -> None:
    letters = need.tracking_code.removeprefix("HM-").replace("-", "").lower()
    answer = client.get("/track/", {"code": typed.format(letters)})
    assert answer.headers["Location"] == f"/track/{need.tracking_code}/"


def test_a_code_of_the_wrong_length_is_refused(client: Client, db: None) -> None:
    page = client.get("/track/", {"code": "HM-123"}).content.decode()
    assert "追踪码是HM加8位字母和数字" in page
    assert 'value="HM-123"' in page


def test_the_story_says_where_it_is_who_has_it_and_what_comes_next(
    client: Client, province: Province, need: Need
) -> None:
    page = story(client, need)
    assert "德清县总工会" in page
    assert "核实内容，列入清单" in page
    assert need.text in page
    assert "138********" in page, "its end shows that the asker is writing"
    assert "13812341234" not in page


def test_private_reasons_are_shown_to_unions_only(
    client: Client, province: Province, need: Need
) -> None:
    record(
        province.dong, EngagementVerb.DECLINED, need, note="这周在外地攻关，月底回",
        audience=Audience.UNIONS, data={"helper": "董师傅"},
    )  # fmt: skip
    page = story(client, need)
    assert "董师傅谢绝邀请" in page
    assert "外地攻关" not in page


def test_a_page_that_needs_no_account_is_kept_by_no_cache(client: Client, need: Need) -> None:
    answer = client.get(f"/track/{need.tracking_code}/")
    assert "no-store" in answer.headers["Cache-Control"]


# --- completing and withdrawing -------------------------------------------------------------


def test_a_returned_need_is_completed_and_handed_in_again(
    client: Client, province: Province, need: Need
) -> None:
    return_need(need=need, actor=province.xu, reason="请写明板厚")
    assert "请写明板厚" in story(client, need)
    assert "请写明板厚" in story(client, need, "complete/")
    facts = {**CONTACT, "text": need.text, "equipment": "304不锈钢，板厚3mm"}
    answer = client.post(f"/track/{need.tracking_code}/complete/", facts, follow=True)
    assert "已交回德清县总工会核实" in answer.content.decode()
    need.refresh_from_db()
    assert (need.state, need.equipment) == (S.SUBMITTED, "304不锈钢，板厚3mm")


def test_nothing_typed_is_lost_when_something_is_missing(
    client: Client, province: Province, need: Need
) -> None:
    return_need(need=need, actor=province.xu, reason="请写明板厚")
    facts = {**CONTACT, "text": "", "equipment": "304不锈钢"}
    page = client.post(f"/track/{need.tracking_code}/complete/", facts).content.decode()
    assert "304不锈钢" in page
    need.refresh_from_db()
    assert need.state == S.RETURNED


def test_the_asker_withdraws_the_need(client: Client, need: Need) -> None:
    assert "撤回这件需求" in story(client, need)
    url = f"/track/{need.tracking_code}/withdraw/"
    page = client.post(url, {"reason": "自己解决了"}, follow=True).content.decode()
    assert "已经撤回" in page
    assert "撤回这件需求" not in page
    need.refresh_from_db()
    assert need.state == S.WITHDRAWN


def test_a_closed_need_cannot_be_withdrawn(client: Client, province: Province, need: Need) -> None:
    withdraw_need(need=need, actor=province.contact)
    answer = client.post(f"/track/{need.tracking_code}/withdraw/")
    assert answer.status_code == 409


def test_get_withdraws_nothing(client: Client, need: Need) -> None:
    assert client.get(f"/track/{need.tracking_code}/withdraw/").status_code == 405


def test_the_history_shows_each_step(client: Client, province: Province, need: Need) -> None:
    list_need(need=need, actor=province.xu, category=1)
    page = story(client, need)
    assert "列入企业问题清单" in page
    assert 'class="now" aria-current="step"' in page


# --- guessing -------------------------------------------------------------------------------


def test_a_draft_cannot_be_tracked(client: Client, province: Province) -> None:
    draft = make_need(province, S.DRAFT)
    assert client.get(f"/track/{draft.tracking_code}/").status_code == 404


def test_a_wrong_code_is_answered_the_same_whatever_it_is(
    client: Client, province: Province
) -> None:
    draft = make_need(province, S.DRAFT)
    codes = ("HM-2222-2222", "x", draft.tracking_code)
    pages = [client.get(f"/track/{code}/").content.decode() for code in codes]
    assert len({page.partition("<main")[2].partition("</main>")[0] for page in pages}) == 1


def test_after_too_many_wrong_codes_right_ones_are_refused_too(client: Client, need: Need) -> None:
    for _ in range(WRONG_CODES):
        assert client.get(NO_SUCH).status_code == 404
    assert client.get(NO_SUCH).status_code == 429
    assert client.get(f"/track/{need.tracking_code}/").status_code == 429


def test_after_ten_minutes_as_the_page_says_codes_are_read_again(
    client: Client, need: Need
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(WRONG_CODES):
            client.get(NO_SUCH)
        clock.shift(9 * 60)
        assert "10分钟" in client.get(NO_SUCH).content.decode()
        clock.shift(61)
        assert client.get(f"/track/{need.tracking_code}/").status_code == 200


def test_other_addresses_are_not_stopped(client: Client, need: Need) -> None:
    for _ in range(WRONG_CODES + 1):
        client.get(NO_SUCH)
    neighbour = client.get(f"/track/{need.tracking_code}/", REMOTE_ADDR="192.0.2.7")
    assert neighbour.status_code == 200


def test_right_codes_are_never_counted(client: Client, need: Need) -> None:
    for _ in range(WRONG_CODES + 5):
        assert client.get(f"/track/{need.tracking_code}/").status_code == 200


def test_a_reminder_is_shown_in_the_history(client: Client, need: Need) -> None:
    Need.objects.filter(pk=need.pk).update(due_at=timezone.now())
    record(None, NeedVerb.OVERDUE, need, data={"holder": need.union.name})
    assert "上级工会也能看到" in story(client, need)
