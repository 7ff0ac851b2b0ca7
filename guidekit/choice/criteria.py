"""The criteria: each asks the facts, the exposure engine or a model, and no grade is typed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from guidekit.choice.engine import private_way
from guidekit.choice.finding import Facts, Finding, Source, points_of
from guidekit.models import Federation, Presence, Ratchet, SwarmStorage

HABIT = Presence()  # the habit of the whole course, an assumption: online one hour in ten
DAY = 24.0
MAILBOX_OWNERS = 0.5  # assumption: half of the people one writes to keep a Mailbox running
# Two hundred messages, one an hour; in the middle the keys are copied that apps keep.
TALK = Ratchet(turns="AB" * 100, keys="apps")
STOLEN = 100
RATCHETS = {"Ratchet": "signal", "Megolm": "megolm", "Bramble": "bramble", "Session Protocol": "static",
            "Signal Protocol": "signal"}  # fmt: skip
SYSTEMS = {"android": ("android", "mobile"), "ios": ("ios", "mobile"), "desktop": ("desktop",)}
BY_NAME = {"phone_book", "username", "directory", "phone", "email"}


@dataclass(frozen=True)
class Criterion:
    """One thing that may matter to someone.

    Attributes
    ----------
    label : str
        The label of its slider.
    question : str
        What should be true, so that yes is good.
    ask : callable
        ``(messenger, facts) -> Finding``.
    """

    label: str
    question: str
    ask: Callable[[str, Facts], Finding]


def _content(who: str, facts: Facts) -> Finding:
    """Ask whether anyone on the way reads a private message: the facts, and the packet's layers."""
    pieces = [facts.ask(who, f"content.{name}") for name in ("e2ee_1to1", "e2ee_group")]
    return _weakest(who, facts, pieces, "end-to-end encryption", private_way(who, facts.hostile).content)


def _past(who: str, facts: Facts) -> Finding:
    """Ask whether old messages stay closed: the fact, and a theft in the middle of 200 messages."""
    stated, named = facts.ask(who, "content.forward_secrecy"), facts.ask(who, "crypto.protocol")
    protocol = next((ratchet for word, ratchet in RATCHETS.items() if word in named.value), None)
    points = points_of(stated)
    if points is None and protocol is None:
        return Finding(None, "no source here says what a stolen key opens", (stated, named))
    if protocol is None:
        reason = f"forward secrecy: {stated.value}; the course has no model of its protocol"
        return Finding(points, reason, (stated, named))
    # The thief takes the keys after message `STOLEN`; what counts is how many earlier ones they open. What
    # the protocol would allow an app to forget does not protect anyone.
    opened = sum(message <= STOLEN for message in TALK.but(protocol=protocol).opened(STOLEN))
    closed = 1 - opened / (STOLEN + 1)
    score = closed if points is None else min(points, closed)
    read = f"in the model the keys that apps keep open {opened} of {STOLEN + 1} past messages"
    reason = f"forward secrecy: {stated.value}; {read}"
    return Finding(score, reason, (stated, named))


def _link(who: str, facts: Facts) -> Finding:
    """Ask how likely hostile machines learn who talks to whom; what is kept stands beside, as a fact."""
    way = private_way(who, facts.hostile)
    evidence = (facts.journey(way.journey),)
    if way.link is None:
        return Finding(None, "the course has no journey of it, so nothing can be derived", evidence)
    return Finding(1 - way.link, f"{way.why}; {_kept(who, facts)}", evidence)


def _kept(who: str, facts: Facts) -> str:
    """Say what is kept of an account, which is a fact and no chance."""
    piece = facts.ask(who, "meta.retained")
    if not piece.known:
        return "no source here says what is kept"
    return f"what is kept, by a source of {piece.date}: {piece.value.replace('; ', ', ').replace('_', ' ')}"


def _address(who: str, facts: Facts) -> Finding:
    """Ask whether a contact or a server learns the network address."""
    pieces = [facts.ask(who, f"transport.ip_hidden_from_{side}") for side in ("peers", "servers")]
    return _mean(pieces, ("from contacts", "from servers"), "network address hidden")


