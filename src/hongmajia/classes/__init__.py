"""Classes (培训班): several sessions, a roster with attendance, levels reached, certificates.

Each session is an ``Activity`` of the room ``services`` with a record of its own; this room adds
who was there for how long, and what came of it.
"""
