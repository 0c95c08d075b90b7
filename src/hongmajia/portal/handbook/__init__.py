"""The handbook, 帮助: one page a role, written in Markdown beside the code (ADR 54)."""
