"""A class as a load: learners log in to a real hub, run a lesson over its websocket, and drag its sliders.

Run: python -m benchmarks.classroom [--learners 1 10 30] [--write docs/classroom.md].

Each class has a fresh hub. All do each thing at the same moment: log in, run the whole lesson, guess, so that
every panel is uncovered, and drag for half a minute. A step counts from the move of the hand to the arrival
of its picture. Memory is PSS: a page that several processes share counts for each by its share.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import random
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median as middle
from typing import Any

import psutil

from benchmarks.report import put_between
from guidekit.course.guesses import ends_text
from guidekit.course.lessons import lesson_files
from guidekit.paths import write_whole
from recorders.loopback import leave_the_network
from recorders.recording import interruptible, machine, say, scratch
from tests.deploy.hub import PASSWORD, Hub, hub
from tests.deploy.learner import Learner, LessonError

LONGEST = "09-behind-relays.ipynb"  # the core lesson with the most panels
STROKES, MOVES, PACE, LOOKS = 4, 10, 0.1, (2.0, 4.0)  # a stroke is ten moves, one each 0.1 s; then one looks
CALM = 0.1  # seconds that a page waits behind a hand until it asks for frames ahead, as `ahead.js` does
MB = 1_000_000


@dataclass
class Hand:
    """What became of the moves of a hand."""

    ms: list[float] = field(default_factory=list)
    overtaken: int = 0  # the hand was on before the page could send the move, which then sends the newest
    lost: int = 0
    ahead: int = 0  # had its frame already


class LostError(RuntimeError):
    """A guess that was confirmed is not there any more."""


class Visitor(Learner):
    """A learner who guesses and drags, and remembers what was guessed."""

    def __init__(self, name: str, hub: str, seed: str = "") -> None:
        super().__init__(name, hub, PASSWORD)
        self.random = random.Random(f"{seed}{name}")
        self.kept: list[str] = []  # the guesses that were confirmed, as a journal keeps them
        self.newest: dict[str, Any] = {}  # the newest of them by question, as the page shows it
        self.frames: set[tuple[str, float]] = set()  # panels and values that a page could show at once
        self._number = 0

    async def take(self, lesson: str) -> None:
        """Run a lesson, and guess what it asks, so that nothing stays covered. No older guess may be lost."""
        await self.run_lesson(lesson)
        for one in self.widgets.values():
            kept = self.newest.get(one.get("question", ""))
            if kept and not (one["stored"] and one["values"] == kept):
                raise LostError(f"{one['question']} was {kept} and is {one['values'], one['stored']}")
        await self.guess()
        if covered := [one for one in self.widgets.values() if one.get("covered")]:
            raise LessonError(f"{len(covered)} panels stayed covered")

    async def guess(self) -> None:
        """Keep a guess for every question on the page."""
        for name, state in [*self.widgets.items()]:
            if state.get("kind") == "predict":
                rule = state["controls"][0]
                low, high = sorted(self.random.uniform(rule["low"], rule["high"]) for _ in range(2))
                if rule["whole"]:
                    low, high = int(low), int(high)
                self.newest.pop(state["question"], None)  # until it is confirmed it may be the old or the new
                await self.tell(name, turn={"low": low, "high": high}, commit=True, number=self.number())
                now = self.widgets[name]
                if now["problem"] or not now["stored"]:
                    raise LessonError(f"a guess was not kept: {now['problem']}")
                self.kept.append(ends_text((low, high)))
                self.newest[state["question"]] = now["values"]

    async def drag(self) -> Hand:
        """Drag sliders, each stroke another one, and look at the picture in between."""
        hand = Hand()
        await asyncio.sleep(self.random.uniform(0, STROKES * MOVES * PACE))
        fine = self.sliders()
        for stroke in range(STROKES):
            panel, rule = fine[stroke % len(fine)]
            await self._stroke(panel, rule, (stroke + self.random.random()) / STROKES, hand)
            await self._look(panel, rule, self.random.uniform(*LOOKS))
        return hand

    async def _look(self, panel: str, rule: dict[str, Any], seconds: float) -> None:
        """Look at a picture, while the page asks for the frames of its slider, the nearest first."""
        end, state = time.perf_counter() + seconds, self.widgets[panel]
        if state["ahead"]:
            await asyncio.sleep(CALM)
            here, last = state["values"][rule["name"]], round(stops(rule))
            every = sorted({at(rule, n / last) for n in range(last + 1)}, key=lambda value: abs(value - here))
            for value in every:
                if time.perf_counter() > end:
                    break
                if (panel, value) not in self.frames:
                    there = {**state["values"], rule["name"]: value}
                    await self.tell(panel, frame=there, base=state["base"], id="a frame")
                    self.frames.add((panel, value))
        await asyncio.sleep(end - time.perf_counter())

    def sliders(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the finest slider of each panel, where each move of a hand reaches another value."""
        found = []
        for name, state in self.widgets.items():
            controls = state["controls"] if state.get("kind") == "panel" else []
            fine = [one for one in controls if one["kind"] == "number" and stops(one) >= STROKES * MOVES]
            found += [(name, max(fine, key=stops))] if fine else []
        if not found:
            raise LessonError("the lesson has no slider that can be dragged")
        return found

    def number(self) -> int:
        """Return the number of the next message to a widget."""
        self._number += 1
        return self._number

    async def _stroke(self, panel: str, rule: dict[str, Any], start: float, hand: Hand) -> None:
        began = time.perf_counter()
        move, held = 0, None
        while move < MOVES:
            await asyncio.sleep(began + move * PACE - time.perf_counter())
            newest = min(MOVES - 1, int((time.perf_counter() - began) / PACE))
            hand.overtaken += newest - move
            value = at(rule, (start + newest / (STROKES * MOVES)) % 1)
            held = value if (panel, value) in self.frames else None  # the page shows it, and tells it later
            if held is not None:
                hand.ms.append(1000 * (time.perf_counter() - began - newest * PACE))
                hand.ahead += 1
            elif value != self.widgets[panel]["values"][rule["name"]]:  # else the hand moved less than a stop
                number = self.number()
                came = await self.tell(panel, turn={rule["name"]: value}, number=number)
                if (
                    came is None
                    or self.widgets[panel]["answered"] != number
                    or self.widgets[panel]["problem"]
                ):
                    hand.lost += 1
                else:
                    hand.ms.append(1000 * (came - began - newest * PACE))
            move = newest + 1
        if held is not None:
            await self.tell(panel, turn={rule["name"]: held}, number=self.number())


