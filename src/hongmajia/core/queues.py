"""The two task queues. Every task names one of them; ``settings.TASKS`` has no other.

Each has a worker process of its own, so that short tasks do not wait behind long ones.
"""

SHORT = "short"
"""For tasks of seconds that somebody waits for: mail, suggestions, next candidate, deadlines."""

LONG = "long"
"""For tasks of up to minutes: rounds, imports, ledgers, books, itineraries, embeddings."""

QUEUES = (SHORT, LONG)
