"""Work: a model, a grid and what is asked at each of its points; and how a part of it is done."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import inspect
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from guidekit import __version__
from guidekit.knobs import Model
from guidekit.sweeps.grid import Grid
from guidekit.sweeps.outcome import Outcome, outcomes_of

Row = list[Any]
"""A number for each outcome (NaN where there is none), then what went wrong, or None."""

DIED = "the process that worked on it died (killed, or out of memory)"
LONGEST = 300  # letters of a message that are kept


@dataclass(frozen=True)
class Work:
    """What a sweep does; it is sent to the processes that do it."""

    model: Model
    grid: Grid
    outcomes: tuple[Outcome, ...]

    @classmethod
    def of(cls, model: Any, grid: Mapping[str, Iterable[Any]], outcomes: Any) -> Work:
        """Check everything that can be checked before anything runs.

        Raises
        ------
        ValueError
            If something does not fit; the message says what is allowed.
        """
        if isinstance(model, type) and issubclass(model, Model):
            try:
                model = model()
            except TypeError as problem:
                raise ValueError(f"model: {problem}; allowed: an instance of it") from None
        if not (isinstance(model, Model) and dataclasses.is_dataclass(model)):
            raise ValueError(f"model: {model!r} is no model; allowed: such as guidekit.models.OnionRouting")
        work = cls(model, Grid.of(model, grid), outcomes_of(model, outcomes))
        taken = ({*work.grid.values} | {"error"}) & {one.name for one in work.outcomes}
        if taken:
            name = sorted(taken)[0]
            raise ValueError(f"outcomes: {name!r} is the name of another column; allowed: any other name")
        return work

    def row(self, index: int) -> Row:
        """Answer one point; what goes wrong is told in its row."""
        try:
            model = self.model.but(**self.grid.point(index))
        except Exception as problem:
            return self.failed(_said(problem))
        numbers, problems = [], []
        for one in self.outcomes:
            try:
                numbers.append(one.of(model))
            except Exception as problem:
                numbers.append(float("nan"))
                problems.append(f"{one.name}: {_said(problem)}")
        return [*numbers, "; ".join(problems) or None]

    def failed(self, why: str) -> Row:
        """Return the row of a point that has no answer at all."""
        return [*[float("nan")] * len(self.outcomes), why]

    def story(self) -> dict[str, Any]:
        """Tell what is done, so that a journal can tell the same sweep from another one."""
        told = {
            "guidekit": __version__,
            "numpy": np.__version__,
            "model": {"class": f"{type(self.model).__module__}.{type(self.model).__qualname__}"}
            | {f.name: repr(getattr(self.model, f.name)) for f in dataclasses.fields(self.model)},  # type: ignore[arg-type]
            "code": _digest("".join(map(_source, type(self.model).__mro__))),
            "grid": self.grid.values,
            "outcomes": {one.name: _identity(one) for one in self.outcomes},
        }
        found: dict[str, Any] = json.loads(json.dumps(told))  # as it is read back: tuples are lists
        return found


def answer(work: Work, first: int, count: int, seconds: float) -> list[Row]:
    """Answer up to `count` points from `first` on, at least one; begin none after so many seconds."""
    until, rows = time.monotonic() + seconds, [work.row(first)]
    while len(rows) < count and time.monotonic() < until:
        rows.append(work.row(first + len(rows)))
    return rows


def _said(problem: Exception) -> str:
    words = " ".join(f"{type(problem).__name__}: {problem}".split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def _identity(one: Outcome) -> str:
    """Name a method by its call, and a function by its code as well: two lambdas share a name."""
    if not callable(one.method):
        return str(one)
    return f"{one} {_digest(_code(one.method))}"


def _code(function: Callable[..., Any]) -> str:
    if isinstance(function, functools.partial):
        return f"{_code(function.func)} {function.args} {function.keywords}"
    if not inspect.isfunction(function):
        return repr(function)
    held = [cell.cell_contents for cell in function.__closure__ or ()]
    return f"{_source(function)} {function.__defaults__} {function.__kwdefaults__} {held}"


def _source(thing: Any) -> str:
    try:
        return inspect.getsource(thing)
    except (OSError, TypeError):  # built in, or typed at a prompt
        typed = getattr(thing, "__code__", None)
        return f"{typed.co_code.hex()} {typed.co_consts} {typed.co_names}" if typed else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
