"""A kernel as a browser talks to it: messages over a websocket, and the sliders that a lesson puts up."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"  # the one that JupyterLab speaks; buffers come as raw bytes
RULE = ("value", "low", "high", "step", "log", "whole")  # what a Control tells the browser
STOPS = 200  # of a slider on a log scale, as in guidekit/panels/knob.js


class LessonError(RuntimeError):
    """A cell of a lesson failed, or the kernel went away."""


@dataclass(frozen=True)
class Message:
    """One message of a kernel: its kind, the request it answers, what it says, and the raw bytes with it."""

    kind: str
    answers: str
    content: dict[str, Any]
    buffers: tuple[bytes, ...] = ()

    @classmethod
    def read(cls, frame: bytes) -> Message:
        """Read a frame of the websocket."""
        _, (header, parent, _, content, *buffers) = deserialize_msg_from_ws_v1(frame)
        return cls(
            json.loads(header)["msg_type"],
            json.loads(parent).get("msg_id", ""),
            json.loads(content),
            tuple(buffers),
        )

    @property
    def ends(self) -> bool:
        """Whether the kernel is done with the request."""
        return self.kind == "status" and self.content["execution_state"] == "idle"

    def picture(self) -> bytes:
        """Return the picture that this message brings to a widget, or nothing."""
        if self.kind != "comm_msg":
            return b""
        paths = self.content["data"].get("buffer_paths", [])
        return next((b for path, b in zip(paths, self.buffers, strict=False) if path == ["png"]), b"")


@dataclass(frozen=True)
class Slider:
    """A slider, and the picture that follows it; both by the ids of their widgets."""

    control: str
    picture: str
    value: float  # where it stands at first
    low: float
    high: float
    step: float
    log: bool
    whole: bool

    @property
    def stops(self) -> float:
        """How many places the hand can move it to."""
        return STOPS if self.log else (self.high - self.low) / self.step

    def at(self, share: float) -> float:
        """Return the value at a share of the way from the left end to the right one."""
        if self.log:
            value = float(f"{self.low * (self.high / self.low) ** (round(share * STOPS) / STOPS):.3g}")
        else:
            value = self.low + round(share * self.stops) * self.step
        value = min(self.high, max(self.low, value))
        return round(value) if self.whole else value


def sliders(messages: Iterable[Message]) -> list[Slider]:
    """Find the finest slider of each picture in what the kernel said while a lesson ran."""
    messages = list(messages)
    opened = {m.content["comm_id"]: m.content["data"]["state"] for m in messages if m.kind == "comm_open"}
    drawn = {m.content["comm_id"] for m in messages if m.picture()}
    found: list[Slider] = []
    for box in opened.values():
        children = [child.removeprefix("IPY_MODEL_") for child in box.get("children", ())]
        for picture in drawn.intersection(children):
            numbers = [child for child in children if opened.get(child, {}).get("kind") == "number"]
            rules = [{name: opened[child][name] for name in RULE} for child in numbers]
            every = [Slider(child, picture, **rule) for child, rule in zip(numbers, rules, strict=True)]
            found += sorted(every, key=lambda slider: slider.stops)[-1:]
    return found


class Kernel:
    """A connection to a kernel."""

    def __init__(self, socket: WebSocketClientConnection, patience: float) -> None:
        self._socket, self._patience = socket, patience
        self._session = Session()

    @classmethod
    @contextlib.asynccontextmanager
    async def connect(cls, url: str, headers: dict[str, str], patience: float) -> AsyncIterator[Kernel]:
        """Connect, and hang up at the end of the block. An answer may take `patience` seconds."""
        request = HTTPRequest(url, headers=headers, connect_timeout=patience, request_timeout=patience)
        socket = await websocket_connect(request, subprotocols=[PROTOCOL])
        try:
            yield cls(socket, patience)
        finally:
            socket.close()

    async def ask(self, kind: str, content: dict[str, Any]) -> AsyncIterator[tuple[float, Message]]:
        """Send a request; yield what answers it, with the time of arrival, until the kernel is done."""
        request = self._session.msg(kind, content)
        await self._socket.write_message(
            serialize_msg_to_ws_v1(request, "shell", self._session.pack), binary=True
        )
        replied = kind != "execute_request"  # the answer to that one may come after the sign that it is done
        done = False
        async with asyncio.timeout(self._patience):
            while not (done and replied):
                frame = await self._socket.read_message()
                if frame is None:
                    raise LessonError("the kernel hung up")
                arrived = time.perf_counter()
                message = Message.read(frame)
                if message.answers != request["header"]["msg_id"]:
                    continue
                replied = replied or message.kind == "execute_reply"
                done = done or message.ends
                yield arrived, message

    async def run(self, source: str) -> list[Message]:
        """Run a cell; return what the kernel said."""
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
        said = [message async for _, message in self.ask("execute_request", content)]
        for message in said:
            if message.kind == "error":
                raise LessonError(f"{message.content['ename']}: {message.content['evalue']} in: {source}")
        return said

    async def move(self, slider: Slider, value: float) -> float | None:
        """Move a slider as its widget in the browser does; return when its picture came, None if none did.

        A picture that looks the same as before is not sent again; then its new line of code is the answer.
        """
        data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        came = None
        async for arrived, message in self.ask("comm_msg", {"comm_id": slider.control, "data": data}):
            if message.kind == "comm_msg" and message.content["comm_id"] == slider.picture:
                came = arrived
        return came
