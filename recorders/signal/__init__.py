"""Signal's own library, driven by a program of its own; only what it prints comes in here."""
