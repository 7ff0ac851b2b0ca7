"""The criteria: each asks the facts, the exposure engine or a model, and no grade is typed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from guidekit.choice.attributes import FACT_QUESTIONS
from guidekit.choice.computed import MODEL_QUESTIONS
from guidekit.choice.evidence import Facts, Finding


@dataclass(frozen=True)
class Criterion:
    """One thing that may matter to someone.

    Attributes
    ----------
    label : str
        The label of its slider.
    question : str
        What a reader asks, so that yes is good.
    lacks : str
        What is said of a messenger that is struck out by it.
    enough : float
        How far it has to be met, from 0 to 1, where it is a must.
    """

    label: str
    question: str
    lacks: str
    enough: float = 1.0


_ASKED = {**FACT_QUESTIONS, **MODEL_QUESTIONS}
_HALF = 0.5  # a must that is a number is met from half of what could be

CRITERIA: Mapping[str, Criterion] = MappingProxyType(
    {
        "content": Criterion(
            "End-to-end encryption", "Can nobody on the way read a message, without any setting?",
            "not everything is end-to-end encrypted"),
        "number": Criterion(
            "No phone number", "Can I have an account without my phone number?",
            "signing up asks for a phone number"),
        "calls": Criterion(
            "Calls", "Can two people talk, end-to-end encrypted?",
            "there are no encrypted calls", _HALF),
        "nearby": Criterion(
            "Without internet", "Do messages arrive when there is no internet?",
            "too few messages arrive without the internet", _HALF),
        "hands": Criterion(
            "Phone in other hands", "Does something help when somebody else holds my phone?",
            "it has too little against somebody who holds the phone", _HALF),
        "vanish": Criterion(
            "Messages vanish", "Can messages vanish by themselves on both phones?",
            "messages do not vanish on both phones"),
        "kept": Criterion(
            "What is kept", "Does an operator keep and hand over little?",
            "an operator keeps and hands over too much", _HALF),
        "people": Criterion(
            "Whom you reach on it", "Do the people I write to have it already?",
            "your people do not have it"),
        "link": Criterion(
            "Who talks to whom", "Is it unlikely that somebody on the way learns it, now and within a year?",
            "who talks to whom is too likely to be learned", _HALF),
        "address": Criterion(
            "Network address", "Do contacts and servers not learn where I connect?",
            "contacts or servers learn the network address"),
        "backup": Criterion(
            "Copies of old messages", "Can nobody else read a copy of my old messages?",
            "a copy of old messages can be read on a server"),
        "devices": Criterion(
            "Linked devices", "Do I see every device that reads along?",
            "devices that read along cannot all be seen"),
        "blocked": Criterion(
            "Where it is blocked", "Has it ways of its own round a block?",
            "it has no strong way round a block"),
        "unseen": Criterion(
            "Use is not seen", "Can my provider not see that I use it?",
            "who watches the line sees that it is used"),
        "keys": Criterion(
            "Stolen keys", "Do recorded messages stay closed to who steals the keys later?",
            "stolen keys open recorded messages", _HALF),
        "waiting": Criterion(
            "One side away", "Do messages arrive within a day although we are seldom online?",
            "too few messages arrive when one side is away", _HALF),
        "easy": Criterion(
            "Any phone, by name", "Does it run on their phones, and are they found by a name or number?",
            "one kind of phone only, or people found by codes only"),
        "group": Criterion(
            "Group size", "Does my largest group fit in?",
            "the group does not fit in"),
        "rooms": Criterion(
            "Open rooms", "Can anyone join a room?",
            "there is no room that anyone can join"),
        "stop": Criterion(
            "Nobody can end it", "Does it go on if one operator stops?",
            "one operator can end it", _HALF),
        "lasting": Criterion(
            "It goes on", "Does somebody look after it, so that it is there next year?",
            "nobody looks after it any more"),
        "checked": Criterion(
            "Others can check it", "Can anyone read the program's source?",
            "nobody outside can read the program"),
        "recovery": Criterion(
            "A lost phone", "Do account and messages come back when my phone is lost?",
            "what is lost with the phone does not come back", _HALF),
    }
)  # fmt: skip
"""The criteria by id, in the order in which panels show them."""


def ask_all(messenger: str, facts: Facts) -> Mapping[str, Finding]:
    """Answer every criterion for one messenger from some facts, in the order of `CRITERIA`."""
    return MappingProxyType({name: _ASKED[name](messenger, facts) for name in CRITERIA})


@lru_cache(maxsize=1024)
def findings(
    messenger: str, date: str, hostile: float = 0.1, members: int = 50, rooms: bool = False
) -> Mapping[str, Finding]:
    """Answer every criterion for one messenger on one day.

    Parameters
    ----------
    messenger : str
        Its id, such as ``"briar"``.
    date : str
        The day whose facts count; ages are counted up to it.
    hostile : float
        The chance that a machine run by strangers is hostile, 0 to 1.
    members : int
        How many people the largest group has.
    rooms : bool
        Whether rooms are asked for that anyone can join: then these have to be encrypted, too.

    Returns
    -------
    mapping of str to Finding
        One finding for each of `CRITERIA`, in the same order.

    Examples
    --------
    >>> found = findings("session", "2026-11")["keys"]
    >>> found.low, found.high, found.reason.split(";")[0]
    (0.0, 0.0, 'forward secrecy: no')
    """
    facts = Facts.of(date, hostile, members, rooms)
    moved = {name: _ASKED[name](messenger, facts) for name in ASSUMED}
    return MappingProxyType(_by_date(messenger, date) | moved)


ASSUMED = ("content", "vanish", "link", "group")
"""The criteria that ask what the reader assumes; the others wait for the date alone."""


@lru_cache(maxsize=512)
def _by_date(messenger: str, date: str) -> dict[str, Finding]:
    return dict(ask_all(messenger, Facts.of(date)))
