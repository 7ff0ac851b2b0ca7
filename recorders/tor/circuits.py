"""The client's circuits: build one along a path we choose, and send requests through it."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass, field

from recorders.tor.control import LateError, RefusedError
from recorders.tor.network import SITE, SITE_PORT, SOCKS_PORT, Network

REQUEST = b"GET / HTTP/1.1\r\nHost: site\r\n\r\n"
PAGE_BYTES = 200


@dataclass
class Fetch:
    """What came of a few requests on one stream."""

    outcome: str  # ok, refused (by the client itself) or silent
    stream_ms: float | None = None
    rtt_ms: list[float] = field(default_factory=list)
    said: str = ""


class Circuits:
    """Circuits of our own making; the client makes none by itself and attaches nothing."""

    def __init__(self, network: Network) -> None:
        self.network, self.control = network, network.control["client"]
        self.control.ask("SETCONF __LeaveStreamsUnattached=1 __DisablePredictedCircuits=1")
        self.control.ask("SETEVENTS CIRC STREAM")

    def build(self, names: list[str], patience: float = 70) -> tuple[str, float]:
        """Build a circuit; return its id and the milliseconds it took.

        Raises
        ------
        LateError
            If it is not built in time, or fails.
        """
        begin = time.monotonic()
        said = self.control.ask(f"EXTENDCIRCUIT 0 {self.network.path(names)}")[0]
        circuit = said.split()[-1]
        while True:
            moment, event = self.control.wait(f" CIRC {circuit} ", patience=patience)
            state = event.split()[2]
            if state == "BUILT":
                return circuit, (moment - begin) * 1000
            if state in ("FAILED", "CLOSED"):
                raise LateError(event)

    def close(self, circuit: str) -> None:
        """Close a circuit, if it is still there."""
        try:
            self.control.ask(f"CLOSECIRCUIT {circuit}")
        except RefusedError:
            return

    def fetch(self, circuit: str, requests: int, patience: float = 15) -> Fetch:
        """Open a stream to the site through a circuit and send requests, one after the other."""
        begin = time.monotonic()
        with open_socks(SITE, SITE_PORT, patience) as stream:
            _, event = self.control.wait(" STREAM ", " NEW ", "PURPOSE=USER", patience=patience)
            number = event.split()[1]
            try:
                self.control.ask(f"ATTACHSTREAM {number} {circuit}")
            except RefusedError as refused:
                self.control.ask(f"CLOSESTREAM {number} 1")  # else our side waits half a minute
                return Fetch("refused", said=str(refused))
            try:
                finish_socks(stream)
                stream_ms = (time.monotonic() - begin) * 1000
                return Fetch("ok", stream_ms, [ask(stream) for _ in range(requests)])
            except TimeoutError:
                return Fetch("silent")
            except ConnectionError as error:
                return Fetch("closed", said=type(error).__name__)

    def let_go(self) -> None:
        """Let the client attach streams by itself again."""
        self.control.ask("RESETCONF __LeaveStreamsUnattached __DisablePredictedCircuits")


def fetch_directly(requests: int) -> list[float]:
    """Send requests without tor."""
    with socket.create_connection((SITE, SITE_PORT), 5) as stream:
        return [ask(stream) for _ in range(requests)]


def open_socks(host: str, port: int, patience: float, name: bytes = b"") -> socket.socket:
    """Ask tor for a stream; a name of its own gives it circuits of its own."""
    stream = socket.create_connection(("127.0.0.1", SOCKS_PORT), patience)
    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    stream.sendall(b"\x05\x01\x02" if name else b"\x05\x01\x00")
    receive(stream, 2)
    if name:
        stream.sendall(bytes([1, len(name)]) + name + bytes([1]) + b"x")
        receive(stream, 2)
    stream.sendall(b"\x05\x01\x00\x03" + bytes([len(host)]) + host.encode() + port.to_bytes(2, "big"))
    return stream


def finish_socks(stream: socket.socket) -> None:
    """Wait until tor says that the stream is open."""
    if (answer := receive(stream, 10))[1]:
        raise ConnectionError(f"SOCKS reply {answer[1]}")


def ask(stream: socket.socket) -> float:
    """Send one request; return the milliseconds until the whole answer is here."""
    begin = time.perf_counter()
    stream.sendall(REQUEST)
    receive(stream, PAGE_BYTES)
    return (time.perf_counter() - begin) * 1000


def receive(stream: socket.socket, size: int) -> bytes:
    """Read so many bytes."""
    found = b""
    while len(found) < size:
        more = stream.recv(size - len(found))
        if not more:
            raise ConnectionError("the stream was closed")
        found += more
    return found
