"""A sweep in a TOML file: what ``guidekit sweep`` reads."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from guidekit import models, scenario
from guidekit.knobs import Knob, Model
from guidekit.names import near
from guidekit.paths import check_folder
from guidekit.sweeps.grid import refusal, turnable
from guidekit.sweeps.sweeping import sweep
from guidekit.sweeps.work import Work

if TYPE_CHECKING:
    import pandas as pd

KEYS = ("model", "grid", "outcomes")
RANGE = ("from", "to", "points", "log")
MOST_BYTES, MOST_POINTS = 1 << 20, 1_000_000


class SweepFileError(ValueError):
    """Why a file is no sweep: a line a problem, with the key, the value and what is allowed."""

    def __init__(self, where: Path, problem: str) -> None:
        lines = "\n".join(f"  {line}" for line in problem.splitlines())
        super().__init__(f"{where} is not a sweep; nothing was run:\n{lines}")


@dataclass(frozen=True)
class SweepFile:
    """What a file asks for: the arguments of `guidekit.sweep`."""

    model: Model
    grid: dict[str, list[Any]]
    outcomes: Any


def load(path: str | Path) -> SweepFile:
    """Read a sweep from a TOML file, and check all of it.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    SweepFileError
        If it is not TOML, or a key, a knob, a value or an outcome does not fit.
    """
    file = Path(path)
    if file.is_dir():
        raise SweepFileError(file, "it is a folder; allowed: a TOML file")
    if not file.exists():
        raise FileNotFoundError(f"there is no file {file}")
    if file.stat().st_size > MOST_BYTES:
        raise SweepFileError(file, f"it has {file.stat().st_size} bytes; allowed: at most {MOST_BYTES}")
    try:
        return from_text(file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SweepFileError(file, f"byte {error.start} is no text; allowed: UTF-8") from None
    except (ValueError, RecursionError) as error:  # tomllib says line and column
        raise SweepFileError(file, str(error)) from None


def run(path: Path, folder: Path, workers: int | None = None) -> tuple[Path, pd.DataFrame]:
    """Do what a file asks for.

    Parameters
    ----------
    path : pathlib.Path
        The TOML file.
    folder : pathlib.Path
        Where ``NAME.csv`` goes, with its journal; made if its parent is there.
    workers : int, optional
        As in `guidekit.sweep`.

    Returns
    -------
    tuple of pathlib.Path and pandas.DataFrame
        The file that was written, and the table in it.
    """
    told = load(path)
    check_folder(folder)
    folder.mkdir(exist_ok=True)
    table = folder / f"{path.stem}.csv"
    return table, sweep(told.model, told.grid, told.outcomes, workers=workers, out=table)


def from_text(text: str) -> SweepFile:
    """Read a sweep from TOML.

    Raises
    ------
    ValueError
        If it does not fit; the message names the key, the value and what is allowed.

    Examples
    --------
    >>> told = from_text('''
    ... outcomes = ["circuit_compromise"]
    ... [model]
    ... class = "OnionRouting"
    ... [grid]
    ... adversary = { from = 0.1, to = 0.3, points = 3 }
    ... ''')
    >>> told.grid
    {'adversary': [0.1, 0.2, 0.3]}
    """
    told = tomllib.loads(text)
    if isinstance(told.get("grid"), dict) and "outcomes" in told["grid"]:
        raise ValueError(
            "grid: outcomes stands below [grid]; allowed: above the first [table], or as [outcomes]"
        )
    _keys("", told, KEYS, KEYS)
    for name in ("model", "grid"):
        if not isinstance(told[name], dict):
            raise ValueError(f"{name} = {told[name]!r}; allowed: a table, [{name}]")
    model = _model(told["model"])
    known = turnable(model)
    grid = {n: _values(f"grid: {n}", known.get(n), values) for n, values in told["grid"].items()}
    Work.of(model, grid, told["outcomes"])
    return SweepFile(model, grid, told["outcomes"])


def _model(told: dict[str, Any]) -> Model:
    name = told.get("class")
    rooms = {other: room for room in (models, scenario) for other in room.__all__}
    kinds = {other: found for other in sorted(rooms) if _is_model(found := getattr(rooms[other], other))}
    if str(name) not in kinds:
        allowed = ", ".join((near(name, kinds) if isinstance(name, str) else []) or kinds)
        what = "is missing" if name is None else f"= {name!r} is no model"
        raise ValueError(f"model: class {what}; allowed: {allowed}")
    model: Model = kinds[str(name)]()
    fixed = {key: value for key, value in told.items() if key != "class"}
    known = turnable(model)
    _keys("model: ", fixed, tuple(known))
    problems = [refusal(known[key], f"model: {key}", value) for key, value in fixed.items()]
    if any(problems):
        raise ValueError("\n".join(problem for problem in problems if problem))
    try:
        turned: Model = model.but(**fixed)
    except ValueError as problem:  # knobs that do not go together
        raise ValueError(f"model: {problem}") from None
    return turned


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model) and kind not in (Model, scenario.Architecture)


def _values(name: str, rule: Knob | None, told: Any) -> Any:
    """Return the values of a knob; a range is spread evenly, or evenly by factors."""
    if not isinstance(told, Mapping):
        return told
    _keys(f"{name}.", told, RANGE, RANGE[:3])
    if rule is None or rule.choices or rule.ticks or rule.letters:
        raise ValueError(f"{name} is a range; allowed where a knob is a number")
    low, high, points, log = (told.get(key, False) for key in RANGE)
    problem = (
        _no_number(low, f"{name}.from")
        or _no_number(high, f"{name}.to")
        or Knob(2, MOST_POINTS, "points", whole=True).refusal(f"{name}.points", points)
        or (None if isinstance(log, bool) else f"{name}.log = {log!r}; allowed: true or false")
        or (f"{name}.from = {low!r}; allowed with log = true: above 0" if log and low <= 0 else None)
        or (f"{name}.to = {high!r}; allowed: above from = {low!r}" if high <= low else None)
    )
    if problem:
        raise ValueError(problem)
    spread = (np.geomspace if log else np.linspace)(low, high, points)
    if rule.whole:
        return sorted({round(value) for value in spread.tolist()})
    return [low, *(float(f"{value:.12g}") for value in spread[1:-1]), high]  # 0.02, not 0.019999999999999997


def _no_number(value: Any, name: str) -> str | None:
    return refusal(Knob(), name, value) or (
        None if abs(value) < float("inf") else f"{name} = {value!r}; allowed: finite"
    )


def _keys(
    prefix: str, told: Mapping[str, Any], allowed: tuple[str, ...], needed: tuple[str, ...] = ()
) -> None:
    for name in told:
        if name not in allowed:
            raise ValueError(
                f"{prefix}{name} is an unknown key; allowed: {', '.join(near(name, allowed) or allowed)}"
            )
    for name in needed:
        if name not in told:
            raise ValueError(f"{prefix}{name} is missing; allowed: {', '.join(allowed)}")
