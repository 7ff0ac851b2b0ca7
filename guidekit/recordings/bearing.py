"""Recordings: what was measured on real systems, where a claim asks for it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from guidekit.recordings.reading import recording

Reading = tuple[bool, str]
"""Whether a recording bears the sentence out, and what it shows."""

STATE = ("sender", "room", "time", "members")
FIELDS = ("nickname", "reaction")


def sealed_sender(frame: pd.DataFrame) -> Reading:
    """Look for the sender in an envelope of libsignal."""
    sender = frame[frame.field.str.startswith("sender_") & (frame.in_recipient_result == 1)]
    found = int(sender.in_server_envelope.sum())
    return found == 0, f"{found} of {len(sender)} marks of the sender stand in an envelope of libsignal"


def clear_to_all(frame: pd.DataFrame, fields: tuple[str, ...]) -> Reading:
    """Look whether every homeserver has these fields of the encrypted room in the clear, and no body."""
    sealed = frame[frame.encrypted_room == 1]
    clear = sealed[sealed.value_kind == "clear"].groupby("field").server.nunique()
    servers = sealed.server.nunique()
    everywhere = [field for field in fields if clear.get(field, 0) == servers]
    hidden = (sealed[sealed.field == "body"].value_kind == "cipher").all()
    told = (
        f"the databases of {servers} real homeservers hold in the clear: {', '.join(everywhere) or 'nothing'}"
    )
    return bool(len(everywhere) == len(fields) and hidden), told


def blocked(frame: pd.DataFrame) -> Reading:
    """Look whether what someone on a blocked server writes still reaches the other servers."""
    rows = frame[(frame.scenario == "acl") & (frame.sender == "carol")]
    reached = int(rows[["server1", "server2"]].sum(axis=None))
    return reached == 0, (
        f"in a real federation {reached} of 2 servers got a message from the server they had blocked"
    )


def lookups(frame: pd.DataFrame) -> Reading:
    """Look whether the rounds grow more slowly than the network."""
    rounds = frame[frame.k == frame.k.max()].groupby("n").rounds.mean()
    growth = rounds.iloc[-1] / rounds.iloc[0]
    told = (
        f"in a real table {rounds.index[-1] / rounds.index[0]:.0f} times the nodes took {growth:.2f} "
        "times the rounds"
    )
    return bool(1 < growth < rounds.index[-1] / rounds.index[0]), told


def neighbours(frame: pd.DataFrame) -> Reading:
    """Look whether any relay of a real network names more than the hops beside it."""
    beside = {"entry": {"middle"}, "middle": {"entry", "exit"}, "exit": {"middle"}}
    ends = {"a client without a name", "the destination"}
    named = frame.groupby("relay").apply(lambda rows: {*rows.prev_hop, *rows.next_hop}, include_groups=False)
    strangers = [relay for relay, names in named.items() if names - ends - beside.get(str(relay), set())]
    both = [relay for relay, names in named.items() if ends <= names]
    nosy = {*strangers, *both}
    return (
        not nosy,
        f"{len(nosy)} of {len(named)} relays of a real Tor network knew more than their neighbours",
    )


def round_trips(frame: pd.DataFrame) -> Reading:
    """Look whether round trips grow with the number of relays."""
    late = frame[(frame.delay_ms == frame.delay_ms.max()) & (frame.outcome == "ok")]
    median = late.groupby("hops").rtt_ms.median()
    told = (
        f"with {late.delay_ms.iloc[0]:.0f} ms a link, a real Tor network took {median.loc[3]:.0f} ms for a "
        f"round trip over 3 relays and {median.loc[6]:.0f} over 6"
    )
    return bool(median.loc[6] > median.loc[3] > median.loc[0]), told


def failures(frame: pd.DataFrame) -> Reading:
    """Look how long a client waited for a relay that went silent."""
    wait = frame.set_index("kind").loc["build through frozen"]
    told = f"a client of a real Tor network noticed after {wait.detected_s:.0f} s that a relay was silent"
    return bool(wait.detected_s > 1), told


READERS: dict[str, tuple[str, Callable[[pd.DataFrame], Reading]]] = {
    "signal.sealed-sender": ("sealed_sender", sealed_sender),
    "element.unencrypted-metadata": ("matrix_db_view", lambda frame: clear_to_all(frame, FIELDS)),
    "federated.con.metadata": ("matrix_db_view", lambda frame: clear_to_all(frame, STATE)),
    "federated.con.blocking": ("matrix_events", blocked),
    "p2p.dht": ("dht_lookup", lookups),
    "anonymous.onion": ("tor_relay_view", neighbours),
    "anonymous.con.slow": ("tor_hops", round_trips),
    "anonymous.con.reliability": ("tor_failure", failures),
}
"""For each claim that asks for a measurement: the file, and how it is read."""


def read(claim: str) -> tuple[list[str], str]:
    """Hold a claim against its recording.

    Returns
    -------
    tuple
        What the recording says against the claim, in words, and the end of its `how`.
    """
    if claim not in READERS:
        return [], ""
    name, reader = READERS[claim]
    agrees, told = reader(recording(name))
    return [] if agrees else [f"the recording says otherwise: {told}"], f" Recorded ({name}.csv): {told}."
