"""The shipped recordings as files: whole, small, explained, and without a trace of the machine."""

from __future__ import annotations

import datetime
import getpass
import hashlib
import json
import re
import socket

import pandas as pd
import pytest

from tests.measured.recorded import SHIPPED

EXPECTED = {
    "dht": ("dht_lookup", "dht_churn"),
    "matrix": ("matrix_db_view", "matrix_events"),
    "signal": ("sealed_sender", "libsignal_exposure", "pqxdh_sizes"),
    "tor": ("tor_hops", "tor_relay_view", "tor_onion", "tor_failure"),
    "xmpp": ("xmpp_archive", "xmpp_delivery"),
}
NAMES = [(recorder, name) for recorder, names in EXPECTED.items() for name in names]
SIDECAR = {
    "table": str,
    "rows": int,
    "columns": dict,
    "recorded": str,
    "command": str,
    "machine": str,
    "network": str,
    "priority": str,
    "run_seconds": float,
    "versions": dict,
    "sha256": str,
}
PROGRAM = {
    "dht": "kademlia",
    "matrix": "matrix-synapse",
    "signal": "libsignal-client",
    "tor": "tor",
    "xmpp": "prosody",
}


def test_every_table_is_there_with_its_note_and_nothing_else():
    wanted = {f"{name}.{kind}" for _, name in NAMES for kind in ("csv", "json")}
    assert {path.name for path in SHIPPED.iterdir()} == wanted


@pytest.mark.parametrize(("recorder", "name"), NAMES, ids=lambda word: word)
def test_the_note_fits_the_table(recorder, name):
    note = json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8"))
    assert {key: type(value) for key, value in note.items()} == SIDECAR
    content = (SHIPPED / f"{name}.csv").read_bytes()
    table = pd.read_csv(SHIPPED / f"{name}.csv")
    assert hashlib.sha256(content).hexdigest() == note["sha256"], "the table is not the one that was recorded"
    assert note["table"] == name
    assert note["rows"] == len(table) > 0
    assert list(note["columns"]) == list(table.columns)
    assert all(note["columns"].values())
    assert note["command"] == f"make record-{recorder}"
    assert datetime.date(2026, 1, 1) <= datetime.date.fromisoformat(note["recorded"])
    assert re.fullmatch(r"\d+ cores, \w+", note["machine"])
    assert re.match(r"\d+(\.\d+)+", note["versions"][PROGRAM[recorder]])


def test_all_together_are_small():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 1_000_000


@pytest.mark.parametrize("path", sorted(SHIPPED.iterdir()), ids=lambda path: path.name)
def test_nothing_names_the_machine(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/(tmp|home|root|work|Users|var|opt)\b|[A-Z]:\\", text)
    addresses = re.findall(r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b", text)
    versions = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["versions"].values()
    assert not [a for a in addresses if not a.startswith("127.") and a not in versions]
    for name in {socket.gethostname(), getpass.getuser()} - {"localhost"}:
        assert not re.search(rf"\b{re.escape(name)}\b", text)