def stops(rule: dict[str, Any]) -> float:
    """Say how many places the hand can move a slider to."""
    return 200 if rule["log"] else (rule["high"] - rule["low"]) / rule["step"]


def at(rule: dict[str, Any], share: float) -> float:
    """Return the value at a share of the way from the left end of a slider to the right one."""
    low, high = rule["low"], rule["high"]
    if rule["log"]:
        value = float(f"{low * (high / low) ** (round(share * 200) / 200):.3g}")
    else:
        value = float(f"{low + round(share * stops(rule)) * rule['step']:.10g}")
    value = min(high, max(low, value))
    return round(value) if rule["whole"] else value


@dataclass(frozen=True)
class Weight:
    """Memory in bytes (PSS) of servers, kernels and what they have in common; how many processes."""

    servers: int = 0
    kernels: int = 0
    common: int = 0
    hub: int = 0  # of `common`: the hub's own process
    processes: int = 0
    whole = property(lambda self: self.servers + self.kernels + self.common)


def weigh(running: Hub) -> Weight:
    """Weigh everything that was started; what stands for a learner's program counts with it."""
    weights = {"servers": 0, "kernels": 0, "common": 0, "hub": 0, "processes": 0}
    here = os.readlink("/proc/self/ns/pid")
    for process in psutil.Process().children(recursive=True):  # the first of a learner's machine is nobody's
        with contextlib.suppress(psutil.NoSuchProcess, OSError):
            words = " ".join([process.name(), *process.cmdline()])
            is_learner = os.readlink(f"/proc/{process.pid}/ns/pid") != here or "server.py" in words
            part = "kernels" if "ipykernel" in words else "servers" if is_learner else "common"
            pss = process.memory_full_info().pss
            weights[part] += pss
            weights["processes"] += 1
            weights["hub"] += pss if process.pid == running.processes()[0].pid else 0
    return Weight(**weights)


def core_seconds() -> float:
    """Return the processor time that everything which was started has used."""
    used = 0.0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            used += sum(process.cpu_times()[:4])  # with its children that have ended
    return used


