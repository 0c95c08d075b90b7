"""Places: names and codes of regions, and the distances between them."""
