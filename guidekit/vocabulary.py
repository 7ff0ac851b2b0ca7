"""Vocabulary: which values an attribute may have."""

from __future__ import annotations

import re

from guidekit.dates import is_date

_LEVELS = ["yes", "partial", "no"]
_ALWAYS = ["unknown", "not_applicable"]  # two answers every attribute may have; neither means no
_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)


def refusal(value: str, kind: str, words: list[str], unit: object) -> str | None:
    """Say what an attribute allows if `value` does not fit it, else None.

    Parameters
    ----------
    value : str
        The value of a fact.
    kind : str
        The attribute's type: level4, enum, number, text, date or list.
    words : list of str
        Its words, for an enum or a list; a list without words takes any.
    unit : object
        Its unit, for a number.

    Returns
    -------
    str or None
        What is allowed.

    Examples
    --------
    >>> refusal("maybe", "level4", [], None)
    'yes, partial, no, unknown, not_applicable'
    >>> refusal("tor; wifi", "list", ["tor", "wifi", "bluetooth"], None)
    """
    if value in _ALWAYS:
        return None
    if kind == "number":
        return None if _NUMBER.fullmatch(value) else f"a number of {unit}, or {', '.join(_ALWAYS)}"
    if kind == "date":
        return None if is_date(value) else "a date as YYYY, YYYY-MM or YYYY-MM-DD"
    if kind == "level4":
        words = _LEVELS
    parts = value.split("; ") if kind == "list" else [value]
    if not words or (set(parts) <= set(words) and len(parts) == len(set(parts))):
        return None
    several = ", each once, with a semicolon and a blank between them" if kind == "list" else ""
    return ", ".join([*words, *_ALWAYS]) + several
