"""A meeting for many: all askers are invited, and each says whether it helped them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hongmajia.core.errors import Refused, TooLate, WrongState
from hongmajia.core.models import Event
from hongmajia.engagements.actions import claim_need, propose
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.insights.measures import BY_NAME
from hongmajia.insights.scope import Scope
from hongmajia.matching.models import CommonProblem
from hongmajia.meetings.actions import attach_need, detach
from hongmajia.meetings.models import Meeting
from hongmajia.meetings.queries import answers_of, tally
from hongmajia.needs.enums import NeedVerb
from hongmajia.needs.models import Need
from hongmajia.notices.models import Call
from hongmajia.services.actions import call_off, confirm_service, move_activity, record_service
from hongmajia.services.safety_shown import safeties_of
from tests.actors import AT_ANY_TIME, Province, make_need
from tests.engagements.conftest import state_of, told, verbs
from tests.meetings.conftest import in_two_days

CallMeeting = Callable[..., Meeting]
SignIn = Callable[[str], Client]
DONE = {"done": "对称分段退焊，加反变形垫板。", "result": "solved"}


def engagement_of(need: Need) -> Engagement:
    return Engagement.objects.with_details().get(need=need)


def hold(meeting: Meeting, province: Province) -> None:
    """The meeting takes place, and Dong writes the record."""
    with time_machine.travel(meeting.activity.ends_at + timedelta(hours=1)):
        party: Any = {"helpers": [province.dong_helper], "companions": []}
        record_service(activity=meeting.activity, actor=province.dong, party=party, **DONE)


def says(need: Need, province: Province, outcome: str, words: str = "") -> None:
    """The asker answers after the meeting."""
    confirm_service(
        engagement=engagement_of(need), actor=province.contact, name="沈女士", outcome=outcome,
        satisfaction=3, words=words,
    )  # fmt: skip


# --- calling it ----------------------------------------------------------------------------------


def test_each_need_becomes_an_engagement_with_the_speaker(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    meeting = call()
    rows = meeting.activity.engagements.all()
    assert {row.need for row in rows} == set(needs)
    assert {(row.origin, row.state, row.helper) for row in rows} == {
        (Origin.MEETING, EngagementState.SCHEDULED, province.dong_helper)
    }
    assert {state_of(need) for need in needs} == {"in_service"}
    assert meeting.words == ["焊", "变形"]


def test_all_askers_are_invited_and_who_has_no_account_is_telephoned(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    call()
    invited = [words for words in told(province.contact) if "来解答，请您参加" in words]
    assert len(invited) == 2
    assert "湖州德清 职工之家" in invited[0]
    (to_call,) = Call.objects.all()
    assert (to_call.callee, to_call.union) == (needs[2], province.deqing)
    assert len(told(province.dong)) == 1  # one meeting, not three visits


def test_who_has_a_helper_already_is_only_asked_to_listen(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    claim_need(need=needs[0], helper=province.zhou_helper, actor=province.zhou)
    meeting = call(needs=needs[1:], listening=needs[:1])
    assert [row.need for row in meeting.listeners.all()] == [needs[0]]
    assert any("欢迎您去听" in words for words in told(province.contact))
    assert "meeting.invited" in verbs(needs[0])
    hold(meeting, province)
    assert state_of(needs[0]) == "matched"


def test_a_need_that_has_its_helper_cannot_be_answered_there(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    claim_need(need=needs[0], helper=province.zhou_helper, actor=province.zhou)
    with pytest.raises(TooLate):
        call()
    assert not Meeting.objects.exists()
    assert state_of(needs[1]) == "listed"


def test_a_meeting_without_needs_is_refused(call: CallMeeting) -> None:
    with pytest.raises(Refused, match="至少选一件"):
        call(needs=[])


def test_an_invitation_of_the_speaker_becomes_the_meeting(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    asked = propose(need=needs[0], helper=province.dong_helper, actor=province.xu)
    call()
    assert state_of(asked) == "scheduled"
    assert needs[0].engagements.count() == 1


def test_the_page_shows_the_insurance_of_the_speaker_once(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    """Not once for each need; a need with other dangers has a line of its own."""
    activity = call().activity
    Need.objects.filter(pk=needs[2].pk).update(dangers=["height"])
    shown = safeties_of(activity)
    assert [one.dangers for one in shown] == [[], ["高处作业"]]
    assert {one.engagement.helper for one in shown} == {province.dong_helper}


# --- before it -----------------------------------------------------------------------------------


def test_another_need_is_attached_and_its_asker_invited(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    meeting = call(needs=needs[:1], listening=needs[1:2])
    attach_need(meeting=meeting, need=needs[1], actor=province.xu)
    assert state_of(needs[1]) == "in_service"
    assert meeting.activity.engagements.count() == 2
    assert not meeting.listeners.exists()


def test_a_need_is_taken_out_and_listed_again_with_the_reason(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    meeting = call()
    engagement = engagement_of(needs[0])
    detach(meeting=meeting, engagement=engagement, actor=province.xu, reason="要去现场看")
    assert state_of(needs[0]) == "listed"
    assert state_of(engagement) == "cancelled"
    assert told(province.contact)[0] == "焊缝变形：不在交流会上解答了（要去现场看），正在另外找人"
    assert meeting.activity.engagements.count() == 2
    hold(meeting, province)
    assert state_of(needs[0]) == "listed"


def test_taking_out_needs_a_reason(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    meeting = call()
    engagement = engagement_of(needs[0])
    with pytest.raises(Refused, match="为什么"):
        detach(meeting=meeting, engagement=engagement, actor=province.xu, reason=" ")


def test_after_the_record_nothing_is_attached_or_taken_out(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    meeting = call(needs=needs[:1])
    hold(meeting, province)
    with pytest.raises(WrongState):
        attach_need(meeting=meeting, need=needs[1], actor=province.xu)
    engagement = engagement_of(needs[0])
    with pytest.raises(WrongState):
        detach(meeting=meeting, engagement=engagement, actor=province.xu, reason="晚了")
    assert state_of(needs[1]) == "listed"


def test_called_off_all_its_needs_are_listed_again(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    meeting = call(needs=needs[:2], listening=needs[2:])
    Call.objects.all().delete()
    call_off(activity=meeting.activity, actor=province.xu, reason="师傅病了")
    assert [state_of(need) for need in needs] == ["listed", "listed", "listed"]
    about = [words for words in told(province.contact) if "师傅病了" in words]
    assert len(about) == 2  # each asker hears it once for each need
    assert "取消了（师傅病了）" in str(Call.objects.get().texts)


def test_moved_both_askers_and_listeners_hear_the_new_time(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    meeting = call(needs=needs[:1], listening=needs[1:2])
    later = {name: moment + timedelta(days=1) for name, moment in in_two_days().items()}
    move_activity(activity=meeting.activity, actor=province.xu, word=AT_ANY_TIME, **later)
    moved = [words for words in told(province.contact) if "改到" in words]
    assert len(moved) == 2


# --- after it ------------------------------------------------------------------------------------


def test_who_says_yes_is_settled_and_who_says_no_goes_on_waiting(
    province: Province, call: CallMeeting, needs: list[Need]
) -> None:
    meeting = call()
    hold(meeting, province)
    assert {state_of(need) for need in needs} == {"solved"}
    says(needs[0], province, "solved")
    says(needs[1], province, "unsolved", "我们的板更薄")
    assert [state_of(need) for need in needs] == ["confirmed", "reopened", "solved"]
    note = Event.objects.get(story=needs[1].story, verb=NeedVerb.STILL_OPEN).note
    assert note == "我们的板更薄"
    found = tally(answers_of(meeting))
    assert (found.asked, found.helped, found.not_helped, found.waiting) == (3, 1, 1, 1)


def test_nothing_counts_twice(province: Province, call: CallMeeting, needs: list[Need]) -> None:
    """Three needs at one meeting: one session, one master who came; each need once."""
    meeting = call()
    hold(meeting, province)
    says(needs[0], province, "solved")
    says(needs[1], province, "unsolved", "我们的板更薄")
    scope = Scope(province.season, province.province)
    counted = {name: BY_NAME[name].records(scope).count() for name in FIGURES}
    assert counted == FIGURES


FIGURES = {
    "sessions": 1, "visits": 1, "needs_matched": 3, "needs_solved": 2, "enterprises": 1,
    "satisfaction": 2,
}  # fmt: skip


# --- pages ---------------------------------------------------------------------------------------


def form_of(province: Province, needs: list[Need], **changes: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=2)
    return {
        "title": "焊接变形交流会", "other_speaker": "董国强", "needs": [need.pk for need in needs],
        "union": province.deqing.pk, "kind": "assistance", "day": str(day), "time": "14:00",
        "hours": "2", "mode": "on_site", "region": province.mogan.region_id, "place": "职工之家",
        "free_day": "on", **changes,
    }  # fmt: skip


def test_a_cadre_calls_it_from_the_page_of_the_problem(
    province: Province, problem: CommonProblem, needs: list[Need], as_: SignIn
) -> None:
    province.dong_helper.name = "董国强"
    province.dong_helper.save()
    shen = as_("shen")
    page = shen.get(f"/problems/{problem.pk}/").content.decode()
    assert f"/problems/{problem.pk}/meeting/" in page
    assert "焊、变形交流会" in shen.get(f"/problems/{problem.pk}/meeting/").content.decode()
    answer = shen.post(f"/problems/{problem.pk}/meeting/", form_of(province, needs))
    meeting = Meeting.objects.get()
    assert answer.url == f"/activities/{meeting.activity_id}/"
    assert meeting.speaker == province.dong_helper
    part = shen.get(f"/activities/{meeting.activity_id}/meeting/").content.decode()
    assert "3件，会后请提出人各自确认有没有解决" in part
    listed = shen.get(f"/problems/{problem.pk}/meetings/").content.decode()
    assert "焊接变形交流会" in listed


def test_a_speaker_has_to_be_named(
    province: Province, problem: CommonProblem, needs: list[Need], as_: SignIn
) -> None:
    url = f"/problems/{problem.pk}/meeting/"
    sent = form_of(province, needs, other_speaker="")
    assert "请写明请谁来解答" in as_("xu").post(url, sent).content.decode()
    sent = form_of(province, needs, other_speaker="没这个人")
    assert "名册上没有“没这个人”" in as_("xu").post(url, sent).content.decode()
    assert not Meeting.objects.exists()


def test_attaching_and_taking_out_on_pages(
    province: Province, call: CallMeeting, needs: list[Need], as_: SignIn
) -> None:
    meeting = call(needs=needs[:2])
    url = f"/activities/{meeting.activity_id}/meeting/"
    xu = as_("xu")
    assert "罐体变形" in xu.get(f"{url}attach/").content.decode()
    assert xu.post(f"{url}attach/", {"needs": [needs[2].pk]}).status_code == 302
    assert state_of(needs[2]) == "in_service"
    out = f"{url}{needs[0].pk}/detach/"
    assert xu.post(out, {"reason": "要去现场看"}).status_code == 302
    assert state_of(needs[0]) == "listed"
    assert xu.post(out, {"reason": "再一次"}).status_code == 404


@pytest.mark.parametrize("many", [1, 50])
def test_the_part_costs_the_same_for_one_need_and_for_fifty(
    province: Province,
    call: CallMeeting,
    as_: SignIn,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    asked = timezone.now() - timedelta(days=1)
    made = [make_need(province, title=f"变形{n}", submitted_at=asked) for n in range(many)]
    heard = [make_need(province, title=f"听{n}") for n in range(many)]
    meeting = call(needs=made, listening=heard)
    browser = as_("xu")
    with django_assert_num_queries(9):
        page = browser.get(f"/activities/{meeting.activity_id}/meeting/")
    assert f"变形{many - 1}" in page.content.decode()
