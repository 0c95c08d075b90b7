"""Pages of rounds, shortlists and common problems."""
