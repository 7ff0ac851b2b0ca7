"""Tasks: one thing to find out, our model and the usual tools, first held together and then timed."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.answers import Answer, agree
from benchmarks.timing import Timing, in_turn


@dataclass(frozen=True)
class Tool:
    """A program that does the task.

    Attributes
    ----------
    name : str
        What it is called in the table.
    run : callable
        Does all of the work once, and returns what `answer` reads.
    answer : callable
        Turns what `run` returned into an `Answer`.
    amount : float
        How many units of the task one run makes; what is exact counts as those that it stands for.
    slack : float
        By how much its answer may differ from ours besides chance, in the unit of the answer.
    licence : str
        Its licence, where it is not a permissive one.
    """

    name: str
    run: Callable[[], Any]
    answer: Callable[[Any], Answer]
    amount: float
    slack: float = 0.0
    licence: str = ""


@dataclass(frozen=True)
class Task:
    """Something to find out, with what we use for it and what people would use otherwise.

    Attributes
    ----------
    name : str
        The task in a few words.
    unit : str
        What is counted, in the plural.
    ours : Tool
        What the course uses.
    others : tuple of Tool
        The usual tools.
    agrees : str
        What is held together before anything is timed, and how closely.
    note : str
        What is left out, and what makes the comparison lean to one side.
    """

    name: str
    unit: str
    ours: Tool
    others: tuple[Tool, ...]
    agrees: str
    note: str


@dataclass(frozen=True)
class Measured:
    """A task with the times of its tools, ours first, taken in turn."""

    task: Task
    times: tuple[Timing, ...]

    @property
    def tools(self) -> tuple[Tool, ...]:
        return (self.task.ours, *self.task.others)

    def rate(self, nth: int) -> float:
        """Units a second of one tool (0 is ours), from the median time."""
        return 1000 * self.tools[nth].amount / self.times[nth].median

    def ratio(self, nth: int) -> tuple[float, float, float]:
        """How many times faster ours is than another: median, lowest and highest of the rounds."""
        ours, other = self.tools[0].amount, self.tools[nth].amount
        rounds = [
            (theirs / other) / (mine / ours)
            for mine, theirs in zip(self.times[0].ms, self.times[nth].ms, strict=True)
        ]
        return statistics.median(rounds), min(rounds), max(rounds)


def check(task: Task) -> None:
    """Run every tool once and hold its answer against ours.

    Raises
    ------
    DisagreementError
        If one of them finds something else; the message names the task.
    """
    mine = task.ours.answer(task.ours.run())
    for other in task.others:
        names = (f"{task.name}: {task.ours.name}", other.name)
        agree(mine, other.answer(other.run()), names, other.slack)


def measure(task: Task, rounds: int = 5) -> Measured:
    """Check a task, then time its tools in turn."""
    check(task)
    return Measured(task, tuple(in_turn([tool.run for tool in (task.ours, *task.others)], rounds)))
