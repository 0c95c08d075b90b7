"""The log of acts: it only grows, it speaks, and the rooms to the right hear it."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from hongmajia.core.acts import record, sentence
from hongmajia.core.enums import Audience
from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.needs.enums import NeedVerb
from tests.people import Province, make_need


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
