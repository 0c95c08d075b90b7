"""A meeting for many: all who have one problem, a speaker who answers, and whom it helped.

The meeting is an ``Activity`` of the room ``services``; each need that it answers is an engagement
of its own with the speaker, recorded and confirmed like any other (docs/domain.md).
"""
