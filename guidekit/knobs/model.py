"""Knobs: the named, bounded numbers a model is made of, and the model that is made of them."""

from __future__ import annotations

import dataclasses
import math
import reprlib
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

_FIELD = "guidekit.knob"


@dataclass(frozen=True)
class Knob:
    """What one knob is: its range, its unit, its words and where its default comes from.

    Attributes
    ----------
    low, high : float
        The ends of the range, both allowed.
    unit : str
        The unit of the value, empty for a plain count.
    label : str
        What a learner sees beside the slider.
    help : str
        One sentence that says what turning it means.
    whole : bool
        Whether only whole numbers make sense.
    log : bool
        Whether a slider should move by factors rather than by steps.
    choices : tuple of str
        The words to choose from; then there is no range.
    ordered : bool
        Whether the choices have an order, so that a slider can run over them.
    ticks : bool
        Whether any number of words may be ticked; the model's ``options(name)`` lists them.
    letters : str
        The letters a text may be made of; then the range is that of its length.
    source : str or None
        The row of ``parameters.csv`` behind the default. None means that it is an assumption.
    """

    low: float = -math.inf
    high: float = math.inf
    unit: str = ""
    label: str = ""
    help: str = ""
    whole: bool = False
    log: bool = False
    choices: tuple[str, ...] = ()
    ordered: bool = False
    ticks: bool = False
    letters: str = ""
    source: str | None = None

    @property
    def percent(self) -> bool:
        """Whether people read the value as a percentage."""
        return self.unit.startswith(("share", "probability"))

    def words(self, value: float) -> str:
        """Write a value of this knob with its unit, exactly.

        >>> Knob(0, 1, "share").words(0.25), Knob(1, 8, "relays").words(3)
        ('25 %', '3 relays')
        """
        return f"{value * 100:g} %" if self.percent else f"{value:g} {self.unit}".rstrip()

    def refusal(self, name: str, value: object) -> str | None:
        """Say why `value` cannot be the value of this knob, or None when it can."""
        if self.choices:
            if isinstance(value, str) and value in self.choices:
                return None
            return f"{name} = {value!r} is not one of its choices; allowed: {', '.join(self.choices)}"
        if self.ticks:
            well = isinstance(value, (tuple, list)) and all(isinstance(word, str) for word in value)
            return (
                None
                if well
                else f"{name} = {value!r} is no list of words; allowed: such as ('entry', 'exit')"
            )
        allowed = f"allowed: {self.low:g} to {self.high:g} {self.unit}".rstrip()
        if self.letters:
            shown, only = f"{name} = {reprlib.repr(value)}", f"of the letters {' and '.join(self.letters)}"
            if not isinstance(value, str) or set(value) - set(self.letters):
                return f"{shown} is not made {only}; {allowed}"
            if not self.low <= len(value) <= self.high:
                return f"{shown} has {len(value)} letters; {allowed}, {only}"
            return None
        if isinstance(value, bool) or not isinstance(value, Real):
            return f"{name} = {value!r} is not a number; {allowed}"
        try:
            plain = float(value)
        except OverflowError:
            return f"{name} = {reprlib.repr(value)} is out of all bounds; {allowed}"
        if self.whole and not plain.is_integer():  # 1e8 is a fine number of users
            return f"{name} = {value!r} is not a whole number; {allowed}"
        if not self.low <= plain <= self.high:  # also refuses NaN
            return f"{name} = {value!r} is outside its range; {allowed}"
        return None


def knob(
    default: Any,
    low: float = -math.inf,
    high: float = math.inf,
    unit: str = "",
    label: str = "",
    help: str = "",
    **more: Any,
) -> Any:
    """Declare a field of a model: its default, its range, its unit and its words.

    Parameters
    ----------
    default : float, int or str
        The value of the real network, or an assumption.
    low, high : float
        The ends of the range.
    unit : str
        The unit of the value.
    label, help : str
        What a learner reads beside the slider, and the sentence that explains it.
    **more
        The other attributes of `Knob`: whole, log, choices, ordered, ticks, letters, source.

    Returns
    -------
    dataclasses.Field
        A field that carries its `Knob` in its metadata.
    """
    more.setdefault("whole", isinstance(default, int))
    return dataclasses.field(default=default, metadata={_FIELD: Knob(low, high, unit, label, help, **more)})


class Model:
    """A frozen dataclass whose fields are knobs.

    A model knows nothing of figures or widgets. A value outside its knob's range is refused when
    the model is made, with the knob, the value, the range and the unit in the message.
    """

    def __post_init__(self) -> None:
        for name, rule in knobs_of(self).items():
            value = getattr(self, name)
            problem = rule.refusal(f"{type(self).__name__}.{name}", value)
            if problem:
                raise ValueError(problem)
            if rule.whole and not isinstance(value, int):
                object.__setattr__(self, name, int(value))
            if rule.ticks:  # a list would not be hashable
                object.__setattr__(self, name, tuple(value))

    def options(self, name: str) -> Sequence[str]:
        """Return what may be ticked at a knob; it can depend on the other knobs."""
        return ()

    def but(self, **changes: Any) -> Any:
        """Return the same model with some knobs turned.

        Raises
        ------
        ValueError
            If a knob does not exist or the value is outside its range.
        """
        for name in changes:
            knob_of(self, name)
        return dataclasses.replace(self, **changes)  # type: ignore[type-var]


def knobs_of(model: Any) -> dict[str, Knob]:
    """List the knobs of a model or of its class, by name.

    >>> from guidekit.models import OnionRouting
    >>> knobs_of(OnionRouting)["hops"].high
    8
    """
    return {f.name: f.metadata[_FIELD] for f in dataclasses.fields(model) if _FIELD in f.metadata}


def knob_of(model: Any, name: str) -> Knob:
    """Return one knob of a model.

    Raises
    ------
    ValueError
        If the model has no knob of that name; the message lists those it has.
    """
    known = knobs_of(model)
    if name not in known:
        owner = (model if isinstance(model, type) else type(model)).__name__
        raise ValueError(f"{owner} has no knob {name!r}; it has: {', '.join(known)}")
    return known[name]


def code(model: Any) -> str:
    """Write a model as the line of code that makes it, naming only the knobs that were turned.

    >>> from guidekit.models import OnionRouting
    >>> code(OnionRouting(adversary=0.2))
    'OnionRouting(adversary=0.2)'
    """
    turned = [f for f in dataclasses.fields(model) if getattr(model, f.name) != f.default]
    return f"{type(model).__name__}({', '.join(f'{f.name}={getattr(model, f.name)!r}' for f in turned)})"


def probability(name: str, value: float) -> float:
    """Return `value` if it is a probability.

    Raises
    ------
    ValueError
        If it is not a number from 0 to 1.
    """
    return within(name, value, 0.0, 1.0)


def within(name: str, value: float, low: float, high: float, unit: str = "") -> float:
    """Return an argument of a method if it lies in its range, as for a knob.

    Raises
    ------
    ValueError
        If it does not; the message names the argument, the value, the range and the unit.
    """
    problem = Knob(low, high, unit).refusal(name, value)
    if problem:
        raise ValueError(problem)
    return value


def count(name: str, value: float, low: float, high: float, unit: str = "") -> int:
    """Return an argument of a method as a whole number if it is one and lies in its range.

    Raises
    ------
    ValueError
        If it is not; the message names the argument, the value, the range and the unit.

    Examples
    --------
    >>> count("messages", 1e3, 0, 10_000)
    1000
    """
    problem = Knob(low, high, unit, whole=True).refusal(name, value)
    if problem:
        raise ValueError(problem)
    return int(value)
