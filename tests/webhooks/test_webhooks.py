"""Events go to neighbouring systems: signed, in order, each once, and never into our network."""

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from standardwebhooks import Webhook, WebhookVerificationError

from hongmajia.accounts.actions.duties import grant_duty
from hongmajia.accounts.duty_enums import DutyKind
from hongmajia.core.errors import WrongState
from hongmajia.needs.actions import list_need, nudge_need, reveal_contact, unlist_need
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.notices.models import Notice
from hongmajia.unions.models import User
from hongmajia.webhooks import actions, outgoing, tasks
from hongmajia.webhooks.belonging import paths_of
from hongmajia.webhooks.cached import CACHED
from hongmajia.webhooks.enums import EventOfferState, HookState
from hongmajia.webhooks.models import EventOffer, Subscription
from hongmajia.webhooks.outgoing import Forbidden, is_allowed, post
from hongmajia.webhooks.types import offered_types
from tests.actors import Province, make_need, user
from tests.webhooks.receiver import Receiver

HERE = (ip_network("127.0.0.0/8"),)


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A system of the county on this machine, which the operator has let in."""
    settings.WEBHOOK_NETWORKS = HERE
    with Receiver() as made:
        yield made


@pytest.fixture
def hook(province: Province, receiver: Receiver) -> Subscription:
    """The county's system wants what happens to its needs."""
    caches["policy"].delete(CACHED)
    made = actions.add_subscription(
        actor=None, name="德清平台", url=receiver.url, union=province.deqing, kinds=["need"],
        only=[], is_personal=False,
    )  # fmt: skip
    receiver.secret = made.secret
    return made


def moved(province: Province, times: int = 1) -> Need:
    """A need that was listed, and taken off the list and listed again."""
    need = make_need(province, NeedState.SUBMITTED)
    for number in range(times):
        if number:
            unlist_need(need=need, actor=province.xu, reason="看错了")
        list_need(need=need, actor=province.xu, category=1)
    return need


def types(receiver: Receiver, need: Need) -> list[str]:
    return [e["type"] for e in receiver.taken if e["data"]["subject"]["id"] == need.pk]


def later(hook: Subscription, **delta: int) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=False)


# --- signing, order, once -----------------------------------------------------------------------


def test_events_of_a_need_arrive_signed_once_and_in_order(
    province: Province, hook: Subscription, receiver: Receiver
) -> None:
    first, second = moved(province, 3), moved(province)
    tasks.deliver.call(hook.pk)
    assert types(receiver, first) == ["need.listed", "need.unlisted"] * 2 + ["need.listed"]
    assert types(receiver, second) == ["need.listed"]
    assert (receiver.forged, receiver.replays) == (0, [])
    tasks.deliver.call(hook.pk)
    tasks.deliver_due.call()
    assert len(receiver.asked) == 6
    assert set(EventOffer.objects.values_list("state", flat=True)) == {EventOfferState.SENT}


def test_the_library_verifies_it_and_refuses_another_secret(
    province: Province, hook: Subscription, receiver: Receiver
) -> None:
    moved(province)
    tasks.deliver.call(hook.pk)
    (asked,) = receiver.asked
    told = Webhook(hook.secret).verify(asked["body"], asked["headers"])
    assert told["type"] == "need.listed"
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_AAAA").verify(asked["body"], asked["headers"])


def test_it_has_ids_and_addresses_and_no_names(
    province: Province, hook: Subscription, receiver: Receiver
) -> None:
    need = moved(province, 2)
    tasks.deliver.call(hook.pk)
    body = receiver.taken[1]
    assert body["data"]["subject"] == {
        "kind": "need", "id": need.pk, "address": f"http://localhost:8000/needs/{need.pk}/",
    }  # fmt: skip
    assert (body["data"]["from_state"], body["data"]["to_state"]) == ("listed", "submitted")
    said = str(receiver.taken)
    assert not any(word in said for word in ("徐芳", "沈女士", "看错了", "德清县总工会"))


def test_names_and_notes_come_by_scope_alone(
    province: Province, hook: Subscription, receiver: Receiver
) -> None:
    Subscription.objects.update(is_personal=True)
    moved(province, 2)
    tasks.deliver.call(hook.pk)
    data = receiver.taken[1]["data"]
    assert (data["actor"], data["note"]) == ("徐芳", "看错了")


def test_a_replay_by_hand_has_the_same_id_and_the_receiver_refuses_it(
    province: Province, hook: Subscription, receiver: Receiver
) -> None:
    moved(province)
    tasks.deliver.call(hook.pk)
    offer = EventOffer.objects.get()
    actions.replay(actor=None, offer=offer)
    with pytest.raises(WrongState, match="还在等着送"):
        actions.replay(actor=None, offer=offer)
    tasks.deliver.call(hook.pk)
    assert receiver.replays == [f"msg_{offer.key.hex}"]
    assert len(receiver.taken) == 1


# --- who gets what ------------------------------------------------------------------------------


