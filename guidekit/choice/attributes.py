"""What the facts alone say of a messenger, criterion by criterion; an attribute is asked for by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from guidekit.choice import wording
from guidekit.choice.evidence import LEVELS, Facts, Finding, Source, mean_span, weakest_span

CriterionQuestion = Callable[[str, Facts], Finding]
COPIES = {"none": 1.0, "local": 1.0, "server_e2ee": 1.0, "server_e2ee_optional": 0.5, "server_readable": 0.0}
LOCKS = {"own_secret": 1.0, "either": 0.5, "phone_lock": 0.0}  # who knows the phone's code opens the last
STRONG = {"fronting", "own_proxy", "tor_bridges", "no_internet"}  # ways that are made against a block
WEAK = {"socks_proxy", "tor", "other_server"}  # ways that help until they are blocked as well
NAMED = {"phone_book", "username", "directory", "phone", "email"}
BOTH = ({"android", "mobile"}, {"ios", "mobile"})
PAIR, PRIVATE_ONLY = 2, "in private chats"  # more people than a pair need more than private chats
BY_NAME = ("real name", "of the face")  # what an account may ask for that tells no less than a number
KEPT_OF = 11  # kinds of data that `meta.retained` can name
HANDED = (  # the worst kind that is named counts; a text with none of these words says nothing
    (0.0, ("who wrote", "address book", "contacts", "history of messages", "backups", "contents")),
    (0.5, ("ip ", "ip;", "number", "e-mail", "name", "look-ups", "subscriber")),
    (1.0, ("nothing about", "nothing to ask for", "date of")),
)


def _yes(attribute: str, reason: str) -> CriterionQuestion:
    """Return a question that one yes, partial or no answers."""

    def ask(who: str, facts: Facts) -> Finding:
        piece = facts.ask(who, attribute)
        return Finding(*piece.span(LEVELS.get), reason.format(words=piece.words), (piece,))

    return ask


def _content(who: str, facts: Facts) -> Finding:
    """Ask whether only the two ends read a message unless somebody changes a setting, in groups, too."""
    pieces = [facts.ask(who, f"content.{name}") for name in ("e2ee_1to1", "e2ee_group")]
    pieces += [facts.ask(who, "group.open_rooms_e2ee")] if facts.rooms else []
    said = dict(zip(("chats", "groups", "rooms"), (piece.words for piece in pieces), strict=False))
    return _weakest(pieces, wording.CONTENT[facts.rooms].format(**said))


def _vanish(who: str, facts: Facts) -> Finding:
    """Ask whether messages delete themselves on all sides; in private chats only is half for a group."""
    piece = facts.ask(who, "message.disappearing")
    half = facts.members > PAIR and PRIVATE_ONLY in piece.summary.lower()
    span = piece.span(lambda value: LEVELS[value] / (1 + half) if value in LEVELS else None)
    return Finding(*span, wording.VANISH[half].format(words=piece.words), (piece,))


def _lasting(who: str, facts: Facts) -> Finding:
    """Ask whether somebody looks after it; of one at risk nobody can tell whether it goes on."""
    piece = facts.status(who)
    span = piece.span({"active": 1.0, "frozen": 0.0, "discontinued": 0.0}.get)
    return Finding(*span, wording.LASTING.format(words=piece.words), (piece,))


def _hands(who: str, facts: Facts) -> Finding:
    """Ask what helps when somebody else holds the phone: a lock of the app, quiet notices, a way to hide."""
    lock, secret = facts.ask(who, "device.app_lock"), facts.ask(who, "device.app_lock_secret")
    quiet = facts.ask(who, "device.hide_notifications")
    wipe, hide = facts.ask(who, "device.emergency_wipe"), facts.ask(who, "device.hidden_chats")
    opened = secret.span(LOCKS.get)
    if secret.value == "either":  # it may be the code of the phone: then it is no lock
        opened = (0.0, opened[1])
    own = weakest_span([lock.span(LEVELS.get), opened])
    ends = [piece.span(LEVELS.get) for piece in (wipe, hide)]
    best = (max(low for low, _ in ends), max(high for _, high in ends))
    case = secret.value if secret.value in wording.HANDS else "own"
    said = wording.HANDS[case].format(
        lock=lock.words, secret=secret.words, quiet=quiet.words, wipe=wipe.words, hide=hide.words
    )
    return Finding(*mean_span([own, quiet.span(LEVELS.get), best]), said, (lock, secret, quiet, wipe, hide))


def _devices(who: str, facts: Facts) -> Finding:
    """Ask whether the owner sees every device that reads along; where there can be one only, none does."""
    listed, several = facts.ask(who, "device.linked_list"), facts.ask(who, "identity.multi_device")
    if several.value == "no":
        span = several.span({"no": 1.0}.get)
        return Finding(*span, wording.DEVICES["one"], (several,))
    said = wording.DEVICES["listed"].format(words=listed.words)
    return Finding(*listed.span(LEVELS.get), said, (listed, several))


def _backup(who: str, facts: Facts) -> Finding:
    """Ask whether a copy of the messages can lie where its operator reads it."""
    piece = facts.ask(who, "backup.history")
    return Finding(*piece.span(COPIES.get), wording.BACKUP.format(words=piece.words), (piece,))


def _recovery(who: str, facts: Facts) -> Finding:
    """Ask whether account and messages come back when the phone is lost."""
    account, history = facts.ask(who, "identity.recovery"), facts.ask(who, "backup.history")
    spans = [piece.span(_something) for piece in (account, history)]
    said = wording.RECOVERY.format(account=account.words, history=history.words)
    return Finding(*mean_span(spans), said, (account, history))


def _kept(who: str, facts: Facts) -> Finding:
    """Ask what an operator keeps and has handed over, which is a fact and no chance."""
    held, given = facts.ask(who, "meta.retained"), facts.ask(who, "meta.handed_over")
    if given.value.startswith("nothing to ask for"):
        return Finding(*given.span(_handed_over), wording.KEPT["nobody"], (given,))
    case = "record" if given.old and given.date else "kept"
    said = wording.KEPT[case].format(held=held.words, given=given.words, date=given.date)
    span = weakest_span([held.span(_little), given.span(_handed_over)])
    return Finding(*span, said, (held, given))


def _handed_over(value: str) -> float | None:
    """Score what was handed over by its worst kind; None where the words name no kind.

    >>> [_handed_over(words) for words in ("date of sign-up", "IP address", "address book", "?")]
    [1.0, 0.5, 0.0, None]
    """
    words = f"{value.lower()} "
    return next((points for points, kinds in HANDED if any(kind in words for kind in kinds)), None)


def _address(who: str, facts: Facts) -> Finding:
    """Ask whether contacts and servers learn the network address; a side that there is not is left out."""
    pieces = [facts.ask(who, f"transport.ip_hidden_from_{side}") for side in ("peers", "servers")]
    counted = [piece for piece in pieces if piece.value != "not_applicable"]
    said = wording.ADDRESS.format(contacts=pieces[0].words, servers=pieces[1].words)
    span = mean_span(piece.span(LEVELS.get) for piece in counted) if counted else (0.0, 1.0)
    return Finding(*span, said, tuple(pieces))


def _number(who: str, facts: Facts) -> Finding:
    """Ask whether an account needs no phone number, nor a real name or a face in its place."""
    piece = facts.ask(who, "identity.required_identifier")
    named = any(words in piece.summary.lower() for words in BY_NAME)
    span = piece.span(lambda value: float(value != "phone" and not named))
    return Finding(*span, wording.NUMBER[named].format(words=piece.words), (piece,))


def _blocked(who: str, facts: Facts) -> Finding:
    """Ask whether it has ways of its own round a block."""
    piece = facts.ask(who, "block.ways")
    return Finding(*piece.span(_ways), wording.BLOCKED.format(words=piece.words), (piece,))


def _unseen(who: str, facts: Facts) -> Finding:
    """Ask whether somebody who watches the line cannot tell that it is used."""
    piece = facts.ask(who, "block.visible_use")
    span = piece.span({"no": 1.0, "partial": 0.5, "yes": 0.0}.get)
    return Finding(*span, wording.UNSEEN.format(words=piece.words), (piece,))


def _people(who: str, facts: Facts) -> Finding:
    """Ask whether the reader's own people have it: no source can tell, however many use it in the world."""
    piece = facts.ask(who, "usage.monthly_users")
    return Finding(0.0, 1.0, wording.PEOPLE.format(words=piece.words), (piece,), yours=True)


