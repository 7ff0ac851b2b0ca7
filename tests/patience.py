"""How long a test waits for something that comes at once on a quiet machine."""

PATIENCE = 120
"""Seconds. Every wait ends as soon as what it waits for is there; only what never comes costs all of it."""
