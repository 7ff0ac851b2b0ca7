"""Three Matrix homeservers in one federation, with one account each.

The servers run in the recorder's own environment and as its user; all they can reach is the loopback.
"""
