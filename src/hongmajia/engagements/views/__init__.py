"""Pages of the engagements room."""
