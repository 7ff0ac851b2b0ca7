"""What real homeservers and XMPP servers wrote down of a message."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any, NamedTuple

from guidekit.knobs import Model, knob
from guidekit.recordings.reading import recording_rows


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
    "XMPP, locked": System(
        "xmpp_archive",
        {"encrypted_message": 1},
        {"sender": "alice-server", "recipient": "bob-server"},
        _of("matrix-private", **_ENDS),
        "a locked message",
    ),
}  # fmt: skip


def longest_seconds() -> dict[str, float]:
    """Return how many seconds each scenario of three homeservers took at most.

    >>> list(longest_seconds())
    ['offline', 'back', 'redact', 'acl']
    """
    found: dict[str, float] = {}
    for row in recording_rows("matrix_events"):
        found[row.scenario] = max(found.get(row.scenario, row.seconds), row.seconds)
    return found


class RecordedField(NamedTuple):
    """A field of a database: in which form it stood there, and the level that the exposure says, if any."""

    form: str
    says: float | None


SERVERS = ("server1", "server2", "server3")


@dataclass(frozen=True)
class Archives(Model):
    """What the servers of a real federation have written down of one message.

    Examples
    --------
    Every server of the room has the topic in the clear, and no table of ours says so:

    >>> Archives().fields()["topic"]["home"]
    RecordedField(form='clear', says=None)
    """

    system: str = knob(
        "Matrix", label="Federation", help="Which servers were recorded", choices=tuple(SYSTEMS)
    )

    def fields(self) -> dict[str, dict[str, RecordedField]]:
        """Return each field in both roles: as recorded, and the level that the exposure says.

        Those that the exposure knows come first.

        Raises
        ------
        ValueError
            If servers of the same role hold a field in different forms.
        """
        return _fields(self.system)


def _rows(system: System) -> list[Any]:
    return [
        row
        for row in recording_rows(system.recording)
        if all(getattr(row, column) == value for column, value in system.rows.items())
    ]


def field_forms(name: str) -> dict[str, dict[str, str]]:
    """Return in which form the servers of a federation hold each field of one message.

    Parameters
    ----------
    name : str
        One of `SYSTEMS`.

    Returns
    -------
    dict of str to dict of str to str
        For each field, in the order of the recording, by the role of a server: ``clear``, ``cipher`` or
        ``absent``.

    Raises
    ------
    ValueError
        If servers of the same role hold a field in different forms.

    Examples
    --------
    >>> field_forms("Matrix")["body"]
    {'home': 'cipher', 'remote': 'cipher'}
    """
    system = SYSTEMS[name]
    forms: dict[str, dict[str, str]] = {}
    odd = []
    for row in _rows(system):
        there = forms.setdefault(row.field, {}).setdefault(row.role, row.value_kind)
        odd += [row.field] * (there != row.value_kind)
    if odd:
        raise ValueError(f"servers of one role differ in {', '.join(dict.fromkeys(odd))}")
    return {field: {role: roles[role] for role in system.observers} for field, roles in forms.items()}


def server_count(name: str) -> int:
    """Return how many servers of a federation were recorded."""
    return len({row.server for row in _rows(SYSTEMS[name])})


def event_copies() -> dict[tuple[str, str], dict[str, float]]:
    """Return which share of the messages each of three real homeservers got.

    Returns
    -------
    dict of tuple of str to dict of str to float
        By scenario and sender, the share for each of `SERVERS`.

    Examples
    --------
    Carol's server was blocked, so that what she wrote stayed on it:

    >>> event_copies()["acl", "carol"]
    {'server1': 0.0, 'server2': 0.0, 'server3': 1.0}
    """
    found: dict[tuple[str, str], list[Any]] = {}
    for row in recording_rows("matrix_events"):
        found.setdefault((row.scenario, row.sender), []).append(row)
    return {
        case: {server: fmean(getattr(row, server) for row in rows) for server in SERVERS}
        for case, rows in found.items()
    }


@functools.cache
def _fields(name: str) -> dict[str, dict[str, RecordedField]]:
    system, found = SYSTEMS[name], field_forms(name)
    return {
        field: {
            role: RecordedField(found[field][role], _level(system, field, observer))
            for role, observer in system.observers.items()
        }
        for field in sorted(found, key=lambda field: field not in system.data)
    }


def _level(system: System, field: str, observer: str) -> float | None:
    if field not in system.data:
        return None
    from guidekit.exposure import WhoLearns  # what is recorded can be read without the engine

    journey, datum = system.data[field]
    return WhoLearns(journey).levels()[observer][datum]
