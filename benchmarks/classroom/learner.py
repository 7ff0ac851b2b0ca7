"""One learner: logs in, opens a lesson, runs all of it, and drags its sliders at the pace of a hand."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from dataclasses import dataclass, field
from types import TracebackType

import httpx

from benchmarks.classroom.kernel import Kernel, LessonError, Message, Slider, sliders

PATIENCE = 300.0  # seconds for a server to start, and for one cell
STEP_PATIENCE = 30.0  # seconds for a picture
STROKES, MOVES, PACE = 4, 10, 0.1  # a stroke is ten moves, one each 0.1 s; then the learner looks
LOOKS = (2.0, 4.0)  # seconds between two strokes


@dataclass
class Steps:
    """What became of the moves of a hand: pictures and how long each took, moves overtaken, moves lost."""

    ms: list[float] = field(default_factory=list)
    overtaken: int = 0  # the hand was on before the widget could send the move
    lost: int = 0


class Learner:
    """A learner at a browser of their own."""

    def __init__(self, name: str, hub: str, password: str) -> None:
        self.name, self._password = name, password
        self._random = random.Random(name)
        self._browser = httpx.AsyncClient(base_url=hub, follow_redirects=True, timeout=PATIENCE)
        self._open = contextlib.AsyncExitStack()
        self.kernel: Kernel | None = None
        self.sliders: list[Slider] = []
        self._stands: dict[str, float] = {}

    async def __aenter__(self) -> Learner:
        await self._open.enter_async_context(self._browser)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    async def log_in(self) -> float:
        """Log in and wait until JupyterLab answers; return the seconds it took."""
        began = time.perf_counter()
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
        return time.perf_counter() - began

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

    async def run(self, lesson: str) -> float:
        """Open a lesson, start its kernel and run every cell; return the seconds it took."""
        began = time.perf_counter()
        home = f"/user/{self.name}"
        found = await self._get(f"{home}/api/contents/{lesson}?content=1")
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
        connection = Kernel.connect(
            str(url.copy_with(scheme="ws")), {"Cookie": cookie, "Origin": origin}, PATIENCE
        )
        self.kernel = await self._open.enter_async_context(connection)
        said: list[Message] = []
        for cell in found.json()["content"]["cells"]:
            if cell["cell_type"] == "code":
                said += await self.kernel.run(cell["source"])
        self.sliders = sliders(said)
        return time.perf_counter() - began

    async def drag(self) -> Steps:
        """Drag sliders, each stroke another one, and look at the picture in between.

        As ipywidgets does it: one move is under way at a time, and of those that the hand makes meanwhile
        only the newest is sent. A step counts from the move of the hand to the arrival of its picture.
        """
        assert self.kernel, "run a lesson first"
        fine = [slider for slider in self.sliders if slider.stops >= STROKES * MOVES]
        if not fine:
            raise LessonError("the lesson has no slider that can be dragged")
        steps = Steps()
        await asyncio.sleep(self._random.uniform(0, STROKES * MOVES * PACE))
        for stroke in range(STROKES):
            await self._stroke(fine[stroke % len(fine)], (stroke + self._random.random()) / STROKES, steps)
            await asyncio.sleep(self._random.uniform(*LOOKS))
        return steps

    async def _stroke(self, slider: Slider, start: float, steps: Steps) -> None:
        began = time.perf_counter()
        move = 0
        stands = self._stands.get(slider.control, slider.value)
        while move < MOVES:
            await asyncio.sleep(began + move * PACE - time.perf_counter())
            newest = min(MOVES - 1, int((time.perf_counter() - began) / PACE))
            steps.overtaken += newest - move
            move = newest
            value = slider.at((start + move / (STROKES * MOVES)) % 1)
            move += 1
            if value == stands:  # the hand moved by less than a stop of the slider
                continue
            self._stands[slider.control] = stands = value
            try:
                async with asyncio.timeout(STEP_PATIENCE):
                    came = await self.kernel.move(slider, value)
            except TimeoutError:
                came = None
            if came is None:
                steps.lost += 1
            else:
                steps.ms.append(1000 * (came - began - (move - 1) * PACE))

    async def _get(self, path: str) -> httpx.Response:
        return (await self._browser.get(path)).raise_for_status()

    def _xsrf(self, path: str) -> str:
        """Return the word against forged requests that the browser keeps for a path."""
        return next(c.value for c in self._browser.cookies.jar if c.name == "_xsrf" and c.path == path)
