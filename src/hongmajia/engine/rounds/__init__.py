"""Rounds: a plan for many needs at once, who is left without a helper and why."""
