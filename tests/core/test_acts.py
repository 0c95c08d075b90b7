"""The event log: append-only, put into words, sent to rooms to the right."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import translation

from hongmajia.core.acts import localised, record, register_verbs, sentence
from hongmajia.core.enums import Audience
from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.needs.enums import NeedVerb
from tests.actors import Province, make_need


def test_an_act_says_who_did_what_in_whose_story(province: Province) -> None:
    need = make_need(province)
    event = record(
        province.xu, NeedVerb.LISTED, need, from_state="submitted", to_state="listed",
        note="说得很清楚", audience=Audience.UNIONS,
    )  # fmt: skip
    event = Event.objects.get(pk=event.pk)
    assert (event.actor, event.subject, event.story) == (province.xu, need, f"need-{need.pk}")
    assert (event.from_state, event.to_state) == ("submitted", "listed")
    assert "徐芳" in sentence(event)


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_nobody_in_particular_is_the_system(province: Province, nobody: Any) -> None:
    event = record(nobody, NeedVerb.LISTED, make_need(province))
    assert event.actor is None
    assert "系统" in sentence(event)


def test_whose_name_the_act_keeps_comes_before_the_accounts(province: Province) -> None:
    event = record(None, NeedVerb.LISTED, make_need(province), data={"actor": "来电的同志"})
    assert sentence(event).startswith("来电的同志")


def test_the_log_only_grows(province: Province) -> None:
    event = record(province.xu, NeedVerb.LISTED, make_need(province))
    with pytest.raises(TypeError, match="append-only"):
        event.save()
    with pytest.raises(TypeError, match="append-only"):
        event.delete()


def test_newest_first(province: Province) -> None:
    need = make_need(province)
    first, second = (record(province.xu, NeedVerb.LISTED, need) for _n in range(2))
    assert list(Event.objects.filter(story=need.story)) == [second, first]


def test_whoever_listens_hears_it_inside_the_transaction(province: Province) -> None:
    heard: list[tuple[Any, bool]] = []

    def listen(sender: Any, event: Event, subject: Any, **kwargs: Any) -> None:
        heard.append((event, transaction.get_connection().in_atomic_block))

    acted.connect(listen)
    try:
        event = record(province.xu, NeedVerb.LISTED, make_need(province))
    finally:
        acted.disconnect(listen)
    assert heard == [(event, True)]


WRITTEN = {
    "until": "2026-05-18",
    "when": "2026-05-18 14:00",
    "fields": ["标题", "地区"],
    "result": "解决了",
    "helper": "董师傅",
    "title": "焊接变形、开裂",
    "days": 30,
}
"""What acts write down."""


def test_a_chinese_reader_finds_days_written_out_and_the_rest_as_it_is() -> None:
    told = localised(WRITTEN)
    assert (told["until"], told["when"]) == ("2026年5月18日", "5月18日 14:00")
    assert told["fields"] == "标题、地区"
    assert (told["result"], told["helper"]) == ("解决了", "董师傅")


def test_an_english_reader_finds_labels_days_and_persons_in_english() -> None:
    with translation.override("en"):
        told = localised(WRITTEN)
    assert (told["until"], told["when"]) == ("18 May 2026", "18 May, 14:00")
    assert told["fields"] == "Title, Place"
    assert (told["result"], told["helper"]) == ("Solved", "Master 董")


def test_what_people_wrote_stays_as_it_is() -> None:
    with translation.override("en"):
        told = localised(WRITTEN)
    assert (told["title"], told["days"]) == ("焊接变形、开裂", 30)


def test_fields_may_stand_in_one_line() -> None:
    with translation.override("en"):
        assert localised({"fields": "标题、地区"}) == {"fields": "Title, Place"}


def test_a_verb_is_registered_once() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"need\.listed"):
        register_verbs(NeedVerb)


def test_an_act_that_no_page_could_put_into_words_is_refused(province: Province) -> None:
    with pytest.raises(LookupError, match=r"need\.lost"):
        record(None, "need.lost", make_need(province))
