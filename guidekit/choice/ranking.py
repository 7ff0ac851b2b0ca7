"""Ranking: musts first, then bars from low to high; a place is given only for what is known.

All of it is plain arithmetic on two tables, the worst and the best that is known of each messenger, so that
`tests/choice/test_ranking.py` can hold over random tables that nobody can game it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
STRUCK_OUT, CANNOT_TELL, MEETS = 0, 1, 2
_DIGITS = 12  # so that sums in another order do not break a tie


def bars(spans: Table, weights: NDArray[Any]) -> Table:
    """Weigh the spans of each messenger.

    Parameters
    ----------
    spans : numpy.ndarray
        Shape (2, messengers, criteria): the worst and the best of each cell, from 0 to 1.
    weights : numpy.ndarray
        Shape (…, criteria), at least 0.

    Returns
    -------
    numpy.ndarray
        Shape (2, …, messengers): the ends of each bar, from 0 (meets nothing) to 1 (meets all). Where
        nothing has a weight, all bars are empty.

    Examples
    --------
    What is unknown lies between no and yes:

    >>> bars(np.array([[[1.0, 0.0]], [[1.0, 1.0]]]), np.array([3.0, 1.0])).ravel()
    array([0.75, 1.  ])
    """
    total = weights.sum(axis=-1, keepdims=True)
    shares = np.divide(weights, total, out=np.zeros_like(weights, dtype=float), where=total > 0)
    return np.stack([shares @ end.T for end in spans]).round(_DIGITS)


def short_of(
    spans: Table, enough: Table, weak: NDArray[np.bool_] | bool = False
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which cells surely fall short of what a must asks for, and which perhaps.

    Weak evidence alone, which is old, undated or merely claimed, decides no must for the better: what it
    leaves of a yes is ½, and where ½ is asked for, this is not enough. Nor does age turn a no into a perhaps:
    what is left between 0 and ½ of it meets no must.

    Parameters
    ----------
    spans : numpy.ndarray
        Shape (2, messengers, criteria): the worst and the best of each cell.
    enough : numpy.ndarray
        Shape (criteria,): how far each has to be met.
    weak : numpy.ndarray or bool
        Shape (messengers, criteria): which cells stand on weak evidence.

    Returns
    -------
    surely, perhaps : numpy.ndarray
        Shape (messengers, criteria); what surely falls short perhaps does, too.

    Examples
    --------
    An old yes, an old no, and a verified half, where ½ is asked for:

    >>> ends = np.array([[[0.5], [0.0], [0.5]], [[1.0], [0.5], [0.5]]])
    >>> surely, perhaps = short_of(ends, np.array([0.5]), np.array([[True], [True], [False]]))
    >>> surely.ravel(), perhaps.ravel()
    (array([False,  True, False]), array([ True,  True, False]))
    """
    low, high = spans.round(_DIGITS)
    surely = (high < enough) | (weak & (low <= 0) & (high <= enough))
    return surely, surely | (low < enough) | (weak & (low <= enough))


def standings(
    spans: Table, musts: NDArray[np.bool_], enough: Table, weak: NDArray[np.bool_] | bool = False
) -> NDArray[np.int64]:
    """Say for each messenger whether it meets every must.

    Parameters
    ----------
    spans : numpy.ndarray
        Shape (2, messengers, criteria).
    musts : numpy.ndarray
        Shape (…, criteria): which criteria are musts.
    enough : numpy.ndarray
        Shape (criteria,): how far each has to be met.
    weak : numpy.ndarray or bool
        Shape (messengers, criteria): which cells stand on weak evidence (`short_of`).

    Returns
    -------
    numpy.ndarray
        Shape (…, messengers): `MEETS` if the worst is enough everywhere, `STRUCK_OUT` if the best is not
        enough somewhere, else `CANNOT_TELL`.
    """
    surely, perhaps = short_of(spans, enough, weak)
    asked = musts.astype(float)
    struck, doubtful = asked @ surely.T > 0, asked @ perhaps.T > 0
    return np.where(struck, STRUCK_OUT, np.where(doubtful, CANNOT_TELL, MEETS))


def ranks(low: Table, standing: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rank those who meet every must by the low ends of their bars; equal ends share a rank.

    Only what is known counts, so that no gap in what is known lifts anybody.

    Parameters
    ----------
    low : numpy.ndarray
        Shape (…, messengers): the low ends.
    standing : numpy.ndarray
        Shape (messengers,) or that of `low`.

    Returns
    -------
    numpy.ndarray
        Shape (…, messengers): ranks from 1; 0 for whoever has none.

    Examples
    --------
    >>> ranks(np.array([0.5, 0.7, 0.5, 0.9]), np.array([MEETS, MEETS, MEETS, CANNOT_TELL]))
    array([2, 1, 2, 0])
    """
    meets = standing == MEETS
    above = (low[..., None, :] > low[..., :, None]) & meets[..., None, :]
    return np.where(meets, 1 + above.sum(axis=-1), 0)


def level_at_top(ends: Table, standing: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say who may be first: whoever's high end reaches the highest low end of those who have a rank.

    Where this is one messenger alone, it is first for sure: its low end lies above every other high end.
    Of whom nobody can tell whether it meets every must may be first, too, if it does.

    Parameters
    ----------
    ends : numpy.ndarray
        Shape (2, …, messengers): the ends of the bars.
    standing : numpy.ndarray
        Shape (messengers,) or that of one end.

    Returns
    -------
    numpy.ndarray
        Shape (…, messengers); nobody where nobody meets every must.
    """
    low, high = ends
    best = np.where(standing == MEETS, low, -1.0).max(axis=-1, keepdims=True, initial=-1.0)
    return np.asarray((standing != STRUCK_OUT) & (high >= best) & (best >= 0))


def nearby(weights: NDArray[np.int64], most: int, draws: int, seed: int = 1) -> NDArray[np.int64]:
    """Draw lists of weights near some weights: each at most one point away, from 1 to `most`.

    What is left out stays out: that is a decision and no rough number.

    Parameters
    ----------
    weights : numpy.ndarray
        Shape (criteria,).
    most : int
        The largest weight.
    draws, seed : int
        How many lists, and the seed of the chance.

    Returns
    -------
    numpy.ndarray
        Shape (draws, criteria).
    """
    steps = np.random.default_rng(seed).integers(-1, 2, (draws, len(weights)))
    return np.where(weights > 0, np.clip(weights + steps, 1, most), 0)
