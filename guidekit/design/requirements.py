"""Three requirements of a design: what each asks, what the design reaches, why it fails, and what to try."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from guidekit.design.build import journey_of, message_path, message_store
from guidekit.design.design import Design
from guidekit.design.measures import (
    LARGEST,
    MESSAGES,
    delivery_share,
    exposure_rows,
    label_of,
    operator_exposure,
    pairs_left,
    proper_names,
    stranger_secrets,
)
from guidekit.exposure import DATA
from guidekit.words import large_first, percent

SOON = 0.9  # of the messages
REACH = 0.5  # of the pairs
UNCOVERED = 0.2  # of the conversations


@dataclass(frozen=True)
class Verdict:
    """The result for one requirement.

    Attributes
    ----------
    name : str
        One of `REQUIREMENTS`.
    met : bool
        Whether the design meets it.
    found, needed : str
        The value of the design, and the value that is asked for.
    why : str
        The reason, in words.
    hint : str
        A change to try, empty when the requirement is met.
    change : mapping
        The same change as knobs: `design.but(**change)`.
    """

    name: str
    met: bool
    found: str
    needed: str
    why: str
    hint: str = ""
    change: Mapping[str, Any] = field(default_factory=dict)


def _alone(design: Design) -> Verdict:
    """Check that no single stranger reads a message or learns who talks to whom."""
    found, needed = stranger_secrets(design), "nobody"
    if not found:
        return Verdict(
            "alone", True, "nobody", needed, "no machine on the way opens both ends or the message"
        )
    (who, datum), journey = found[0], journey_of(design)
    several, label = len({name for name, _ in found}), label_of(journey, who)
    reason = proper_names(exposure_rows(journey).reason[who, datum])
    why = f"{large_first(label)} learns {DATA[datum]}: {reason}"
    hint, change = _hide(design, who, datum)
    return Verdict(
        "alone", False, f"{several} {'stranger' if several == 1 else 'strangers'}", needed, why, hint, change
    )


def _soon(design: Design) -> Verdict:
    """Check that nine in ten messages arrive within an hour."""
    share, needed = delivery_share(design), f"at least {percent(SOON)}"
    where = (
        f"a message waits: {design.storage}"
        if design.waits()
        else "a message waits nowhere, so both must be there at once"
    )
    why = f"{where}; the phone hears of it: {design.habit}"
    if share >= SOON:
        return Verdict("soon", True, percent(share), needed, why)
    hint, change = _hasten(design)
    return Verdict("soon", False, percent(share), needed, why, hint, change)


def _hostile(design: Design) -> Verdict:
    """Check that people still talk and most stay hidden when the largest operator turns hostile."""
    reach, lost = pairs_left(design), operator_exposure(design)
    found = f"{percent(reach)} of pairs still talk; {percent(lost)} of conversations uncovered"
    needed = f"at least {percent(REACH)} still talk, at most {percent(UNCOVERED)} uncovered"
    met = reach >= REACH and lost <= UNCOVERED
    if reach < REACH:
        single = "server" in (*message_path(design), message_store(design))
        why = (
            "every message needs the one server"
            if single
            else "the largest server has too many of the people"
        )
        hint, change = _spread(design)
    else:
        why = f"it holds {percent(LARGEST)} of what many run, all of what one runs, and compares times"
        hint, change = ("", {}) if met else _cover(design)
    return Verdict("hostile", met, found, needed, why, hint, change)


REQUIREMENTS: Mapping[str, tuple[str, Callable[[Design], Verdict]]] = MappingProxyType(
    {
        "alone": ("No single stranger reads a message or learns who talks to whom", _alone),
        "soon": (
            "Nine in ten messages arrive within an hour, for people who open the app two hours a day",
            _soon,
        ),
        "hostile": (
            "When the largest operator turns hostile, half of all pairs still talk, and of conversations of "
            f"{MESSAGES} messages it uncovers at most one in five",
            _hostile,
        ),
    }
)
"""The requirements by name: what is asked of every design, and the check."""


def judge(design: Design) -> tuple[Verdict, ...]:
    """Check a design against the three requirements.

    Returns
    -------
    tuple of Verdict
        One verdict for each of `REQUIREMENTS`, in the same order.

    Examples
    --------
    >>> [verdict.met for verdict in judge(Design())]
    [False, False, False]
    """
    return tuple(ask(design) for _, ask in REQUIREMENTS.values())


def _hide(design: Design, who: str, datum: str) -> tuple[str, Mapping[str, Any]]:
    """Say what keeps one stranger from learning one thing."""
    if datum == "content":
        return "Encrypt end to end: then only Alice and Bob hold the key.", {"encryption": "end to end"}
    if who == "directory" and design.discovery == "phone book":
        words = "An address book names you and all your contacts. Pass on a link or a code instead."
        return words, {"discovery": "link or code"}
    if design.routing != "relays":
        words = "Whoever stands between two people sees both. Put relays there, so that none sees both ends."
        return words, {"routing": "relays"}
    if who.startswith(("relay", "bob-relay")):
        return "One relay sees both ends. Use at least two on each side.", {"hops": 2}
    return "It delivers to Bob and reads who wrote. Seal the sender's name inside.", {
        "sender": "sealed inside"
    }


def _hasten(design: Design) -> tuple[str, Mapping[str, Any]]:
    """Say what makes messages arrive sooner."""
    if not design.waits():
        words = "Nobody keeps the message, so two phones must meet. Keep a connection open all day."
        return words, {"habit": "own connection"}
    if design.kept < 1 / 24:
        return "It is deleted before the hour is over. Keep it for days.", {"kept": 14.0}
    if design.habit == "asks now and then":
        return "The phone asks too seldom. Ask at least once in half an hour.", {"minutes": 15}
    words = "The message waits until the app is opened. Let the phone ask now and then."
    return words, {"habit": "asks now and then"}


def _spread(design: Design) -> tuple[str, Mapping[str, Any]]:
    """Say what takes the weight off one operator."""
    if design.routing in ("one server", "two servers"):
        words = "One operator can stop it. Let many relays carry it, of which any will do."
        return words, {"routing": "relays"}
    return "The one place where messages wait can stop. Let a swarm keep them.", {"storage": "a swarm"}


def _cover(design: Design) -> tuple[str, Mapping[str, Any]]:
    """Say what makes a large operator see less."""
    if found := stranger_secrets(design):
        return _hide(design, *found[0])
    if design.entry == "a new one each time":
        words = "A new first relay each time meets a hostile one in the end. Keep the first relay for months."
        return words, {"entry": "the same for months"}
    words = "Whoever is asked learns whom you look for. Pass on a link or a code instead."
    return words, {"discovery": "link or code"}
