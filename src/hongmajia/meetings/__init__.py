"""A meeting for many: from a common problem, all who ask it, a speaker who answers, and what helped.

The meeting is an ``Activity`` of the room ``services``; each need that it answers is an engagement
of its own with the speaker, recorded and confirmed like any other (docs/domain.md).
"""
