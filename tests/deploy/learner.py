"""One learner of a class: logs in to a hub over HTTP, and runs a lesson over its kernel's websocket."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.patience import PATIENCE

PROTOCOL = "v1.kernel.websocket.jupyter.org"  # the one that JupyterLab speaks


class LessonError(RuntimeError):
    """A cell of a lesson failed, or the server or the kernel went away."""


@dataclass(frozen=True)
class Message:
    """What a kernel says: of which kind, to which request, and when it came (seconds of a steady clock)."""

    kind: str
    answers: str
    content: dict[str, Any]
    came: float


class Learner:
    """A learner at a browser of their own.

    Attributes
    ----------
    widgets : dict
        What the newest run of a lesson has put on the page: each widget's state as it is now, by its name.
    """

    def __init__(self, name: str, hub: str, password: str) -> None:
        self.name, self._password = name, password
        self._browser = httpx.AsyncClient(base_url=hub, follow_redirects=True, timeout=PATIENCE)
        self._open = contextlib.AsyncExitStack()
        self._session = Session()
        self._kernel: WebSocketClientConnection | None = None
        self.widgets: dict[str, dict[str, Any]] = {}

    async def __aenter__(self) -> Learner:
        await self._open.enter_async_context(self._browser)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    async def log_in(self) -> None:
        """Log in and wait until JupyterLab answers."""
        await self._get("/hub/login")
        who = {"username": self.name, "password": self._password, "_xsrf": self._xsrf("/hub/")}
        answer = await self._browser.post("/hub/login", params={"next": "/hub/spawn"}, data=who)
        if "/hub/login" in str(answer.url):
            raise PermissionError(f"{self.name} was not let in")
        answer.raise_for_status()
        if not await self._wait_for_server():  # it was being ended just now: the hub's page offers a new one
            await self._get("/hub/spawn")
            if not await self._wait_for_server():
                raise LessonError("the hub starts no server")
        page = await self._get(f"/user/{self.name}/lab")
        if 'id="jupyter-config-data"' not in page.text:
            raise LessonError(f"{page.url} is not JupyterLab's page")

    async def _wait_for_server(self) -> bool:
        """Follow the bar that the waiting page shows; return whether there is a server to wait for."""
        progress = f"/hub/api/users/{self.name}/server/progress"
        async with self._browser.stream("GET", progress, params={"_xsrf": self._xsrf("/hub/")}) as events:
            if events.status_code in (400, 404):
                return False
            events.raise_for_status()
            async for line in events.aiter_lines():
                event = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if event.get("failed"):
                    raise LessonError(event.get("message", "the server did not start"))
                if event.get("ready"):
                    return True
        raise LessonError("the server did not say that it is ready")

    async def run_lesson(self, lesson: str) -> int:
        """Open a lesson, start its kernel and run every cell; return how many cells had code."""
        home = f"/user/{self.name}"
        contents = await self._get(f"{home}/api/contents/{lesson}?content=1")
        session = (
            await self._browser.post(
                f"{home}/api/sessions",
                headers={"X-XSRFToken": self._xsrf(f"{home}/")},
                json={"path": lesson, "name": lesson, "type": "notebook", "kernel": {"name": "python3"}},
            )
        ).raise_for_status()
        url = self._browser.base_url.join(f"{home}/api/kernels/{session.json()['kernel']['id']}/channels")
        cookie = self._browser.build_request("GET", url).headers["cookie"]
        origin = str(self._browser.base_url).rstrip("/")
        headers = {"Cookie": cookie, "Origin": origin}
        request = HTTPRequest(str(url.copy_with(scheme="ws")), headers=headers, connect_timeout=PATIENCE)
        self._kernel = await websocket_connect(request, subprotocols=[PROTOCOL])
        self._open.callback(self._kernel.close)
        self.widgets.clear()
        cells = [c["source"] for c in contents.json()["content"]["cells"] if c["cell_type"] == "code"]
        for source in cells:
            await self.run(source)
        return len(cells)

    async def run(self, source: str) -> None:
        """Run a cell and wait until the kernel is done with it.

        Raises
        ------
        LessonError
            With the name and the words of the error that the cell has raised.
        """
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
        async for said in self._ask("execute_request", content):
            if said.kind == "execute_reply" and said.content["status"] != "ok":
                raise LessonError(f"{said.content['ename']}: {said.content['evalue']}")

    async def tell(self, widget: str, **words: Any) -> float | None:
        """Send a message to a widget, as its page does; return when its new state came, None if none did."""
        data = {"method": "custom", "content": words}
        came = None
        async for said in self._ask("comm_msg", {"comm_id": widget, "data": data}):
            if said.kind == "comm_msg" and said.content["comm_id"] == widget:
                came = said.came
        return came

    async def _ask(self, kind: str, content: dict[str, Any]) -> AsyncIterator[Message]:
        """Send a request, and yield what answers it until the kernel is done with it."""
        request = await self.send(kind, content)
        replied = kind != "execute_request"  # that reply may come after the sign that it is done
        done = False
        async with asyncio.timeout(PATIENCE):
            while not (done and replied):
                said = await self.hear()
                if said.answers == request:
                    replied = replied or said.kind == "execute_reply"
                    done = done or (said.kind == "status" and said.content["execution_state"] == "idle")
                    yield said

    async def send(self, kind: str, content: dict[str, Any]) -> str:
        """Send a request to the kernel, and return its name; wait for nothing."""
        assert self._kernel, "open a lesson first"
        message = self._session.msg(kind, content)
        frame = serialize_msg_to_ws_v1(message, "shell", self._session.pack)
        await self._kernel.write_message(frame, binary=True)
        return str(message["header"]["msg_id"])

    async def hear(self) -> Message:
        """Wait for the next message of the kernel, and keep what it says of the widgets."""
        assert self._kernel, "open a lesson first"
        if (frame := await self._kernel.read_message()) is None:
            raise LessonError("the kernel has hung up")
        said = read(frame)
        if said.kind in ("comm_open", "comm_msg"):
            state = said.content["data"].get("state", {})
            self.widgets.setdefault(said.content["comm_id"], {}).update(state)
        return said

    async def stop(self) -> None:
        """Stop this learner's server, as the page of the hub does."""
        path, headers = f"/hub/api/users/{self.name}/server", {"X-XSRFToken": self._xsrf("/hub/")}
        answer = await self._browser.delete(path, headers=headers)
        while answer.status_code == 202:  # it takes a while
            await asyncio.sleep(0.1)
            answer = await self._browser.delete(path, headers=headers)
        if answer.status_code not in (204, 400):  # 400: there is none any more
            answer.raise_for_status()

    async def _get(self, path: str) -> httpx.Response:
        return (await self._browser.get(path)).raise_for_status()

    def _xsrf(self, path: str) -> str:
        """Return the word against forged requests that the browser keeps for a path."""
        return next(c.value for c in self._browser.cookies.jar if c.name == "_xsrf" and c.path == path)


def read(frame: bytes) -> Message:
    """Read a message of a kernel."""
    _, (header, parent, _, content, *_) = deserialize_msg_from_ws_v1(frame)
    kind, answers = json.loads(header)["msg_type"], json.loads(parent).get("msg_id", "")
    return Message(kind, answers, json.loads(content), time.perf_counter())
