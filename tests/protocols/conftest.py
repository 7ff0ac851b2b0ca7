"""The support module of an optional library is no place for examples: it is not searched for them."""

collect_ignore = ["eager.py"]
