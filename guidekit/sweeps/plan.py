"""Plan: the grid of knob values and the outcomes of a sweep, checked before anything runs."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

import numpy as np

from guidekit.knobs import Knob, Model, knobs_of
from guidekit.names import known

MOST_POINTS = 1_000_000  # the answers are held in memory
READABLE = "a method or a call with plain values, such as 'delivered_within(24)' or 'mean(latency(1000, 1))'"
REDUCERS = {name: getattr(np, name) for name in ("max", "mean", "median", "min", "quantile", "std")}
"""What may stand around a method that gives an array; quantile takes its probability as a second argument."""


@dataclass(frozen=True)
class SweepOutcome:
    """A number that is asked of a model: a method with its arguments, or a function of the model."""

    name: str  # of its column
    asks: str | Callable[[Any], Any]
    args: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)
    reducer: str = ""  # one of `REDUCERS`, or none
    more: tuple[Any, ...] = ()  # further arguments of the reducer

    def number(self, model: Model) -> float:
        """Ask one model; a ValueError refuses an answer that is not a number."""
        asks = self.asks
        answer = asks(model) if callable(asks) else getattr(model, asks)(*self.args, **self.named)
        size = " × ".join(map(str, getattr(answer, "shape", ())))
        gave = f"gave {type(answer).__name__}" + f" of {size}" * bool(size)
        if self.reducer:
            if not isinstance(answer, (np.ndarray, list, tuple)):
                raise ValueError(f"{gave}; allowed inside {self.reducer}: an array of numbers")
            answer = REDUCERS[self.reducer](np.asarray(answer, dtype=float), *self.more)
        if isinstance(answer, (np.generic, np.ndarray)) and answer.size == 1:
            answer = answer.item()
        if not isinstance(answer, Real):
            inside = f"an array of numbers inside {', '.join(REDUCERS)}, as mean(latency(1000, 1))"
            raise ValueError(f"{gave}; allowed: a number, or {inside}")
        return float(answer)


@dataclass(frozen=True)
class SweepPlan:
    """What a sweep does: a model, the values of its knobs as it will hold them, and the outcomes."""

    model: Model
    grid: dict[str, tuple[Any, ...]]
    outcomes: list[SweepOutcome]

    def __len__(self) -> int:
        return math.prod(map(len, self.grid.values()))


def check_plan(model: Any, grid: Any, outcomes: Any) -> SweepPlan:
    """Check the arguments of `guidekit.sweep`; a ValueError has one line for each that does not fit.

    >>> from guidekit.models import OnionRouting
    >>> check_plan(OnionRouting, {"hops": range(2, 4), "adversary": [0, 0.2]}, "reliability").grid
    {'hops': (2, 3), 'adversary': (0.0, 0.2)}
    """
    model = model() if isinstance(model, type) and issubclass(model, Model) else model
    outcomes = [outcomes] if isinstance(outcomes, str) else outcomes
    if not (isinstance(model, Model) and dataclasses.is_dataclass(model)):
        raise ValueError(f"model: {model!r} is no model; allowed: such as guidekit.models.OnionRouting")
    if not isinstance(grid, Mapping) or not grid:
        raise ValueError(f"grid: {grid!r} turns no knob; allowed: values by knob, as {{'hops': [2, 3]}}")
    if not isinstance(outcomes, (Mapping, list, tuple)) or not outcomes:
        raise ValueError(f"outcomes: {outcomes!r} asks for nothing; allowed: methods, as ['reliability']")
    plan, kind, rules = SweepPlan(model, {}, []), type(model).__name__, turnable_knobs(model)
    problems, columns = [], {*grid, "error"}
    for name, values in grid.items():
        try:
            known(f"{kind} knob", [name], rules)
            plan.grid[name] = _check_values(f"{kind}.{name}", rules[name], values)
        except ValueError as problem:
            problems.append(f"grid: {problem}")
    for name, asks in (
        outcomes.items() if isinstance(outcomes, Mapping) else [(each, each) for each in outcomes]
    ):
        try:
            if name in columns:
                raise ValueError("is the name of another column; allowed: each name once")
            columns.add(name)
            function = callable(asks) and asks is not name
            plan.outcomes.append(SweepOutcome(name, asks) if function else parse_outcome(model, name, asks))
        except ValueError as problem:
            problems.append(f"outcomes: {name!r} {problem}")
    if len(plan) > MOST_POINTS:
        problems.append(f"grid: it has {len(plan):,} points; allowed: at most {MOST_POINTS:,}")
    if problems:
        raise ValueError("\n".join(problems))
    return plan


def turnable_knobs(model: Model) -> dict[str, Knob]:
    """List every knob that ``model.but`` can turn: its own, and those of its scenario if it has one."""
    parts = [getattr(model, part.name) for part in dataclasses.fields(model)]  # type: ignore[arg-type]
    held = [knobs_of(part) for part in parts if isinstance(part, Model)]
    return {name: rule for each in [*held, knobs_of(model)] for name, rule in each.items()}


def _check_values(name: str, rule: Knob, values: Any) -> tuple[Any, ...]:
    """Return the values of one knob as the model will hold them."""
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise ValueError(f"{name} = {values!r} is no sequence of values; allowed: such as [2, 3]")
    checked: dict[Any, None] = {}  # a set that keeps the order
    for value in values:
        plain = value.item() if isinstance(value, np.generic) else value
        if problem := rule.refusal(name, plain):
            raise ValueError(problem)
        if rule.ticks:
            plain = tuple(plain)
        elif not (rule.choices or rule.letters):
            plain = int(plain) if rule.whole else float(plain)
        if plain in checked:
            raise ValueError(f"{name} = {plain!r} stands there twice; allowed: each value once")
        checked[plain] = None
    if not checked:
        raise ValueError(f"{name} has no values; allowed: at least one")
    return tuple(checked)


def parse_outcome(model: Model, name: str, text: Any) -> SweepOutcome:
    """Read a call of a method of the model from text; its values are literals, and nothing is run."""
    try:
        tree: Any = ast.parse(text.strip(), mode="eval").body
        reducer, more = "", ()
        if isinstance(tree, ast.Call) and getattr(tree.func, "id", "") in REDUCERS and not tree.keywords:
            whole: Any = tree
            reducer, tree, more = whole.func.id, whole.args[0], tuple(map(ast.literal_eval, whole.args[1:]))
        call: Any = tree if isinstance(tree, ast.Call) else ast.Call(tree, [], [])
        named = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
        args, method = tuple(map(ast.literal_eval, call.args)), str(call.func.id)
        if None in named:  # **more
            raise ValueError(text)
    except (SyntaxError, ValueError, TypeError, AttributeError, LookupError, RecursionError, MemoryError):
        raise ValueError(f"cannot be read; allowed: {READABLE}") from None
    public = [word for word in dir(type(model)) if word[0] != "_" and not hasattr(Model, word)]
    known(f"{type(model).__name__} method", [method], [w for w in public if callable(getattr(model, w))])
    signature = inspect.signature(getattr(model, method))
    try:
        signature.bind(*args, **named)
    except TypeError as problem:
        shape = str(signature).split(" -> ")[0].replace("'", "")
        raise ValueError(f"does not fit: {problem}; allowed: {method}{shape}") from None
    return SweepOutcome(name, method, args, named, reducer, more)
