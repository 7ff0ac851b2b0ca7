"""Plan: what a sweep does, from Python or from a TOML file, checked before anything runs."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import math
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np

from guidekit import models, scenario
from guidekit.knobs import Knob, Model, count, knobs_of
from guidekit.names import check_known, wrong_keys
from guidekit.paths import UserFileError, read_text
from guidekit.words import sign_name, unseen_signs

MOST_BYTES, MOST_POINTS = 1 << 20, 1_000_000  # of a file; of a sweep, whose answers are held in memory
KEYS, RANGE = ("model", "grid", "outcomes"), ("from", "to", "points", "log")
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
        gave = f"gave {type(answer).__name__} of shape {np.shape(answer)}"
        if self.reducer:
            if not isinstance(answer, (np.ndarray, list, tuple)):
                raise ValueError(f"{gave}; allowed inside {self.reducer}: an array of numbers")
            answer = REDUCERS[self.reducer](np.asarray(answer, dtype=float), *self.more)
        if isinstance(answer, (np.generic, np.ndarray)) and answer.size == 1:
            answer = answer.item()
        if not isinstance(answer, Real):
            raise ValueError(
                f"{gave}; allowed: a number, or an array of numbers inside {', '.join(REDUCERS)}"
            )
        return float(answer)


@dataclass(frozen=True)
class SweepPlan:
    """What a sweep does: a model, the values of its knobs as it will hold them, and the outcomes."""

    model: Model
    grid: dict[str, tuple[Any, ...]]
    outcomes: list[SweepOutcome]

    def __len__(self) -> int:
        return math.prod(map(len, self.grid.values()))


class SweepFileError(UserFileError):
    """A file is no sweep; each problem has the key, the value and what is allowed."""

    kind, effect = "sweep", "run"


def check_plan(model: Any, grid: Any, outcomes: Any) -> SweepPlan:
    """Check the arguments of `guidekit.sweep`; a ValueError has one line for each that does not fit."""
    model = model() if isinstance(model, type) and issubclass(model, Model) else model
    outcomes = [outcomes] if isinstance(outcomes, str) else outcomes
    if not (isinstance(model, Model) and dataclasses.is_dataclass(model)):
        raise ValueError(f"model: {model!r} is no model; allowed: such as guidekit.models.OnionRouting")
    if not isinstance(grid, Mapping) or not grid:
        raise ValueError(f"grid: {grid!r} turns no knob; allowed: values by knob, as {{'hops': [2, 3]}}")
    if not isinstance(outcomes, (Mapping, list, tuple)) or not outcomes:
        raise ValueError(f"outcomes: {outcomes!r} asks for nothing; allowed: methods, as ['reliability']")
    plan, kind, rules = SweepPlan(model, {}, []), type(model).__name__, _turnable(model)
    problems, columns = [], {*grid, "error"}
    for name, values in grid.items():
        try:
            check_known(f"{kind} knob", [name], rules)
            plan.grid[name] = _checked(f"{kind}.{name}", rules[name], values)
        except ValueError as problem:
            problems.append(f"grid: {problem}")
    for name in outcomes:
        try:
            if name in columns:
                raise ValueError("is the name of another column; allowed: each name once")
            if isinstance(name, str) and (odd := [s for s in name if s == "\n" or s in unseen_signs(name)]):
                raise ValueError(f"holds {sign_name(odd[0])}; allowed: signs that can be seen")
            columns.add(name)
            asks = outcomes[name] if isinstance(outcomes, Mapping) else str(name)
            plan.outcomes.append(SweepOutcome(name, asks) if callable(asks) else _parsed(model, name, asks))
        except ValueError as problem:
            problems.append(f"outcomes: {name!r} {problem}")
    if len(plan) > MOST_POINTS:
        problems.append(f"grid: it has {len(plan):,} points; allowed: at most {MOST_POINTS:,}")
    _refuse(*problems)
    return plan


def read_sweep(path: str | Path) -> tuple[Model, dict[str, Any], Any]:
    """Read the model, the grid and the outcomes from a TOML file; a SweepFileError says what does not fit."""
    text = read_text(Path(path), MOST_BYTES, SweepFileError)
    try:
        content = tomllib.loads(text)
        misplaced = "outcomes" not in content and "outcomes belongs above the first [table]"
        _refuse(*wrong_keys(content, KEYS, KEYS, ""), misplaced or None)
        for name in ("model", "grid"):
            if not isinstance(content[name], dict):
                raise ValueError(f"{name} = {content[name]!r}; allowed: a table, [{name}]")
        model = _model(**content["model"])
        whole = {name for name, rule in _turnable(model).items() if rule.whole}
        grid = {n: _spread(f"grid: {n}", n in whole, values) for n, values in content["grid"].items()}
        check_plan(model, grid, content["outcomes"])
    except (ValueError, RecursionError) as problem:  # tomllib says line and column
        raise SweepFileError(path, [str(problem)]) from None
    return model, grid, content["outcomes"]


def _refuse(*problems: str | None) -> None:
    if lines := list(filter(None, problems)):
        raise ValueError("\n".join(lines))


def _turnable(model: Model) -> dict[str, Knob]:
    """List every knob that ``model.but`` can turn: its own, and those of its scenario if it has one."""
    return knobs_of(getattr(model, "scenario", model)) | knobs_of(model)


def _checked(name: str, rule: Knob, values: Any) -> tuple[Any, ...]:
    """Return the values of one knob as the model will hold them."""
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise ValueError(f"{name} = {values!r} is no sequence of values; allowed: such as [2, 3]")
    kind: Any = tuple if rule.ticks else str if rule.choices or rule.letters else int if rule.whole else float
    checked: dict[Any, None] = {}  # a set that keeps the order
    for value in values:
        plain = value.item() if isinstance(value, np.generic) else value
        _refuse(rule.refusal(name, plain))
        if (plain := kind(plain)) in checked:
            raise ValueError(f"{name} = {plain!r} stands there twice; allowed: each value once")
        checked[plain] = None
    if not checked:
        raise ValueError(f"{name} has no values; allowed: at least one")
    return tuple(checked)


def _parsed(model: Model, name: str, text: Any) -> SweepOutcome:
    """Read a call of a method of the model; its values are literals, and nothing is run."""
    try:
        call: Any = ast.parse(text.strip(), mode="eval").body
        reducer, more = "", ()
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in REDUCERS and not call.keywords:
            outer: Any = call
            reducer, call, more = outer.func.id, outer.args[0], tuple(map(ast.literal_eval, outer.args[1:]))
        call = ast.Call(call, [], []) if isinstance(call, ast.Name) else call
        named = {word.arg.strip(): ast.literal_eval(word.value) for word in call.keywords}  # no **more
        args, method = tuple(map(ast.literal_eval, call.args)), str(call.func.id)
    except (SyntaxError, ValueError, TypeError, AttributeError, LookupError, RecursionError, MemoryError):
        raise ValueError(f"cannot be read; allowed: {READABLE}") from None
    public = sorted({*dir(type(model))} - {*dir(Model)})
    methods = [n for n in public if n[0] != "_" and callable(getattr(type(model), n))]
    check_known(f"{type(model).__name__} method", [method], methods)
    signature = inspect.signature(getattr(model, method))
    try:
        signature.bind(*args, **named)
    except TypeError as problem:
        raise ValueError(f"does not fit: {problem}; allowed: {method}{signature}") from None
    return SweepOutcome(name, method, args, named, reducer, more)


def _model(**told: Any) -> Any:
    """Make a model from its class, with the knobs that stay the same at every point."""
    name = told.pop("class", None)
    all_of = {name: getattr(room, name) for room in (models, scenario) for name in sorted(room.__all__)}
    kinds = {n: kind for n, kind in all_of.items() if inspect.isclass(kind) and issubclass(kind, Model)}
    del kinds["Architecture"]  # it is what the four of them are made of
    check_known("class of a model", [name], kinds)
    model = kinds[name]()
    rules = _turnable(model)
    _refuse(*wrong_keys(told, rules, (), "model: "))
    _refuse(*(rules[name].refusal(f"model: {name}", value) for name, value in told.items()))
    return model.but(**told)


def _spread(name: str, whole: bool, told: Any) -> Any:
    """Return the values of a knob; a range is spread evenly, or with ``log = true`` evenly by factors."""
    if not isinstance(told, Mapping):
        return told
    _refuse(*wrong_keys(told, RANGE, RANGE[:3], f"{name}."))
    low, high, points, log = (told.get(key, False) for key in RANGE)
    steps = count(f"{name}.points", points, 2, MOST_POINTS, "points")
    try:
        with np.errstate(all="raise"):
            values = (np.geomspace if log else np.linspace)(low, high, steps).tolist()
        if whole:
            return sorted(set(map(round, values)))
    except (TypeError, ValueError, ArithmeticError) as problem:
        raise ValueError(f"{name} = {told!r} is no range ({problem}); allowed: two numbers") from None
    return [low, *(float(f"{value:.12g}") for value in values[1:-1]), high]  # 0.02, not 0.019999999999999997
