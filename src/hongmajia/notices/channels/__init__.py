"""Roads out of the house; one folder a channel."""
