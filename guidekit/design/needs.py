"""Needs: what a threat card may ask of a design, each with what the design reaches and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guidekit.design.build import carried_journey, journey_of, message_store
from guidekit.design.design import Design
from guidekit.design.measures import (
    BLOCKED,
    CONVERSATION,
    LARGEST,
    MESSAGES,
    delivery_share,
    exposure_rows,
    finder_chance,
    knowledge_of,
    label_of,
    operator_exposure,
    pairs_left,
    proper_names,
    reach_when_blocked,
    share_without_internet,
    spam_a_day,
    stranger_secrets,
    taken_messages,
)
from guidekit.words import large_first, number, percent, rare, word_list

ALICE_NETWORK = "alice's network"


@dataclass(frozen=True)
class Result:
    """How a design stands to one need.

    Attributes
    ----------
    met : bool
        Whether the design meets it.
    reached : str
        What the design reaches, with the reason, in one sentence.
    """

    met: bool
    reached: str


@dataclass(frozen=True)
class Need:
    """One thing that a card asks for.

    Attributes
    ----------
    words : str
        What is asked, in one line.
    check : callable
        From a design to a `Result`.
    parts : tuple of str
        The parts of a design that can decide it.
    names_reader : bool
        Whether it is about somebody who wants to read.
    """

    words: str
    check: Callable[[Design], Result]
    parts: tuple[str, ...]
    names_reader: bool = False


def only_the_two() -> Need:
    """Ask that only the two can open a message: end-to-end encryption, and no stranger who reads."""

    def check(design: Design) -> Result:
        readers = [who for who, datum in stranger_secrets(design) if datum == "content"]
        if design.encryption == "end to end" and not readers:
            return Result(True, "Only Alice and Bob hold the keys.")
        if readers:
            return Result(False, f"{large_first(_labels(design, readers))} can read it.")
        return Result(False, "Each link has a key, but nothing checks that the key at its end is Bob's.")

    return Need(
        "Only the two can open a message", check, ("encryption", "routing", "storage", "nearby"), True
    )


def nobody_links() -> Need:
    """Ask that no stranger alone learns who talks to whom."""

    def check(design: Design) -> Result:
        found = [who for who, datum in stranger_secrets(design) if datum == "link"]
        if not found:
            return Result(True, "Nobody on the way sees both ends.")
        return Result(False, f"{large_first(_labels(design, found))} {_learns(design, found)}.")

    return Need(
        "No stranger alone learns who talks to whom",
        check,
        ("sender", "routing", "hops", "door", "storage", "discovery", "nearby", "habit", "encryption"),
    )


def provider_blind() -> Need:
    """Ask that the provider of the sender does not learn to whom she writes."""

    def check(design: Design) -> Result:
        knows = knowledge_of(design, ALICE_NETWORK) & {"link", "recipient", "recipient_address"}
        if not knows:
            return Result(True, "Her provider sees the first machine only, never Bob.")
        return Result(False, "Her provider sees a packet go straight to Bob's address.")

    return Need(
        "Her provider does not learn to whom she writes", check, ("routing", "door", "storage", "discovery")
    )


def promptness(share: float) -> Need:
    """Ask that this share of the messages arrives within an hour."""

    def check(design: Design) -> Result:
        found = delivery_share(design)
        where = "It waits" if design.waits() else "Nothing keeps it for who is away"
        return Result(found >= share, f"{percent(found)} do. {where}; new messages: {design.habit}.")

    return Need(f"{percent(share)} of messages arrive within an hour", check, ("storage", "habit"))


def hostile_operator(share: float) -> Need:
    """Ask that the largest operator uncovers at most this share of conversations."""

    def check(design: Design) -> Result:
        found = operator_exposure(design)
        return Result(
            found <= share,
            f"It uncovers {percent(found)}. It runs what one runs, and {percent(LARGEST)} of what many run.",
        )

    return Need(
        f"Of talks of {MESSAGES} messages a hostile operator uncovers at most {percent(share)}",
        check,
        ("entry", "door", "routing", "hops", "sender", "storage", "discovery", "habit", "encryption"),
    )


def operator_stop(share: float) -> Need:
    """Ask that this share of pairs still talks when the largest operator stops."""

    def check(design: Design) -> Result:
        found = pairs_left(design)
        why = " Every message needs the one server." if found == 0 else ""
        return Result(found >= share, f"{percent(found)} still talk.{why}")

    return Need(
        f"{percent(share)} of pairs still talk when the largest operator stops", check, ("routing", "storage")
    )


def reach_under_block(share: float) -> Need:
    """Ask that this share of pairs still talks when every published address is blocked."""

    def check(design: Design) -> Result:
        found = reach_when_blocked(design)
        if design.has_door():
            why = "The door is on no list; nobody knows how long it stays unfound."
        elif found == 1:
            why = "There is no published machine to block."
        elif design.routing == "two servers":
            why = f"The {BLOCKED} largest servers are blocked."
        else:
            why = "The machines stand on a public list."
        return Result(found >= share, f"{percent(found)} still talk. {why}")

    return Need(
        f"{percent(share)} of pairs still talk when listed machines are blocked",
        check,
        ("door", "routing", "storage"),
    )


def reach_without_internet(share: float) -> Need:
    """Ask that this share of messages arrives within an hour without any internet."""

    def check(design: Design) -> Result:
        found = share_without_internet(design.nearby)
        how = f"{design.nearby}, by Bluetooth" if found else "there is no way without internet"
        return Result(found >= share, f"{percent(found)} do: {how}.")

    return Need(f"Without internet {percent(share)} arrive within an hour", check, ("nearby",))


def seizure(most: int) -> Need:
    """Ask that a phone that is taken and opened shows at most so many of twelve messages."""

    def check(design: Design) -> Result:
        screen, keys = taken_messages(design)
        return Result(
            len(screen) + len(keys) <= most,
            f"It gives {len(screen)} on the screen and {len(keys)} more with the keys.",
        )

    return Need(
        f"A phone that is taken and opened gives at most {most} of {len(CONVERSATION)} messages",
        check,
        ("keys", "vanish", "encryption"),
        True,
    )


def screen_lock() -> Need:
    """Ask that who finds the phone, without PIN or tools, opens it in at most one case in a hundred."""

    def check(design: Design) -> Result:
        found = finder_chance(design)
        how = (
            "No lock: it lies open."
            if found == 1
            else "Ten guesses at a PIN. Who knows the PIN opens it; so do tools, or force."
        )
        return Result(found <= 0.01, f"{large_first(rare(found))}. {how}")

    return Need(
        "Who picks up the phone, and does not know the PIN, opens it in at most 1 of 100 cases",
        check,
        ("lock",),
    )


def no_number() -> Need:
    """Ask that nobody has to give a phone number and the numbers of others."""

    def check(design: Design) -> Result:
        if design.discovery != "phone book":
            return Result(True, f"People are found by: {design.discovery}.")
        return Result(False, "The directory gets her number and her whole address book.")

    return Need("No phone number and no address book is given away", check, ("discovery",))


def findable() -> Need:
    """Ask that somebody new finds the group without meeting a member."""

    def check(design: Design) -> Result:
        found = design.discovery != "link or code"
        how = "" if found else " Somebody must hand over a link or code first."
        return Result(found, f"People are found by: {design.discovery}.{how}")

    return Need("Somebody new finds it without meeting a member", check, ("discovery",))


def spam_limit(most: float) -> Need:
    """Ask that at most so many spam messages a day reach one person."""

    def check(design: Design) -> Result:
        found = spam_a_day(design)
        if design.discovery == "link or code":
            why = "Nobody can write without the link or code."
        elif found <= most:
            why = "A server reads who writes, and stops those it knows."
        else:
            why = "No server reads who writes, so little is stopped."
        return Result(found <= most, f"{number(found)} do. {why}")

    return Need(
        f"At most {number(most)} spam messages reach a person in a day",
        check,
        ("encryption", "sender", "routing", "storage", "discovery"),
    )


def _labels(design: Design, names: list[str]) -> str:
    carried = carried_journey(design)
    labels = {party.name: party.label for party in carried.parties} if carried else {}
    unique = list(dict.fromkeys(names))
    words = [labels.get(n) if n == "carrier" else label_of(journey_of(design), n) for n in unique[:2]]
    more = [f"{len(unique) - 2} more"] if len(unique) > 2 else []
    return word_list([*map(str, words), *more])


def _learns(design: Design, names: list[str]) -> str:
    """Say why the first of some strangers learns who talks to whom."""
    unique = list(dict.fromkeys(names))
    if len(unique) > 1:
        return "each learn it"
    (who,) = unique
    if who == "carrier":
        return "may meet both"
    return proper_names(exposure_rows(journey_of(design)).reason[who, "link"])


def store_label(design: Design) -> str:
    """Return the words for what keeps a message, empty when nothing does."""
    name = message_store(design)
    return label_of(journey_of(design), name) if name else ""
