"""A client with one account, made on its first visit."""

from __future__ import annotations

import asyncio
from typing import Any

from slixmpp import ClientXMPP
from slixmpp.exceptions import IqError, IqTimeout

from recorders.children import RecordingError
from recorders.xmpp.servers import CLIENT_PORT

PASSWORD = "a secret of a test"
PATIENCE = 15


class Client(ClientXMPP):
    """Keeps what arrives in a queue."""

    def __init__(self, name: str, domain: str, device: str) -> None:
        super().__init__(f"{name}@{domain}/{device}", PASSWORD)
        self.domain = domain
        self.arrived: asyncio.Queue[Any] = asyncio.Queue()
        self.ready = asyncio.Event()
        self.enable_plaintext = True  # the client's link is not what is measured
        self.enable_starttls = self.enable_direct_tls = False
        self["feature_mechanisms"].unencrypted_scram = True
        self.register_plugin("xep_0077")
        self["xep_0077"].force_registration = True
        self.add_event_handler("register", self._register)
        self.add_event_handler("session_start", lambda _: self.ready.set())
        self.add_event_handler("message", self.arrived.put_nowait)

    async def begin(self) -> Client:
        """Connect, make the account if it is new, and say that we are here."""
        self.connect(self.domain, CLIENT_PORT)
        try:
            await asyncio.wait_for(self.ready.wait(), PATIENCE)
        except TimeoutError:
            raise RecordingError(f"{self.boundjid.bare} could not log in") from None
        self.send_presence()
        return self

    async def next(self) -> Any:
        """Return the next message."""
        return await asyncio.wait_for(self.arrived.get(), PATIENCE)

    async def leave(self) -> None:
        """Log out."""
        await self.disconnect()

    async def _register(self, _: object) -> None:
        ask = self.Iq()
        ask["type"] = "set"
        ask["register"]["username"] = self.boundjid.user
        ask["register"]["password"] = PASSWORD
        try:
            await ask.send(timeout=PATIENCE)
        except (IqError, IqTimeout):
            return  # it is there already
