"""Signals by which a room learns of acts in rooms to its left, sent inside their transaction."""

from django.dispatch import Signal

acted = Signal(use_caching=True)
"""Sent with ``event`` (an ``Event``) and ``subject`` (the object acted on)."""

acted_together = Signal()
"""The same acts, sent once with the lists ``events`` and ``subjects`` for all that one call wrote.

For rooms that write something for each of many acts. A receiver connects to one of the two.
"""

task_given_up = Signal()
"""A task ended its worker each time and is not tried again.

``sender`` is the task's function (``compute.func``); ``args`` and ``kwargs`` are what it was
enqueued with. Sent in the transaction that marks the task as failed, so that the room can mark the
work as failed too.
"""

person_leaves = Signal()
"""A person is being erased: sent with their ``rows`` (``whose_rows.TheirRows``), inside the
transaction, before their values are replaced. Rooms end what would go on working for them.
"""
