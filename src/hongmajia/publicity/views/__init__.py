"""Pages of the publicity room."""
