"""Record a Tor network: hops and time, what relays see, an onion service, relays that fail."""

from __future__ import annotations

from recorders.recording import Run, Table, record, say
from recorders.tor.circuits import Circuits
from recorders.tor.failure import record_failure
from recorders.tor.hops import MOST, record_hops
from recorders.tor.network import Network, tor_version
from recorders.tor.onion import record_onion
from recorders.tor.view import record_view


def work(run: Run) -> list[Table]:
    """Record a Tor network on the loopback."""
    run.versions["tor"] = tor_version(run.children)
    network = Network(run)
    say(f"the network is ready after {network.start():.0f} s")
    run.priority = run.children.hurry()
    circuits = Circuits(network)
    tables = [record_view(network, circuits)]
    if run.quick:
        return [*tables, record_hops(network, circuits, [50], [1, 2, 3, 4], 3, 4)]
    tables.append(record_hops(network, circuits, [0, 10, 20], list(range(1, MOST + 1)), 3, 5))
    circuits.let_go()
    tables.append(record_onion(network, [0, 10, 20], 3, 3))
    return [*tables, record_failure(network, Circuits(network))]


if __name__ == "__main__":
    record("tor", work, limit=540)
