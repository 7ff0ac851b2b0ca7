"""Arguments: the one check of what a method is asked, for one number and for many, and the way back."""

from __future__ import annotations

import math
import reprlib
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guidekit.knobs.model import Knob


def probability(name: str, value: float) -> float:
    """Return an argument of a method if it is a probability.

    Parameters
    ----------
    name : str
        How the message calls the argument.
    value : float
        The argument.

    Raises
    ------
    ValueError
        If it is not a number from 0 to 1.
    """
    return within(name, value, 0.0, 1.0)


def within(name: str, value: float, low: float, high: float, unit: str = "") -> float:
    """Return an argument of a method if it lies in its range, as for a knob.

    Parameters
    ----------
    name : str
        How the message calls the argument.
    value : float
        The argument.
    low, high : float
        The ends of its range, both allowed.
    unit : str
        Its unit, for the message.

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

    Parameters
    ----------
    name : str
        How the message calls the argument.
    value : float
        The argument.
    low, high : float
        The ends of its range, both allowed.
    unit : str
        Its unit, for the message.

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


def switch(name: str, value: bool) -> bool:
    """Return an argument of a method if it is True or False.

    Parameters
    ----------
    name : str
        How the message calls the argument.
    value : bool
        The argument.

    Raises
    ------
    ValueError
        If it is anything else, such as the word "no", which Python would take for a yes.

    Examples
    --------
    >>> switch("mailbox", "no")
    Traceback (most recent call last):
    ValueError: mailbox = 'no' is neither True nor False
    """
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    raise ValueError(f"{name} = {reprlib.repr(value)} is neither True nor False")


def amounts(
    name: str, values: ArrayLike, low: float = 0.0, high: float = math.inf, unit: str = ""
) -> NDArray[np.float64]:
    """Return an argument that may be one number or many, if all lie in their range.

    Parameters
    ----------
    name : str
        How the message calls the argument.
    values : array_like
        One number or many.
    low, high, unit : float, float, str
        The ends of the range, both allowed, and their unit.

    Returns
    -------
    numpy.ndarray
        The numbers, of the shape of `values`; shape () for a single one.

    Raises
    ------
    ValueError
        If one is outside; the message names the argument, the value, the range and the unit.

    Examples
    --------
    >>> amounts("hours", [1, -2], unit="hours")
    Traceback (most recent call last):
    ValueError: hours = -2 is outside its range; allowed: 0 to inf hours
    """
    return _numbers(name, values, Knob(low, high, unit))


def counts(
    name: str, values: ArrayLike, low: float = 0.0, high: float = math.inf, unit: str = ""
) -> NDArray[np.int64]:
    """Return an argument that may be one whole number or many, if all are whole and lie in their range.

    Parameters
    ----------
    name, values, low, high, unit
        As for `amounts`.

    Returns
    -------
    numpy.ndarray
        Whole numbers, shape as that of `values`; shape () for a single one.

    Raises
    ------
    ValueError
        If one is not whole or outside; the message names the argument, the value, the range and the unit.

    Examples
    --------
    >>> counts("circuits", [1, 2.5], 1, unit="circuits")
    Traceback (most recent call last):
    ValueError: circuits = 2.5 is not a whole number; allowed: 1 to inf circuits
    """
    return _numbers(name, values, Knob(low, high, unit, whole=True)).astype(np.int64)


def _numbers(name: str, values: ArrayLike, rule: Knob) -> NDArray[np.float64]:
    """Return numbers that a knob with this rule would take, one by one."""
    if isinstance(values, (bytes, bytearray, memoryview)):  # an array would make numbers of the letters
        raise ValueError(f"{name} = {reprlib.repr(values)} is not a number; {rule.allowed()}")
    try:
        array = np.asarray(values)
        if isinstance(values, (list, tuple)) and any(isinstance(value, bool) for value in values):
            array = np.asarray(values, dtype=object)  # a yes among numbers is not one of them
    except ValueError:  # lists of different lengths
        raise ValueError(f"{name} = {reprlib.repr(values)} is not a number; {rule.allowed()}") from None
    if array.size == 0:
        raise ValueError(f"{name} is empty; {rule.allowed()}")
    if array.dtype.kind not in "iuf":  # text, words and numbers of other makes: asked one by one
        for value in array.flat:
            problem = rule.refusal(name, value)
            if problem:
                raise ValueError(problem)
    array = array.astype(float)
    wrong = ~((array >= rule.low) & (array <= rule.high))  # also refuses NaN
    if rule.whole:
        wrong |= ~np.isfinite(array) | (np.floor(array) != array)
    if wrong.any():
        raise ValueError(rule.refusal(name, _shortest(array[wrong].flat[0])))
    return array


def _shortest(value: float) -> float:
    """Return a number as people write it, so that a message says -2 and not -2.0."""
    return int(value) if math.isfinite(value) and value % 1 == 0 else float(value)


def plain(values: NDArray[np.float64]) -> Any:
    """Return a float for a single number and the array itself for many.

    >>> plain(np.asarray(0.5))
    0.5
    """
    return float(values) if values.ndim == 0 else values


def as_share(values: NDArray[np.float64]) -> Any:
    """Return probabilities without the rounding that can push them past 0 or 1, as `plain` does.

    Examples
    --------
    >>> as_share(np.asarray(1.0000000000000002))
    1.0
    """
    return plain(np.clip(values, 0.0, 1.0))
