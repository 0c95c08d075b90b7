"""Pages of the tree: load, call, render."""
