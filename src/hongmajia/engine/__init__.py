"""The matching engine: needs and helpers in, shortlists and plans with their reasons out.

Plain Python over arrays; imports neither Django nor any room. Typical use::

    index = HelperIndex.build(helpers)              # once
    shortlist(index, need, k=5)                     # list[Candidate], each with score and reasons
    explain(index, need, helper_id)                 # Explanation: why, or why not, this helper
    plan(needs, index, pins=…, bans=…, previous=…)  # Plan: pairs, unserved with cause and remedy
    describe(reason, lang="zh")                     # the sentence of any reason, cause or remedy
    suggest_category(text)                          # [(1…7, probability)], most probable first
    NeedIndex.build(ids, texts).similar(text, k=5)  # similar needs
    common_problems(needs)                          # [CommonProblem]: one meeting for many needs
    itinerary(visits, teams)                        # Itinerary: who visits whom, when, how far

`EngineError` is raised for facts or requests that contradict each other; `describe` words it too.

Public names are imported at first use: `import hongmajia.engine` loads no scientific library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hongmajia.engine.assignment.panel_search import Panels
    from hongmajia.engine.assignment.panels import assign_panels
    from hongmajia.engine.facts import (
        DEFAULT_CAPACITY,
        EngineError,
        Helper,
        Kind,
        Licence,
        Mode,
        Need,
    )
    from hongmajia.engine.index.helper_index import HelperIndex
    from hongmajia.engine.index.storage import drop_old_versions, load_index, save_index
    from hongmajia.engine.index.texts import profile_text, query_text
    from hongmajia.engine.learning.lessons import Judged, Lesson, known_lessons, parts_of
    from hongmajia.engine.learning.trials import Trial, trial
    from hongmajia.engine.messages.codes import Cause, Message, Reason, Relaxation, Remedy
    from hongmajia.engine.messages.sentences import describe, describe_all
    from hongmajia.engine.problems.common import CommonProblem, common_problems
    from hongmajia.engine.problems.similar import NeedIndex, Similar
    from hongmajia.engine.rounds.executors import IndexPool
    from hongmajia.engine.rounds.planning import plan
    from hongmajia.engine.rounds.results import Comparison, Load, Pair, Plan, PlanFairness, Unserved
    from hongmajia.engine.routing.itinerary import itinerary
    from hongmajia.engine.routing.travel import TravelMatrix
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
    from hongmajia.engine.scoring.affinity import Weights, fitted_weights
    from hongmajia.engine.scoring.results import Candidate, Explanation, Part
    from hongmajia.engine.scoring.shortlists import explain, rankings, shortlist, shortlists
    from hongmajia.engine.text.categories import suggest_category
    from hongmajia.engine.text.embedding import Embedder, Endpoint, SmallE5, find_embedder
    from hongmajia.engine.text.meaning import Meaning, TextRole
    from hongmajia.engine.text.vector_store import VectorStore

_MODULE_OF = {
    "Candidate": "scoring.results",
    "Cause": "messages.codes",
    "CommonProblem": "problems.common",
    "Comparison": "rounds.results",
    "DEFAULT_CAPACITY": "facts",
    "DayPlan": "routing.visits",
    "Embedder": "text.embedding",
    "Endpoint": "text.embedding",
    "EngineError": "facts",
    "Explanation": "scoring.results",
    "Helper": "facts",
    "HelperIndex": "index.helper_index",
    "IndexPool": "rounds.executors",
    "Itinerary": "routing.visits",
    "Judged": "learning.lessons",
    "Kind": "facts",
    "Lesson": "learning.lessons",
    "Licence": "facts",
    "Load": "rounds.results",
    "Meaning": "text.meaning",
    "Message": "messages.codes",
    "Mode": "facts",
    "Need": "facts",
    "NeedIndex": "problems.similar",
    "Pair": "rounds.results",
    "Panels": "assignment.panel_search",
    "Part": "scoring.results",
    "Plan": "rounds.results",
    "PlanFairness": "rounds.results",
    "Reason": "messages.codes",
    "Relaxation": "messages.codes",
    "Remedy": "messages.codes",
    "Similar": "problems.similar",
    "SmallE5": "text.embedding",
    "Stop": "routing.visits",
    "Team": "routing.visits",
    "TextRole": "text.meaning",
    "TravelMatrix": "routing.travel",
    "Trial": "learning.trials",
    "Unserved": "rounds.results",
    "Unvisited": "routing.visits",
    "VectorStore": "text.vector_store",
    "Visit": "routing.visits",
    "Weights": "scoring.affinity",
    "Window": "routing.visits",
    "assign_panels": "assignment.panels",
    "common_problems": "problems.common",
    "describe": "messages.sentences",
    "describe_all": "messages.sentences",
    "drop_old_versions": "index.storage",
    "explain": "scoring.shortlists",
    "find_embedder": "text.embedding",
    "fitted_weights": "scoring.affinity",
    "itinerary": "routing.itinerary",
    "known_lessons": "learning.lessons",
    "load_index": "index.storage",
    "parts_of": "learning.lessons",
    "plan": "rounds.planning",
    "profile_text": "index.texts",
    "query_text": "index.texts",
    "rankings": "scoring.shortlists",
    "save_index": "index.storage",
    "shortlist": "scoring.shortlists",
    "shortlists": "scoring.shortlists",
    "suggest_category": "text.categories",
    "trial": "learning.trials",
    "working_days": "routing.visits",
}
"""Public name → the module of this package that defines it; imported at first use."""

__all__ = [
    "DEFAULT_CAPACITY",
    "Candidate",
    "Cause",
    "CommonProblem",
    "Comparison",
    "DayPlan",
    "Embedder",
    "Endpoint",
    "EngineError",
    "Explanation",
    "Helper",
    "HelperIndex",
    "IndexPool",
    "Itinerary",
    "Judged",
    "Kind",
    "Lesson",
    "Licence",
    "Load",
    "Meaning",
    "Message",
    "Mode",
    "Need",
    "NeedIndex",
    "Pair",
    "Panels",
    "Part",
    "Plan",
    "PlanFairness",
    "Reason",
    "Relaxation",
    "Remedy",
    "Similar",
    "SmallE5",
    "Stop",
    "Team",
    "TextRole",
    "TravelMatrix",
    "Trial",
    "Unserved",
    "Unvisited",
    "VectorStore",
    "Visit",
    "Weights",
    "Window",
    "assign_panels",
    "common_problems",
    "describe",
    "describe_all",
    "drop_old_versions",
    "explain",
    "find_embedder",
    "fitted_weights",
    "itinerary",
    "known_lessons",
    "load_index",
    "parts_of",
    "plan",
    "profile_text",
    "query_text",
    "rankings",
    "save_index",
    "shortlist",
    "shortlists",
    "suggest_category",
    "trial",
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
