"""Assignment: who is assigned to whom, given the values of all pairs and everyone's capacity."""
