"""A shortlist in the order of the outside model, where an office has one (docs/adr/0116).

Only the order changes: who is on the list, their scores and their reasons stay the engine's.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from django.core.cache import cache

from hongmajia.chat import order_by_model
from hongmajia.core.actors import Actor
from hongmajia.core.enums import ModelPurpose
from hongmajia.core.outside_model import Sent, ask_model, model_name
from hongmajia.core.withholding import Whose
from hongmajia.needs.asking import firm_of
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper
from hongmajia.privacy import Firm
from hongmajia.unions.queries import place_names

from .queries.shortlist import Candidate

KEPT = 24 * 3600
"""Seconds for which an order is kept; the same texts are not sent again."""


def in_kept_order(need: Need, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates in the order in which the model put them before; empty if it did not."""
    problem, profiles = texts_of(need, found)
    order = cache.get(_key(problem, profiles))
    return _put(found, order) if order else []


def ask_for_order(need: Need, found: Sequence[Candidate], actor: Actor) -> bool:
    """Ask the model for an order of the candidates and keep it; whether there is one now."""
    problem, profiles = texts_of(need, found)
    key = _key(problem, profiles)
    if not profiles or cache.get(key):
        return bool(profiles)
    characters = len(problem) + sum(map(len, profiles))
    sent = Sent(ModelPurpose.ORDER, characters, len(profiles), need.number)
    order = ask_model(actor, sent, lambda model: order_by_model(model, problem, profiles))
    if order:
        cache.set(key, order, KEPT)
    return bool(order)


def texts_of(need: Need, found: Sequence[Candidate]) -> tuple[str, list[str]]:
    """What is sent: the problem and the profiles, without names, numbers and firms."""
    offers: dict[int, list[str]] = {one.helper.pk: [] for one in found}
    for offer in Offer.objects.listed().filter(helper__in=list(offers)).order_by("pk"):
        offers[offer.helper_id].append(offer.title)
    whose = Whose(firms=firm_of(need), persons=(need.contact_name,))
    profiles = [profile_of(one.helper, offers[one.helper.pk]) for one in found]
    return whose.public(need.own_words), profiles


def profile_of(helper: Helper, offers: Sequence[str]) -> str:
    """What a helper can do, in their own words, without who they are and where they work."""
    firms = (Firm(helper.workplace, place_names()),) if helper.workplace else ()
    whose = Whose(firms=firms, persons=(helper.name,))
    words = (helper.trade, "、".join(helper.specialities), helper.bio, "；".join(offers))
    return whose.public("\n".join(filter(None, words)))


def _put(found: Sequence[Candidate], order: Sequence[int]) -> list[Candidate]:
    """The candidates in this order; each remembers its place in the list of the engine."""
    return [replace(found[place], was=place + 1) for place in order]


def _key(problem: str, profiles: Sequence[str]) -> str:
    sent = json.dumps([model_name(), problem, *profiles])
    return f"model-order-{sha256(sent.encode()).hexdigest()}"
