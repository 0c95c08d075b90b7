"""How well a helper fits a need: the parts of a score, their weights, and the reasons shown."""
