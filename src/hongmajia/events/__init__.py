"""The event as people hold it: what surrounds an activity before, on the day and afterwards.

An ``Activity`` of the room ``services`` is what is counted and recorded. This room adds who holds
it in which role, agenda, guests, stops, ceremonies, heads by group, questions, photographs,
feedback and its evaluation.
"""
