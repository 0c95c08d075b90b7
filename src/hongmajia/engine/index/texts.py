"""The texts by which needs and helpers are compared."""

from __future__ import annotations

from hongmajia.engine.facts import Helper, Need


def profile_text(helper: Helper) -> str:
    """What a helper can do, as one text; trade and specialities count twice, being the most
    specific.
    """
    gist = " ".join((helper.trade, *helper.specialities))
    return f"{gist} {gist} {helper.text}"


def problem_text(need: Need) -> str:
    """What a need asks for, as one text."""
    return f"{need.title} {need.text}"


def query_text(need: Need) -> str:
    """What a need asks for, and its industry, as one text."""
    return f"{problem_text(need)} {need.industry}"
