"""The matching engine: needs and helpers in, shortlists and plans with their reasons out.

Plain Python over arrays; no Django, nothing of the rooms. Typical use::

    index = HelperIndex.build(helpers)              # once
    shortlist(index, need, k=5)                     # list[Candidate], each with score and reasons
    explain(index, need, helper_id)                 # Explanation: why, or why not, this one
    plan(needs, index, pins=…, bans=…, previous=…)  # Plan: pairs, unserved with cause and remedy
    say(reason, lang="zh")                          # any reason, cause or remedy in words
    suggest_category(text)                          # [(1…7, probability)], likeliest first
    NeedIndex.build(ids, texts).similar(text, k=5)  # needs that ask much the same
    common_problems(needs)                          # [CommonProblem]: one meeting for many
    itinerary(visits, teams)                        # Itinerary: who calls on whom, when, how far

`EngineError` is raised for facts or wishes that contradict themselves; `say` renders it too.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hongmajia.engine.assignment.panel_search import Panels
    from hongmajia.engine.assignment.panels import assign_panels
    from hongmajia.engine.facts import DEFAULT_CAPACITY, EngineError, Helper, Kind, Mode, Need
    from hongmajia.engine.index.helper_index import HelperIndex
    from hongmajia.engine.index.storage import drop_old_versions, load_index, save_index
    from hongmajia.engine.index.texts import profile, question
    from hongmajia.engine.messages.codes import Cause, Reason, Relaxation, Remedy, Saying
    from hongmajia.engine.messages.sentences import say, say_all
    from hongmajia.engine.problems.common import CommonProblem, common_problems
    from hongmajia.engine.problems.similar import NeedIndex, Similar
    from hongmajia.engine.rounds.executors import Crew
    from hongmajia.engine.rounds.planning import plan
    from hongmajia.engine.rounds.results import Comparison, Fair, Load, Pair, Plan, Unserved
    from hongmajia.engine.routing.itinerary import itinerary
    from hongmajia.engine.routing.travel import Roads
    from hongmajia.engine.routing.visits import (
        DayPlan,
        Itinerary,
        Stop,
        Team,
        Unvisited,
        Visit,
        Window,
        working_days,
    )
    from hongmajia.engine.scoring.results import Candidate, Explanation, Part
    from hongmajia.engine.scoring.shortlists import explain, shortlist, shortlists
    from hongmajia.engine.text.categories import suggest_category
    from hongmajia.engine.text.embedding import Embedder, Endpoint, SmallE5, find_embedder
    from hongmajia.engine.text.meaning import Meaning
    from hongmajia.engine.text.vector_store import VectorStore

_MODULE_OF = {
    "Candidate": "scoring.results",
    "Cause": "messages.codes",
    "CommonProblem": "problems.common",
    "Comparison": "rounds.results",
    "Crew": "rounds.executors",
    "DEFAULT_CAPACITY": "facts",
    "DayPlan": "routing.visits",
    "Embedder": "text.embedding",
    "Endpoint": "text.embedding",
    "EngineError": "facts",
    "Explanation": "scoring.results",
    "Fair": "rounds.results",
    "Helper": "facts",
    "HelperIndex": "index.helper_index",
    "Itinerary": "routing.visits",
    "Kind": "facts",
    "Load": "rounds.results",
    "Meaning": "text.meaning",
    "Mode": "facts",
    "Need": "facts",
    "NeedIndex": "problems.similar",
    "Pair": "rounds.results",
    "Panels": "assignment.panel_search",
    "Part": "scoring.results",
    "Plan": "rounds.results",
    "Reason": "messages.codes",
    "Relaxation": "messages.codes",
    "Remedy": "messages.codes",
    "Roads": "routing.travel",
    "Saying": "messages.codes",
    "Similar": "problems.similar",
    "SmallE5": "text.embedding",
    "Stop": "routing.visits",
    "Team": "routing.visits",
    "Unserved": "rounds.results",
    "Unvisited": "routing.visits",
    "VectorStore": "text.vector_store",
    "Visit": "routing.visits",
    "Window": "routing.visits",
    "assign_panels": "assignment.panels",
    "common_problems": "problems.common",
    "drop_old_versions": "index.storage",
    "explain": "scoring.shortlists",
    "find_embedder": "text.embedding",
    "itinerary": "routing.itinerary",
    "load_index": "index.storage",
    "plan": "rounds.planning",
    "profile": "index.texts",
    "question": "index.texts",
    "save_index": "index.storage",
    "say": "messages.sentences",
    "say_all": "messages.sentences",
    "shortlist": "scoring.shortlists",
    "shortlists": "scoring.shortlists",
    "suggest_category": "text.categories",
    "working_days": "routing.visits",
}
"""Public name → the module of this package that defines it; imported at first use."""

__all__ = [
    "DEFAULT_CAPACITY",
    "Candidate",
    "Cause",
    "CommonProblem",
    "Comparison",
    "Crew",
    "DayPlan",
    "Embedder",
    "Endpoint",
    "EngineError",
    "Explanation",
    "Fair",
    "Helper",
    "HelperIndex",
    "Itinerary",
    "Kind",
    "Load",
    "Meaning",
    "Mode",
    "Need",
    "NeedIndex",
    "Pair",
    "Panels",
    "Part",
    "Plan",
    "Reason",
    "Relaxation",
    "Remedy",
    "Roads",
    "Saying",
    "Similar",
    "SmallE5",
    "Stop",
    "Team",
    "Unserved",
    "Unvisited",
    "VectorStore",
    "Visit",
    "Window",
    "assign_panels",
    "common_problems",
    "drop_old_versions",
    "explain",
    "find_embedder",
    "itinerary",
    "load_index",
    "plan",
    "profile",
    "question",
    "save_index",
    "say",
    "say_all",
    "shortlist",
    "shortlists",
    "suggest_category",
    "working_days",
]


def __getattr__(name: str) -> Any:
    """The public object of this name, imported now and kept (PEP 562).

    Raises `AttributeError` for any other name, as a module without this function would.
    """
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, imported or not."""
    return [*__all__, *globals()]
