"""What each homeserver's database holds of what happens in an encrypted room, and in a plain one."""

from __future__ import annotations

import asyncio
import json

from recorders.matrix.people import AGENT, DEVICE_NAME, Person, check_answer, until
from recorders.matrix.servers import ADDRESS, Servers
from recorders.recording import Table, say

COLUMNS = {
    "server": "server1 is the sender's own; server2 and server3 have one member in the room each",
    "role": "home (of the sender) or remote",
    "field": "what was looked for in the server's database",
    "value_kind": "clear, cipher (only sealed) or absent",
    "encrypted_room": "1 for the encrypted room, 0 for the plain one",
}
SECRET, OPEN = "meet me at the old harbour", "the ferry leaves at nine"
NAME, TOPIC, NICKNAME, EMOJI = "Harbour friends", "who brings the lantern", "Alice the Navigator", "🦑"
RESTING = 7  # seconds: servers write addresses down every five


async def make_rooms(alice: Person, others: list[Person], servers: Servers) -> dict[bool, str]:
    """Make an encrypted and a plain room with everybody in both; return them by whether they encrypt."""
    check_answer(await alice.client.set_displayname(NICKNAME))
    rooms = {}
    for encrypted in (True, False):
        state = []
        if encrypted:
            content = {"algorithm": "m.megolm.v1.aes-sha2"}
            state.append({"type": "m.room.encryption", "state_key": "", "content": content})
        rooms[encrypted] = check_answer(
            await alice.client.room_create(
                name=NAME if encrypted else "Ferry times",
                topic=TOPIC if encrypted else "departures",
                invite=[person.client.user_id for person in others],
                initial_state=state,
            )
        ).room_id
        for person in others:
            check_answer(await person.client.join(rooms[encrypted]))
    everybody = [alice, *others]
    await until(
        lambda: (
            all(
                len(p.client.rooms[r].users) == 3
                for p in everybody
                for r in rooms.values()
                if r in p.client.rooms
            )
            and all(r in p.client.rooms for p in everybody for r in rooms.values())
        ),
        everybody,
        "not everybody sees everybody",
    )
    return rooms


async def record_view(alice: Person, others: list[Person], rooms: dict[bool, str], servers: Servers) -> Table:
    """Talk in both rooms, then look into the three databases."""
    say("a message, a reaction and a receipt")
    secret = await alice.send(rooms[True], SECRET)
    await until(lambda: all(SECRET in p.texts for p in others), others, "the sealed message was not read")
    await alice.react(rooms[True], secret, EMOJI)
    opened = await alice.send(rooms[False], OPEN)
    await until(lambda: all(OPEN in p.texts for p in others), others, "the open message was not read")
    check_answer(await alice.client.room_read_markers(rooms[True], secret, secret))
    check_answer(await alice.client.set_presence("online", "at the pier"))
    await until(lambda: all(servers.has_event(s, EMOJI) for s in ADDRESS), others, "no reaction")
    await asyncio.sleep(RESTING)
    rows = []
    for server in ADDRESS:
        role = "home" if server == alice.server else "remote"
        found = look(servers, server, alice.client.user_id, rooms[True], secret)
        rows += [(server, role, field, kind, 1) for field, kind in found.items()]
        plain = "clear" if OPEN in event(servers, server, opened)["content"].get("body", "") else "absent"
        rows.append((server, role, "body", plain, 0))
    return Table("matrix_db_view", COLUMNS, rows)


def look(servers: Servers, server: str, user: str, room: str, message: str) -> dict[str, str]:
    """Say of each field in which form a server holds it."""
    sealed = event(servers, server, message)
    content = sealed["content"]
    body = "clear" if servers.holds(server, SECRET) else "cipher" if content.get("ciphertext") else "absent"

    def clear(here: object) -> str:
        return "clear" if here else "absent"

    def rows(query: str, *values: object) -> list[tuple]:
        return servers.rows(server, query, *values)

    members = rows("SELECT user_id FROM room_memberships WHERE room_id = ? AND membership = 'join'", room)
    addresses = rows("SELECT ip FROM user_ips WHERE user_id = ?", user)
    own_keys = rows("SELECT 1 FROM e2e_device_keys_json WHERE user_id = ?", user)
    cached = rows("SELECT 1 FROM device_lists_remote_cache WHERE user_id = ?", user)
    return {
        "body": body,
        "sender": clear(sealed["sender"] == user),
        "room": clear(sealed["room_id"] == room),
        "time": clear(sealed.get("origin_server_ts")),
        "order": clear(sealed.get("prev_events") and sealed.get("depth")),
        "members": clear(len({user_id for (user_id,) in members}) == 3),
        "sender_device": clear(content.get("device_id")),
        "sender_key": clear(content.get("sender_key")),
        "session_id": clear(content.get("session_id")),
        "room_name": clear(servers.holds(server, NAME)),
        "topic": clear(servers.holds(server, TOPIC)),
        "nickname": clear(servers.holds(server, NICKNAME)),
        "reaction": clear(servers.has_event(server, EMOJI)),
        "receipt": clear(
            rows("SELECT 1 FROM receipts_linearized WHERE user_id = ? AND event_id = ?", user, message)
        ),
        "presence": clear(rows("SELECT 1 FROM presence_stream WHERE user_id = ? AND state = 'online'", user)),
        "device_keys": clear(own_keys or cached),
        "address": clear(addresses),
        "user_agent": clear(rows("SELECT 1 FROM user_ips WHERE user_id = ? AND user_agent = ?", user, AGENT)),
        "device_name": clear(device_names(servers, server, user)),
    }


def event(servers: Servers, server: str, event_id: str) -> dict:
    """Read one event as a server has stored it."""
    return json.loads(servers.rows(server, "SELECT json FROM event_json WHERE event_id = ?", event_id)[0][0])


def device_names(servers: Servers, server: str, user: str) -> bool:
    """Look for the name of the sender's device, among a server's own devices and those it heard of."""
    own = servers.rows(
        server, "SELECT 1 FROM devices WHERE user_id = ? AND display_name = ?", user, DEVICE_NAME
    )
    heard = servers.rows(
        server,
        "SELECT 1 FROM device_lists_remote_cache WHERE user_id = ? AND instr(content, ?)",
        user,
        json.dumps(DEVICE_NAME),
    )
    return bool(own or heard)
