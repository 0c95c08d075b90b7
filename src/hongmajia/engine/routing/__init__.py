"""Routing: a month of visits by teams, within working hours and appointments."""
