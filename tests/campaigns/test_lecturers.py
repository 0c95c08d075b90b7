"""A lecturers' group (讲师团): masters agree first, courses are ordered, talks are counted."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hongmajia.campaigns.actions import add_record, change_campaign, remove_record
from hongmajia.campaigns.enums import AskState
from hongmajia.campaigns.figures import OF_TALKS, figures_of, scope_of
from hongmajia.campaigns.kinds import KINDS
from hongmajia.campaigns.lecturing import answer_lecturing
from hongmajia.campaigns.models import Campaign, Lecturer
from hongmajia.core.clocks import due_after
from hongmajia.core.errors import Refused, WrongState
from hongmajia.engagements.models import Engagement
from hongmajia.notices.models import Notice
from hongmajia.notices.tasks import remind_overdue
from hongmajia.offers.models import Offer
from hongmajia.people.models import Artisan
from hongmajia.portal.waiting import lecturers
from hongmajia.services.models import Activity, ServiceRecord
from tests.actors import Province, make_need


@pytest.fixture
def group(start: Callable[..., Campaign]) -> Campaign:
    return start(kind="lectures", name="劳模工匠讲师团", text="你来点课、我来讲。")


@pytest.fixture
def ask(province: Province, group: Campaign) -> Lecturer:
    """Shen asks Dong."""
    dong = province.dong_helper
    add_record(campaign=group, kind=KINDS["helpers"], thing=dong, actor=province.shen)
    return group.lecturers.get()


@pytest.fixture
def course(province: Province) -> Offer:
    return Offer.objects.create(helper=province.dong_helper, kind="course", title="不锈钢焊接")


def test_nobody_is_named_before_they_agree(
    client: Client, province: Province, group: Campaign, ask: Lecturer, course: Offer
) -> None:
    page = f"/campaigns/{group.pk}/"
    assert "董师傅" not in client.get(page).text
    assert not group.helpers.exists()
    (row,) = lecturers.rows(province.dong)
    assert (row.what, row.title) == ("答复当讲师", group.name)
    client.force_login(province.dong)
    assert client.post(row.button_url, {"answer": "agree"}).status_code == 302
    client.logout()
    text = client.get(page).text
    assert "董师傅" in text
    assert f"/offers/{course.pk}/order/" in text
    assert lecturers.rows(province.dong) == []
    assert Notice.objects.filter(recipient=province.shen, sentence__contains="同意当").exists()


def test_the_page_where_they_are_asked_says_only_that(
    client: Client, province: Province, group: Campaign
) -> None:
    client.force_login(province.shen)
    page = f"/helpers/{province.dong_helper.pk}/campaigns/"
    answer = client.post(page, {"campaign": group.pk}, follow=True)
    assert "本人同意以后才算" in answer.text
    assert "已加入" not in answer.text


def test_a_union_answers_for_them_only_with_where_the_consent_is(
    province: Province, ask: Lecturer
) -> None:
    with pytest.raises(Refused, match="同意存在哪里"):
        answer_lecturing(ask=ask, actor=province.shen, agrees=True)
    said = answer_lecturing(ask=ask, actor=province.shen, agrees=True, consent_note="档案5")
    assert (said.state, said.consent_note) == (AskState.AGREED, "档案5")
    with pytest.raises(WrongState, match="已经答复"):
        answer_lecturing(ask=ask, actor=province.dong, agrees=False)


def test_without_an_account_their_union_is_told(
    province: Province, group: Campaign, client: Client
) -> None:
    Artisan.objects.filter(pk=province.dong_helper.pk).update(user=None)
    dong = type(province.dong_helper).objects.get(pk=province.dong_helper.pk)
    add_record(campaign=group, kind=KINDS["helpers"], thing=dong, actor=province.fang)
    keeper = province.shen if dong.union == province.huzhou else province.xu
    assert Notice.objects.filter(recipient=keeper, sentence__contains="问过本人").exists()
    assert len(lecturers.rows(keeper)) == 1


def test_who_declined_can_be_asked_again_and_who_leaves_is_none(
    province: Province, group: Campaign, ask: Lecturer
) -> None:
    answer_lecturing(ask=ask, actor=province.dong, agrees=False)
    assert not group.helpers.exists()
    helpers = {"campaign": group, "kind": KINDS["helpers"], "thing": province.dong_helper}
    assert add_record(**helpers, actor=province.shen)
    assert not add_record(**helpers, actor=province.shen)
    answer_lecturing(ask=group.lecturers.get(), actor=province.dong, agrees=True)
    assert remove_record(**helpers, actor=province.shen)
    assert not group.lecturers.exists()


def test_others_do_not_become_lecturers_by_a_change_of_kind(
    province: Province, start: Callable[..., Campaign], ask: Lecturer
) -> None:
    with pytest.raises(Refused, match="不能改成"):
        change_campaign(campaign=ask.campaign, actor=province.shen, kind="action")
    other = start()
    other.helpers.add(province.dong_helper)
    with pytest.raises(Refused, match="不能改成"):
        change_campaign(campaign=other, actor=province.shen, kind="lectures")


def test_talks_hours_and_heads_are_counted_as_slowly(
    province: Province, group: Campaign, ask: Lecturer, course: Offer,
    activity: Callable[..., Activity],
) -> None:  # fmt: skip
    answer_lecturing(ask=ask, actor=province.dong, agrees=True)
    ordered, added, unrelated, early = (
        activity(days=3), activity(days=4), activity(days=5), activity(days=40)
    )  # fmt: skip
    for number, one in enumerate((ordered, added, unrelated, early), start=1):
        ServiceRecord.objects.create(
            activity=one, done="讲课", result="solved", hours=number, visitors=number * 10
        )
    engagement = Engagement.objects.create(
        need=make_need(province), helper=province.dong_helper, origin="order", offer=course,
        state="served",
    )  # fmt: skip
    for one in (ordered, early):
        one.engagements.add(engagement)
    group.activities.add(added, ordered)
    today = group.starts
    counted = {figure.measure.name: figure.value for figure in figures_of(group, today)}
    assert {m.name: counted[m.name] for m in OF_TALKS} == slowly(group)
    assert slowly(group) == {"talks": 2, "talk_hours": 3, "talk_heads": 30}
    scope = scope_of(group, paths=[province.wucheng.path])
    assert scope
    assert not scope.talks().exists()


def slowly(group: Campaign) -> dict[str, float]:
    """The same in a loop over all activities, from the definition in words."""
    agreed = {ask.helper for ask in group.lecturers.all() if ask.state == "agreed"}
    records = []
    for one in Activity.objects.filter(state="held"):
        present = {there.helper for there in one.attendances.all()} & agreed
        offers = [engagement.offer for engagement in one.engagements.all() if engagement.offer]
        is_ordered = any(o.kind == "course" and o.helper in agreed for o in offers)
        is_added = one in group.activities.all()
        in_time = group.starts <= one.starts_at.date() <= group.ends
        if present and in_time and (is_ordered or is_added):
            records.append(one.record)
    return {
        "talks": len(records),
        "talk_hours": sum(float(record.hours) for record in records),
        "talk_heads": sum(record.visitors for record in records),
    }


@pytest.mark.parametrize("has_account", [True, False])
def test_who_does_not_answer_is_reminded_after_five_days(
    province: Province, ask: Lecturer, has_account: bool
) -> None:
    """The master; without an account the cadres of their union, who note the answer."""
    if not has_account:
        Artisan.objects.filter(helper=ask.helper).update(user=None)
    asked = province.dong if has_account else province.shen
    (row,) = lecturers.rows(asked)
    assert row.due_at == ask.due_at == due_after(timezone.now(), 5)
    with time_machine.travel(ask.due_at + timedelta(minutes=1), tick=False):
        remind_overdue.call()
        remind_overdue.call()
    (late,) = Notice.objects.filter(sentence__contains="当讲师还没有答复")
    assert late.recipient == asked
