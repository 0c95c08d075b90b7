"""From the parts of a score to reasons: one function per part, each giving at most one reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

import numpy as np

from hongmajia.engine.facts import Helper, Mode, Need, in_order
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import NeedBatch
from hongmajia.engine.index.texts import own_words
from hongmajia.engine.messages.codes import Reason, select_reasons
from hongmajia.engine.places.regions import Place, place_of
from hongmajia.engine.scoring import affinity
from hongmajia.engine.scoring.pairs import ScoredPairs
from hongmajia.engine.scoring.results import Candidate, Explanation, Part
from hongmajia.engine.scoring.single_pairs import shared_crafts, times_solved
from hongmajia.engine.text.shared_words import shared_words

SAME_CRAFT = 0.3
"""Craft cosine from which the reason is “the same craft”."""
OTHER_CRAFT = 0.1
"""Craft cosine below which the reason is “another trade”."""
FEW_WORDS = 0.02
"""Word cosine below which the reason is that the texts share no word."""
SAME_MEANING = 0.35
"""Cosine of the centred embeddings from which the reason is “a similar meaning”."""
DAY_TRIP_KM = 150.0
"""Kilometres that can be travelled there and back in a day; farther is a reason against."""


@dataclass(frozen=True, slots=True)
class PairView:
    """One pair with everything the reasons are made of."""

    index: HelperIndex
    need: Need
    helper: Helper
    parts: tuple[float, ...]
    km: float
    beyond: bool
    reaches: bool
    similar: int
    craft: tuple[str, str]
    asks_for_craft: bool
    knows: bool

    def points(self, part: int) -> float:
        """What a part adds to the score, in log-odds."""
        return self.parts[part] * self.index.weights.parts[part]


def views(index: HelperIndex, batch: NeedBatch, pairs: ScoredPairs) -> Iterator[PairView]:
    """The pairs one by one."""
    similar, shared = times_solved(batch, pairs), shared_crafts(index, batch, pairs)
    asks = np.diff(batch.crafts.indptr) > 0
    for row in range(len(pairs.need)):
        need, helper = int(pairs.need[row]), int(pairs.helper[row])
        yield PairView(
            index=index,
            need=batch.needs[need],
            helper=index.helpers[helper],
            parts=tuple(float(value) for value in pairs.parts[row]),
            km=float(pairs.km[row]),
            beyond=bool(pairs.beyond[row]),
            reaches=bool(pairs.reaches[row]),
            similar=int(similar[row]),
            craft=shared[row],
            asks_for_craft=bool(asks[batch.query_rows[need]]),
            knows=bool(pairs.knows[row]),
        )


def reasons(view: PairView) -> tuple[Reason, ...]:
    """All reasons for and against the pair, unordered."""
    rules = (_words, _craft, _meaning, _place, _past, _category, _capacity)
    return tuple(reason for rule in rules if (reason := rule(view)))


def blocked(view: PairView) -> tuple[Reason, ...]:
    """The reasons that forbid proposing the pair. A fully booked helper is not forbidden."""
    found = []
    if view.helper.id in view.need.excluded:
        who = {"helper": view.helper.name}
        found.append(Reason("excluded", who, favours=False, points=-9.0))
    if lacks := view.need.required - view.helper.holds:
        what = {"helper": view.helper.name, "licences": in_order(lacks)}
        found.append(Reason("unlicensed", what, favours=False, points=-9.0))
    if not view.reaches:
        found.append(_out_of_reach(view))
    if not view.knows:
        found.append(_unknown(view))
    return tuple(found)


def _unknown(view: PairView) -> Reason:
    """That nothing shows that the helper knows the subject, or too little does."""
    evidence = (rule(view) for rule in (_words, _craft, _meaning, _past))
    some = any(reason is not None and reason.favours for reason in evidence)
    code = "little_evidence" if some else "unknown_subject"
    return Reason(code, {"helper": view.helper.name}, favours=False, points=-5.0)


def candidates(index: HelperIndex, batch: NeedBatch, pairs: ScoredPairs) -> list[Candidate]:
    """The pairs as candidates with at most four reasons each."""
    found = []
    for view, score, fit in zip(
        views(index, batch, pairs), pairs.score, pairs.suitable, strict=True
    ):
        by_code = {reason.code: reason for reason in (*blocked(view), *reasons(view))}
        shown = select_reasons(by_code.values())
        found.append(Candidate(view.need.id, view.helper.id, float(score), shown, bool(fit)))
    return found


def explanation(view: PairView, score: float, rank: int) -> Explanation:
    """Everything behind the score of one pair."""
    weights = view.index.weights
    parts = zip(affinity.PARTS, view.parts, weights.parts, strict=True)
    return Explanation(
        need=view.need.id,
        helper=view.helper.id,
        score=score,
        rank=rank,
        parts=(*(Part(*part) for part in parts), Part("bias", 1.0, weights.bias)),
        reasons=select_reasons(reasons(view), shown=len(affinity.PARTS)),
        blocked=blocked(view),
    )


def _words(view: PairView) -> Reason | None:
    """The speciality that matches best, else the words both share, else that they share none."""
    batch, points = own_words(view.need), view.points(affinity.WORDS)
    overlaps = {each: _overlap(batch, each) for each in view.helper.specialities}
    speciality = max(overlaps, key=overlaps.__getitem__, default="")
    if met := overlaps.get(speciality):
        hits = view.knows and met > len(speciality) / 2
        code = "speciality" if hits else "near_speciality"
        return Reason(code, {"speciality": speciality}, points=points)
    shared = shared_words(batch, (view.helper.trade, view.helper.text))
    if shared:
        return Reason("shared_words", {"words": list(shared)}, points=points)
    if view.parts[affinity.WORDS] < FEW_WORDS:
        return Reason("no_shared_words", favours=False, points=-0.2)
    return None


def _overlap(batch: str, speciality: str) -> int:
    """How many characters of a speciality occur in the problem."""
    return sum(map(len, shared_words(batch, (speciality,))))


def _craft(view: PairView) -> Reason | None:
    """The craft both share most, or that the helper's trade is another.

    Who knows the subject by other evidence is not held to be of another trade.
    """
    cosine, points = view.parts[affinity.CRAFT], view.points(affinity.CRAFT)
    if cosine >= SAME_CRAFT:
        chinese, english = view.craft
        return Reason("same_craft", {"craft": chinese, "english": english}, points=points)
    if cosine < OTHER_CRAFT and view.helper.trade and view.asks_for_craft and not view.knows:
        return Reason("other_craft", {"trade": view.helper.trade}, favours=False, points=-1.0)
    return None


def _meaning(view: PairView) -> Reason | None:
    """That the texts have a similar meaning, even if in other words."""
    alike = view.parts[affinity.MEANING]
    if alike < SAME_MEANING:
        return None
    params = {"percent": round(100 * alike)}
    return Reason("same_meaning", params, points=view.points(affinity.MEANING))


def _place(view: PairView) -> Reason | None:
    """How far away the helper is, and what follows from it."""
    here, there = place_of(view.need), place_of(view.helper)
    points = (
        view.points(affinity.PLACE)
        - affinity.NEUTRAL_PLACE * view.index.weights.parts[affinity.PLACE]
    )
    if isnan(view.km):
        return Reason("place_unknown", favours=False, points=-0.1)
    if view.need.mode is Mode.ONLINE:
        return None
    if view.beyond or not view.reaches:
        return _out_of_reach(view)
    if view.km > DAY_TRIP_KM:
        return _far(view, here, there, points)
    return _near(view, here, there, points)


def _near(view: PairView, here: Place, there: Place, points: float) -> Reason:
    """Nearby: in kilometres where both positions are exact, else by the region they share."""
    if here.exact and there.exact and (here.lon, here.lat) != (there.lon, there.lat):
        return Reason("near", {"km": round(view.km)}, points=points)
    if here.county and here.county == there.county:
        return Reason("same_region", {"region": here.county}, points=points)
    if here.city and here.city == there.city:
        return Reason("same_region", {"region": here.city}, points=points)
    return Reason("near_about", {"km": 10 * round(view.km / 10)}, points=points)


def _far(view: PairView, here: Place, there: Place, points: float) -> Reason:
    """Far away, online guidance preferred where possible; nominal distances are worded by the
    region.
    """
    params: dict[str, object] = {
        "online": view.helper.online_ok and view.need.mode is not Mode.ONSITE
    }
    against = min(points, -0.1)
    if here.exact and there.exact:
        return Reason("far", {"km": round(view.km), **params}, favours=False, points=against)
    if here.province == there.province and not (here.city and there.city):
        return Reason("same_region", {"region": here.province}, points=max(points, 0.0))
    if here.province != there.province:
        return Reason(
            "other_province", {"region": there.province, **params}, favours=False, points=against
        )
    return Reason(
        "other_city",
        {"region": there.city or there.province, **params},
        favours=False,
        points=against,
    )


def _out_of_reach(view: PairView) -> Reason:
    """Beyond the helper's radius; the reason weighs less where both sides accept online
    guidance.
    """
    if view.need.mode is Mode.ONLINE:
        return Reason("not_online", {"helper": view.helper.name}, favours=False, points=-2.0)
    online = view.helper.online_ok and view.need.mode is Mode.EITHER
    measured = place_of(view.need).exact and place_of(view.helper).exact
    params = {
        "km": round(view.km) if measured else None,
        "radius": round(view.helper.radius_km or 0),
        "online": online,
    }
    return Reason("beyond_radius", params, favours=False, points=-0.5 if online else -2.0)


def _past(view: PairView) -> Reason | None:
    """Similar needs already solved."""
    if not view.similar:
        return None
    return Reason("solved_similar", {"count": view.similar}, points=view.points(affinity.PAST))


def _category(view: PairView) -> Reason | None:
    """That the helper offers services of this category."""
    if not view.parts[affinity.CATEGORY]:
        return None
    params = {"category": view.need.category}
    return Reason("same_category", params, points=view.points(affinity.CATEGORY))


def _capacity(view: PairView) -> Reason:
    """How many more needs the helper can take."""
    if view.helper.capacity == 0:
        return Reason("full", {"helper": view.helper.name}, favours=False, points=-1.5)
    return Reason("free", {"capacity": view.helper.capacity}, points=view.points(affinity.LOAD))
