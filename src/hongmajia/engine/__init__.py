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

from hongmajia.engine.asking import explain, shortlist, shortlists
from hongmajia.engine.categories import suggest_category
from hongmajia.engine.crew import Crew
from hongmajia.engine.embedding import Embedder, Endpoint, SmallE5, find_embedder
from hongmajia.engine.facts import DEFAULT_CAPACITY, EngineError, Helper, Kind, Mode, Need
from hongmajia.engine.index import HelperIndex
from hongmajia.engine.keeping import drop_old_versions, load_index, save_index
from hongmajia.engine.known import profile, question
from hongmajia.engine.panels import Panels, assign_panels
from hongmajia.engine.planning import plan
from hongmajia.engine.problems import CommonProblem, common_problems
from hongmajia.engine.reasons import Cause, Reason, Relaxation, Remedy, Saying
from hongmajia.engine.results import (
    Candidate,
    Comparison,
    Explanation,
    Fair,
    Load,
    Pair,
    Part,
    Plan,
    Unserved,
)
from hongmajia.engine.roads import Roads
from hongmajia.engine.similar import NeedIndex, Similar
from hongmajia.engine.vectors import Meaning, VectorStore
from hongmajia.engine.visits import (
    DayPlan,
    Itinerary,
    Stop,
    Team,
    Unvisited,
    Visit,
    Window,
    itinerary,
    working_days,
)
from hongmajia.engine.words import say, say_all

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
