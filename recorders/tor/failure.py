"""A relay that is killed, and one that falls silent: how soon the client knows, and what it does about it."""

from __future__ import annotations

import signal
import time

from recorders.children import tell
from recorders.recording import Table, say
from recorders.tor.circuits import Circuits
from recorders.tor.control import LateError
from recorders.tor.network import RELAYS, Network

COLUMNS = {
    "kind": "what happened to the middle relay of a circuit in use",
    "waited_s": "how long the client was watched",
    "detected_s": "until the client knew; empty if it did not know in that time",
    "error": "what the client was told",
    "rebuild_s": "until a new circuit around the relay had brought an answer",
}
PATIENCE = 15  # seconds a request is waited for
BUILD_LIMIT = 60  # seconds after which the client gives a circuit up, as configured


def record_failure(network: Network, circuits: Circuits) -> Table:
    """Kill one relay and freeze another, each in the middle of a circuit."""
    network.set_delay(0)
    first, killed, frozen, last, *spare = RELAYS
    say("a relay is killed")
    circuit = working_circuit(circuits, [first, killed, last])
    begin = time.monotonic()
    tell(network.processes[killed], signal.SIGKILL)
    moment, event = circuits.control.wait(f" CIRC {circuit} CLOSED ", patience=PATIENCE)
    reason = "/".join(word.split("=")[1] for word in event.split() if "REASON=" in word)
    rows = [
        (
            "killed",
            PATIENCE,
            round(moment - begin, 3),
            reason,
            seconds_to_rebuild(circuits, [first, spare[0], last]),
        )
    ]
    network.stop(killed)

    say("a relay is frozen; the client waits")
    circuit = working_circuit(circuits, [first, frozen, last])
    tell(network.processes[frozen], signal.SIGSTOP)
    got = circuits.fetch(circuit, 1, PATIENCE)
    around = seconds_to_rebuild(circuits, [first, spare[0], last])
    rows.append(("frozen", PATIENCE, "", f"none; the request was {got.outcome}", around))
    begin = time.monotonic()
    try:
        circuits.build([first, frozen, last], patience=BUILD_LIMIT + 20)
        rows.append(("build through frozen", BUILD_LIMIT + 20, "", "none; it was built", ""))
    except LateError as failed:
        reason = "/".join(word.split("=")[1] for word in str(failed).split() if "REASON=" in word)
        gave_up = round(time.monotonic() - begin, 3)
        rows.append(("build through frozen", BUILD_LIMIT + 20, gave_up, reason or "none", ""))
    tell(network.processes[frozen], signal.SIGCONT)
    return Table("tor_failure", COLUMNS, rows)


def working_circuit(circuits: Circuits, path: list[str]) -> str:
    """Build a circuit and see that it works."""
    circuit, _ = circuits.build(path)
    if circuits.fetch(circuit, 1).outcome != "ok":
        raise LateError(f"no answer through {path}")
    return circuit


def seconds_to_rebuild(circuits: Circuits, path: list[str]) -> float:
    """Return the seconds until another path has brought an answer."""
    begin = time.monotonic()
    circuit = working_circuit(circuits, path)
    seconds = time.monotonic() - begin
    circuits.close(circuit)
    return round(seconds, 3)
