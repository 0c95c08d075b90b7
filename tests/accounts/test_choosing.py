"""A call for masters: groups wanted, choice, notice, and the roll of those taken on (浙能: 47)."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from hongmajia.accounts import actions
from hongmajia.accounts.application_forms import GroupsField
from hongmajia.accounts.models import Application, RecruitingCall
from hongmajia.accounts.tasks import remind_of_chosen
from hongmajia.core.clocks import workdays_between
from hongmajia.core.errors import Refused, WrongState
from hongmajia.insights.measures import BY_NAME
from hongmajia.insights.scope import Scope
from hongmajia.notices.models import Notice
from hongmajia.notices.tasks import remind_overdue
from hongmajia.people.models import Helper, Recruit
from hongmajia.portal.waiting import rows_for, tally_of
from tests.accounts.test_recruiting import apply_for, publish
from tests.actors import Province
from tests.kept import kept_fixture

GROUPS = [("电气", 2), ("热动", 1)]
SignIn = Callable[[str], Client]


@kept_fixture
def call(province: Province) -> RecruitingCall:
    """Deqing wants two electricians and one for boilers; Zhou's team is not theirs: the roll."""
    return publish(province, groups=GROUPS)


def answers(province: Province, call: RecruitingCall, *names: str) -> list[Application]:
    """Applications for 电气, the last for 热动."""
    electric, heat = call.groups.all()
    return [
        apply_for(
            province, 600 + n, contact_name=name, call=call,
            wanted=heat if name == names[-1] else electric,
        )
        for n, name in enumerate(names)
    ]  # fmt: skip


def close(call: RecruitingCall) -> None:
    """The last day for applications is over."""
    yesterday = timezone.localdate() - timedelta(days=1)
    RecruitingCall.objects.filter(pk=call.pk).update(until=yesterday)


def give_notice(province: Province, call: RecruitingCall, **changes: Any) -> RecruitingCall:
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "opens_on": today, "closes_on": today + timedelta(days=6), "contact": "组织部 0572-12351",
    }  # fmt: skip
    return actions.put_on_notice(actor=province.xu, call=call, **{**facts, **changes})


# --- groups --------------------------------------------------------------------------------------


def test_groups_are_written_one_a_line() -> None:
    read = GroupsField().clean
    assert read("电气 12\n热动：5人\n 集控环化  20名 ") == [
        ("电气", 12),
        ("热动", 5),
        ("集控环化", 20),
    ]
    for wrong in ("电气", "12", "电气 0", "电气 600"):
        with pytest.raises(Exception, match="没看懂"):
            read(wrong)


def test_whoever_applies_chooses_a_group(province: Province, call: RecruitingCall) -> None:
    with pytest.raises(Refused, match="哪一组"):
        apply_for(province, call=call)
    other = publish(province, groups=[("焊接", 1)])
    with pytest.raises(Refused, match="没有这一组"):
        apply_for(province, call=call, wanted=other.groups.get())
    assert Client().get(f"/recruiting/{call.pk}/").content.decode().count("电气：2人") == 1
    assert "热动" in Client().get(f"/recruiting/{call.pk}/apply/").content.decode()


def test_a_group_with_applications_stays(province: Province, call: RecruitingCall) -> None:
    answers(province, call, "王大工", "李大工")
    with pytest.raises(Refused, match="已经有人申请"):
        actions.change_call(actor=province.xu, call=call, groups=[("电气", 5)])
    actions.change_call(actor=province.xu, call=call, groups=[("电气", 5), ("热动", 1)])
    assert call.groups.get(name="电气").places == 5


# --- choosing and notice -------------------------------------------------------------------------


def test_no_more_are_chosen_than_a_group_wants(province: Province, call: RecruitingCall) -> None:
    rows = answers(province, call, "王大工", "李大工", "赵大工", "孙大工")
    with pytest.raises(Refused, match="电气要2人，选了3人"):
        actions.choose_applicants(actor=province.xu, call=call, chosen=rows[:3])
    actions.choose_applicants(actor=province.xu, call=call, chosen=rows[:2])
    actions.choose_applicants(actor=province.xu, call=call, chosen=rows[1:2])
    assert list(call.applications.chosen()) == rows[1:2]