def _number(who: str, facts: Facts) -> Finding:
    """Ask whether an account needs no phone number."""
    piece = facts.ask(who, "identity.required_identifier")
    if not piece.known:
        return Finding(None, "no source here says what signing up asks for", (piece,))
    asks = piece.value.replace("_", " ")
    return Finding(0.0 if piece.value == "phone" else 1.0, f"signing up asks for: {asks}", (piece,))


def _nearby(who: str, facts: Facts) -> Finding:
    """Ask whether messages can go without the internet."""
    piece = facts.ask(who, "avail.needs_internet")
    needs = points_of(piece)
    if needs is None:
        return Finding(None, "no source here says whether it works without the internet", (piece,))
    return Finding(1 - needs, f"needs the internet: {piece.value}", (piece,))


def _waiting(who: str, facts: Facts) -> Finding:
    """Ask how many messages arrive within a day although both are seldom online at the same time."""
    piece, kept = facts.ask(who, "avail.offline_delivery"), facts.ask(who, "avail.ttl_days")
    if not piece.known:
        return Finding(None, "no source here says where a message waits", (piece, kept))
    alone, stored = HABIT.delivered_within(DAY), HABIT.delivered_within(DAY, mailbox=True)
    if kept.known:
        days = min(60.0, float(kept.value))
        stored *= 1 - SwarmStorage(ttl=days, offline=HABIT.off_hours / DAY).expires_unread()
    # Where only some people keep a Mailbox, the two ways of delivery are mixed in that share.
    shares = {"none": 0.0, "mailbox": MAILBOX_OWNERS}
    share = shares.get(piece.value, 1.0)
    score = share * stored + (1 - share) * alone
    half = ", which half of the people have (assumption)" if piece.value == "mailbox" else ""
    reason = (
        f"a message waits at: {piece.value}{half}; of messages between people who are online one hour "
        f"in ten (assumption), {score:.0%} arrive within a day".replace("%", " %")
    )
    return Finding(float(score), reason, (piece, kept) if piece.value != "none" else (piece,))


def _stop(who: str, facts: Facts) -> Finding:
    """Ask who could stop it: the fact, and who still talks once the largest operator is gone."""
    stated, shape = facts.ask(who, "avail.no_single_operator"), facts.ask(who, "net.topology")
    said, left = points_of(stated), {"centralized": 0.0, "federated": _without_largest()}.get(shape.value)
    scores = [score for score in (said, left) if score is not None]
    if not scores:
        return Finding(None, "no source here says who could end it", (stated, shape))
    pairs = "" if left is None else f"{left:.0%} of pairs still talk without the largest server"
    reason = f"no single operator: {stated.value}; {shape.value.replace('_', ' ')}"
    return Finding(min(scores), f"{reason}: {pairs}".replace("%", " %") if pairs else reason, (stated, shape))


def _easy(who: str, facts: Facts) -> Finding:
    """Ask whether it runs on the devices people have, and finds contacts by a name or a number."""
    runs, way = facts.ask(who, "ux.platforms"), facts.ask(who, "discovery.method")
    if not way.known:
        way = facts.ask(who, "identity.required_identifier")
    if not runs.known or not way.known:
        return Finding(None, "no source here says both where it runs and how a contact is found", (runs, way))
    on = [name for name, words in SYSTEMS.items() if set(words) & set(runs.value.split("; "))]
    named = bool(BY_NAME & set(way.value.split("; ")))
    how = "by a name or a number" if named else "only by a key, a link or a code (counts half)"
    reason = f"runs on {len(on)} of 3 systems ({', '.join(on)}); contacts are found {how}"
    return Finding(len(on) / 3 * (1.0 if named else 0.5), reason, (runs, way))


def _calls(who: str, facts: Facts) -> Finding:
    """Ask whether two people can talk, end-to-end encrypted."""
    pieces = [facts.ask(who, "feature.voice_calls"), facts.ask(who, "content.e2ee_calls_1to1")]
    if points_of(pieces[0]) == 0:
        return Finding(0.0, "there are no calls", (pieces[0],))
    known = [found for piece in pieces if (found := points_of(piece)) is not None]
    reason = f"calls: {pieces[0].value}; end-to-end encrypted: {pieces[1].value}"
    return Finding(min(known) if known else None, reason, tuple(pieces))


