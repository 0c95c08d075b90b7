"""The texts by which needs and helpers are compared."""

from __future__ import annotations

from hongmajia.engine.facts import Helper, Need

ANY_INDUSTRY = frozenset({4, 6, 7})
"""Categories that are the same in every industry: management, protection at work, daily life."""
LONGER_THAN_INDUSTRY = 2
"""How many times as long as its industry a need's own words must be for both to be embedded as one
text: in one vector the industry of a short need would outweigh it.
"""


def gist(helper: Helper) -> str:
    """A helper's trade and specialities."""
    return " ".join((helper.trade, *helper.specialities))


def profile_text(helper: Helper) -> str:
    """What a helper can do, as one text; trade and specialities count twice, being the most
    specific.
    """
    return f"{gist(helper)} {gist(helper)} {helper.text}"


def own_words(need: Need) -> str:
    """What a need asks for, as one text, without the industry of its firm."""
    return f"{need.title} {need.text}"


def background(need: Need) -> str:
    """The industry as far as it says something: nothing in the categories of `ANY_INDUSTRY`."""
    return "" if need.category in ANY_INDUSTRY else need.industry


def query_text(need: Need) -> str:
    """What is embedded of a need: its own words, and the industry where they are long enough."""
    own, industry = own_words(need), background(need)
    is_short = len(own) < LONGER_THAN_INDUSTRY * len(industry)
    return own if is_short or not industry else f"{own} {industry}"
