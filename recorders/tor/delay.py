"""The delay line before each relay: what comes for IP:5000 goes to IP:6000, a while later, both ways.

A program of its own, so that the recorder's work does not shake its clock. No root and no kernel module
needed. Arguments: the file that holds the delay in milliseconds, then the addresses.
"""

from __future__ import annotations

import asyncio
import contextlib
import selectors
import socket
import sys
from pathlib import Path

OUTSIDE, INSIDE = 5000, 6000  # the port that is advertised, and the one the relay listens on
LOOK = 0.1  # seconds between looks at the file


class Line:
    """All links of the network, with one delay that can be changed while they run."""

    def __init__(self, file: Path) -> None:
        self.file, self.delay = file, 0.0

    async def watch(self) -> None:
        """Follow the file."""
        while True:
            with contextlib.suppress(ValueError, OSError):
                self.delay = float(self.file.read_text()) / 1000
            await asyncio.sleep(LOOK)

    async def serve(self, address: str) -> None:
        """Stand before one relay."""

        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(OSError):
                inner_reader, inner_writer = await asyncio.open_connection(address, INSIDE)
                for one in (writer, inner_writer):  # a small packet must not wait for the next
                    one.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                await asyncio.gather(self.pass_on(reader, inner_writer), self.pass_on(inner_reader, writer))
            writer.close()

        await asyncio.start_server(accept, address, OUTSIDE)

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass everything on in its order, each chunk as late as the delay was when it came."""
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        async def release() -> None:
            while True:
                due, chunk = await waiting.get()
                if (wait := due - loop.time()) > 0:
                    await asyncio.sleep(wait)
                if not chunk:
                    writer.close()
                    return
                writer.write(chunk)

        async def take() -> None:
            chunk = b"-"
            while chunk:
                try:
                    chunk = await reader.read(65536)
                except OSError:
                    chunk = b""
                waiting.put_nowait((loop.time() + self.delay, chunk))

        await asyncio.gather(take(), release())


async def main(file: Path, addresses: list[str]) -> None:
    """Serve all addresses until somebody ends the program."""
    line = Line(file)
    for address in addresses:
        await line.serve(address)
    await line.watch()


if __name__ == "__main__":
    # select() keeps time to the microsecond; epoll, asyncio's usual choice, rounds up to milliseconds.
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(selectors.SelectSelector())) as runner:
        runner.run(main(Path(sys.argv[1]), sys.argv[2:]))
