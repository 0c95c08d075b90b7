"""Actions on offers: list, change, take off the list, and list again.

The caller has checked the right (``rules.py``) through the access gate before. Each action writes
an event and notifies the user who answers for the helper, unless they acted themselves.
"""

from typing import Any, Unpack

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.withholding import BY_OFFICES, Whose, save_public
from hongmajia.notices.actions import notify
from hongmajia.people.models import Helper

from .enums import OfferVerb
from .facts import OfferFacts
from .models import Offer


@transaction.atomic
def list_offer(*, helper: Helper, actor: Actor, **facts: Unpack[OfferFacts]) -> Offer:
    """Put an offer of ``helper`` on the service list (技术服务清单).

    Raises ``ValidationError`` for invalid facts, ``Refused`` if the helper is not on the roll or
    has a listed offer with the same title.
    """
    helper = Helper.objects.select_for_update(of=("self",)).get(pk=helper.pk)
    offer = Offer(helper=helper, **facts)
    _save(offer)
    _log_and_notify(offer, actor, OfferVerb.LISTED, gettext_lazy("给您列出一项服务：%(title)s"))
    return offer


@transaction.atomic
def change_offer(*, offer: Offer, actor: Actor, **facts: Unpack[OfferFacts]) -> Offer:
    """Save the facts that differ; the event names the fields. Raises what ``list_offer`` raises."""
    offer = _locked(offer)
    changed = {field: value for field, value in facts.items() if getattr(offer, field) != value}
    if not changed:
        return offer
    for field, value in changed.items():
        setattr(offer, field, value)
    _save(offer)
    sentence = gettext_lazy("您的服务有改动：%(title)s")
    _log_and_notify(offer, actor, OfferVerb.CHANGED, sentence, fields=_labels(set(changed)))
    return offer


@transaction.atomic
def unlist_offer(*, offer: Offer, actor: Actor) -> Offer:
    """Take the offer off the list; orders placed before go on.

    Raises ``WrongState`` if it is off the list already.
    """
    offer = _locked(offer)
    if not offer.is_listed:
        raise WrongState(_("已经不在清单上了。"))
    offer.is_listed = False
    offer.save(update_fields=["is_listed"])
    _log_and_notify(
        offer, actor, OfferVerb.UNLISTED, gettext_lazy("您的服务已从清单撤下：%(title)s")
    )
    return offer


@transaction.atomic
def relist_offer(*, offer: Offer, actor: Actor) -> Offer:
    """Put the offer back, at the top of the list.

    Raises ``WrongState`` if it is listed, ``Refused`` for the reasons of ``list_offer``.
    """
    offer = _locked(offer)
    if offer.is_listed:
        raise WrongState(_("已经在清单上了。"))
    _check_can_be_listed(offer)
    offer.is_listed, offer.listed_at = True, timezone.now()
    offer.save(update_fields=["is_listed", "listed_at"])
    _log_and_notify(
        offer, actor, OfferVerb.RELISTED, gettext_lazy("您的服务重新列入清单：%(title)s")
    )
    return offer


def _locked(offer: Offer) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",)).select_related("helper")
    return rows.get(pk=offer.pk)


def _save(offer: Offer) -> None:
    """Save the offer without persons but its helper; two are compared as the public reads them."""
    offer.full_clean()
    save_public(offer, offerer_of(offer))
    _check_can_be_listed(offer)


def _check_can_be_listed(offer: Offer) -> None:
    if not offer.helper.is_active:
        raise Refused(_("%(name)s不在名册上，不能列服务。") % {"name": offer.helper.public_name})
    same = Offer.objects.filter(helper=offer.helper, title=offer.title, is_listed=True)
    if same.exclude(pk=offer.pk).exists():
        raise Refused(_("清单上已经有“%(title)s”了，请改那一项。") % {"title": offer.title})


def offerer_of(offer: Offer) -> Whose:
    """Return who may be named in an offer: its helper, by the public name."""
    return Whose(public_names=(offer.helper.public_name,), shown=BY_OFFICES)


def _labels(fields: set[str]) -> str:
    """The labels of the fields in Chinese, as events store them."""
    with translation.override("zh-hans"):
        return "、".join(str(f.verbose_name) for f in Offer._meta.fields if f.name in fields)


def _log_and_notify(
    offer: Offer, actor: Actor, verb: OfferVerb, sentence: Any, **words: str
) -> None:
    """Write the event, and notify the user who answers for the helper unless they acted."""
    record(actor, verb, offer, data={"title": offer.title, **words})
    if offer.helper.answerer != actor:
        notify([offer.helper.answerer], sentence, reverse("offer", args=[offer.pk]), title=offer)
