"""Answers: what a program found, how sure it is, and whether two programs found the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

SIGMAS = 4.0  # standard errors that two right answers may lie apart


class DisagreementError(Exception):
    """Two programs that should find the same did not, so that their times cannot be compared."""


@dataclass(frozen=True)
class Answer:
    """One or more numbers with their standard errors; what is computed exactly has none.

    Attributes
    ----------
    values, errors : numpy.ndarray
        Of the same shape; an error is a standard error in the unit of its value.
    """

    values: NDArray[np.float64]
    errors: NDArray[np.float64]


def exactly(values: ArrayLike) -> Answer:
    """Make an answer of what was computed and not drawn."""
    found = np.atleast_1d(np.asarray(values, dtype=float))
    return Answer(found, np.zeros_like(found))


def of_runs(runs: ArrayLike) -> Answer:
    """Make an answer of the mean of independent runs, one a row.

    >>> answer = of_runs([[1.0], [3.0]])
    >>> float(answer.values[0]), float(answer.errors[0])
    (2.0, 1.0)
    """
    rows = np.asarray(runs, dtype=float)
    if rows.ndim == 1:
        rows = rows[:, None]
    return Answer(rows.mean(axis=0), rows.std(axis=0, ddof=1) / np.sqrt(len(rows)))


def of_hits(hits: ArrayLike, tries: int) -> Answer:
    """Make an answer of shares: how many of so many independent tries hit."""
    counts = np.atleast_1d(np.asarray(hits, dtype=float))
    likely = (counts + 1) / (tries + 2)  # never 0 or 1, where the error would seem to vanish
    return Answer(counts / tries, np.sqrt(likely * (1 - likely) / tries))


def agree(one: Answer, other: Answer, names: Sequence[str], slack: float = 0.0) -> None:
    """Do nothing if two answers are the same within 4 standard errors and the slack.

    Parameters
    ----------
    one, other : Answer
        The two answers.
    names : sequence of str
        What the two programs are called.
    slack : float
        By how much two right programs may differ for a stated reason, in the unit of the values.

    Raises
    ------
    DisagreementError
        With the two values that lie furthest apart, and what was allowed.
    """
    if one.values.shape != other.values.shape:
        raise DisagreementError(
            f"{names[0]} gives {one.values.shape} numbers, {names[1]} {other.values.shape}"
        )
    apart = np.abs(one.values - other.values)
    allowed = SIGMAS * np.hypot(one.errors, other.errors) + slack + 1e-9
    wrong = ~(apart <= allowed)  # also refuses NaN
    if wrong.any():
        at = int(np.argmax(np.where(wrong, np.nan_to_num(apart - allowed, nan=np.inf), -np.inf)))
        raise DisagreementError(
            f"{names[0]} finds {one.values[at]:.4g}, {names[1]} finds {other.values[at]:.4g} "
            f"(number {at + 1} of {apart.size}); allowed apart: {allowed[at]:.2g}"
        )
