"""What the engine is told: needs, helpers, and the error for facts that contradict each other.

Depends on the standard library only, so that importing it costs next to nothing.
"""

from hongmajia.engine.facts.errors import EngineError, require_distinct
from hongmajia.engine.facts.inputs import (
    DEFAULT_CANDIDATES,
    DEFAULT_CAPACITY,
    Helper,
    Kind,
    Licence,
    Mode,
    Need,
    in_order,
)

__all__ = [
    "DEFAULT_CANDIDATES",
    "DEFAULT_CAPACITY",
    "EngineError",
    "Helper",
    "Kind",
    "Licence",
    "Mode",
    "Need",
    "in_order",
    "require_distinct",
]