def test_the_notice_is_given_after_the_last_day_and_long_enough(
    province: Province, call: RecruitingCall
) -> None:
    rows = answers(province, call, "王大工", "李大工")
    with pytest.raises(Refused, match="没有选定"):
        give_notice(province, call)
    actions.choose_applicants(actor=province.xu, call=call, chosen=rows)
    with pytest.raises(Refused, match="还在报名"):
        give_notice(province, call)
    close(call)
    today = timezone.localdate()
    with pytest.raises(Refused, match="至少5天"):
        give_notice(province, call, closes_on=today + timedelta(days=3))
    with pytest.raises(Refused, match="找谁"):
        give_notice(province, call, contact=" ")
    give_notice(province, call)
    with pytest.raises(WrongState, match="已经公示"):
        actions.choose_applicants(actor=province.xu, call=call, chosen=rows[:1])
    actions.withdraw_notice(actor=province.xu, call=call)
    actions.choose_applicants(actor=province.xu, call=call, chosen=rows[:1])


def test_everybody_reads_the_notice_while_it_lasts_by_surname(
    province: Province, call: RecruitingCall, as_: SignIn
) -> None:
    rows = answers(province, call, "王大工", "李大工")
    Application.objects.filter(pk=rows[1].pk).update(show_name=True, phone_proved_at=timezone.now())
    actions.choose_applicants(actor=province.xu, call=call, chosen=rows)
    close(call)
    assert Client().get(f"/recruiting/{call.pk}/").status_code == 404
    give_notice(province, call)
    page = Client().get(f"/recruiting/{call.pk}/").content.decode()
    assert "王师傅" in page
    assert "王大工" not in page
    assert "李大工" in page
    paper = Client().get(f"/recruiting/{call.pk}/notice.pdf").content
    text = PdfReader(BytesIO(paper)).pages[0].extract_text()
    assert "王师傅" in text
    assert "电气（1 人）" in text
    word = Client().get(f"/recruiting/{call.pk}/notice.docx").content
    lines = [paragraph.text for paragraph in Document(BytesIO(word)).paragraphs]
    assert any("李大工" in line and "莫干机械" in line for line in lines)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert Client().get(f"/recruiting/{call.pk}/notice.pdf").status_code == 404


# --- the clock of those chosen -------------------------------------------------------------------


def due(application: Application) -> date:
    application.refresh_from_db()
    assert application.due_at
    return timezone.localdate(application.due_at)


def test_those_chosen_wait_for_the_call_and_the_notice_not_for_two_days(
    province: Province, call: RecruitingCall
) -> None:
    """Ten working days after the last day, then five after the notice; others keep theirs."""
    rows = answers(province, call, "王大工", "李大工", "赵大工")
    two_days = due(rows[0])
    actions.choose_applicants(actor=province.xu, call=call, chosen=rows[:2])
    assert due(rows[2]) == two_days
    assert workdays_between(call.until, due(rows[0])) == 10
    actions.choose_applicants(actor=province.xu, call=call, chosen=rows[1:2])
    assert due(rows[0]) == two_days, "chosen no more, it is decided as any other"
    longer = call.until + timedelta(days=30)
    actions.change_call(actor=province.xu, call=call, until=longer)
    assert workdays_between(longer, due(rows[1])) == 10
    close(call)
    noticed = give_notice(province, call)
    assert noticed.notice_closes_on
    assert workdays_between(noticed.notice_closes_on, due(rows[1])) == 5
    actions.withdraw_notice(actor=province.xu, call=call)
    assert workdays_between(timezone.localdate(), due(rows[1])) == 10


def test_the_desk_has_one_row_a_call_once_there_is_something_to_do(
    province: Province, call: RecruitingCall
) -> None:
    """Not while one can apply, nor during the notice."""

    def on_desk() -> list[str]:
        return [str(row.what) for row in rows_for(province.xu, tally_of(province.xu))]

    rows = answers(province, call, "王大工", "李大工")
    assert on_desk() == ["核对入册申请"] * 2
    actions.choose_applicants(actor=province.xu, call=call, chosen=rows)
    assert on_desk() == []
    close(call)
    assert on_desk() == ["公示选定的人"]
    give_notice(province, call)
    assert on_desk() == []
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert on_desk() == ["录用公示期满的人"]


