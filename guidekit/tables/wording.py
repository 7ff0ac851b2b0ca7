"""Wording: what the tables call by an id, as people say it."""

from __future__ import annotations

import re
from functools import cache

from guidekit.tables.csvfile import course_csv
from guidekit.words import number

_SPELLED = {
    "e2ee": "end-to-end encrypted",
    "1to1": "one-to-one",
    "fs": "forward secrecy",
    "ip": "network address",
    "sgx": "enclave",
}
_GROUPS = {  # a group that stands here by its id is called so
    "net": "the network",
    "identity": "accounts and names",
    "discovery": "finding people",
    "trust": "who is who",
    "content": "what is encrypted",
    "crypto": "protocols and libraries",
    "transport": "the way of a message",
    "meta": "what the server sees and keeps",
    "avail": "whether it arrives",
    "group": "groups and rooms",
    "media": "files and calls",
    "feature": "calls",
    "open": "open source",
    "gov": "who runs it",
    "audit": "audits",
    "perf": "time and battery",
    "usage": "how many use it",
    "ux": "where it runs",
    "backup": "copies of old messages",
    "message": "messages that vanish",
    "device": "the phone in other hands",
    "block": "where it is blocked",
    "price": "what it costs",
    "account": "several accounts",
}


def messenger_names() -> dict[str, str]:
    """Return the messengers' names by id.

    >>> messenger_names()["element"]
    'Element (Matrix)'
    """
    return {messenger.id: messenger.name for messenger in course_csv("messengers").entries}


def short_name(name: str) -> str:
    """Return a messenger's name without what stands behind it in brackets, as it fits beside a row.

    >>> short_name("Element (Matrix)")
    'Element'
    """
    return name.partition(" (")[0]


def attribute_questions() -> dict[str, str]:
    """Return what a layperson would ask, by the id of the attribute that answers.

    >>> attribute_questions()["avail.needs_internet"]
    'Does it need the internet?'
    """
    return {attribute.id: attribute.question for attribute in course_csv("attributes").entries}


def group_title(group: str) -> str:
    """Return what a group of attributes is about.

    >>> group_title("discovery")
    'finding people'
    """
    return _GROUPS.get(group, plain_words(group))


def network_title(architecture: str) -> str:
    """Return what a kind of network is called.

    >>> network_title("p2p"), network_title("federated")
    ('peer-to-peer networks', 'federated networks')
    """
    return f"{'peer-to-peer' if architecture == 'p2p' else plain_words(architecture)} networks"


def plain_words(words: str) -> str:
    """Write an id of the tables as words, and a number as people write it.

    >>> plain_words("e2ee_calls_1to1"), plain_words("24.00833")
    ('end-to-end encrypted calls one-to-one', '24')
    >>> plain_words("40000000"), plain_words("370000"), plain_words("2026")
    ('40 million', '370,000', '2026')
    """
    if re.fullmatch(r"\d{5,}", words):  # four digits may be a year
        return _large(int(words))
    if re.fullmatch(r"\d+\.\d{3,}", words):
        return number(float(words))
    return " ".join(_SPELLED.get(word, word) for word in words.replace("_", " ").split(" "))


def value_words(value: str) -> str:
    """Write the value of a fact as words, a list with commas; an address or a sentence stays as it is.

    >>> value_words("recipient; sender_ip"), value_words("https://a.b/c_d")
    ('recipient, sender network address', 'https://a.b/c_d')
    """
    if "://" in value:
        return value
    return ", ".join(map(plain_words, value.split("; ")))


def fact_words(attribute: str, value: str) -> str:
    """Write the value of an attribute as words, a number with its unit.

    >>> fact_words("avail.ttl_days", "1"), fact_words("usage.monthly_users", "40000000")
    ('1 day', '40 million users')
    >>> fact_words("audit.last_year", "2024"), fact_words("avail.ttl_days", "unknown")
    ('2024', 'unknown')
    >>> fact_words("group.max_members", "1000")
    '1,000 members'
    >>> fact_words("identity.required_identifier", "phone; email")
    'phone number, email'
    """
    words, unit = value_words(value), _units().get(attribute, "")
    if attribute.startswith("identity."):  # what somebody is known by is the number, not the thing
        words = re.sub(r"\bphone$|\bphone(?=,)", "phone number", words)
    if not unit or not value[:1].isdecimal():
        return words
    words = _large(int(value)) if value.isdecimal() else words
    return f"{words} {unit.removesuffix('s') if value == '1' else unit}"


@cache
def _units() -> dict[str, str]:
    """Return the units of what is counted; a year is no unit behind its number."""
    attributes = course_csv("attributes").entries
    return {one.id: one.unit for one in attributes if one.unit not in ("", "year")}


def _large(count: int) -> str:
    for size, name in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if count >= size:
            return f"{number(count / size)} {name}"
    return f"{count:,}"
