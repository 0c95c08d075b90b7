"""Pages of needs: load, call, render."""