@dataclass
class Class:
    """What was found of one class."""

    learners: int
    seconds: dict[str, list[float]] = field(default_factory=dict)  # each learner's, by what they did
    cores: dict[str, float] = field(default_factory=dict)  # seconds of a core a learner, by what they did
    hands: list[Hand] = field(default_factory=list)
    weight: Weight = field(default_factory=Weight)
    failures: list[str] = field(default_factory=list)

    def cells(self) -> dict[str, str]:
        """Return the column of the table."""
        ms = sorted(ms for hand in self.hands for ms in hand.ms) or [0.0]
        servers, kernels = self.weight.servers / self.learners / MB, self.weight.kernels / self.learners / MB
        took = [self.seconds.get(what) or [0.0] for what in ("log in", "run")]
        log_in, run = (f"{middle(some):.1f} (slowest {max(some):.1f})" for some in took)
        seen = sum(len(one.ms) for one in self.hands)
        overtaken, lost, ahead = (
            sum(getattr(one, what) for one in self.hands) for what in ("overtaken", "lost", "ahead")
        )
        return {
            "Seconds to log in, until JupyterLab answers": log_in,
            "Seconds to run the whole lesson and guess": run,
            "Step of a slider to its picture, median": f"{middle(ms):.0f} ms",
            "Step of a slider, 95th percentile": f"{ms[min(len(ms) - 1, int(0.95 * len(ms)))]:.0f} ms",
            "Steps with a picture, and overtaken by the hand": f"{seen} and {overtaken}",
            **({"Steps whose frame was there": str(ahead)} if ahead else {}),
            "Memory of a learner's server": f"{servers:.0f} MB",
            "Memory of a learner's open lesson": f"{kernels:.0f} MB",
            "Both": f"{servers + kernels:.0f} MB",
            "Memory of hub, proxy and fork server": f"{self.weight.common / MB:.0f} MB",
            "Core time of one log-in": f"{self.cores.get('log in', 0):.2f} s",
            "Core time of one run of the lesson": f"{self.cores.get('run', 0):.2f} s",
            "Core time of one step": f"{1000 * self.cores.get('drag', 0) * self.learners / len(ms):.0f} ms",
            "Failures": str(len(self.failures) + lost),
        }


async def teach(running: Hub, count: int, lesson: str) -> Class:
    """Hold one class; who fails is counted, and left out of what follows."""
    found = Class(count)
    async with contextlib.AsyncExitStack() as room:
        names = [f"learner{n}" for n in range(count)]
        there = [await room.enter_async_context(Visitor(name, running.address)) for name in names]

        async def everybody(what: str, do: Callable[[Visitor], Coroutine[Any, Any, Any]]) -> list[Any]:
            async def timed(one: Visitor) -> Any:
                began = time.perf_counter()
                outcome = await do(one)
                found.seconds.setdefault(what, []).append(time.perf_counter() - began)
                return outcome

            before = core_seconds()
            outcomes = await asyncio.gather(*map(timed, there), return_exceptions=True)
            found.cores[what] = (core_seconds() - before) / count
            both = list(zip(there, outcomes, strict=True))
            well = [(one, outcome) for one, outcome in both if not isinstance(outcome, BaseException)]
            found.failures += [f"{one.name}, {what}: {why!r}" for one, why in both if (one, why) not in well]
            there[:] = [one for one, _ in well]
            return [outcome for _, outcome in well]

        await everybody("log in", Visitor.log_in)
        await everybody("run", lambda one: one.take(lesson))
        found.hands = await everybody("drag", Visitor.drag)
        found.weight = weigh(running)
    return found


def main() -> None:
    """Read what is asked for, and put a class, or several, under load."""
    asked = argparse.ArgumentParser(prog="benchmarks.classroom", description=__doc__.splitlines()[0])
    asked.add_argument("--learners", type=int, nargs="+", default=[1, 10, 30], metavar="N")
    asked.add_argument("--lesson", default=LONGEST, choices=[path.name for path in lesson_files()])
    asked.add_argument("--write", type=Path, metavar="PAGE", help="page to put the table into")
    asked.add_argument("--frames", action="store_true", help="with frames ahead of the hand")
    options = asked.parse_args()
    settings = {"GUIDEKIT_FRAMES": "1"} if options.frames else {}
    network, columns = leave_the_network(), []
    with interruptible(3600):
        for count in options.learners:
            say(f"{count} learners on {network}")
            with scratch() as folder, hub(folder, **settings) as running:
                taught = asyncio.run(teach(running, count, options.lesson))
            for words in taught.failures:
                say(f"  {words}")
            columns.append(taught.cells())
            say("".join(f"  {name}: {cell}\n" for name, cell in columns[-1].items()))
    table = as_table(options.learners, columns)
    print(table)
    if options.write:
        page = put_between(options.write.read_text("utf-8"), table, "bench-class")
        write_whole(options.write, page.encode())
    if any(column["Failures"] != "0" for column in columns):
        raise SystemExit(1)


def as_table(learners: Sequence[int], columns: Sequence[dict[str, str]]) -> str:
    """Write what was found as a table for readers, with a line that says how it came about."""
    head = ["Learners at the same time", *map(str, learners)]
    rows = [[name, *(column[name] for column in columns)] for name in columns[0]]
    how = (
        f"Measured on {date.today().isoformat()}: {machine()}, Python {platform.python_version()}, "
        f"JupyterHub {version('jupyterhub')}, JupyterLab {version('jupyterlab')}; "
        f"load of the machine at the end {os.getloadavg()[1]:.0f}."
    )
    table = ("| " + " | ".join(cells) + " |" for cells in [head, ["---"] * len(head), *rows])
    return "\n".join([how, "", *table])


if __name__ == "__main__":
    main()
