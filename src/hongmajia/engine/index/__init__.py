"""Helpers and needs prepared as arrays, and an index of helpers stored in a folder."""
