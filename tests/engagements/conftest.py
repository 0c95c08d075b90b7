"""Fixtures of the tests of engagements."""

from collections.abc import Callable
from typing import Any

import pytest

from hongmajia.core.models import Event
from hongmajia.engagements import actions
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.notices.models import Notice
from tests.actors import Province, make_need, make_offer

ORDER = {
    "text": "焊罐体变形厉害，想请师傅来看看工装。",
    "contact_name": "李先生",
    "contact_phone": "13812341235",
    "enterprise_name": "德清小罐厂",
}


@pytest.fixture
def need(province: Province) -> Need:
    """A listed need in Deqing: a welding problem."""
    return make_need(province)


@pytest.fixture
def ask(province: Province, need: Need) -> Callable[..., Engagement]:
    """``ask()`` invites Dong to the need, with Xu as actor."""

    def propose(**changes: Any) -> Engagement:
        values = {"need": need, "helper": province.dong_helper, "actor": province.xu}
        return actions.propose(**{**values, **changes})

    return propose


@pytest.fixture
def order(province: Province) -> Callable[..., Engagement]:
    """``order()`` orders Dong's offer as an anonymous visitor."""

    def order_it(**changes: Any) -> Engagement:
        offer = make_offer(province.dong_helper)
        region = province.mogan.region
        values = {"offer": offer, "actor": None, "region": region, **ORDER}
        return actions.order_offer(**{**values, **changes})

    return order_it


def told(user: Any) -> list[str]:
    """Return the texts of a user's notices, newest first."""
    return [notice.text for notice in Notice.objects.filter(recipient=user)]


def verbs(item: Any) -> list[str]:
    """Return the verbs of the events of the item's story, newest first."""
    return list(Event.objects.filter(story=item.story).values_list("verb", flat=True))


def state_of(item: Any) -> str:
    """Return the state as it is in the database."""
    return str(type(item).objects.get(pk=item.pk).state)
