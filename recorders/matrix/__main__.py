"""Record what three Matrix homeservers store, and what they do when one is away or banned."""

from __future__ import annotations

import asyncio
import logging
from importlib.metadata import version

from recorders.matrix.events import record_events
from recorders.matrix.people import Person
from recorders.matrix.servers import ADDRESS, Servers
from recorders.matrix.view import make_rooms, record_view
from recorders.recording import Run, Table, record, say

NAMES = ("alice", "bob", "carol")


async def talk(run: Run, servers: Servers) -> list[Table]:
    """Let three people meet in two rooms."""
    people = [Person(name, server, run.folder) for name, server in zip(NAMES, ADDRESS, strict=True)]
    alice, bob, carol = people
    try:
        await asyncio.gather(*(person.begin() for person in people))
        rooms = await make_rooms(alice, [bob, carol], servers)
        view = await record_view(alice, [bob, carol], rooms, servers)
        return [view, await record_events(*people, rooms[False], servers)]
    finally:
        for person in people:
            await person.client.close()


def work(run: Run) -> list[Table]:
    """Record three Matrix homeservers on the loopback."""
    logging.disable(logging.CRITICAL)
    run.versions |= {name: version(name) for name in ("matrix-synapse", "matrix-nio", "vodozemac")}
    say("making keys")
    servers = Servers(run)
    servers.start(*ADDRESS)
    say("three homeservers are up")
    return asyncio.run(talk(run, servers))


if __name__ == "__main__":
    record("matrix", work, limit=240)
