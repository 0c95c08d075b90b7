"""TODO."""

from hongmajia.engine.facts.errors import EngineError, require_distinct
from hongmajia.engine.facts.inputs import DEFAULT_CAPACITY, Helper, Kind, Mode, Need

__all__ = [
    "DEFAULT_CAPACITY",
    "EngineError",
    "Helper",
    "Kind",
    "Mode",
    "Need",
    "require_distinct",
]
