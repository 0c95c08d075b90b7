"""The room in the interface: activities, appointments, records and what came of them."""

from .activities import activities
from .appointments import appointments
from .records import records
from .results import confirmations, suggestions

__all__ = ["activities", "appointments", "confirmations", "records", "suggestions"]
