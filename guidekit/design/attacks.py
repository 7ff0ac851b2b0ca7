"""Attacks: what the other player may do to a design, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from guidekit.design import wording
from guidekit.design.build import journey_of, message_store
from guidekit.design.design import Design
from guidekit.design.measures import (
    BLOCKED,
    CONVERSATION,
    KEPT_DAYS,
    MESSAGES,
    carrier_secrets,
    finder_chance,
    knowledge_of,
    operator_exposure,
    reach_when_blocked,
    share_without_internet,
    spam_a_day,
    stopped_share,
    taken_messages,
)
from guidekit.design.needs import store_label
from guidekit.exposure import DATA
from guidekit.exposure.terms import GLOBAL
from guidekit.knobs import knobs_of
from guidekit.names import check_known
from guidekit.words import fill, number, paragraph, percent, rare, word_list

MANY = ("relay", "storage", "peer")


@dataclass(frozen=True)
class Gain:
    """One thing that an attack may yield.

    Attributes
    ----------
    name : str
        What it is, the same words for every design.
    got : bool
        Whether the attack yields it, wholly or in part.
    words : str
        How much of it, and why.
    """

    name: str
    got: bool
    words: str


@dataclass(frozen=True)
class Outcome:
    """What an attack yields against one design.

    Attributes
    ----------
    sentence : str
        The whole of it in one sentence.
    gains : tuple of Gain
        One thing after the other.
    loss : float
        How bad it is for those who use the design; only for comparing designs under the same attack.
    open_to : str
        What the design does not protect from, in a few words; empty only where the attack yields nothing.
    """

    sentence: str
    gains: tuple[Gain, ...]
    loss: float
    open_to: str


@dataclass(frozen=True)
class Attack:
    """An attack that the other player may choose.

    Attributes
    ----------
    name : str
        What the button says.
    play : callable
        From a design to its `Outcome`.
    parts : tuple of str
        The parts of a design that can change the outcome.
    """

    name: str
    play: Callable[[Design], Outcome]
    parts: tuple[str, ...]


def _seize(design: Design) -> Outcome:
    screen, keys = taken_messages(design)
    count, all_ = len(screen) + len(keys), len(CONVERSATION)
    finder = finder_chance(design)
    past = len([m for m in keys if m <= all_ // 2])
    later = len(keys) - past
    key = "healed" if count < all_ and later < all_ // 2 else design.encryption
    return Outcome(
        fill(wording.SEIZED, count=count, all=all_),
        (
            Gain(
                "Messages on the screen", bool(screen),
                wording.ON_SCREEN[design.vanish].format(count=len(screen)),
            ),
            Gain(
                "Older ones, recorded and opened with the keys", bool(past),
                wording.PAST_OPENED.format(count=past),
            ),
            Gain("Messages that come later", bool(later), wording.LATER_OPENED[key].format(count=later)),
            Gain("Bob's name and every contact", True, wording.CONTACTS_SEIZED),
            Gain("Opened by who only finds it", finder == 1, wording.FINDER.format(share=rare(finder))),
        ),
        count + finder,
        fill(wording.OPEN_TO_SEIZURE, count=count, all=all_),
    )  # fmt: skip


def _block(design: Design) -> Outcome:
    left, near = reach_when_blocked(design), share_without_internet(design.nearby)
    asks = design.discovery in ("phone book", "username") and not design.has_door()
    if design.has_door():
        cut = "door"
    elif 0 < left < 1:
        cut = "servers"
    else:
        cut = "none" if left else "all"
    fresh = "blocked" if asks else "door" if design.has_door() else "none asked"
    listed = left < 1 or asks
    lost = percent(1 - left)
    open_to = [
        wording.OPEN_TO_BLOCK.format(share=lost) if left < 1 else "",
        wording.OPEN_TO_DIRECTORY_BLOCK if asks and left == 1 else "",
        wording.OPEN_TO_CUT if near == 0 else "",
    ]
    return Outcome(
        fill(wording.LEFT_BY_BLOCK, share=percent(left)),
        (
            Gain("Pairs cut off", left < 1, wording.CUT_OFF[cut].format(share=lost, servers=BLOCKED)),
            Gain("New contacts", asks, wording.NEW_CONTACTS[fresh]),
            Gain("Who tries to use it", listed, wording.CALLERS[listed]),
            Gain(
                "Messages between people near each other", near == 0,
                wording.NEAR_CUT[near == 0].format(share=percent(near)),
            ),
        ),
        1 - left + 0.1 * asks + 0.1 * (1 - near),
        ". ".join(filter(None, open_to)),
    )  # fmt: skip


def _ask(design: Design) -> Outcome:
    store = message_store(design)
    keeper = store if store and store != "mailbox" else ""
    stored = knowledge_of(design, keeper) if keeper else frozenset()
    names = {"sender", "recipient"} <= stored
    words = "content" in stored
    sees = "link" in knowledge_of(design, "server", "alice-server", "bob-server", "directory") and not names
    book = design.discovery == "phone book"
    kept = "kept" if words else "closed" if keeper else "none"
    user = _known_as_user(design, names, stored)
    push = design.has_push()
    yields = [
        Gain(
            "What she wrote", words,
            wording.KEPT_MESSAGES[kept].format(who=store_label(design), days=KEPT_DAYS),
        ),
        Gain("Who writes to whom", names, wording.KEPT_NAMES[names]),
        Gain("Her contact list", book, wording.KEPT_BOOK[book]),
        Gain("That she uses it", bool(user), wording.KNOWN_USER[user]),
        Gain("When her phone is woken", push, wording.WOKEN[push]),
        Gain("More, if ordered to write it down from now on", sees, wording.ORDERED[sees]),
    ]  # fmt: skip
    got = sum(gain.got for gain in yields[:-1])
    order = wording.OPEN_TO_PUSH_ORDER if push and got == 2 else wording.OPEN_TO_ORDER
    case = ("some" if got else "none") + (", Mailbox" if store == "mailbox" else "")
    return Outcome(
        fill(wording.ASKED[case], count=got, all=len(yields) - 1),
        tuple(yields),
        got + 0.5 * sees + 2 * words,
        order if got or sees else "",
    )


def _known_as_user(design: Design, names: bool, stored: frozenset[str]) -> str:
    """Say by what an operator can tell that Alice uses the app; empty where none can.

    A swarm is met by a number without a name, so what it keeps names her only where the envelope does.
    """
    if design.discovery in ("phone book", "username"):
        return "directory"
    if design.routing in ("one server", "two servers"):
        return "server"
    if names:
        return "name"
    if "recipient" in stored and message_store(design) == "server":
        return "waiting"
    return "push" if design.has_push() else ""


def _run_relays(design: Design) -> Outcome:
    there = any(party.kind in MANY for party in journey_of(design).parties)
    carried = carrier_secrets(design)
    lost = operator_exposure(design, servers=False) if there else 0.0
    read = operator_exposure(design, servers=False, data=("content",)) if there else 0.0
    stops = stopped_share(design)
    if not there:
        link = "none there"
    elif not lost:
        link = "none"
    elif design.routing != "relays":
        link = "no relays"
    else:
        link = "kept" if design.keeps_entry() else "new"
    stopped = "some" if stops else "no relay" if there else "none there"
    carriers = "some" if carried else "none" if design.nearby == "others carry it" else "none there"
    secrets = word_list([DATA[datum] for datum in carried])
    uncovered = fill(wording.RELAYS_UNCOVER, share=percent(lost), messages=MESSAGES)
    open_to = [
        wording.OPEN_TO_RELAYS.format(share=percent(lost)) if lost else "",
        wording.OPEN_TO_STOPPING.format(share=percent(stops)) if stops and not lost else "",
        wording.OPEN_TO_CARRIERS if carried else "",
    ]
    return Outcome(
        paragraph(uncovered, wording.CARRIERS_BESIDE if carried else ""),
        (
            Gain(
                "Who talks to whom, or what they write", lost > 0,
                wording.RELAYS_LINK[link].format(share=percent(lost)),
            ),
            Gain("What they write", read > 0, percent(read) if read else wording.RELAYS_READ[there]),
            Gain(
                "Messages it can stop", stops > 0,
                wording.RELAYS_STOP[stopped].format(share=percent(stops)),
            ),
            Gain(
                "Without internet, from those who carry", bool(carried),
                wording.CARRIERS[carriers].format(secrets=secrets),
            ),
        ),
        lost + read + 0.1 * stops + len(carried),
        ". ".join(filter(None, open_to)),
    )  # fmt: skip


def _watch(design: Design) -> Outcome:
    knows = knowledge_of(design, GLOBAL)
    link, words = "link" in knows, "content" in knows
    near = design.nearby != "no way"
    open_to = [wording.OPEN_TO_WATCHING[link], wording.OPEN_TO_NEAR if near else ""]
    return Outcome(
        wording.WATCHED[link, words],
        (
            Gain("Who talks to whom", link, wording.WATCHED_LINK),
            Gain("What they write", words, wording.WATCHED_WORDS[words]),
            Gain("When, and how much", True, wording.WATCHED_TIMES),
            Gain("Bluetooth, seen from near", near, wording.WATCHED_NEAR[near]),
        ),
        link + 2 * words + 0.1 * near,
        ". ".join(filter(None, open_to)),
    )


def _spam(design: Design) -> Outcome:
    found = spam_a_day(design)
    closed = design.discovery == "link or code"
    return Outcome(
        fill(wording.SPAM_REACHES, spam=found),
        (
            Gain("Spam that arrives", found > 0, wording.SPAM_CAUGHT[closed].format(spam=number(found))),
            Gain(
                "Strangers who find her", not closed,
                wording.SPAM_FINDS[closed].format(discovery=design.discovery),
            ),
        ),
        found,
        wording.OPEN_TO_SPAM.format(spam=number(found)) if found else "",
    )  # fmt: skip


ATTACKS: Mapping[str, Attack] = MappingProxyType(
    {
        name: Attack(name, play, parts)
        for name, play, parts in (
            ("Seize a phone", _seize, ("encryption", "keys", "vanish", "lock")),
            ("Block the servers", _block, ("door", "nearby", "discovery", "routing", "storage")),
            ("Ask the operator", _ask, ("encryption", "sender", "storage", "discovery", "routing", "habit")),
            (
                "Run a tenth of the relays",
                _run_relays,
                (
                    "entry",
                    "door",
                    "encryption",
                    "hops",
                    "storage",
                    "discovery",
                    "sender",
                    "nearby",
                    "routing",
                ),
            ),
            ("Watch the network", _watch, ("encryption", "routing", "storage", "discovery", "nearby")),
            ("Spam", _spam, ("discovery", "sender", "storage")),
        )
    }
)
"""The six attacks by name."""


def attack(design: Design, name: str) -> Outcome:
    """Play one attack against a design.

    Raises
    ------
    ValueError
        If there is no such attack.

    Examples
    --------
    >>> attack(Design(encryption="end to end", keys="a ratchet"), "Seize a phone").sentence
    'A phone that is taken and opened gives 9 of 12 messages, and every contact on it.'
    """
    check_known("attack", [name], ATTACKS)
    return ATTACKS[name].play(design)


def remedy(design: Design, name: str) -> tuple[str, str, str] | None:
    """Find the one part whose change would have taken most from an attack.

    Every other option of every part is tried that the attack depends on.

    Returns
    -------
    tuple of (str, str, str) or None
        The part, the option, and the sentence of the attack after that change; None when no single part
        takes anything from it.

    Examples
    --------
    >>> remedy(Design(encryption="end to end", keys="a ratchet", lock="a PIN"), "Seize a phone")[:2]
    ('vanish', 'after a day')
    """
    check_known("attack", [name], ATTACKS)
    chosen = ATTACKS[name]
    best, found = chosen.play(design).loss - 1e-9, None
    for part, option in single_changes(design, chosen.parts):
        outcome = chosen.play(design.but(**{part: option}))
        if outcome.loss < best:
            best, found = outcome.loss, (part, str(option), outcome.sentence)
    return found


def single_changes(design: Design, parts: tuple[str, ...]) -> list[tuple[str, str | int]]:
    """List every change of one of these parts that has an effect in the design."""
    rules, idle = knobs_of(Design), design.idle()
    options = {part: rules[part].choices or (1, 2, 3) for part in parts if part not in idle}
    return [
        (part, option) for part, row in options.items() for option in row if option != getattr(design, part)
    ]