def test_only_events_of_the_union_and_below_are_offered(
    province: Province, hook: Subscription
) -> None:
    elsewhere = {"union": province.wucheng, "home_union": province.wucheng}
    need = make_need(province, NeedState.SUBMITTED, enterprise=None, **elsewhere)
    list_need(need=need, actor=province.wu, category=1)
    assert not EventOffer.objects.exists()
    moved(province)
    assert EventOffer.objects.count() == 1


def test_only_the_types_that_are_wanted_and_no_looks(
    province: Province, hook: Subscription
) -> None:
    need = moved(province)
    reveal_contact(need=need, actor=province.xu)
    nudge_need(need=need, actor=province.contact)
    assert set(EventOffer.objects.values_list("event__verb", flat=True)) == {
        "need.listed",
        "need.nudged",
    }
    assert "need.revealed" not in offered_types()
    Subscription.objects.update(only=["need.unlisted"])
    caches["policy"].delete(CACHED)
    unlist_need(need=need, actor=province.xu, reason="看错了")
    list_need(need=need, actor=province.xu, category=1)
    last = EventOffer.objects.order_by("event_id").values_list("event__verb", flat=True)
    assert list(last)[2:] == ["need.unlisted"]


def test_a_thing_belongs_to_the_unions_of_what_it_is_a_part_of(province: Province) -> None:
    need = make_need(province, home_union=province.mogan_union)
    assert paths_of(need) == {province.deqing.path, province.mogan_union.path}
    assert paths_of(province.huzhou) == {province.huzhou.path}
    assert paths_of(province.dong) == set()


# --- failures -----------------------------------------------------------------------------------


def test_a_failure_holds_up_the_story_and_is_tried_again(
    province: Province, hook: Subscription, receiver: Receiver
) -> None:
    receiver.faults = [503]
    need = moved(province, 2)
    tasks.deliver.call(hook.pk)
    assert receiver.taken == []
    offer = EventOffer.objects.earliest("pk")
    assert (offer.state, offer.tries, offer.answer) == (EventOfferState.WAITING, 1, "503")
    tasks.deliver_due.call()
    assert len(receiver.asked) == 1  # it rests
    with later(hook, seconds=6):
        tasks.deliver_due.call()
    assert types(receiver, need) == ["need.listed", "need.unlisted", "need.listed"]
    hook.refresh_from_db()
    assert hook.failing_since is None


def test_a_killed_worker_loses_none(
    province: Province, hook: Subscription, receiver: Receiver
) -> None:
    """It had taken the first offer, which the receiver got, and died before it could say so."""
    need = moved(province, 2)
    first = EventOffer.objects.earliest("pk")
    sent = EventOffer.objects.get(pk=first.pk)
    assert tasks._is_ours(sent)
    tasks._send(sent, hook)
    EventOffer.objects.filter(pk=first.pk).update(state=EventOfferState.SENDING, sent_at=None)
    tasks.deliver.call(hook.pk)
    assert len(receiver.asked) == 1  # the story waits for what is under way
    with later(hook, minutes=3):
        tasks.deliver_due.call()
    assert receiver.replays == [f"msg_{first.key.hex}"]
    assert types(receiver, need) == ["need.listed", "need.unlisted", "need.listed"]


def test_two_workers_do_not_offer_the_same(province: Province, hook: Subscription) -> None:
    moved(province)
    one, other = EventOffer.objects.get(), EventOffer.objects.get()
    assert tasks._is_ours(one)
    assert not tasks._is_ours(other)


def test_one_that_fails_for_days_is_switched_off_with_a_notice(
    province: Province, hook: Subscription, receiver: Receiver
) -> None:
    guard = user("guard", "安全")
    grant_duty(actor=None, user=guard, kind=DutyKind.SECURITY)
    receiver.faults = [500] * 20
    moved(province)
    tasks.deliver.call(hook.pk)
    with later(hook, days=4):
        tasks.deliver_due.call()
    hook.refresh_from_db()
    assert hook.state == HookState.FAILED
    assert Notice.objects.filter(recipient=guard, sentence__contains="一直送不到").exists()
    assert EventOffer.objects.get().state == EventOfferState.WAITING
    receiver.faults = []
    actions.switch_on(actor=guard, subscription=hook)
    tasks.deliver.call(hook.pk)
    assert len(receiver.taken) == 1


def test_a_receiver_that_is_gone_gets_nothing_more(
    province: Province, hook: Subscription, receiver: Receiver
) -> None:
    receiver.faults = [410]
    moved(province)
    tasks.deliver.call(hook.pk)
    hook.refresh_from_db()
    assert hook.state == HookState.FAILED


def test_a_rolled_back_act_is_offered_to_nobody(province: Province, hook: Subscription) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    list_need(need=need, actor=province.xu, category=1)
    with pytest.raises(WrongState):
        list_need(need=need, actor=province.xu, category=1)
    assert EventOffer.objects.count() == 1


# --- never into our network -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:10.1.2.3", "64:ff9b::a01:203",
        "2002:a01:203::1",
    ],
)  # fmt: skip
def test_no_address_inside_is_allowed(settings: Settings, address: str) -> None:
    settings.WEBHOOK_NETWORKS = ()
    assert not is_allowed(ip_address(address))


