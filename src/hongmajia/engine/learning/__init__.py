"""Learning from use: weights fitted anew to what people chose, and what speaks against them."""
