"""What the engine tells people: coded messages, and their sentences in Chinese and English."""
