"""Knobs: the named, bounded numbers a model is made of, and the model that is made of them."""

from __future__ import annotations

import dataclasses
import inspect
import math
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from numbers import Real
from typing import Any

import numpy as np

from guidekit.words import with_unit

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
    titles : tuple of str
        What a page writes for each of the choices, where these are names for a program.
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
    titles: tuple[str, ...] = ()
    ordered: bool = False
    ticks: bool = False
    letters: str = ""
    source: str | None = None

    @property
    def percent(self) -> bool:
        """Whether people read the value as a percentage."""
        return self.unit.startswith(("share", "probability"))

    def words(self, value: float) -> str:
        """Write a value of this knob exactly: a percentage for a share, else the number and the unit.

        Examples
        --------
        >>> Knob(0, 1, "share").words(0.25), Knob(1, 8, "relays").words(3), Knob(1, 8, "relays").words(1)
        ('25 %', '3 relays', '1 relay')
        >>> Knob(2021, 2026, "year").words(2024)
        '2024'
        """
        unit = "" if self.unit == "year" else self.unit
        return f"{value * 100:g} %" if self.percent else with_unit(f"{value:g}", unit)

    def refusal(self, name: str, value: object) -> str | None:
        """Say why a value cannot be the value of this knob.

        Parameters
        ----------
        name : str
            How the sentence calls the knob.
        value : object
            Anything at all.

        Returns
        -------
        str or None
            One sentence with the name, the value and what is allowed; None when the value fits.

        Examples
        --------
        >>> Knob(1, 8, "relays", whole=True).refusal("hops", 9)
        'hops = 9 is outside its range; allowed: 1 to 8 relays'
        """
        if self.choices:
            if isinstance(value, str) and value in self.choices:
                return None
            return f"{name} = {value!r} is not one of its choices; allowed: {', '.join(self.choices)}"
        if self.ticks:
            if isinstance(value, (tuple, list)) and all(isinstance(word, str) for word in value):
                return None
            return f"{name} = {value!r} is no list of words; allowed: such as ('entry', 'exit')"
        if self.letters:
            return self._refusal_of_text(name, value)
        return self._refusal_of_number(name, value)

    def allowed(self) -> str:
        """Say what is allowed, for a message.

        Examples
        --------
        >>> Knob(1, 8, "relays").allowed()
        'allowed: 1 to 8 relays'
        """
        return f"allowed: {self.low:g} to {self.high:g} {self.unit}".rstrip()

    def _refusal_of_text(self, name: str, value: object) -> str | None:
        shown, only = f"{name} = {reprlib.repr(value)}", f"of the letters {' and '.join(self.letters)}"
        if not isinstance(value, str) or set(value) - set(self.letters):
            return f"{shown} is not made {only}; {self.allowed()}"
        if not self.low <= len(value) <= self.high:
            return f"{shown} has {len(value)} letters; {self.allowed()}, {only}"
        return None

    def _refusal_of_number(self, name: str, value: Any) -> str | None:
        # To ask whether a number is `Real` takes longer than all the rest, and most are of these two types.
        if type(value) not in (float, int) and (isinstance(value, bool) or not isinstance(value, Real)):
            return f"{name} = {value!r} is not a number; {self.allowed()}"
        try:
            plain = float(value)
        except OverflowError:
            return f"{name} = {reprlib.repr(value)} is out of all bounds; {self.allowed()}"
        if self.whole and not plain.is_integer():  # 1e8 is a fine number of users
            return f"{name} = {value!r} is not a whole number; {self.allowed()}"
        if not self.low <= plain <= self.high:  # also refuses NaN
            return f"{name} = {value!r} is outside its range; {self.allowed()}"
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
        The other attributes of `Knob`: whole, log, choices, titles, ordered, ticks, letters, source.

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
    the model is made, with the knob, the value, the range and the unit in the message. A number that is too
    small for the computer is 0 in its methods, also where ``numpy.seterr`` asks for an error.
    """

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        for name, found in [*vars(cls).items()]:
            if inspect.isfunction(found) and not name.startswith("_"):
                setattr(cls, name, np.errstate(under="ignore")(found))

    def __post_init__(self) -> None:
        for name, rule in _shared_knobs(self).items():
            value = getattr(self, name)
            if rule.refusal(name, value):
                raise ValueError(rule.refusal(f"{type(self).__name__}.{name}", value))
            if rule.whole and not isinstance(value, int):
                object.__setattr__(self, name, int(value))
            if rule.ticks:  # a list would not be hashable
                object.__setattr__(self, name, tuple(value))

    def options(self, name: str) -> Mapping[str, str]:
        """Return the words that may be ticked at a knob, each with what a page writes for it.

        They can depend on the other knobs.
        """
        return {}

    def but(self, **changes: Any) -> Any:
        """Return the same model with some knobs turned.

        Parameters
        ----------
        **changes
            The knobs that are turned, by name, and their new values.

        Raises
        ------
        ValueError
            If a knob does not exist or the value is outside its range.

        Examples
        --------
        >>> from guidekit.models import OnionRouting
        >>> OnionRouting().but(hops=5).hops
        5
        """
        for name in changes:
            knob_of(self, name)
        return dataclasses.replace(self, **changes)  # type: ignore[type-var]


def knobs_of(model: Any) -> dict[str, Knob]:
    """List the knobs of a model or of its class, by name, in the order in which it has them.

    Examples
    --------
    >>> from guidekit.models import OnionRouting
    >>> knobs_of(OnionRouting)["hops"].high
    8
    """
    return dict(_shared_knobs(model))


def _shared_knobs(model: Any) -> dict[str, Knob]:
    """Return the knobs of a class, the same dict for everyone: nobody may write into it."""
    kind: Any = model if isinstance(model, type) else type(model)
    return _knobs_of_class(kind)


@cache  # a sweep makes thousands of models of one class
def _knobs_of_class(kind: type) -> dict[str, Knob]:
    return {f.name: f.metadata[_FIELD] for f in dataclasses.fields(kind) if _FIELD in f.metadata}


def knob_of(model: Any, name: str) -> Knob:
    """Return one knob of a model.

    Parameters
    ----------
    model : Model or type
        A model or its class.
    name : str
        The name of the knob.

    Raises
    ------
    ValueError
        If the model has no knob of that name; the message lists those it has.
    """
    known = _shared_knobs(model)
    if name not in known:
        owner = (model if isinstance(model, type) else type(model)).__name__
        raise ValueError(f"{owner} has no knob {name!r}; it has: {', '.join(known)}")
    return known[name]


def code(model: Any) -> str:
    """Write a model as the line of code that makes it, naming only the knobs that were turned.

    Examples
    --------
    >>> from guidekit.models import OnionRouting
    >>> code(OnionRouting(adversary=0.2))
    'OnionRouting(adversary=0.2)'
    """
    turned = [f for f in dataclasses.fields(model) if getattr(model, f.name) != f.default]
    return f"{type(model).__name__}({', '.join(f'{f.name}={getattr(model, f.name)!r}' for f in turned)})"
