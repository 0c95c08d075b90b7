"""TODO."""

from __future__ import annotations

from hongmajia.engine.facts import Helper, Need


def profile(helper: Helper) -> str:
    """What a helper knows, as one text; trade and specialities, being the gist, twice."""
    gist = " ".join((helper.trade, *helper.specialities))
    return f"{gist} {gist} {helper.text}"


def problem(need: Need) -> str:
    """What a need asks, as one text."""
    return f"{need.title} {need.text}"


def question(need: Need) -> str:
    """What a need asks and in which industry, as one text."""
    return f"{problem(need)} {need.industry}"
