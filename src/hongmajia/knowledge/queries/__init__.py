"""What the pages of kinds of problems show."""
