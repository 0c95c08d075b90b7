"""Sending messages: who may, repeated sending, notices, unread counts, taking back."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage

from hongmajia.core.enclosing import clean_enclosure
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.engagements.actions import propose, release
from hongmajia.engagements.models import Engagement
from hongmajia.guidance.actions import mark_read, send_message, take_back
from hongmajia.guidance.models import Message
from hongmajia.guidance.queries import latest_messages, messages_after, unread_counts
from hongmajia.guidance.speaker import Speaker
from hongmajia.notices.models import Notice
from tests.actors import Province, make_need
from tests.guidance.conftest import picture

Say = Callable[..., Message]


def told(user: Any) -> list[str]:
    return [n.text for n in Notice.objects.filter(recipient=user) if "发来消息" in n.text]


def test_both_sides_write(province: Province, say: Say) -> None:
    asked = say(province.contact, "变形6毫米，怎么办？")
    answered = say(province.dong, "先发张工装的照片。")
    assert (asked.side, asked.writer) == ("asker", "沈女士")
    assert (answered.side, answered.writer) == ("helper", "董师傅")


@pytest.mark.parametrize("who", ["xu", "lin", "lu", "wu", "zhou", "stranger"])
def test_nobody_else_writes(province: Province, say: Say, who: str) -> None:
    with pytest.raises(Refused, match="只有企业和师傅"):
        say(province.actors[who])


def test_a_message_sent_twice_is_stored_once(province: Province, say: Say) -> None:
    name = uuid.uuid4()
    first = say(province.contact, "在吗", client_id=name)
    again = say(province.contact, "在吗", client_id=name)
    assert first.pk == again.pk
    assert Message.objects.count() == 1


def test_an_empty_message_is_refused(province: Province, say: Say) -> None:
    with pytest.raises(Refused, match="请写几句"):
        say(province.contact, "   ")


def test_messages_need_an_agreed_engagement(province: Province, say: Say) -> None:
    asked = propose(
        need=make_need(province, title="另一件"), helper=province.dong_helper, actor=province.xu
    )
    with pytest.raises(Refused, match="没有在办"):
        say(province.contact, engagement=asked)


def test_a_thread_stays_readable_after_the_engagement(
    province: Province, engagement: Engagement, say: Say
) -> None:
    say(province.dong, "周四来看")
    release(engagement=engagement, actor=province.dong, reason="住院")
    with pytest.raises(Refused, match="没有在办"):
        say(province.contact)
    assert Message.objects.visible_to(province.contact).count() == 1


def test_an_asker_without_an_account_writes_by_tracking_code(engagement: Engagement) -> None:
    message = send_message(
        engagement=engagement, speaker=Speaker.by_code(), client_id=uuid.uuid4(), text="我是沈女士"
    )
    assert (message.side, message.author, message.writer) == ("asker", None, "沈女士")


def test_the_other_side_is_notified_once_until_it_has_read(
    province: Province, engagement: Engagement, say: Say
) -> None:
    say(province.contact, "一")
    last = say(province.contact, "二")
    assert told(province.dong) == ["不锈钢焊接变形怎么减少：沈女士发来消息"]
    mark_read(engagement=engagement, user=province.dong, seen=last.pk)
    say(province.contact, "三")
    assert len(told(province.dong)) == 2
    assert told(province.contact) == []


def test_unread_counts_messages_of_others_since_reading(
    province: Province, engagement: Engagement, say: Say
) -> None:
    first = say(province.contact, "一")
    say(province.contact, "二")
    say(province.dong, "三")
    assert unread_counts(province.dong, [engagement.pk]) == {engagement.pk: 2}
    assert unread_counts(province.contact, [engagement.pk]) == {engagement.pk: 1}
    assert unread_counts(province.xu, [engagement.pk]) == {}  # staff only read
    mark_read(engagement=engagement, user=province.dong, seen=first.pk)
    mark_read(engagement=engagement, user=province.dong, seen=0)  # never goes back
    assert unread_counts(province.dong, [engagement.pk]) == {engagement.pk: 1}


def test_messages_after_a_key(province: Province, engagement: Engagement, say: Say) -> None:
    sent = [say(province.contact, str(number)) for number in range(60)]
    assert [m.text for m in messages_after(engagement, sent[57].pk)] == ["58", "59"]
    assert [m.text for m in latest_messages(engagement)][:1] == ["10"]
    assert [m.text for m in latest_messages(engagement, sent[10].pk)][-1] == "9"


def test_a_drawing_names_the_picture_it_is_drawn_on(province: Province, say: Say) -> None:
    photo = say(province.contact, enclosures=[clean_enclosure(picture())]).enclosures.get()
    drawn = say(province.dong, "", enclosures=[clean_enclosure(picture())], drawn_on=photo)
    assert drawn.enclosures.get().drawn_on == photo


@pytest.mark.django_db(transaction=True)
def test_taking_back_deletes_text_and_files(province: Province, say: Say) -> None:
    message = say(province.contact, "发错了", enclosures=[clean_enclosure(picture())])
    kept = message.enclosures.get().file.name
    assert default_storage.exists(kept)
    speaker = Speaker.of(province.contact, message.engagement)
    take_back(message=message, speaker=speaker)
    assert (message.text, message.enclosures.count()) == ("", 0)
    assert not default_storage.exists(kept)
    assert Event.objects.filter(verb="message.taken_back", actor=province.contact).exists()
    with pytest.raises(WrongState):
        take_back(message=message, speaker=speaker)
