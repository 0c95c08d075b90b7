"""Slots: a room declares them on its pages, a room to the right fills them."""

from collections.abc import Iterator
from enum import StrEnum

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured

from hongmajia.core import slots
from hongmajia.core.slots import (
    all_slots,
    check_fillings,
    declare_slots,
    fill_slot,
    slot_url,
)
from hongmajia.needs.models import Need
from hongmajia.needs.slots import NeedSlot
from hongmajia.people.slots import HelperSlot
from tests.actors import Province

VISITOR = AnonymousUser()


class PageSlot(StrEnum):
    ASIDE = "page.aside"


class WrongSlot(StrEnum):
    CLAIM = "need.claim"


@pytest.fixture(autouse=True)
def unchanged() -> Iterator[None]:
    """What a test declares or fills is gone after it."""
    before = all_slots()
    yield
    slots._slots.clear()
    slots._slots.update(before)


def test_a_slot_holds_the_address_of_the_room_that_fills_it() -> None:
    assert slot_url("need.claim", VISITOR, Need(pk=7)) == "/needs/7/claim/"
    assert slot_url("engagement.schedule", VISITOR, 7) == "/engagements/7/schedule/"


def test_a_slot_that_no_room_fills_holds_nothing() -> None:
    declare_slots(PageSlot)
    assert slot_url("page.aside", VISITOR) == ""


def test_a_slot_is_empty_for_those_who_may_not_open_the_page(province: Province) -> None:
    slot, helper = HelperSlot.CERTIFICATES, province.dong_helper
    assert slot_url(slot, VISITOR, helper) == ""
    assert slot_url(slot, province.dong, helper) == f"/helpers/{helper.pk}/certificates/"


def test_a_slot_that_nobody_declared_is_an_error() -> None:
    with pytest.raises(LookupError):
        slot_url("need.clame", VISITOR)
    with pytest.raises(ImproperlyConfigured, match="no such slot"):
        fill_slot(PageSlot.ASIDE, "front")


def test_a_slot_is_declared_once_and_filled_once() -> None:
    with pytest.raises(ImproperlyConfigured, match="declared twice"):
        declare_slots(WrongSlot)
    with pytest.raises(ImproperlyConfigured, match="filled twice"):
        fill_slot(NeedSlot.CLAIM, "front")


def test_the_system_check_finds_the_name_of_no_url_and_of_no_right() -> None:
    assert list(check_fillings(None)) == []
    declare_slots(PageSlot)
    fill_slot(PageSlot.ASIDE, "frunt", right="needs.matsch")
    no_url, no_right = check_fillings(None)
    assert "frunt" in no_url.msg
    assert "needs.matsch" in no_right.msg


def test_every_slot_is_filled() -> None:
    assert [slot for slot, filling in all_slots().items() if filling is None] == []
