"""A control connection to one tor process: commands, their replies, and events as they come."""

from __future__ import annotations

import socket
import time
from pathlib import Path


class RefusedError(RuntimeError):
    """Tor answered a command with an error."""


class LateError(RuntimeError):
    """An event or a reply did not come in time."""


class Control:
    """Talks to one process over its unix socket. Events are kept until somebody asks for them."""

    def __init__(self, path: Path) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(str(path))
        self.buffer = b""
        self.events: list[tuple[float, str]] = []  # when each came, and what it said
        self.history: list[str] = []  # all of them
        self.ask("AUTHENTICATE")

    def ask(self, command: str, patience: float = 20.0) -> list[str]:
        """Send a command and return the lines of its reply without their codes.

        Raises
        ------
        RefusedError
            If tor does not do it.
        """
        self.socket.sendall(command.encode() + b"\r\n")
        deadline, reply = time.monotonic() + patience, []
        while True:
            line = self._line(deadline)
            if line.startswith("650"):
                self._event(line, deadline)
                continue
            reply.append(line[4:])
            if line[3] == "+":  # a block of data, ended by a line with a dot
                while (part := self._line(deadline)) != ".":
                    reply.append(part)
            elif line[3] == " ":
                if not line.startswith("25"):
                    raise RefusedError(line)
                return reply

    def wait(self, *words: str, patience: float) -> tuple[float, str]:
        """Return the next event that holds all these words, and when it came; others are forgotten."""
        deadline = time.monotonic() + patience
        while True:
            while self.events:
                moment, text = self.events.pop(0)
                if all(word in f" {text} " for word in words):
                    return moment, text
            self._event(self._line(deadline), deadline)

    def gather(self, seconds: float) -> list[str]:
        """Wait, and return all events that have come until then."""
        deadline = time.monotonic() + seconds
        try:
            while True:
                self._event(self._line(deadline), deadline)
        except LateError:
            found = [text for _, text in self.events]
            self.events.clear()
            return found

    def close(self) -> None:
        """End the conversation."""
        self.socket.close()

    def _event(self, line: str, deadline: float) -> None:
        moment = time.monotonic()
        while line[3:4] == "-" or line[3:4] == "+":
            line = self._line(deadline)
        self.events.append((moment, line[4:]))
        self.history.append(line[4:])

    def _line(self, deadline: float) -> str:
        while b"\r\n" not in self.buffer:
            self.socket.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                more = self.socket.recv(65536)
            except TimeoutError:
                raise LateError("tor did not say anything more in time") from None
            if not more:
                raise LateError("tor has gone")
            self.buffer += more
        line, _, self.buffer = self.buffer.partition(b"\r\n")
        return line.decode(errors="replace")


def words(event: str) -> dict[str, str]:
    """Read the KEY=VALUE words of an event.

    >>> words("CELL_STATS ID=8 InboundRemoved=relay:3")
    {'ID': '8', 'InboundRemoved': 'relay:3'}
    """
    return dict(word.split("=", 1) for word in event.split() if "=" in word)