def test_public_addresses_and_networks_let_in_are(settings: Settings) -> None:
    settings.WEBHOOK_NETWORKS = (ip_network("10.1.0.0/16"),)
    for address in ("93.184.216.34", "2606:2800:220:1::1", "10.1.2.3", "::ffff:10.1.2.3"):
        assert is_allowed(ip_address(address))
    assert not is_allowed(ip_address("10.2.0.1"))


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in addresses]
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", lambda *_a, **_k: found)


def test_a_name_with_one_address_inside_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOK_NETWORKS = ()
    resolving(monkeypatch, "93.184.216.34", "10.0.0.1")
    with pytest.raises(Forbidden, match="inside the network"):
        post("https://rebind.example.org/", "{}", {})


def test_the_connection_goes_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch, receiver: Receiver
) -> None:
    """The name is asked for once; nothing answers to it, so only the checked address is used."""
    asked = []
    genuine = socket.getaddrinfo

    def once(host: Any, port: Any, *args: Any, **options: Any) -> Any:
        asked.append(host)
        return genuine("127.0.0.1" if host == "hook.invalid" else host, port, *args, **options)

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", once)
    receiver.faults = [204]
    port = receiver.server.server_port
    assert post(f"http://hook.invalid:{port}/hook", "{}", {}) == 204
    assert asked.count("hook.invalid") == 1
    assert receiver.asked[-1]["headers"]["host"] == f"hook.invalid:{port}"


def test_plain_http_to_the_public_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOK_NETWORKS = ()
    resolving(monkeypatch, "93.184.216.34")
    with pytest.raises(Forbidden, match="http"):
        post("http://example.org/", "{}", {})


def test_redirects_are_not_followed(settings: Settings, receiver: Receiver) -> None:
    receiver.faults = [302]
    assert post(receiver.url, "{}", {}) == 302
    assert len(receiver.asked) == 1


# --- pages --------------------------------------------------------------------------------------


@pytest.fixture
def guard(client: Client, province: Province) -> Client:
    """The security administrator, signed in."""
    person = user("guard", "安全")
    grant_duty(actor=None, user=person, kind=DutyKind.SECURITY)
    client.force_login(User.objects.get(pk=person.pk))
    return client


def test_the_security_administrator_adds_one_and_sees_the_secret_once(
    guard: Client, province: Province
) -> None:
    said = {
        "name": "省平台", "url": "https://example.org/hook", "union": province.province.pk,
        "kinds": ["need", "case"], "only": "",
    }  # fmt: skip
    assert "事件推送" in guard.get("/security/").content.decode()
    page = guard.post("/security/webhooks/new/", said, follow=True)
    made = Subscription.objects.get()
    assert made.secret in page.content.decode()
    again = guard.get(f"/security/webhooks/{made.pk}/").content.decode()
    assert made.secret not in again
    old = made.secret
    renewed = guard.post(f"/security/webhooks/{made.pk}/secret/", follow=True).content.decode()
    made.refresh_from_db()
    assert made.secret != old
    assert made.secret in renewed
    guard.post(f"/security/webhooks/{made.pk}/switch/", {"to": "off"})
    made.refresh_from_db()
    assert made.state == HookState.OFF


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"only": "need.listed need.eaten"}, "没有这样的事件：need.eaten。"),
        ({"url": "ftp://example.org/"}, "网址"),
        ({"url": "https://a:b@example.org/"}, "不要写账号和密码"),
    ],
)
def test_a_faulty_subscription_is_refused_in_words(
    guard: Client, province: Province, changes: dict[str, str], fault: str
) -> None:
    said = {
        "name": "省平台", "url": "https://example.org/hook", "union": province.province.pk,
        "kinds": ["need"], "only": "", **changes,
    }  # fmt: skip
    answer = guard.post("/security/webhooks/new/", said)
    assert answer.status_code == 422
    assert fault in answer.content.decode()


def test_what_was_not_taken_is_replayed_on_the_page(
    guard: Client, province: Province, hook: Subscription, receiver: Receiver,
    work: Callable[[], None],
) -> None:  # fmt: skip
    moved(province)
    EventOffer.objects.update(state=EventOfferState.GAVE_UP)
    page = guard.get(f"/security/webhooks/{hook.pk}/?only=lost").content.decode()
    assert "重送" in page
    guard.post(f"/security/webhooks/offers/{EventOffer.objects.get().pk}/replay/")
    tasks.deliver_due.call()
    assert len(receiver.taken) == 1


@pytest.mark.parametrize("n", [1, 50])
def test_pages_take_as_many_queries_for_one_offer_as_for_fifty(
    guard: Client,
    province: Province,
    hook: Subscription,
    n: int,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(n):
        moved(province)
    for address in ("/security/webhooks/", f"/security/webhooks/{hook.pk}/"):
        with django_assert_max_num_queries(12):
            guard.get(address)
