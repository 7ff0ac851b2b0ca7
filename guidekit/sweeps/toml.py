"""TOML: a sweep in a file, which ``guidekit sweep`` reads."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from guidekit import models, scenario
from guidekit.knobs import Knob, Model
from guidekit.names import known, wrong_keys
from guidekit.paths import UserFileError, read_text
from guidekit.sweeps.plan import MOST_POINTS, check_plan, turnable_knobs

KEYS, RANGE = ("model", "grid", "outcomes"), ("from", "to", "points", "log")
MOST_BYTES = 1 << 20


class SweepFileError(UserFileError):
    """A file is no sweep; each problem has the key, the value and what is allowed."""

    kind, effect = "sweep", "run"


def read_sweep(path: str | Path) -> tuple[Model, dict[str, Any], Any]:
    """Read the model, the grid and the outcomes of a sweep from a TOML file, and check all of it.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    SweepFileError
        If it is not TOML, or a key, a knob, a value or an outcome does not fit.
    """
    text = read_text(Path(path), MOST_BYTES, SweepFileError)
    try:
        content = tomllib.loads(text)
        misplaced = [] if "outcomes" in content else ["outcomes belongs above the first [table]"]
        _refuse(*wrong_keys(content, KEYS, KEYS, ""), *misplaced)
        for name in ("model", "grid"):
            if not isinstance(content[name], dict):
                raise ValueError(f"{name} = {content[name]!r}; allowed: a table, [{name}]")
        model = _model(**content["model"])
        rules = turnable_knobs(model)
        grid = {name: _values(f"grid: {name}", rules.get(name), v) for name, v in content["grid"].items()}
        check_plan(model, grid, content["outcomes"])
    except (ValueError, RecursionError) as problem:  # tomllib says line and column
        raise SweepFileError(path, [str(problem)]) from None
    return model, grid, content["outcomes"]


def _model(**told: Any) -> Model:
    """Make a model from its class, with the knobs that stay the same at every point."""
    _refuse(*wrong_keys(told, told, ["class"], "model: "))
    names = {name: room for room in (models, scenario) for name in sorted(room.__all__)}
    kinds = {name: kind for name, room in names.items() if _is_model(kind := getattr(room, name))}
    name = told.pop("class")
    known("class of a model", [name], kinds)
    rules = turnable_knobs(kinds[name]())
    _refuse(*wrong_keys(told, rules, (), "model: "))
    _refuse(*(rules[name].refusal(f"model: {name}", value) for name, value in told.items()))
    model: Model = kinds[name]().but(**told)
    return model


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model) and kind not in (Model, scenario.Architecture)


def _values(name: str, rule: Knob | None, told: Any) -> Any:
    """Return the values of a knob; a range is spread evenly, or with ``log = true`` evenly by factors."""
    if not isinstance(told, Mapping):
        return told
    _refuse(*wrong_keys(told, RANGE, RANGE[:3], f"{name}."))
    if rule is None or rule.choices or rule.ticks or rule.letters:
        raise ValueError(f"{name} is a range; allowed where a knob is a number")
    low, high, points, log = (told.get(key, False) for key in RANGE)
    ends = dataclasses.replace(rule, whole=False)
    _refuse(
        ends.refusal(f"{name}.from", low),
        ends.refusal(f"{name}.to", high),
        Knob(2, MOST_POINTS, "points", whole=True).refusal(f"{name}.points", points),
        None if isinstance(log, bool) else f"{name}.log = {log!r}; allowed: true or false",
    )
    _refuse(
        f"{name}.to = {high!r}; allowed: above from = {low!r}" if high <= low else None,
        f"{name}.from = {low!r}; allowed with log = true: above 0" if log and low <= 0 else None,
    )
    spread = (np.geomspace if log else np.linspace)(low, high, int(points)).tolist()
    if rule.whole:
        return sorted(set(map(round, spread)))
    return [low, *(float(f"{value:.12g}") for value in spread[1:-1]), high]  # 0.02, not 0.019999999999999997


def _refuse(*problems: str | None) -> None:
    """Refuse with every problem that there is, one a line."""
    if lines := list(filter(None, problems)):
        raise ValueError("\n".join(lines))
