"""Channels by which notices leave the product; one package for each."""
