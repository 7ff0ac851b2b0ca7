"""Recordings: what was measured on real systems, where the course has such a file."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from guidekit.paths import course_folder

FILES = {
    "signal.sealed-sender": ("sealed_sender", "a real envelope of libsignal"),
    "element.unencrypted-metadata": ("matrix_db_view", "the databases of real homeservers"),
    "federated.con.metadata": ("matrix_db_view", "the databases of real homeservers"),
    "federated.con.blocking": ("matrix_events", "a real federation with a blocked server"),
    "p2p.dht": ("dht_lookup", "lookups in a real table on one machine"),
    "anonymous.onion": ("tor_relay_view", "the relays of a real Tor network on one machine"),
    "anonymous.con.slow": ("tor_hops", "round trips in a real Tor network on one machine"),
    "anonymous.con.reliability": ("tor_failure", "failing relays of a real Tor network on one machine"),
}
"""For each claim that asks for a measurement: the file and what it holds."""


@lru_cache(maxsize=32)
def recording(name: str) -> pd.DataFrame | None:
    """Read ``data/measured/<name>.csv``, or return None if nobody has recorded it yet."""
    path = course_folder("data") / "measured" / f"{name}.csv"
    return pd.read_csv(path, comment="#") if path.is_file() else None


def recorded(claim: str) -> str:
    """Say what was recorded for a claim, as the end of its `how`; nothing if none is asked for."""
    if claim not in FILES:
        return ""
    name, what = FILES[claim]
    frame = recording(name)
    if frame is None:
        return f" No recording of {what} is there yet."
    return f" Recorded beside it: {what}, {len(frame):,} rows of {name}.csv."
