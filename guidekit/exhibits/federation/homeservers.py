"""The exhibits of this file are tables of what real homeservers hold, and of what they did."""

from __future__ import annotations

from statistics import fmean

from guidekit.drawing.page import Page, TableCell, TableRow, knowledge_cell, table, verdict
from guidekit.exhibits.federation import wording
from guidekit.models import Deletion
from guidekit.recordings.matrix import SERVERS, SYSTEMS, Archives, event_copies, longest_seconds
from guidekit.recordings.reading import origin
from guidekit.words import fill, number, paragraph, percent, word_list

FIELDS = {
    "body": "the text",
    "order": "the order of the messages",
    "sender_device": "from which device",
    "sender_key": "the public key of that device",
    "session_id": "the Megolm session",
    "room_name": "the name of the room",
    "receipt": "who has read it",
    "presence": "who is online",
    "device_keys": "the public keys of all devices",
    "address": "the sender's network address",
    "client_address": "the sender's network address",
    "user_agent": "the sender's program",
    "device_name": "the name of the device",
    "contact_name": "the name in the contact list",
    "waiting_body": "the text, while the recipient is away",
}
"""The words for the fields of a database; any other field keeps its own name."""
_UNKEPT = TableCell("✘ learned, not kept", "moved")  # a server knows it while it is connected


def archives(model: Archives, page: Page) -> str:
    """Show what real servers have written down beside what the exposure table says that they learn.

    The sentence says in how many cells both agree, and which fields the table does not name.
    """
    system, roles = SYSTEMS[model.system], tuple(SYSTEMS[model.system].observers)
    rows: list[TableRow] = []
    same: list[bool] = []
    unnamed = []
    for field, held in model.fields().items():
        words = _words(field)
        kinds, said = [held[role].form for role in roles], [held[role].says for role in roles]
        agree = [(kind == "clear") == (level == 1) for kind, level in zip(kinds, said, strict=True)]
        if field in system.data:
            same += agree
            judged = _UNKEPT if said[0] == 1 and kinds[0] == "absent" else verdict(all(agree))
        else:
            judged = _missing(kinds)
            unnamed += [words] if set(kinds) == {"clear"} else []
        rows.append((words, [_form(kinds[0]), _says(said[0]), _form(kinds[1]), _says(said[1]), judged]))
    heads = ["", "the sender's server", "our table", "every other server", "our table", "verdict"]
    page.write(table(heads, rows, caption=f"{model.system}: {system.what}"))
    return paragraph(
        fill(wording.ARCHIVES, what=system.what, origin=origin(system.recording), same=sum(same),
             cells=len(same)),
        fill(wording.UNNAMED, things=len(unnamed), names=word_list(unnamed)) if unnamed else "",
    )  # fmt: skip


def _words(field: str) -> str:
    return FIELDS.get(field, f"the {field}")


def _form(kind: str) -> TableCell:
    return (
        TableCell("▣ locked")
        if kind == "cipher"
        else knowledge_cell(kind == "clear", "in the clear", "nothing")
    )


def _says(level: float | None) -> TableCell:
    if level is None:
        return TableCell("– no row")
    return knowledge_cell(bool(level), "learns it")


def _missing(kinds: list[str]) -> TableCell:
    return TableCell("✘ not in our table", "moved") if "clear" in kinds else TableCell("–")


def events(model: Deletion, page: Page) -> str:
    """Show what three real homeservers did in five cases beside what the models of the lesson say.

    The sentence says in how many cases both agree, and what the servers did otherwise.
    """
    cases = _cases(model.honoured)
    same = [number(expected) == number(got) for _, expected, got in cases]
    rows: list[TableRow] = [
        (words, [_servers(expected), _servers(got), verdict(right)])
        for (words, expected, got), right in zip(cases, same, strict=True)
    ]
    heads = ["what happened", "our models: servers with the text", "recorded", "verdict"]
    page.write(table(heads, rows, caption="Three homeservers in one room"))
    seconds = longest_seconds()
    return fill(
        wording.EVENTS, origin=origin("matrix_events"), same=sum(same), cases=len(cases),
        gone=number(seconds["redact"]), databases=cases[2][2], honoured=percent(model.honoured),
        left=number(cases[2][1]), back=number(seconds["back"]),
    )  # fmt: skip


def _servers(count: float) -> str:
    return f"{number(count)} of {len(SERVERS)}"


def _cases(honoured: float) -> list[tuple[str, float, float]]:
    """Return each case with the mean number of servers that hold the text, modelled and recorded."""
    found = {case: sum(shares.values()) for case, shares in event_copies().items()}
    carol, last = found.pop(("acl", "carol")), SERVERS[-1]
    got = {name: fmean(count for (case, _), count in found.items() if case == name) for name, _ in found}
    return [
        ("one server is down, the others write", _reached(SERVERS[0], down=last), got["offline"]),
        ("it is up again", _reached(SERVERS[0]), got["back"]),
        ("a message is deleted, and all three obey", len(SERVERS) * (1 - honoured), got["redact"]),
        ("one server is banned, and its user writes", _reached(last, banned=last), carol),
        ("one server is banned, and the others write", _reached(SERVERS[0], banned=last), got["acl"]),
    ]


def _reached(home: str, down: str = "", banned: str = "") -> int:
    """Count the servers that get a message in the models: a block cuts both ways, and who is down waits."""
    return sum(at == home or (at not in (down, banned) and home != banned) for at in SERVERS)
