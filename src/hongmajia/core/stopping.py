"""How long each step of an orderly stop may take, in seconds. Whoever waits, waits for the sum.

This module does not use Django: the supervisor and the web server read it too.
"""

TASK_GRACE = 30
"""A task under way may run on for so long once its worker is told to stop."""
INTERRUPT_GRACE = 3
"""So long a task may go on after it was interrupted, because it is inside compiled code."""
RETURN_LIMIT = 2
"""Putting such a task back into its queue may take so long; then the worker ends without it."""
AT_ONCE = INTERRUPT_GRACE + RETURN_LIMIT + 1
"""A process that was told to stop twice and still runs after this is killed."""
STOPPING_TAKES = TASK_GRACE + AT_ONCE + 9
"""The same for one that was told once; on a busy machine everything takes longer."""
