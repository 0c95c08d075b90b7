"""Every page of needs × every named actor: who sees it, who may act, and that lists agree."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from hongmajia.needs.enums import NeedState, Visibility
from hongmajia.needs.models import Need, NeedPhoto
from tests.actors import Province, make_need
from tests.needs.conftest import As, photograph

EVERYBODY = {
    "fang", "shen", "xu", "wu", "lu", "lin", "contact", "dong", "zhou", "ren", "stranger", "nobody",
}  # fmt: skip
STAFF = {"fang", "shen", "xu", "lin"}
"""Of Deqing, which holds the need, and above it; Lin only reads."""
CADRES = {"fang", "shen", "xu"}

Who = Callable[..., dict[int, set[str]]]

pytestmark = pytest.mark.usefixtures("bare_refusals")
rights = pytest.mark.one_database("rights are predicates in Python; the lists are asked on both")


@pytest.fixture
def who(as_: As) -> Who:
    """``who("need", 1)``: status → the actors who get it."""

    def ask(name: str, *args: Any, post: bool = False, **data: Any) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for actor in EVERYBODY:
            browser = as_(actor)
            send = browser.post if post else browser.get
            status = send(reverse(name, args=args), data).status_code
            found.setdefault(status, set()).add(actor)
        return found

    return ask


@pytest.mark.parametrize("name", ["need_list", "ask"])
def test_the_list_and_the_asking_are_open_to_all(who: Who, province: Province, name: str) -> None:
    make_need(province)
    assert who(name) == {200: EVERYBODY}


@pytest.fixture
def readers(province: Province) -> Callable[[Need], set[str]]:
    """Who may read the need; `test_the_list_and_the_page_agree` asks the page itself."""

    def may_read(need: Need) -> set[str]:
        people = {name: user or AnonymousUser() for name, user in province.actors.items()}
        return {
            name
            for name, user in people.items()
            if Need.objects.visible_to(user).filter(pk=need.pk).exists()
        }

    return may_read


@rights
@pytest.mark.parametrize("state", ["listed", "matched", "in_service", "solved", "confirmed"])
def test_what_is_on_the_list_everybody_reads(
    readers: Callable[[Need], set[str]], province: Province, state: NeedState
) -> None:
    assert readers(make_need(province, state)) == EVERYBODY


@rights
@pytest.mark.parametrize("state", ["submitted", "returned", "withdrawn", "unsolved"])
def test_what_is_not_listed_is_for_its_sides(
    readers: Callable[[Need], set[str]], province: Province, state: NeedState
) -> None:
    assert readers(make_need(province, state)) == STAFF | {"contact"}


@rights
def test_what_is_like_a_need_is_told_to_those_who_may_read_it(who: Who, province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    seen = STAFF | {"contact"}
    assert who("need", need.pk) == {200: seen, 404: EVERYBODY - seen}
    assert who("need_similar", need.pk) == {200: seen, 404: EVERYBODY - seen}


@rights
def test_a_liaison_follows_the_needs_of_his_enterprises(who: Who, province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED, home_union=province.mogan_union)
    assert "lu" in who("need", need.pk)[200]


@rights
def test_hidden_needs_are_shown_to_those_invited(who: Who, province: Province) -> None:
    need = make_need(province, visibility=Visibility.UNIONS)
    need.shown_to.add(province.dong)
    seen = STAFF | {"contact", "dong"}
    assert who("need", need.pk) == {200: seen, 404: EVERYBODY - seen}


@rights
def test_an_escalated_need_stays_in_sight_of_the_county(who: Who, province: Province) -> None:
    need = make_need(province, NeedState.ESCALATED, union=province.huzhou)
    seen = STAFF | {"contact"}
    assert who("need", need.pk)[200] == seen
    assert who("need_verify", need.pk)[200] == {"fang", "shen"}  # no longer Xu's to decide


@rights
@pytest.mark.parametrize("name", ["need_verify", "need_return", "need_escalate", "need_merge"])
def test_cadres_at_and_above_the_holder_verify(who: Who, province: Province, name: str) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    assert who(name, need.pk) == {
        200: CADRES,
        403: {"lin", "contact"},
        404: EVERYBODY - STAFF - {"contact", "nobody"},
        302: {"nobody"},
    }


@rights
@pytest.mark.parametrize("name", ["need_correct", "need_complete", "need_withdraw"])
def test_the_asker_mends_and_so_do_the_cadres(who: Who, province: Province, name: str) -> None:
    need = make_need(province, NeedState.RETURNED)
    assert who(name, need.pk) == {
        200: CADRES | {"contact"},
        403: {"lin"},
        404: EVERYBODY - STAFF - {"contact", "nobody"},
        302: {"nobody"},
    }


@rights
def test_the_number_is_for_those_who_must_call(who: Who, province: Province) -> None:
    need = make_need(province)
    callers = STAFF | {"contact"}
    assert who("need_contact", need.pk, post=True) == {
        200: callers, 403: EVERYBODY - callers - {"nobody"}, 302: {"nobody"},
    }  # fmt: skip
    assert who("need_contact", need.pk) == {405: EVERYBODY - {"nobody"}, 302: {"nobody"}}


@rights
def test_only_cadres_take_over(who: Who, province: Province) -> None:
    need = make_need(province, NeedState.ESCALATED, union=province.huzhou, category=None)
    found = who("need_take_over", need.pk, post=True)
    assert found[409] == {"fang", "shen"}  # allowed to, but it must be listed first
    assert found[403] == {"xu", "lin", "contact"}


@rights
def test_the_queue_is_the_cadres(who: Who, province: Province) -> None:
    cadres = CADRES | {"wu"}
    others = EVERYBODY - cadres - {"nobody"}
    assert who("need_queue") == {200: cadres, 403: others, 302: {"nobody"}}


@rights
def test_cadres_and_liaisons_enter_for_enterprises(who: Who, province: Province) -> None:
    staff = CADRES | {"wu", "lu"}
    others = EVERYBODY - staff - {"nobody"}
    assert who("need_enter") == {200: staff, 403: others, 302: {"nobody"}}


def test_a_photograph_is_seen_with_its_need_only(who: Who, province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    photo = NeedPhoto.objects.create(need=need, image=photograph())
    seen = STAFF | {"contact"}
    assert who("need_photo", photo.pk) == {200: seen, 404: EVERYBODY - seen}


@rights
def test_the_tracking_code_is_the_key_to_what_was_asked(who: Who, province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    assert who("asked", need.tracking_code) == {200: EVERYBODY}
    assert who("asked", "HM-0000-0000") == {404: EVERYBODY}


def test_the_list_and_the_page_agree(as_: As, province: Province) -> None:
    """Those to whom ``visible_to`` shows a need can open it, and nobody else can."""
    for state in (NeedState.SUBMITTED, NeedState.LISTED, NeedState.CONFIRMED):
        for visibility in (Visibility.MASKED, Visibility.UNIONS):
            make_need(province, state, visibility=visibility)
    make_need(province, NeedState.SUBMITTED, union=province.wucheng, home_union=province.wucheng,
              asker=None, enterprise=None)  # fmt: skip
    for actor, user in province.actors.items():
        browser = as_(actor)
        visible = set(Need.objects.visible_to(user or AnonymousUser()).values_list("pk", flat=True))
        for pk in Need.objects.values_list("pk", flat=True):
            status = browser.get(reverse("need", args=[pk])).status_code
            assert status == (200 if pk in visible else 404), (actor, pk)
