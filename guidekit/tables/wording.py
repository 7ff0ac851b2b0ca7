"""Wording: what the tables call by an id, as people say it."""

from __future__ import annotations

from guidekit.tables.csvfile import course_csv

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
    """Write an id of the tables as words.

    >>> plain_words("e2ee_calls_1to1")
    'end-to-end encrypted calls one-to-one'
    """
    return " ".join(_SPELLED.get(word, word) for word in words.replace("_", " ").split(" "))
