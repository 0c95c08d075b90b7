"""Pages of the publicity room: load, call, render."""