def test_cadres_are_reminded_once_of_all_who_were_chosen(
    province: Province, call: RecruitingCall
) -> None:
    rows = answers(province, call, "王大工", "李大工")
    actions.choose_applicants(actor=province.xu, call=call, chosen=rows)
    close(call)
    with time_machine.travel(timezone.now() + timedelta(days=70)):
        for _time in range(2):
            remind_of_chosen.func()
            remind_overdue.func()
        late = Notice.objects.filter(recipient=province.xu, url__contains="/recruiting/")
        told = [notice.text for notice in late]
    assert told == ["“焊工师傅，请来德清”选定的人还没有公示，请去公示"]


# --- the roll ------------------------------------------------------------------------------------


def test_after_the_notice_they_are_on_the_roll_and_counted_once(
    province: Province, call: RecruitingCall
) -> None:
    rows = answers(province, call, "王大工", "李大工", "赵大工")
    actions.choose_applicants(actor=province.xu, call=call, chosen=rows[1:])
    close(call)
    give_notice(province, call)
    with pytest.raises(WrongState, match="公示期还没过"):
        actions.take_on_chosen(actor=province.xu, call=call)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert actions.take_on_chosen(actor=province.xu, call=call) == (2, [])
        assert actions.take_on_chosen(actor=province.xu, call=call) == (0, [])
    assert set(Helper.objects.filter(name__in=["李大工", "赵大工"]).values_list(
        "recruitments__group", flat=True)) == {"电气", "热动"}  # fmt: skip
    assert not Helper.objects.filter(name="王大工").exists()
    scope = Scope(province.season, province.province)
    assert BY_NAME["recruited"].records(scope).count() == 2


def test_who_applies_without_a_call_is_not_recruited(province: Province) -> None:
    actions.accept_application(actor=province.xu, application=apply_for(province))
    assert not Recruit.objects.exists()


# --- pages ---------------------------------------------------------------------------------------


def test_a_cadre_ticks_gives_notice_and_takes_on(
    province: Province, call: RecruitingCall, as_: SignIn
) -> None:
    rows = answers(province, call, "王大工", "李大工")
    xu, url = as_("xu"), f"/recruiting/{call.pk}/"
    assert "王大工" in xu.get(f"{url}applicants/").content.decode()
    assert xu.post(f"{url}applicants/", {"chosen": [row.pk for row in rows]}).status_code == 302
    close(call)
    today = timezone.localdate()
    sent = {"opens_on": today, "closes_on": today + timedelta(days=6), "contact": "组织部 12351"}
    assert xu.post(f"{url}notice/", sent).status_code == 302
    RecruitingCall.objects.update(
        notice_opens_on=today - timedelta(days=9), notice_closes_on=today - timedelta(days=1)
    )
    page = xu.post(f"{url}take-on/", follow=True).content.decode()
    assert "录用了2人" in page
    assert Recruit.objects.count() == 2


def test_only_cadres_of_the_union_choose(
    province: Province, call: RecruitingCall, as_: SignIn
) -> None:
    url = f"/recruiting/{call.pk}/applicants/"
    answers_ = {
        name: as_(name).get(url).status_code for name in province.actors if name != "nobody"
    }
    assert {name for name, status in answers_.items() if status == 200} == {"fang", "shen", "xu"}


@pytest.mark.parametrize("many", [1, 50])
def test_the_list_costs_the_same_for_one_application_and_for_fifty(
    province: Province, as_: SignIn, many: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    call = publish(province, groups=[("电气", 60)])
    for n in range(many):
        apply_for(province, 100 + n, contact_name=f"王{n}", call=call, wanted=call.groups.get())
    browser = as_("xu")
    with django_assert_num_queries(10):
        browser.get(f"/recruiting/{call.pk}/applicants/")
