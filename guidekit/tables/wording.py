"""Wording: what the tables call by an id, as people say it."""

from __future__ import annotations

import re

from guidekit.tables.csvfile import course_csv
from guidekit.words import number

_SPELLED = {
    "e2ee": "end-to-end encrypted",
    "1to1": "one-to-one",
    "fs": "forward secrecy",
    "ip": "network address",
}


def messenger_names() -> dict[str, str]:
    """Return the messengers' names by id.

    >>> messenger_names()["element"]
    'Element (Matrix)'
    """
    messengers = course_csv("messengers").frame
    return dict(zip(messengers.id, messengers.name, strict=True))


def plain_words(words: str) -> str:
    """Write an id of the tables as words, and a number as people write it.

    >>> plain_words("e2ee_calls_1to1"), plain_words("40000000"), plain_words("24.00833")
    ('end-to-end encrypted calls one-to-one', '40,000,000', '24')
    """
    if re.fullmatch(r"\d{5,}", words):  # four digits may be a year
        return f"{int(words):,}"
    if re.fullmatch(r"\d+\.\d{3,}", words):
        return number(float(words))
    return " ".join(_SPELLED.get(word, word) for word in words.replace("_", " ").split(" "))
