"""Lesson 05, the model and the real thing: what real servers hold, and what they did."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from guidekit.exhibits.misfit import verdict
from guidekit.exhibits.servers import Servers
from guidekit.exhibits.words import number, percent
from guidekit.exposure import exposure
from guidekit.exposure.words import listed
from guidekit.models.knobs import Model, knob
from guidekit.pages import Entry, Page, table
from guidekit.recorded import origin, recording


@dataclass(frozen=True)
class System:
    """One recording of servers: which rows of it, who is who, and which exposure each field answers to."""

    recording: str
    rows: Mapping[str, int]
    observers: Mapping[str, str]  # the role of a server, and the observer of a journey
    data: Mapping[str, tuple[str, str]]  # a field, and the journey and datum that say who learns it
    what: str


def _of(journey: str, **data: str) -> dict[str, tuple[str, str]]:
    return {field: (journey, datum) for field, datum in data.items()}


_ENDS = {"body": "content", "sender": "sender", "recipient": "recipient", "time": "time"}
SYSTEMS = {
    "Matrix": System(
        "matrix_db_view",
        {"encrypted_room": 1},
        {"home": "alice-server", "remote": "bob-server"},
        _of("matrix-private", body="content", sender="sender", room="room", members="members", time="time",
            address="sender_address")
        | _of("matrix-reaction", reaction="reaction") | _of("matrix-profile", nickname="profile"),
        "an encrypted room",
    ),
    "XMPP, open": System(
        "xmpp_archive",
        {"encrypted_message": 0},
        {"sender": "alice-mail", "recipient": "bob-mail"},
        _of("mail", **_ENDS, waiting_body="content", client_address="sender_address"),
        "an open message",
    ),
    "XMPP, sealed": System(
        "xmpp_archive",
        {"encrypted_message": 1},
        {"sender": "alice-server", "recipient": "bob-server"},
        _of("matrix-private", **_ENDS),
        "a message whose text is sealed",
    ),
}  # fmt: skip
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
}  # the others are called as they are
UNKEPT = Entry("✘ learned, not kept", "moved")  # a server knows it while it is connected
SERVERS = ("server1", "server2", "server3")


@dataclass(frozen=True)
class Held(Model):
    """What the servers of a real federation have written down of one message.

    Examples
    --------
    Every server of the room has the topic in the clear, and no table of ours says so:

    >>> topic = Held().fields().loc["topic"]
    >>> topic.home, topic.remote, topic["home says"]
    ('clear', 'clear', None)
    """

    system: str = knob(
        "Matrix", label="Federation", help="Which servers were recorded", choices=tuple(SYSTEMS)
    )

    def fields(self) -> pd.DataFrame:
        """Return each field in both roles: as recorded, and the level that the exposure says.

        Raises
        ------
        ValueError
            If servers of the same role hold a field in different forms.
        """
        return _fields(self.system)


@functools.cache
def _fields(name: str) -> pd.DataFrame:
    system = SYSTEMS[name]
    rows = recording(system.recording)
    for column, value in system.rows.items():
        rows = rows[rows[column] == value]
    by_role = rows.groupby(["field", "role"], sort=False).value_kind
    odd = [field for (field, _), kinds in by_role.nunique().items() if kinds > 1]
    if odd:
        raise ValueError(f"servers of one role differ in {', '.join(odd)}")
    found = by_role.first().unstack().loc[list(dict.fromkeys(rows.field)), list(system.observers)]
    for role, observer in system.observers.items():
        levels = [_level(system, field, observer) for field in found.index]
        found[f"{role} says"] = pd.Series(levels, index=found.index, dtype=object)  # a missing one stays None
    return found.sort_index(key=lambda fields: ~fields.isin(list(system.data)), kind="stable")


def _level(system: System, field: str, observer: str) -> float | None:
    if field not in system.data:
        return None
    journey, datum = system.data[field]
    return float(exposure(journey).set_index(["observer", "datum"]).level[observer, datum])


def held(model: Held, page: Page) -> str:
    """Lay what real servers have written down beside what the exposure table says they learn."""
    system, roles = SYSTEMS[model.system], tuple(SYSTEMS[model.system].observers)
    rows: list[tuple[str, list[Entry | str]]] = []
    same: list[bool] = []
    unnamed = []
    for field, row in model.fields().iterrows():
        words, kinds, said = _words(str(field)), [row[r] for r in roles], [row[f"{r} says"] for r in roles]
        agree = [(kind == "clear") == (level == 1) for kind, level in zip(kinds, said, strict=True)]
        if field in system.data:
            same += agree
            judged = UNKEPT if said[0] == 1 and kinds[0] == "absent" else verdict(all(agree))
        else:
            judged = _missing(kinds)
            unnamed += [words] if set(kinds) == {"clear"} else []
        rows.append((words, [_form(kinds[0]), _says(said[0]), _form(kinds[1]), _says(said[1]), judged]))
    heads = ["", "the sender's server", "our table", "every other server", "our table", "verdict"]
    page.write(table(heads, rows, caption=f"{model.system}: {system.what}"))
    more = (
        f"; it has no row for what else every server holds in the clear: {listed(unnamed)}" if unnamed else ""
    )
    return (
        f"{system.what[0].upper()}{system.what[1:]} on real servers ({origin(system.recording)}): our table "
        f"of who learns what agrees in {sum(same)} of {len(same)} cells{more}{_count(unnamed)}."
    )


def _count(unnamed: list[str]) -> str:
    return f" ({len(unnamed)} thing{'s' * (len(unnamed) > 1)})" if unnamed else ""


def _words(field: str) -> str:
    return FIELDS.get(field, f"the {field}")


def _form(kind: str) -> Entry:
    looks = {"clear": ("● in the clear", "knows"), "cipher": ("▣ sealed", ""), "absent": ("○ nothing", "not")}
    return Entry(*looks[kind])


def _says(level: float | None) -> Entry:
    if pd.isna(level):  # pandas turns None into NaN
        return Entry("– no row")
    return Entry("● learns it", "knows") if level else Entry("○ no", "not")


def _missing(kinds: list[str]) -> Entry:
    return Entry("✘ missing", "moved") if "clear" in kinds else Entry("–")


def events(model: Servers, page: Page) -> str:
    """Lay what three real homeservers did in five cases beside what the models of the lesson say."""
    cases = _cases(model.honoured)
    same = [number(expected) == number(got) for _, expected, got in cases]
    rows: list[tuple[str, list[Entry | str]]] = [
        (words, [_servers(expected), _servers(got), verdict(right)])
        for (words, expected, got), right in zip(cases, same, strict=True)
    ]
    heads = ["what happened", "our models: servers with the text", "recorded", "verdict"]
    page.write(table(heads, rows, caption="Three homeservers in one room"))
    seconds = recording("matrix_events").groupby("scenario").seconds.max()
    return (
        f"Three real homeservers ({origin('matrix_events')}) did what our models say in {sum(same)} of "
        f"{len(cases)} cases. Deleted on all three, and gone for every reader after "
        f"{number(seconds['redact'])} s, a text still lay in {number(cases[2][2])} databases, where the "
        f"model with {percent(model.honoured)} leaves {number(cases[2][1])}; a banned server went on getting "
        f"what the others wrote. One that had been down had everything {number(seconds['back'])} s after "
        "its start."
    )


def _servers(count: float) -> str:
    return f"{number(count)} of {len(SERVERS)}"


def _cases(honoured: float) -> list[tuple[str, float, float]]:
    """Return each case with the mean number of servers that hold the text, by the models and as recorded."""
    found = recording("matrix_events")
    holding = found.assign(servers=found[list(SERVERS)].sum(axis=1))
    got = holding.groupby(["scenario", "sender"]).servers.mean()
    last = SERVERS[-1]
    return [
        ("one server is down, the others write", _reached(SERVERS[0], down=last), got["offline"].mean()),
        ("it is up again", _reached(SERVERS[0]), got["back"].mean()),
        ("a message is deleted, and all three obey", len(SERVERS) * (1 - honoured), got["redact"].mean()),
        ("one server is banned, and its user writes", _reached(last, banned=last), got["acl", "carol"]),
        (
            "one server is banned, and the others write",
            _reached(SERVERS[0], banned=last),
            got["acl"].drop("carol").mean(),
        ),
    ]


def _reached(home: str, down: str = "", banned: str = "") -> int:
    """Count the servers with a message, as the models have it: a block cuts both ways, who is down waits."""
    return sum(at == home or (at not in (down, banned) and home != banned) for at in SERVERS)
