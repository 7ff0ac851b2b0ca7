"""Attacks: what the other player may do to a design, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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
from guidekit.words import large_first, number, percent, rare, word_list

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
    past = [m for m in keys if m <= len(CONVERSATION) // 2]
    later = len(keys) - len(past)
    stays = "they stay on it" if design.vanish == "never" else "older ones have left it"
    if count < all_ and later < all_ // 2:
        healed = "then new secrets close the rest"
    else:
        healed = "the key never changes" if design.encryption == "end to end" else "the account opens them"
    return Outcome(
        f"A phone that is taken and opened gives {count} of {all_} messages, and every contact on it.",
        (
            Gain("Messages on the screen", bool(screen), f"{len(screen)} of 6; {stays}"),
            Gain("Older ones, recorded and opened with the keys", bool(past), f"{len(past)} of 6"),
            Gain("Messages that come later", bool(later), f"{later} of 6; {healed}"),
            Gain("Bob's name and every contact", True, "they stand on the phone of every design"),
            Gain("Opened by who only finds it", finder == 1, f"{rare(finder)}; tools, or force, open more"),
        ),
        count + finder,
        f"A phone that is taken and opened: {count} of {all_} messages",
    )


def _block(design: Design) -> Outcome:
    left, near = reach_when_blocked(design), share_without_internet(design.nearby)
    asks = design.discovery in ("phone book", "username") and not design.has_door()
    if design.has_door():
        why = "until the doors are found; how long that takes, nobody knows"
    elif 0 < left < 1:
        why = f"the {BLOCKED} largest servers are blocked"
    else:
        why = "nothing published is in the way" if left else "all of it stands on a public list"
    listed, calls = left < 1 or asks, "whoever calls a listed machine"
    fresh = "found through the door" if design.has_door() else "no published machine is asked"
    open_to = [
        f"A block of all published addresses: {percent(1 - left)} of pairs" if left < 1 else "",
        "A block of the directory: new contacts" if asks and left == 1 else "",
        "A cut of the internet" if near == 0 else "",
    ]
    return Outcome(
        f"With every published address blocked, {percent(left)} of pairs still talk.",
        (
            Gain("Pairs cut off", left < 1, f"{percent(1 - left)}; {why}"),
            Gain("New contacts", asks, "the directory is blocked" if asks else fresh),
            Gain("Who tries to use it", listed, calls if listed else "not by a list of addresses"),
            Gain(
                "Messages between people near each other", near == 0,
                "no way without internet" if near == 0 else f"{percent(near)} arrive within an hour",
            ),
        ),
        1 - left + 0.1 * asks + 0.1 * (1 - near),
        ". ".join(words for words in open_to if words),
    )  # fmt: skip


def _ask(design: Design) -> Outcome:
    store = message_store(design)
    keeper = store if store and store != "mailbox" else ""
    stored = knowledge_of(design, keeper) if keeper else frozenset()
    who = store_label(design) if keeper else "nobody"
    names = {"sender", "recipient"} <= stored
    words = "content" in stored
    sees = "link" in knowledge_of(design, "server", "alice-server", "bob-server", "directory") and not names
    book = design.discovery == "phone book"
    kept = f"{who} keeps them for {KEPT_DAYS} days" if keeper else "no stranger keeps messages"
    uses = _known_as_user(design, names, stored)
    push = design.has_push()
    yields = [
        Gain("What she wrote", words, f"{kept}" if words or not keeper else "closed to it"),
        Gain("Who writes to whom", names, "on what waits, outside" if names else "not on what is kept"),
        Gain("Her contact list", book, "the directory has it" if book else "nobody has it"),
        Gain("That she uses it", bool(uses), uses or "no account"),
        Gain(
            "When her phone is woken", push,
            "the push service knows whose phone it wakes, and when" if push else "no push service wakes it",
        ),
        Gain(
            "More, if ordered to write it down from now on", sees,
            "who talks to whom, by the addresses it sees" if sees else "no more than that",
        ),
    ]  # fmt: skip
    got = sum(gain.got for gain in yields[:-1])
    order = "An order to the push service" if push and got == 2 else "An order to the operator"
    return Outcome(
        (
            f"Asked by a court, the operators hand over {got} of {len(yields) - 1} things"
            if got
            else "Asked by a court, no operator has anything to hand over"
        )
        + ("; the Mailbox is at Bob's home, and can be taken there." if store == "mailbox" else "."),
        tuple(yields),
        got + 0.5 * sees + 2 * words,
        order if got or sees else "",
    )


def _known_as_user(design: Design, names: bool, stored: frozenset[str]) -> str:
    """Say which operator can tell that Alice uses the app; empty where none can.

    A swarm is met by a number without a name, so what it keeps names her only where the envelope does.
    """
    if design.discovery in ("phone book", "username"):
        return "the directory has an account for her"
    if design.routing in ("one server", "two servers"):
        return "her server has an account for her"
    if names:
        return "her name is on the outer layer of what waits"
    if "recipient" in stored and message_store(design) == "server":
        return "messages to her wait on the server"
    return "the push service wakes her phone for it" if design.has_push() else ""


def _run_relays(design: Design) -> Outcome:
    there = [party for party in journey_of(design).parties if party.kind in MANY]
    carried = carrier_secrets(design)
    lost = operator_exposure(design, servers=False) if there else 0.0
    read = operator_exposure(design, servers=False, data=("content",)) if there else 0.0
    stops = stopped_share(design)
    if not there:
        why = "no relay, node or other user is on the way"
    elif not lost:
        why = "those that it holds never see both ends"
    elif design.routing != "relays":
        why = "it holds some of the machines that many run"
    elif design.keeps_entry():
        why = "the first relay is drawn once"
    else:
        why = "a new first relay each time meets a hostile one in the end"
    if stops:
        stop = f"{percent(stops)} pass one of its machines; the app may try another way"
    else:
        stop = "no relay is on the way" if there else "none passes its machines"
    closed = "closed to the machines that it holds" if there else "none of its machines is on the way"
    if carried:
        secrets = word_list([DATA[datum] for datum in carried])
        carriers = f"one of them is enough for {secrets}; how many carry, we do not count"
    elif design.nearby == "others carry it":
        carriers = "they carry it, and learn neither the message nor who talks to whom"
    else:
        carriers = "no stranger carries messages"
    near = " Those who carry it by Bluetooth are not in this number." if carried else ""
    open_to = [
        f"Somebody with a tenth of the relays: {percent(lost)} of talks" if lost else "",
        f"Somebody with a tenth of the relays, who stops messages: {percent(stops)}"
        if stops and not lost else "",
        "Strangers who carry messages by Bluetooth" if carried else "",
    ]  # fmt: skip
    return Outcome(
        f"With a tenth of the relays, it uncovers {percent(lost)} of conversations of {MESSAGES} messages."
        + near,
        (
            Gain("Who talks to whom, or what they write", lost > 0, f"{percent(lost)}; {why}"),
            Gain("What they write", read > 0, percent(read) if read else closed),
            Gain("Messages it can stop", stops > 0, stop),
            Gain("Without internet, from those who carry", bool(carried), carriers),
        ),
        lost + read + 0.1 * stops + len(carried),
        ". ".join(words for words in open_to if words),
    )


def _watch(design: Design) -> Outcome:
    knows = knowledge_of(design, GLOBAL)
    link, words = "link" in knows, "content" in knows
    near = design.nearby != "no way"
    seen = "who talks to whom" if link else "when, and how much"
    return Outcome(
        "Somebody who watches every link for many days "
        + ("finds who talks to whom" if link else "does not find who talks to whom")
        + (", and reads the messages." if words else ", and reads nothing."),
        (
            Gain("Who talks to whom", link, "by when packets pass; no part here hides the time"),
            Gain("What they write", words, "each link is encrypted" if not words else "it is open on a link"),
            Gain("When, and how much", True, "nothing here is padded"),
            Gain(
                "Bluetooth, seen from near", near,
                "whoever is near can see it" if near else "these phones do not use it",
            ),
        ),
        link + 2 * words + 0.1 * near,
        f"Somebody who watches every link: {seen}"
        + (". Whoever is near: Bluetooth can be seen" if near else ""),
    )  # fmt: skip


def _spam(design: Design) -> Outcome:
    found = spam_a_day(design)
    closed = design.discovery == "link or code"
    caught = "nobody can write without the link" if closed else "of each one that is sent; the share is ours"
    return Outcome(
        f"{large_first(number(found))} spam messages a day reach one person.",
        (
            Gain("Spam that arrives", found > 0, f"{number(found)}; {caught}"),
            Gain(
                "Strangers who find her", not closed,
                f"by: {design.discovery}" if not closed else "only by link or code",
            ),
        ),
        found,
        f"Spam: {number(found)} a day" if found else "",
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
