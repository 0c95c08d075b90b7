"""Texts that a spreadsheet program would take for a formula."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""OWASP, "CSV Injection": a cell that begins with one of these may be evaluated when opened."""


def looks_like_formula(text: str) -> bool:
    """Whether a cell with ``text`` must be marked as text by whoever writes it."""
    return text.startswith(FORMULA_STARTS)
