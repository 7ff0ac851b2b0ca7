"""Eight plain questions; each answer says what becomes a must and what gets how much weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

TOP = 5  # the largest weight
MUST = TOP + 1
Wishes = Mapping[str, int]
"""A weight from 1 to `TOP`, or `MUST`, for some criteria."""

ALWAYS: Wishes = MappingProxyType({"content": 4, "waiting": 3, "lasting": 3})
"""What counts whatever is answered: a message is read by two, it arrives, and the app goes on."""


@dataclass(frozen=True)
class PlainQuestion:
    """A question that anyone can answer about themselves.

    Attributes
    ----------
    label, help : str
        Its words on a panel, and one sentence more.
    answers : mapping
        For each answer what it makes a must or gives weight. The weights are our assumption.
    before : mapping
        What has to be said before any messenger is named, for the answers that ask for it.
    """

    label: str
    help: str
    answers: Mapping[str, Wishes]
    before: Mapping[str, str] = field(default_factory=dict)


CLOSE, EMPLOYER = "somebody close to me", "my employer"
SEEN = "to be seen using it is a risk"

QUESTIONS: Mapping[str, PlainQuestion] = MappingProxyType(
    {
        "against": PlainQuestion(
            "Who might act against you?", "Who has most to gain from what you write, or from whom you know",
            {
                "nobody I know of": {"keys": 1, "recovery": 2},
                CLOSE: {"content": MUST, "hands": 5, "devices": 5, "vanish": 4, "backup": 4},
                "strangers": {"content": MUST, "address": 2, "backup": 3, "keys": 2},
                EMPLOYER: {"content": MUST, "link": 2, "kept": 2, "address": 3, "backup": 3},
                "a state": {"content": MUST, "link": 3, "kept": 3, "address": 3, "keys": 4, "backup": 4,
                            "checked": 3, "stop": 2},
            },
            {
                CLOSE: "First a safer device, never in the hands of whoever watches, and somebody who helps; "
                       "a messenger comes after that.",
                EMPLOYER: "First a phone, a computer and a network that are not your employer's, and "
                          "somebody who helps; a messenger comes after that.",
            }),
        "phone": PlainQuestion(
            "Could they get your phone?", "Taken from you, or in their hands while you sleep",
            {
                "hardly": {},
                "for a moment": {"hands": 4, "vanish": 3, "devices": 3},
                "yes, and keep it": {"hands": 5, "vanish": 5, "keys": 3, "backup": 4},
            }),
        "net": PlainQuestion(
            "Is anything blocked?", "Where you are, or where the others are",
            {
                "no": {},
                "apps are blocked": {"blocked": MUST, "stop": 3},
                SEEN: {"unseen": 5, "blocked": 4},
                "the net may be cut": {"nearby": MUST, "stop": 4, "blocked": 2},
            },
            {
                SEEN: "A new app can itself be seen, on the phone and in the network: ask somebody who helps "
                      "before you install one.",
            }),
        "reach": PlainQuestion(
            "Who must you reach?", "Those who would have to install something first are lost easily",
            {
                "a few who install it": {"easy": 1},
                "people with any phone": {"people": 3, "easy": 5},
                "those who have it already": {"people": 5, "easy": 4},
                "a public I do not know": {"rooms": 5, "people": 3, "easy": 4},
            }),
        "known": PlainQuestion(
            "May your number be known?", "To the operator, or to those you write to",
            {
                "yes": {},
                "rather not": {"number": 4, "address": 2},
                "no": {"number": MUST, "address": 4},
            }),
        "contacts": PlainQuestion(
            "Whom you write to: a secret?", "Whether it would harm somebody if that came out",
            {
                "no": {},
                "rather": {"link": 2, "kept": 3},
                "yes": {"kept": MUST, "link": 5, "address": 3},
            }),
        "group": PlainQuestion(
            "How large is the group?", "The largest one that you need",
            {
                "two of us": {},
                "up to 50": {"group": 4},
                "up to 500": {"group": 5},
            }),
        "talk": PlainQuestion(
            "Must you call?", "Talk, and not only write",
            {
                "no": {},
                "it would help": {"calls": 3},
                "yes": {"calls": MUST},
            }),
    }
)  # fmt: skip
"""The questions by the names of their knobs."""


def said_first(answers: Mapping[str, str]) -> str:
    """Return what has to be said before any messenger is named; empty where nothing has.

    It hangs on the answers alone, whatever else is answered or changed.

    Parameters
    ----------
    answers : mapping
        The answer to each of some `QUESTIONS`.

    Examples
    --------
    >>> said_first({"against": "somebody close to me", "phone": "hardly"})[:20]
    'First a safer device'
    """
    return " ".join(
        QUESTIONS[name].before[answer] for name, answer in answers.items() if answer in QUESTIONS[name].before
    )


MEMBERS = {"two of us": 2, "up to 50": 50, "up to 500": 500}
"""How many people the largest group has, by answer."""


def wishes(answers: Mapping[str, str]) -> dict[str, int]:
    """Gather what some answers make a must or give weight; where two speak of one thing, the larger counts.

    Parameters
    ----------
    answers : mapping
        The answer to each of some `QUESTIONS`.

    Returns
    -------
    dict
        A weight from 1 to `TOP`, or `MUST`, by criterion; what nobody asked for is not in it.

    Examples
    --------
    >>> wishes({"phone": "for a moment", "talk": "yes"})["hands"]
    4
    >>> wishes({"phone": "for a moment", "talk": "yes"})["calls"] == MUST
    True
    """
    found = dict(ALWAYS)
    for question, answer in answers.items():
        for criterion, wish in QUESTIONS[question].answers[answer].items():
            found[criterion] = max(wish, found.get(criterion, 0))
    return found
