"""A circular goes down the tree; its sender sees who has read and answered it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.circulars import actions
from hongmajia.circulars.enums import ReceiptState
from hongmajia.circulars.models import Circular, Receipt
from hongmajia.circulars.queries import answer_of, receipts_of, standing_of
from hongmajia.circulars.tasks import remind_unanswered
from hongmajia.core.acts import sentence
from hongmajia.core.clocks import forget_special_days
from hongmajia.core.enclosing import clean_enclosure
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event, Holiday
from hongmajia.notices.actions import reveal_number, tick_off_call
from hongmajia.notices.models import Call, Notice
from hongmajia.unions.enums import Role, UnionKind
from hongmajia.unions.models import Membership, User
from tests.actors import Province, below, grant, user
from tests.circulars.conftest import receipt_of

Send = Callable[..., Circular]


def told(person: User) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(recipient=person)]


def states(circular: Circular) -> dict[str, str]:
    return dict(circular.receipts.values_list("union__name", "state"))


# --- signing ----------------------------------------------------------------------------------


def test_another_cadre_signs_what_one_has_written(province: Province, write: Send) -> None:
    chen = grant(user("chen", "陈主任"), province.province, Role.CADRE)
    draft = write()
    with pytest.raises(Refused, match="另一位干部签发"):
        actions.send_circular(circular=draft, actor=province.fang)
    actions.hand_in_circular(circular=draft, actor=province.fang)
    assert told(chen) == ["通知“关于核对4月对接进度的通知”请您签发"]
    assert not Receipt.objects.exists()
    assert draft not in Circular.objects.visible_to(province.xu)
    with pytest.raises(WrongState, match="在等签发"):
        actions.change_circular(circular=draft, actor=province.fang, title="改了")
    with pytest.raises(Refused, match="另一位干部签发"):
        actions.send_circular(circular=draft, actor=province.fang)
    sent = actions.send_circular(circular=draft, actor=chen)
    assert (sent.written_by, sent.sent_by) == (province.fang, chen)


def test_who_does_not_sign_sends_it_back_and_the_writer_hears(
    province: Province, write: Send
) -> None:
    chen = grant(user("chen", "陈主任"), province.province, Role.CADRE)
    draft = actions.hand_in_circular(circular=write(), actor=province.fang)
    actions.take_back_circular(circular=draft, actor=chen)
    assert told(province.fang) == ["通知“关于核对4月对接进度的通知”没有签发，请再改一改"]
    changed = actions.change_circular(circular=draft, actor=province.fang, title="改过的通知")
    assert changed.title == "改过的通知"


def test_the_only_cadre_of_a_union_sends_alone(province: Province, write: Send) -> None:
    draft = write()
    with pytest.raises(Refused, match="没有别的干部"):
        actions.hand_in_circular(circular=draft, actor=province.fang)
    assert actions.send_circular(circular=draft, actor=province.fang).sent_at


def test_a_union_without_a_cadre_is_telephoned_by_the_union_above(
    province: Province, send: Send
) -> None:
    Membership.objects.filter(union=province.deqing, role=Role.CADRE).delete()
    send()
    (call,) = Call.objects.all()
    assert (call.name, call.union) == ("德清县总工会", province.huzhou)
    assert call.texts == ["浙江省总工会来了通知：关于核对4月对接进度的通知"]
    with pytest.raises(Refused, match="没有留电话"):
        reveal_number(call=call, actor=province.shen)
    tick_off_call(call=call, actor=province.shen)


# --- sending --------------------------------------------------------------------------------


def test_it_goes_to_all_unions_of_a_kind_and_to_the_chosen_ones(
    province: Province, send: Send
) -> None:
    sent = send(chosen=[province.huzhou, province.jinhua])
    assert states(sent) == dict.fromkeys(
        ("湖州市总工会", "德清县总工会", "金华市总工会", "婺城区总工会"), ReceiptState.UNREAD
    )
    assert told(province.xu) == ["浙江省总工会来了通知：关于核对4月对接进度的通知"]
    assert told(province.wu) == told(province.shen) == told(province.xu)
    assert told(province.lin) == []  # a leader, who only reads


def test_nobody_below_sees_a_draft(province: Province, write: Send) -> None:
    draft = write()
    assert draft not in Circular.objects.visible_to(province.xu)
    assert draft in Circular.objects.visible_to(province.fang)
    assert not Receipt.objects.exists()


def test_a_union_of_another_branch_never_sees_it(province: Province, send: Send) -> None:
    sent = send(union=province.huzhou, actor=province.shen)
    assert states(sent) == {"德清县总工会": ReceiptState.UNREAD}
    assert sent not in Circular.objects.visible_to(province.wu)
    assert sent in Circular.objects.visible_to(province.fang)  # above the sender


def test_a_receiver_sees_no_answer_of_another_one(province: Province, send: Send) -> None:
    sent = send()
    for person, union in ((province.xu, province.deqing), (province.wu, province.wucheng)):
        receipt = receipt_of(sent, union)
        actions.answer_circular(receipt=receipt, actor=person, text="52件", figure=52)
    assert [r.union for r in Receipt.objects.visible_to(province.xu)] == [province.deqing]
    assert [r.union for r in Receipt.objects.visible_to(province.shen)] == [province.deqing]
    assert Receipt.objects.visible_to(province.fang).count() == 2
    assert not Receipt.objects.visible_to(province.stranger).exists()


def test_nothing_is_sent_to_nobody_or_too_late(province: Province, write: Send) -> None:
    with pytest.raises(Refused, match="没有选出要发的工会"):
        actions.send_circular(circular=write(kinds=["township"]), actor=province.fang)
    late = write(answer_by=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="已经过了"):
        actions.send_circular(circular=late, actor=province.fang)


def test_what_was_sent_is_not_changed_any_more(province: Province, send: Send) -> None:
    sent = send()
    with pytest.raises(WrongState, match="不能再改"):
        actions.change_circular(circular=sent, actor=province.fang, title="另一个题目")
    with pytest.raises(WrongState):
        actions.send_circular(circular=sent, actor=province.fang)


def test_a_draft_is_changed_with_its_files(province: Province, write: Send) -> None:
    draft = write(files=[a_file("口径说明.pdf")])
    first = draft.attachments.get()
    changed = actions.change_circular(
        circular=draft,
        actor=province.fang,
        title="关于核对5月对接进度的通知",
        files=[a_file("附表.pdf")],
        dropped=[first.pk],
        chosen=[province.huzhou],
    )
    assert changed.title == "关于核对5月对接进度的通知"
    assert [file.name for file in changed.attachments.all()] == ["附表.pdf"]
    assert list(changed.chosen.all()) == [province.huzhou]
    event = Event.objects.get(verb="circular.changed")
    assert sentence(event) == "方建民修改标题"


def test_a_file_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"“病毒\.exe”不能发"):
        clean_enclosure(SimpleUploadedFile("病毒.exe", b"MZ\x90\x00"))


def a_file(name: str) -> Any:
    return clean_enclosure(SimpleUploadedFile(name, b"%PDF-1.7\n"))


# --- reading and answering --------------------------------------------------------------------


def test_opening_it_counts_as_read_for_ones_own_union_alone(province: Province, send: Send) -> None:
    sent = send()
    assert actions.note_read(circular=sent, reader=province.shen) == 0  # above Deqing
    assert actions.note_read(circular=sent, reader=province.xu) == 1
    assert actions.note_read(circular=sent, reader=province.xu) == 0
    receipt = receipt_of(sent, province.deqing)
    assert (receipt.state, receipt.read_by) == (ReceiptState.READ, province.xu)
    assert receipt.due_at == sent.answer_by
    event = Event.objects.get(verb="circular.read")
    assert sentence(event) == "德清县总工会徐芳看了通知"


def test_one_that_wants_no_answer_is_signed_for(
    client: Client, province: Province, send: Send
) -> None:
    sent = send(wants_answer=False, figure="")
    receipt = receipt_of(sent, province.deqing)
    client.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    sign = reverse("circular_sign", args=[receipt.pk])
    assert sign in client.get(reverse("circular", args=[sent.pk])).content.decode()
    assert receipt_of(sent, province.deqing).get_state_display() == "看了，没签收"
    with pytest.raises(Refused, match="由收通知的工会自己签收"):
        actions.sign_for(receipt=receipt, actor=province.shen)
    page = client.post(sign, follow=True).content.decode()
    assert "签收好了" in page
    assert sign not in page
    receipt = receipt_of(sent, province.deqing)
    assert (receipt.state, receipt.get_state_display()) == (ReceiptState.DONE, "已签收")
    assert receipt.due_at is None
    assert sentence(Event.objects.get(verb="circular.signed")) == "德清县总工会徐芳签收了通知"
    with pytest.raises(WrongState):
        actions.sign_for(receipt=receipt, actor=province.xu)
    with pytest.raises(Refused, match="不用回"):
        actions.answer_circular(receipt=receipt, actor=province.xu, text="好")


def test_one_that_wants_an_answer_is_signed_for_beside_it(
    client: Client, province: Province, send: Send
) -> None:
    sent = send()
    receipt = receipt_of(sent, province.deqing)
    page, sign = reverse("circular", args=[sent.pk]), reverse("circular_sign", args=[receipt.pk])
    client.force_login(province.shen, backend="django.contrib.auth.backends.ModelBackend")
    above = client.get(page).content.decode()
    assert sign not in above, "Shen is a union above"
    assert "代记电话里说的" in above
    client.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    before = client.get(page).content.decode()
    assert sign in before
    assert reverse("circular_answer", args=[receipt.pk]) in before
    after = client.post(sign, follow=True).content.decode()
    assert "签收好了" in after
    assert sign not in after
    assert reverse("circular_answer", args=[receipt.pk]) in after
    receipt = receipt_of(sent, province.deqing)
    assert (receipt.state, receipt.get_state_display()) == (ReceiptState.READ, "签收了，没回")
    assert receipt.due_at == sent.answer_by, "the answer is still awaited"
    assert sentence(Event.objects.get(verb="circular.signed")) == "德清县总工会徐芳签收了通知"
    with pytest.raises(WrongState, match="已经签收了"):
        actions.sign_for(receipt=receipt, actor=province.xu)
    client.force_login(province.fang, backend="django.contrib.auth.backends.ModelBackend")
    assert "其中1个签收了" in client.get(page).content.decode()
    actions.answer_circular(receipt=receipt, actor=province.xu, text="好", figure=3)
    receipt = receipt_of(sent, province.deqing)
    assert receipt.get_state_display() == "已回"
    assert standing_of(sent, province.fang).signed == 0


def test_answers_are_counted_and_the_last_one_counts(province: Province, send: Send) -> None:
    sent = send()
    receipt = receipt_of(sent, province.deqing)
    actions.answer_circular(receipt=receipt, actor=province.xu, text="52件", figure=52)
    actions.answer_circular(
        receipt=receipt, actor=province.xu, text="改成48件", figure=48, files=[a_file("表.pdf")]
    )
    standing = standing_of(sent, province.fang)
    assert (standing.done, standing.unread, standing.read, standing.total) == (1, 1, 0, 48)
    (latest,) = standing.latest
    assert answer_of(latest).text == "改成48件"
    assert latest.answers.count() == 2  # the first one stays


def test_a_figure_that_was_asked_for_must_be_given(province: Province, send: Send) -> None:
    receipt = receipt_of(send(), province.deqing)
    with pytest.raises(Refused, match="请填“已对接件数”"):
        actions.answer_circular(receipt=receipt, actor=province.xu, text="还没数")
    actions.answer_circular(receipt=receipt, actor=province.xu, text="没有", figure=0)


def test_the_sender_hears_when_the_last_one_has_answered(province: Province, send: Send) -> None:
    sent = send()
    for person, union in ((province.xu, province.deqing), (province.wu, province.wucheng)):
        assert told(province.fang) == []
        receipt = receipt_of(sent, union)
        actions.answer_circular(receipt=receipt, actor=person, text="好", figure=1)
    assert told(province.fang) == ["通知“关于核对4月对接进度的通知”都回齐了"]


def test_a_union_above_notes_what_it_was_told_by_telephone(province: Province, send: Send) -> None:
    silent = below(province.jinhua, "武义县总工会", UnionKind.COUNTY, "330723")
    sent = send()
    assert standing_of(sent, province.fang).without_cadre == {silent.pk}
    receipt = receipt_of(sent, silent)
    answer = actions.answer_circular(
        receipt=receipt, actor=province.fang, text="电话里说39件", figure=39
    )
    assert answer.noted_by == province.province
    receipt.refresh_from_db()
    assert (receipt.state, receipt.read_at) == (ReceiptState.DONE, None)
    assert sentence(Event.objects.get(verb="circular.answered")) == (
        "武义县总工会回了通知（浙江省总工会代记）"
    )
    assert standing_of(sent, province.fang).without_cadre == set()


# --- withdrawing ------------------------------------------------------------------------------


def test_a_withdrawn_one_is_off_everybodys_desk_and_all_are_told_why(
    province: Province, send: Send
) -> None:
    sent = send()
    answered = receipt_of(sent, province.wucheng)
    actions.answer_circular(receipt=answered, actor=province.wu, text="好", figure=1)
    with pytest.raises(Refused, match="为什么收回"):
        actions.withdraw_circular(circular=sent, actor=province.fang, reason=" ")
    actions.withdraw_circular(circular=sent, actor=province.fang, reason="口径有误")
    assert states(sent) == {"德清县总工会": "released", "婺城区总工会": "done"}
    why = "浙江省总工会收回了通知“关于核对4月对接进度的通知”：口径有误"
    assert why in told(province.xu)
    assert why in told(province.wu)
    receipt = receipt_of(sent, province.deqing)
    with pytest.raises(WrongState, match="已经收回"):
        actions.answer_circular(receipt=receipt, actor=province.xu, text="好", figure=1)


# --- reminding --------------------------------------------------------------------------------


MONDAY = datetime.fromisoformat("2026-05-11T09:00:00+08:00")


def reminders(person: User) -> int:
    return sum("还没有回" in words for words in told(person))


def test_who_has_not_answered_is_reminded_once_a_working_day(
    province: Province, send: Send
) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        sent = send(answer_by=MONDAY + timedelta(days=1, hours=8))
        answered = receipt_of(sent, province.wucheng)
        actions.answer_circular(receipt=answered, actor=province.wu, text="好", figure=1)
        remind_unanswered.call()
        assert reminders(province.xu) == 0  # due tomorrow
        clock.shift(timedelta(days=1))
        remind_unanswered.call()
        remind_unanswered.call()
        assert reminders(province.xu) == 1
        clock.shift(timedelta(days=1))
        remind_unanswered.call()
        assert reminders(province.xu) == 2
        clock.shift(timedelta(days=3))  # a Saturday
        remind_unanswered.call()
        assert reminders(province.xu) == 2
    assert reminders(province.wu) == 0


def test_nobody_is_reminded_on_a_holiday_and_everybody_on_a_saturday_worked(
    province: Province, send: Send
) -> None:
    Holiday.objects.create(date=date(2026, 5, 12), is_workday=False)
    Holiday.objects.create(date=date(2026, 5, 16), is_workday=True)
    forget_special_days()
    with time_machine.travel(MONDAY, tick=False) as clock:
        send(answer_by=MONDAY + timedelta(days=1, hours=8))
        clock.shift(timedelta(days=1))
        remind_unanswered.call()
        assert reminders(province.xu) == 0
        clock.shift(timedelta(days=4))
        remind_unanswered.call()
        assert reminders(province.xu) == 1


def test_the_sender_reminds_those_not_reminded_today(province: Province, send: Send) -> None:
    below(province.jinhua, "武义县总工会", UnionKind.COUNTY, "330723")  # has no cadre
    sent = send()
    assert actions.remind_open(circular=sent, actor=province.fang) == 2
    with pytest.raises(Refused, match="没有还要提醒的"):
        actions.remind_open(circular=sent, actor=province.fang)
    assert sentence(Event.objects.get(verb="circular.reminded")) == "方建民提醒2个还没回的工会"


# --- many unions ------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 50])
def test_how_it_stands_takes_five_queries_however_many_unions(
    province: Province, send: Send, n: int, django_assert_num_queries: Any
) -> None:
    for number in range(n - 1):
        county = below(province.jinhua, f"第{number}县总工会", UnionKind.COUNTY)
        grant(user(f"cadre{number}", "某同志"), county, Role.CADRE)
    sent = send()
    receipt = receipt_of(sent, province.deqing)
    actions.answer_circular(receipt=receipt, actor=province.xu, text="好", figure=1)
    fang = User.objects.get(pk=province.fang.pk)
    assert fang.grants
    with django_assert_num_queries(5):
        standing = standing_of(sent, fang)
        assert len(standing.receipts) == n + 1
        assert [group.name for group in standing.groups] == ["湖州", "金华"]
    with django_assert_num_queries(3):
        list(receipts_of(sent, fang))
