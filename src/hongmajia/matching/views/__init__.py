"""Pages of the matching room: one need's shortlist, the rounds, the board of a plan."""
