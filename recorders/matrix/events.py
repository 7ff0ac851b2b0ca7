"""What a federation does when a server is away, when a message is deleted, and when a server is banned."""

from __future__ import annotations

import asyncio
import time

from recorders.children import RecordingError
from recorders.matrix.people import Person, check_answer, until
from recorders.matrix.servers import ADDRESS, Servers
from recorders.recording import Table, say

COLUMNS = {
    "scenario": "offline (server3 is down), back (up again), redact (deleted), acl (server3 banned)",
    "message": "number of the message in the scenario, from 0",
    "sender": "whose message it is; alice is on server1, bob on server2, carol on server3",
    "server1": "1 if the database of server1 holds the text",
    "server2": "1 if the database of server2 holds the text",
    "server3": "1 if the database of server3 holds the text",
    "seconds": "until it was so; where a text is missing, how long it was waited for",
}
OFFLINE, SETTLE = 6, 5.0  # messages while a server is away; seconds until something counts as not coming

Row = tuple[object, ...]


async def record_events(alice: Person, bob: Person, carol: Person, room: str, servers: Servers) -> Table:
    """Play the scenarios one after the other in the plain room, so that texts can be looked for."""
    rows = await away(alice, bob, carol, room, servers)
    rows += await redaction(alice, bob, carol, room, servers)
    rows += await ban(alice, bob, carol, room, servers)
    return Table("matrix_events", COLUMNS, rows)


async def away(alice: Person, bob: Person, carol: Person, room: str, servers: Servers) -> list[Row]:
    """Stop server3, talk without it, and start it again."""
    say("server3 is away")
    servers.stop("server3")
    texts = {f"while you were out {n}": (alice, bob)[n % 2] for n in range(OFFLINE)}
    begin = time.monotonic()
    for text, sender in texts.items():
        await sender.send(room, text)
    await until(
        lambda: all(servers.has_event(s, t) for s in ("server1", "server2") for t in texts),
        [alice, bob],
        "messages do not flow between the servers that are up",
    )
    seconds = round(time.monotonic() - begin, 2)
    rows = [
        ("offline", n, sender.name, *server_copies(servers, text), seconds)
        for n, (text, sender) in enumerate(texts.items())
    ]
    servers.start("server3")
    begin = time.monotonic()
    await until(
        lambda: all(servers.has_event("server3", text) for text in texts), [carol], "server3 never caught up"
    )
    seconds = round(time.monotonic() - begin, 2)
    return rows + [
        ("back", n, sender.name, *server_copies(servers, text), seconds)
        for n, (text, sender) in enumerate(texts.items())
    ]


async def redaction(alice: Person, bob: Person, carol: Person, room: str, servers: Servers) -> list[Row]:
    """Delete a message, and see what is left of it once nobody can read it through the servers any more."""
    say("a message is deleted")
    text = "I should not have said that"
    number = await alice.send(room, text)
    everybody = [alice, bob, carol]
    await until(lambda: all(servers.has_event(s, text) for s in ADDRESS), everybody, "not stored everywhere")
    begin = time.monotonic()
    check_answer(await alice.client.room_redact(room, number))
    for person in everybody:
        while "body" in (await person.client.room_get_event(room, number)).event.source["content"]:
            if time.monotonic() - begin > SETTLE * 4:
                raise RecordingError(f"{person.server} still shows the deleted message")
            await asyncio.sleep(0.1)
    return [("redact", 0, "alice", *server_copies(servers, text), round(time.monotonic() - begin, 2))]


async def ban(alice: Person, bob: Person, carol: Person, room: str, servers: Servers) -> list[Row]:
    """Ban server3 from the room, and let everybody say something."""
    say("server3 is banned")
    rule = {"allow": ["*"], "deny": [ADDRESS["server3"]], "allow_ip_literals": True}
    check_answer(await alice.client.room_put_state(room, "m.room.server_acl", rule))
    query = "SELECT 1 FROM current_state_events WHERE room_id = ? AND type = 'm.room.server_acl'"
    await until(
        lambda: all(servers.rows(s, query, room) for s in ("server1", "server2")), [alice, bob], "no ban"
    )
    rows = []
    for number, sender in enumerate((carol, alice, bob)):
        text = f"after the ban, says {sender.name}"
        begin = time.monotonic()
        await sender.send(room, text)
        while time.monotonic() - begin < SETTLE and server_copies(servers, text) != (1, 1, 1):
            await asyncio.sleep(0.1)
        rows.append(
            ("acl", number, sender.name, *server_copies(servers, text), round(time.monotonic() - begin, 2))
        )
    return rows


def server_copies(servers: Servers, text: str) -> tuple[int, ...]:
    """Say for each server whether its database holds a text."""
    return tuple(int(servers.has_event(server, text)) for server in ADDRESS)
