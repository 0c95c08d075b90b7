"""Service accounts with their tokens, and what every request to the interface passes through."""
