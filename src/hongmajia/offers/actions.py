"""The acts on an offer: list it, change it, take it off the list, put it back.

Whether the person may act at all is decided by the gate before; see ``rules``.
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
from hongmajia.notices.actions import notify
from hongmajia.people.models import Helper

from .enums import OfferVerb
from .facts import Facts
from .models import Offer, offer_search


@transaction.atomic
def list_offer(*, helper: Helper, actor: Actor, **facts: Unpack[Facts]) -> Offer:
    """Put what ``helper`` can do on the 技术服务清单. He is told if another did it for him.

    Raises ``ValidationError`` for facts that cannot be, ``Refused`` if it stands there already
    or the helper is not on the roll.
    """
    helper = Helper.objects.select_for_update(of=("self",)).get(pk=helper.pk)
    offer = Offer(helper=helper, **facts)
    _refuse_what_cannot_stand(offer)
    offer.full_clean()
    offer.save()
    _index(offer)
    _note(offer, actor, OfferVerb.LISTED, gettext_lazy("给您列出一项服务：%(title)s"))
    return offer


@transaction.atomic
def change_offer(*, offer: Offer, actor: Actor, **facts: Unpack[Facts]) -> Offer:
    """Write the facts that differ; the log names the fields that changed."""
    offer = _locked(offer)
    changed = {field: value for field, value in facts.items() if getattr(offer, field) != value}
    if not changed:
        return offer
    for field, value in changed.items():
        setattr(offer, field, value)
    _refuse_what_cannot_stand(offer)
    offer.full_clean()
    offer.save()
    _index(offer)
    sentence = gettext_lazy("您的服务有改动：%(title)s")
    _note(offer, actor, OfferVerb.CHANGED, sentence, fields=_labels(set(changed)))
    return offer


@transaction.atomic
def unlist_offer(*, offer: Offer, actor: Actor) -> Offer:
    """Take it off the list. Orders already placed go on."""
    offer = _locked(offer)
    if not offer.is_listed:
        raise WrongState(_("已经不在清单上了。"))
    offer.is_listed = False
    offer.save(update_fields=["is_listed"])
    offer_search.remove([offer.pk])
    _note(offer, actor, OfferVerb.UNLISTED, gettext_lazy("您的服务已从清单撤下：%(title)s"))
    return offer


@transaction.atomic
def relist_offer(*, offer: Offer, actor: Actor) -> Offer:
    """Put it back, at the top of the list."""
    offer = _locked(offer)
    if offer.is_listed:
        raise WrongState(_("已经在清单上了。"))
    _refuse_what_cannot_stand(offer)
    offer.is_listed, offer.listed_at = True, timezone.now()
    offer.save(update_fields=["is_listed", "listed_at"])
    _index(offer)
    _note(offer, actor, OfferVerb.RELISTED, gettext_lazy("您的服务重新列入清单：%(title)s"))
    return offer


def _locked(offer: Offer) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",)).select_related("helper")
    return rows.get(pk=offer.pk)


def _refuse_what_cannot_stand(offer: Offer) -> None:
    if not offer.helper.is_active:
        raise Refused(_("%(name)s不在名册上，不能列服务。") % {"name": offer.helper.public_name})
    same = Offer.objects.filter(helper=offer.helper, title=offer.title, is_listed=True)
    if same.exclude(pk=offer.pk).exists():
        raise Refused(_("清单上已经有“%(title)s”了，请改那一项。") % {"title": offer.title})


def _index(offer: Offer) -> None:
    if offer.is_listed:
        offer_search.put([(offer.pk, offer.search_text)])


def _labels(fields: set[str]) -> str:
    """The names of fields in the source language, as they are kept."""
    with translation.override("zh-hans"):
        return "、".join(str(f.verbose_name) for f in Offer._meta.fields if f.name in fields)


def _note(offer: Offer, actor: Actor, verb: OfferVerb, sentence: Any, **words: str) -> None:
    """Log the act, and tell the helper if it was not he who acted."""
    record(actor, verb, offer, data={"title": offer.title, **words})
    if offer.helper.answerer != actor:
        notify([offer.helper.answerer], sentence, reverse("offer", args=[offer.pk]), title=offer)
