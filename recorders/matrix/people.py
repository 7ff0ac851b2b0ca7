"""People on the servers: clients that encrypt as Element does, with the same cryptography."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nio import AsyncClient, AsyncClientConfig, RoomMessageText

from recorders.children import RecordingError
from recorders.matrix.servers import ADDRESS

AGENT = "recorded-client/7.31"  # what the client calls itself: to be looked for in the databases
DEVICE_NAME = "Alice's green tablet"
PATIENCE = 60


class Person:
    """One account on one server, and the texts that have arrived."""

    def __init__(self, name: str, server: str, folder: Path) -> None:
        self.name, self.server = name, server
        store = folder / f"{name}-store"
        store.mkdir()
        config = AsyncClientConfig(encryption_enabled=True, custom_headers={"User-Agent": AGENT})
        self.client = AsyncClient(
            f"http://{ADDRESS[server]}:8008", name, store_path=str(store), config=config
        )
        self.texts: dict[str, float] = {}
        self.client.add_event_callback(self._arrived, RoomMessageText)

    async def begin(self) -> None:
        """Make the account and publish its keys."""
        check_answer(await self.client.register(self.name, "a secret of a test", DEVICE_NAME))
        await self.sync()

    async def sync(self) -> None:
        """Fetch what is new, and do what the keys of others need."""
        check_answer(await self.client.sync(timeout=200))
        if self.client.should_upload_keys:
            check_answer(await self.client.keys_upload())
        if self.client.should_query_keys:
            check_answer(await self.client.keys_query())

    async def send(self, room: str, text: str) -> str:
        """Send a text; in an encrypted room it is sealed for every device there."""
        content = {"msgtype": "m.text", "body": text}
        return check_answer(
            await self.client.room_send(room, "m.room.message", content, ignore_unverified_devices=True)
        ).event_id

    async def react(self, room: str, event: str, key: str) -> None:
        """React to a message."""
        content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": event, "key": key}}
        check_answer(await self.client.room_send(room, "m.reaction", content, ignore_unverified_devices=True))

    async def _arrived(self, _: object, event: RoomMessageText) -> None:
        self.texts[event.body] = time.monotonic()


def check_answer(answer: Any) -> Any:
    """Return a server's answer, unless it is an error."""
    if type(answer).__name__.endswith("Error"):
        raise RecordingError(f"the server said: {answer}")
    return answer


async def until(
    what: Callable[[], bool], people: list[Person], problem: str, patience: float = PATIENCE
) -> float:
    """Let people sync until something is so; return the seconds it took."""
    begin = time.monotonic()
    while not what():
        if time.monotonic() - begin > patience:
            raise RecordingError(f"{problem} after {patience} s")
        await asyncio.gather(*(person.sync() for person in people))
        await asyncio.sleep(0.05)
    return time.monotonic() - begin
