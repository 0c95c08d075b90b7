"""Pages of the services room: load, call, render."""
