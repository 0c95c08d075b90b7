"""Actions of the security administrator on subscriptions, and switching off what always fails."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.accounts.duty_enums import DutyKind
from hongmajia.accounts.models import Duty
from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, WrongState
from hongmajia.notices.actions import notify
from hongmajia.unions.models import Union

from .cached import forget_subscriptions
from .enums import EventOfferState, HookState, HookVerb
from .models import EventOffer, Subscription, new_secret

MOST = 50
"""Subscriptions of an installation."""


@transaction.atomic
def add_subscription(
    *, actor: Actor, name: str, url: str, union: Union, kinds: list[str], only: list[str],
    is_personal: bool,
) -> Subscription:  # fmt: skip
    """Offer events to a receiver; its secret is in the returned object and is shown once."""
    if Subscription.objects.count() >= MOST:
        raise Refused(_("事件推送最多%(n)s个。") % {"n": MOST})
    made = Subscription.objects.create(
        name=name, url=url, union=union, kinds=kinds, only=only, is_personal=is_personal,
        secret=new_secret(), made_by=account_of(actor),
    )  # fmt: skip
    _log(actor, HookVerb.ADDED, made)
    return made


@transaction.atomic
def switch_off(*, actor: Actor, subscription: Subscription) -> None:
    """Offer it nothing more; what waits for it is kept."""
    _turn(actor, subscription, HookVerb.SWITCHED_OFF, HookState.OFF)


@transaction.atomic
def switch_on(*, actor: Actor, subscription: Subscription) -> None:
    """Offer it events again, beginning with what waited; not those of the time in between."""
    _turn(
        actor, subscription, HookVerb.SWITCHED_ON, HookState.ON,
        failing_since=None, rests_until=None,
    )  # fmt: skip
    waiting = subscription.offers.filter(state=EventOfferState.WAITING)
    waiting.update(due_at=timezone.now(), tries=0)


@transaction.atomic
def renew_secret(*, actor: Actor, subscription: Subscription) -> str:
    """Sign with a new secret from now on; returns it, to be shown once."""
    subscription.secret = new_secret()
    subscription.save(update_fields=["secret"])
    _log(actor, HookVerb.RENEWED, subscription)
    return str(subscription.secret)


@transaction.atomic
def replay(*, actor: Actor, offer: EventOffer) -> None:
    """Offer an event once more, under the same id; ``WrongState`` while it still waits."""
    ended = EventOffer.objects.filter(
        pk=offer.pk, state__in=(EventOfferState.SENT, EventOfferState.GAVE_UP)
    )
    if not ended.update(state=EventOfferState.WAITING, tries=0, due_at=timezone.now(), answer=""):
        raise WrongState(_("这一件还在等着送，不用重送。"))
    _log(actor, HookVerb.REPLAYED, offer.subscription)


@transaction.atomic
def give_up_on(subscription: Subscription) -> None:
    """Switch off a receiver that has failed for long, and tell the security administrators."""
    rows = Subscription.objects.filter(pk=subscription.pk, state=HookState.ON)
    if not rows.update(state=HookState.FAILED):
        return
    _log(None, HookVerb.FAILED, subscription)
    duties = Duty.objects.open().filter(kind=DutyKind.SECURITY).select_related("user")
    sentence = gettext_lazy("事件推送“%(name)s”一直送不到，已经停了")
    page = reverse("webhook", args=[subscription.pk])
    notify([duty.user for duty in duties], sentence, page, name=subscription)


def _turn(
    actor: Actor, subscription: Subscription, verb: HookVerb, state: HookState, **changes: Any
) -> None:
    rows = Subscription.objects.filter(pk=subscription.pk).exclude(state=state)
    if not rows.update(state=state, **changes):
        raise WrongState(_("刚才有人先办了一步，请刷新看看最新情况。"))
    _log(actor, verb, subscription)


def _log(actor: Actor | None, verb: HookVerb, subscription: Subscription) -> None:
    record(actor, verb, subscription, data={"name": subscription.name})
    forget_subscriptions()
    transaction.on_commit(forget_subscriptions)
