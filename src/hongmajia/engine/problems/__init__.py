"""Similar needs: those that resemble a text, and problems that several needs share."""
