"""What runs in a class, and not here."""

collect_ignore = ["attack.py"]  # a learner's cells: they need a class around them
