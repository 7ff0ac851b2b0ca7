"""Needs: what a threat card may ask of a design, each with what the design reaches and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guidekit.design import wording
from guidekit.design.build import carried_journey, journey_of, message_store
from guidekit.design.design import Design
from guidekit.design.measures import (
    BLOCKED,
    CONVERSATION,
    LARGEST,
    MESSAGES,
    delivery_share,
    finder_chance,
    knowledge_of,
    label_of,
    link_reasons,
    operator_exposure,
    pairs_left,
    proper_names,
    reach_when_blocked,
    share_without_internet,
    spam_a_day,
    stranger_secrets,
    taken_messages,
)
from guidekit.words import fill, number, paragraph, percent, rare, word_list

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
            return Result(True, wording.READERS["none"])
        reached = wording.READERS["some" if readers else "nothing checked"]
        return Result(False, fill(reached, who=_labels(design, readers)))

    return Need(wording.ONLY_THE_TWO, check, ("encryption", "routing", "storage", "nearby"), True)


def nobody_links() -> Need:
    """Ask that no stranger alone learns who talks to whom."""

    def check(design: Design) -> Result:
        found = list(dict.fromkeys(who for who, datum in stranger_secrets(design) if datum == "link"))
        if not found:
            return Result(True, wording.LINKERS["none"])
        who = _labels(design, found)
        if len(found) > 1 or found == ["carrier"]:
            return Result(False, fill(wording.LINKERS["several" if len(found) > 1 else "carrier"], who=who))
        reason = proper_names(link_reasons(journey_of(design))[found[0]])
        return Result(False, fill(wording.LINKERS["one"], who=who, reason=reason))

    return Need(
        wording.NOBODY_LINKS,
        check,
        ("sender", "routing", "hops", "door", "storage", "discovery", "nearby", "habit", "encryption"),
    )


def provider_blind() -> Need:
    """Ask that the provider of the sender does not learn to whom she writes."""

    def check(design: Design) -> Result:
        blind = not knowledge_of(design, ALICE_NETWORK) & {"link", "recipient", "recipient_address"}
        return Result(blind, wording.PROVIDER[blind])

    return Need(wording.PROVIDER_BLIND, check, ("routing", "door", "storage", "discovery"))


def promptness(share: float) -> Need:
    """Ask that this share of the messages arrives within an hour."""

    def check(design: Design) -> Result:
        found = delivery_share(design)
        reached = fill(wording.PROMPT[design.waits()], share=percent(found), habit=design.habit)
        return Result(found >= share, reached)

    return Need(fill(wording.PROMPTNESS, share=percent(share)), check, ("storage", "habit"))


def hostile_operator(share: float) -> Need:
    """Ask that the largest operator uncovers at most this share of conversations."""

    def check(design: Design) -> Result:
        found = operator_exposure(design)
        reached = fill(wording.UNCOVERED, share=percent(found), largest=percent(LARGEST))
        return Result(found <= share, reached)

    return Need(
        fill(wording.HOSTILE_OPERATOR, messages=MESSAGES, share=percent(share)),
        check,
        ("entry", "door", "routing", "hops", "sender", "storage", "discovery", "habit", "encryption"),
    )


def operator_stop(share: float) -> Need:
    """Ask that this share of pairs still talks when the largest operator stops."""

    def check(design: Design) -> Result:
        found = pairs_left(design)
        left = fill(wording.STILL_TALK, share=percent(found))
        return Result(found >= share, paragraph(left, wording.ONE_SERVER_NEEDED if found == 0 else ""))

    return Need(fill(wording.OPERATOR_STOP, share=percent(share)), check, ("routing", "storage"))


def reach_under_block(share: float) -> Need:
    """Ask that this share of pairs still talks when every published address is blocked."""

    def check(design: Design) -> Result:
        found = reach_when_blocked(design)
        if design.has_door():
            case = "door"
        elif found == 1:
            case = "nothing listed"
        else:
            case = "two servers" if design.routing == "two servers" else "listed"
        left = fill(wording.STILL_TALK, share=percent(found))
        return Result(found >= share, paragraph(left, fill(wording.BLOCK[case], servers=BLOCKED)))

    return Need(fill(wording.REACH_UNDER_BLOCK, share=percent(share)), check, ("door", "routing", "storage"))


def reach_without_internet(share: float) -> Need:
    """Ask that this share of messages arrives within an hour without any internet."""

    def check(design: Design) -> Result:
        found = share_without_internet(design.nearby)
        reached = fill(wording.NEARBY[found > 0], share=percent(found), nearby=design.nearby)
        return Result(found >= share, reached)

    return Need(fill(wording.REACH_WITHOUT_INTERNET, share=percent(share)), check, ("nearby",))


def seizure(most: int) -> Need:
    """Ask that a phone that is taken and opened shows at most so many of twelve messages."""

    def check(design: Design) -> Result:
        screen, keys = map(len, taken_messages(design))
        return Result(screen + keys <= most, fill(wording.SEEN_ON_PHONE, screen=screen, keys=keys))

    return Need(
        fill(wording.SEIZURE, most=most, all=len(CONVERSATION)), check, ("keys", "vanish", "encryption"), True
    )


def screen_lock() -> Need:
    """Ask that who finds the phone, without PIN or tools, opens it in at most one case in a hundred."""

    def check(design: Design) -> Result:
        found = finder_chance(design)
        return Result(found <= 0.01, fill(wording.LOCK[design.lock], share=rare(found)))

    return Need(wording.SCREEN_LOCK, check, ("lock",))


def no_number() -> Need:
    """Ask that nobody has to give a phone number and the numbers of others."""

    def check(design: Design) -> Result:
        if design.discovery != "phone book":
            return Result(True, fill(wording.FOUND_BY, discovery=design.discovery))
        return Result(False, wording.ADDRESS_BOOK)

    return Need(wording.NO_NUMBER, check, ("discovery",))


def findable() -> Need:
    """Ask that somebody new finds the group without meeting a member."""

    def check(design: Design) -> Result:
        found = design.discovery != "link or code"
        by = fill(wording.FOUND_BY, discovery=design.discovery)
        return Result(found, paragraph(by, "" if found else wording.HANDED_OVER))

    return Need(wording.FINDABLE, check, ("discovery",))


def spam_limit(most: float) -> Need:
    """Ask that at most so many spam messages a day reach one person."""

    def check(design: Design) -> Result:
        found = spam_a_day(design)
        case = "stopped" if found <= most else "not stopped"
        case = "closed" if design.discovery == "link or code" else case
        return Result(found <= most, fill(wording.SPAM[case], spam=found))

    return Need(
        fill(wording.SPAM_LIMIT, most=number(most)),
        check,
        ("encryption", "sender", "routing", "storage", "discovery"),
    )


def _labels(design: Design, names: list[str]) -> str:
    carried = carried_journey(design)
    labels = {party.name: party.label for party in carried.parties} if carried else {}
    unique = list(dict.fromkeys(names))
    words = [labels.get(n) if n == "carrier" else label_of(journey_of(design), n) for n in unique[:2]]
    more = [wording.MORE_STRANGERS.format(count=len(unique) - 2)] if len(unique) > 2 else []
    return word_list([*map(str, words), *more])


def store_label(design: Design) -> str:
    """Return the words for what keeps a message, empty when nothing does."""
    name = message_store(design)
    return label_of(journey_of(design), name) if name else ""
