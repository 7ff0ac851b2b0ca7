"""Numbers in and out of a model: one value or many, checked the same way."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


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
    low, high : float
        The ends of the range, both allowed.
    unit : str
        The unit, for the message.

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
    allowed = f"allowed: {low:g} to {high:g} {unit}".rstrip()
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} = {values!r} is not a number; {allowed}") from None
    if array.size == 0:
        raise ValueError(f"{name} is empty; {allowed}")
    wrong = ~((array >= low) & (array <= high))  # also refuses NaN
    if wrong.any():
        raise ValueError(f"{name} = {array[wrong].flat[0]:g} is outside its range; {allowed}")
    return array


def plain(values: NDArray[np.float64]) -> Any:
    """Return a float for a single number and the array itself for many.

    Examples
    --------
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
