"""Grid: some values for some knobs of a model, and the points that they make together."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from guidekit.knobs import Knob, Model, knobs_of
from guidekit.names import near

if TYPE_CHECKING:
    import pandas as pd


MOST = 10_000_000  # points; the table is held in memory


@dataclass(frozen=True)
class Grid:
    """The cartesian product of the values of each knob; the first knob turns slowest.

    Attributes
    ----------
    values : dict of str to tuple
        The values of each knob, all within its range.

    Examples
    --------
    >>> from guidekit.models import OnionRouting
    >>> grid = Grid.of(OnionRouting(), {"hops": [2, 3], "adversary": [0.1, 0.2]})
    >>> [grid.point(index) for index in range(len(grid))][1:3]
    [{'hops': 2, 'adversary': 0.2}, {'hops': 3, 'adversary': 0.1}]
    """

    values: dict[str, tuple[Any, ...]]

    @classmethod
    def of(cls, model: Model, values: Mapping[str, Iterable[Any]]) -> Grid:
        """Check values against the knobs of a model.

        Raises
        ------
        ValueError
            If a knob does not exist, or a value is outside its range or stands there twice; one line
            a knob, with the value, the range and the unit.
        """
        if not isinstance(values, Mapping) or not values:
            raise ValueError(
                f"grid: {values!r} turns no knob; allowed: values by knob, as {{'hops': [2, 3]}}"
            )
        known, owner = turnable(model), type(model).__name__
        found, problems = {}, []
        for name, given in values.items():
            try:
                if name not in known:
                    allowed = ", ".join(near(str(name), known) or known)
                    raise ValueError(f"{owner} has no knob {name!r}; allowed: {allowed}")
                found[name] = _settled(f"{owner}.{name}", known[name], given)
            except ValueError as problem:
                problems.append(f"grid: {problem}")
        if problems:
            raise ValueError("\n".join(problems))
        if (count := math.prod(map(len, found.values()))) > MOST:
            raise ValueError(f"grid: it has {count:,} points; allowed: at most {MOST:,}")
        return cls(found)

    def __len__(self) -> int:
        return math.prod(map(len, self.values.values()))

    def point(self, index: int) -> dict[str, Any]:
        """Return the knobs of one point, counted from 0."""
        digits = []
        for values in reversed(self.values.values()):
            index, digit = divmod(index, len(values))
            digits.append(values[digit])
        return dict(zip(self.values, reversed(digits), strict=True))

    def columns(self) -> dict[str, pd.Series]:
        """Lay the points out, one column a knob: numbers as numbers, words as text."""
        import pandas as pd

        found, before, after = {}, 1, len(self)
        for name, values in self.values.items():
            after //= len(values)
            words = isinstance(values[0], (str, tuple))
            cells = [", ".join(v) if isinstance(v, tuple) else v for v in values]
            place = np.tile(np.repeat(np.arange(len(values)), after), before)
            found[name] = pd.Series(cells, dtype="string" if words else None).take(place)
            found[name].index = pd.RangeIndex(len(self))
            before *= len(values)
        return found


def turnable(model: Model) -> dict[str, Knob]:
    """List every knob that ``model.but`` can turn: its own, and those of its scenario if it has one."""
    parts = [getattr(model, part.name) for part in dataclasses.fields(model)]  # type: ignore[arg-type]
    held = [knobs_of(part) for part in parts if isinstance(part, Model)]
    return {name: rule for each in [*held, knobs_of(model)] for name, rule in each.items()}


def refusal(rule: Knob, name: str, value: object) -> str | None:
    """Say why a knob cannot have a value, also when it is of a kind that no knob expects."""
    try:
        return rule.refusal(name, value)
    except (OverflowError, TypeError, ValueError):  # a number beyond every float, or an array
        allowed = ", ".join(rule.choices) or f"{rule.low:g} to {rule.high:g} {rule.unit}".rstrip()
        return f"{name} = {value!r} is out of all bounds; allowed: {allowed}"


def _settled(name: str, rule: Knob, given: Iterable[Any]) -> tuple[Any, ...]:
    """Return the values of one knob as the model will hold them."""
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise ValueError(f"{name} = {given!r} is no sequence of values; allowed: such as [2, 3]")
    values: dict[Any, None] = {}  # a set that keeps the order
    for value in given:
        plain = value.item() if isinstance(value, np.generic) else value
        problem = refusal(rule, name, plain)
        if problem:
            raise ValueError(problem)
        if rule.ticks:
            plain = tuple(plain)
        elif not (rule.choices or rule.letters):
            plain = int(plain) if rule.whole else float(plain)
        if plain in values:
            raise ValueError(f"{name} = {plain!r} stands there twice; allowed: each value once")
        values[plain] = None
    if not values:
        raise ValueError(f"{name} has no values; allowed: at least one")
    return tuple(values)
