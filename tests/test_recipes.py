"""Every file that the recipes name is where they say."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECIPES = ROOT / "docs/recipes.md"
PATH = re.compile(r"`([a-z_]+(?:/[\w.-]*)+)`")


def place_of(path: str) -> Path:
    """Where the recipes mean: below the repository, or below the sources."""
    elsewhere = path.startswith(("tests/", "docs/", "benchmarks/", "scripts/"))
    return ROOT / path if elsewhere else ROOT / "src/hongmajia" / path


def test_every_file_that_a_recipe_names_exists() -> None:
    named = PATH.findall(RECIPES.read_text(encoding="utf-8"))
    assert len(named) > 60, "the pattern finds the paths"
    assert [path for path in named if not place_of(path).exists()] == []