def _easy(who: str, facts: Facts) -> Finding:
    """Ask whether it runs on both kinds of phones, and whether a contact is found by a name or a number."""
    runs, way = facts.ask(who, "ux.platforms"), facts.ask(who, "discovery.method")
    spans = [
        runs.span(lambda value: sum(bool(_words(value) & kind) for kind in BOTH) / len(BOTH)),
        way.span(lambda value: 1.0 if _words(value) & NAMED else 0.5),
    ]
    said = wording.EASY.format(runs=runs.words, way=way.words)
    return Finding(*mean_span(spans), said, (runs, way))


def _group(who: str, facts: Facts) -> Finding:
    """Ask whether a group as large as the reader's fits in."""
    piece = facts.ask(who, "group.max_members")
    span = piece.span(
        lambda value: 1.0 if value == "not_applicable" else min(1.0, float(value) / facts.members)
    )
    case = "no limit" if piece.value == "not_applicable" else "limit"
    return Finding(*span, wording.GROUP[case].format(words=piece.words, members=facts.members), (piece,))


def _calls(who: str, facts: Facts) -> Finding:
    """Ask whether two people can talk, end-to-end encrypted."""
    pieces = [facts.ask(who, "feature.voice_calls"), facts.ask(who, "content.e2ee_calls_1to1")]
    if pieces[0].value == "no":
        return Finding(*pieces[0].span(LEVELS.get), wording.CALLS["none"], (pieces[0],))
    said = wording.CALLS["some"].format(calls=pieces[0].words, encrypted=pieces[1].words)
    return _weakest(pieces, said)


def _weakest(pieces: list[Source], reason: str) -> Finding:
    return Finding(*weakest_span(piece.span(LEVELS.get) for piece in pieces), reason, tuple(pieces))


def _words(value: str) -> set[str]:
    return set(value.split("; "))


def _something(value: str) -> float:
    return float(value != "none")


def _little(value: str) -> float:
    return 1 - len(_words(value)) / KEPT_OF


def _ways(value: str) -> float:
    return 1.0 if _words(value) & STRONG else 0.5 if _words(value) & WEAK else 0.0


FACT_QUESTIONS: Mapping[str, CriterionQuestion] = MappingProxyType(
    {
        "content": _content,
        "hands": _hands,
        "vanish": _vanish,
        "devices": _devices,
        "backup": _backup,
        "recovery": _recovery,
        "kept": _kept,
        "address": _address,
        "number": _number,
        "blocked": _blocked,
        "unseen": _unseen,
        "people": _people,
        "easy": _easy,
        "calls": _calls,
        "group": _group,
        "lasting": _lasting,
        "checked": _yes("open.open_source", wording.CHECKED),
        "rooms": _yes("group.open_rooms_anyone", wording.ROOMS),
    }
)
"""What is asked of the facts, by the ids of the criteria."""
