"""An onion service: two legs that meet at a relay, and what the detour costs."""

from __future__ import annotations

import time

from recorders.children import RecordingError
from recorders.recording import Table, say
from recorders.tor.circuits import ask, finish_socks, open_socks
from recorders.tor.control import Control
from recorders.tor.network import Network

COLUMNS = {
    "delay_ms": "delay of every link, one way",
    "try": "number of the visit, from 0; each has circuits of its own, the descriptor is known",
    "connect_s": "until the service was reached, with introduction and rendezvous",
    "request": "number of the request of this visit, from 0",
    "rtt_ms": "from the request to the whole answer of 200 bytes",
    "client_hops": "relays of the client's leg, with the one where the legs meet",
    "service_hops": "relays of the service's leg, with the one where the legs meet",
}
PATIENCE = 60


def record_onion(network: Network, delays: list[int], visits: int, requests: int) -> Table:
    """Publish a service and visit it at each delay."""
    network.set_delay(0)
    network.start_service()
    host = (network.folder / "service/service/hostname").read_text().strip()
    client, service = network.control["client"], network.control["service"]
    say("waiting for the onion service")
    first_visit(host)
    rows = []
    for delay in delays:
        say(f"onion service at {delay} ms a link")
        network.set_delay(delay)
        for number in range(visits):
            begin = time.monotonic()
            with open_socks(host, 80, PATIENCE, b"%d-%d" % (delay, number)) as stream:
                finish_socks(stream)
                connect_s = round(time.monotonic() - begin, 3)
                times = [round(ask(stream), 2) for _ in range(requests)]
                legs = (leg(client, "HS_CLIENT_REND"), leg(service, "HS_SERVICE_REND"))
            rows += [(delay, number, connect_s, n, ms, *legs) for n, ms in enumerate(times)]
    return Table("tor_onion", COLUMNS, rows)


def first_visit(host: str) -> None:
    """Visit until the service is published and its descriptor is here."""
    begin = time.monotonic()
    while True:
        try:
            with open_socks(host, 80, PATIENCE, b"first") as stream:
                finish_socks(stream)
                ask(stream)
                return
        except (ConnectionError, TimeoutError):
            if time.monotonic() - begin > PATIENCE:
                raise RecordingError("the onion service was never reached") from None
            time.sleep(1)


def leg(control: Control, purpose: str) -> int:
    """Count the relays of the newest leg that was joined with the other."""
    said = [line.removeprefix("circuit-status=").split() for line in control.ask("GETINFO circuit-status")]
    joined = {
        int(words[0]): words[2].count("$")
        for words in said
        if f"PURPOSE={purpose}" in words and any(word.endswith("_JOINED") for word in words)
    }
    if not joined:
        raise RecordingError(f"no circuit for {purpose} was joined: {said}")
    return joined[max(joined)]
