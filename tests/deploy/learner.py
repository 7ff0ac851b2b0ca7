"""One learner of a class: logs in to a hub over HTTP, and runs a lesson over its kernel's websocket."""

from __future__ import annotations

import asyncio
import contextlib
import json
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


class Learner:
    """A learner at a browser of their own."""

    def __init__(self, name: str, hub: str, password: str) -> None:
        self.name, self._password = name, password
        self._browser = httpx.AsyncClient(base_url=hub, follow_redirects=True, timeout=PATIENCE)
        self._open = contextlib.AsyncExitStack()
        self._session = Session()
        self._kernel: WebSocketClientConnection | None = None

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
        await self._wait_for_server()
        page = await self._get(f"/user/{self.name}/lab")
        if 'id="jupyter-config-data"' not in page.text:
            raise LessonError(f"{page.url} is not JupyterLab's page")

    async def _wait_for_server(self) -> None:
        """Follow the bar that the waiting page shows."""
        progress = f"/hub/api/users/{self.name}/server/progress"
        async with self._browser.stream("GET", progress, params={"_xsrf": self._xsrf("/hub/")}) as events:
            events.raise_for_status()
            async for line in events.aiter_lines():
                event = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if event.get("failed"):
                    raise LessonError(event.get("message", "the server did not start"))
                if event.get("ready"):
                    return
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
        assert self._kernel, "open a lesson first"
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
        message = self._session.msg("execute_request", content)
        frame = serialize_msg_to_ws_v1(message, "shell", self._session.pack)
        await self._kernel.write_message(frame, binary=True)
        async with asyncio.timeout(PATIENCE):
            while (frame := await self._kernel.read_message()) is not None:
                kind, content, is_mine = read(frame, message["header"]["msg_id"])
                if is_mine and kind == "execute_reply":
                    if content["status"] != "ok":
                        raise LessonError(f"{content['ename']}: {content['evalue']}")
                    return
        raise LessonError("the kernel has hung up")

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


def read(frame: bytes, request: str) -> tuple[str, dict[str, Any], bool]:
    """Return the kind of a kernel's message, what it says, and whether it answers the request."""
    _, (header, parent, _, content, *_) = deserialize_msg_from_ws_v1(frame)
    kind = json.loads(header)["msg_type"]
    return kind, json.loads(content), json.loads(parent).get("msg_id") == request
