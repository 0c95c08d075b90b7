"""Pages of unions, enterprises, seasons and holidays."""
