"""What real homeservers and XMPP servers wrote down of a message."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from guidekit.knobs import Model, knob
from guidekit.recordings.reading import recording


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


SERVERS = ("server1", "server2", "server3")


@dataclass(frozen=True)
class Archives(Model):
    """What the servers of a real federation have written down of one message.

    Examples
    --------
    Every server of the room has the topic in the clear, and no table of ours says so:

    >>> topic = Archives().fields().loc["topic"]
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


def _rows(system: System) -> pd.DataFrame:
    rows = recording(system.recording)
    for column, value in system.rows.items():
        rows = rows[rows[column] == value]
    return rows


def field_forms(name: str) -> pd.DataFrame:
    """Return in which form the servers of a federation hold each field of one message.

    Parameters
    ----------
    name : str
        One of `SYSTEMS`.

    Returns
    -------
    pandas.DataFrame
        Field × role of a server, in the order of the recording: ``clear``, ``cipher`` or ``absent``.

    Raises
    ------
    ValueError
        If servers of the same role hold a field in different forms.

    Examples
    --------
    >>> field_forms("Matrix").loc["body"].to_dict()
    {'home': 'cipher', 'remote': 'cipher'}
    """
    system = SYSTEMS[name]
    rows = _rows(system)
    by_role = rows.groupby(["field", "role"], sort=False).value_kind
    odd = [field for (field, _), kinds in by_role.nunique().items() if kinds > 1]
    if odd:
        raise ValueError(f"servers of one role differ in {', '.join(odd)}")
    return by_role.first().unstack().loc[list(dict.fromkeys(rows.field)), list(system.observers)]


def server_count(name: str) -> int:
    """Return how many servers of a federation were recorded."""
    return int(_rows(SYSTEMS[name]).server.nunique())


def event_copies() -> pd.DataFrame:
    """Return which share of the messages each of three real homeservers got.

    Returns
    -------
    pandas.DataFrame
        Scenario and sender × `SERVERS`.

    Examples
    --------
    Carol's server was blocked, so that what she wrote stayed on it:

    >>> event_copies().loc[("acl", "carol")].to_dict()
    {'server1': 0.0, 'server2': 0.0, 'server3': 1.0}
    """
    return recording("matrix_events").groupby(["scenario", "sender"])[list(SERVERS)].mean()


@functools.cache
def _fields(name: str) -> pd.DataFrame:
    system, found = SYSTEMS[name], field_forms(name)
    from guidekit.exposure import exposure  # what is recorded can be read without the engine

    journeys = dict.fromkeys(journey for journey, _ in system.data.values())
    known = {journey: exposure(journey).set_index(["observer", "datum"]).level for journey in journeys}
    for role, observer in system.observers.items():
        levels = [_level(system, known, field, observer) for field in found.index]
        found[f"{role} says"] = pd.Series(levels, index=found.index, dtype=object)  # a missing one stays None
    return found.sort_index(key=lambda fields: ~fields.isin(list(system.data)), kind="stable")


def _level(system: System, known: dict[str, pd.Series], field: str, observer: str) -> float | None:
    if field not in system.data:
        return None
    journey, datum = system.data[field]
    return float(known[journey][observer, datum])
