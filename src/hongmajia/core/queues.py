"""The two task queues. Every task names one of them; ``settings.TASKS`` knows no other.

Each has a worker process of its own, so that a notice does not wait behind a round.
"""

SHORT = "short"
"""Seconds at most, and somebody waits for it: mail, suggestions, the next candidate, deadlines."""

LONG = "long"
"""Up to minutes: rounds, imports, ledgers, books, itineraries, embeddings, housekeeping."""

QUEUES = (SHORT, LONG)
