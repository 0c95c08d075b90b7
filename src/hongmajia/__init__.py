"""红马甲, one package: the matching engine, and the web product around it."""

__version__ = "0.2.0"
"""Of the distribution; pyproject.toml, ``hongmajia --version`` and the footer read it here."""