def _rooms(who: str, facts: Facts) -> Finding:
    """Ask whether there are rooms that anyone can join."""
    piece = facts.ask(who, "group.open_rooms_anyone")
    if not piece.known:  # a source that says how such rooms are encrypted says that there are some
        piece = facts.ask(who, "group.open_rooms_e2ee")
        score = 1.0 if points_of(piece) is not None else None
    else:
        score = points_of(piece)
    reason = "no source here speaks about open rooms" if score is None else "anyone can join an open room"
    return Finding(score, reason, (piece,))


CRITERIA: Mapping[str, Criterion] = MappingProxyType(
    {
        "content": Criterion("Content", "Nobody on the way reads a private message", _content),
        "past": Criterion("The past", "Old messages stay closed after a theft of keys", _past),
        "link": Criterion("Who talks to whom", "Nobody on the way learns it", _link),
        "address": Criterion("Network address", "Contacts and servers do not learn it", _address),
        "number": Criterion("No phone number", "An account needs no phone number", _number),
        "nearby": Criterion("Without internet", "Messages go from phone to phone", _nearby),
        "waiting": Criterion("One side away", "Messages arrive within a day all the same", _waiting),
        "stop": Criterion("Cannot be stopped", "No single operator can end it", _stop),
        "easy": Criterion("Easy to start", "It runs everywhere and contacts are found", _easy),
        "calls": Criterion("Calls", "Two people can talk, end-to-end encrypted", _calls),
        "rooms": Criterion("Open rooms", "A public can gather in it", _rooms),
    }
)  # fmt: skip


@lru_cache(maxsize=256)
def findings(messenger: str, date: str, hostile: float) -> Mapping[str, Finding]:
    """Answer every criterion for one messenger on one day.

    Parameters
    ----------
    messenger : str
        Its id, such as ``"briar"``.
    date : str
        The day whose facts count; ages are counted up to it.
    hostile : float
        The chance that a machine run by strangers is hostile, 0 to 1.

    Returns
    -------
    mapping of str to Finding
        One finding for each of `CRITERIA`, in the same order.

    Examples
    --------
    >>> found = findings("session", "2026-11", 0.1)
    >>> found["past"].score, found["past"].reason.split(";")[0]
    (0.0, 'forward secrecy: no')
    """
    facts = _facts(date, hostile)
    return MappingProxyType({name: rule.ask(messenger, facts) for name, rule in CRITERIA.items()})


@lru_cache(maxsize=32)
def _facts(date: str, hostile: float) -> Facts:
    return Facts(date, hostile)


@lru_cache(maxsize=1)
def _without_largest() -> float:
    return Federation().reach_after_removing(1)


def _weakest(who: str, facts: Facts, pieces: list[Source], about: str, read: float | None) -> Finding:
    """Score the weakest of some facts and of what strangers on the way read."""
    way = facts.journey(private_way(who, facts.hostile).journey)
    known = [found for piece in pieces if (found := points_of(piece)) is not None]
    said = ", ".join(f"{piece.name.split('.')[1].removeprefix('e2ee_')} {piece.value}" for piece in pieces)
    derived = "" if read is None else f"; strangers on the way who read it: {'none' if read == 0 else 'some'}"
    score = min([*known, 1 - (read or 0.0)]) if known else None
    return Finding(score, f"{about}: {said}{derived}", (*pieces, way))


def _mean(pieces: list[Source], names: tuple[str, ...], about: str) -> Finding:
    """Score the mean of those facts that apply and are known."""
    counted = [piece for piece in pieces if piece.value != "not_applicable"]
    known = [found for piece in counted if (found := points_of(piece)) is not None]
    said = ", ".join(
        f"{name} {piece.value.replace('_', ' ')}" for name, piece in zip(names, pieces, strict=True)
    )
    return Finding(sum(known) / len(known) if known else None, f"{about}: {said}", tuple(counted))
