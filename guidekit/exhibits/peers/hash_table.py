"""The exhibits of this file draw lookups in a Kademlia hash table that really ran, beside the model."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, dots, line, note, residuals, subplots
from guidekit.recordings.kademlia import BUCKETS, HashTable
from guidekit.recordings.reading import origin, recording
from guidekit.words import answered, duration, number, percent, plural, times

_SIZES = np.array([100, 130, 170, 200, 250, 320, 400, 500])
_TICKS = ((100, "100"), (200, "200"), (400, "400"))
_ROUNDS = Subplot(
    "How far", "nodes", "rounds of questions (mean)", (85, 560), (0, 3.2), xlog=True, xticks=_TICKS
)
_TOLD = Subplot("Who is told", "nodes", "strangers told (mean)", (85, 560), (0, 8), xlog=True, xticks=_TICKS)


def table_lookups(model: HashTable, figure: Figure) -> str:
    """Draw the rounds of a lookup and the strangers who learn of it, in the model and in a real table.

    The sentence says both, the largest misfits, and how many lookups were lost. The answer is the largest
    misfit of the strangers, a share.
    """
    found = model.lookups()
    nodes = found.index.to_numpy()
    said, missed = [], 0.0
    for ax, column, nth in zip(subplots(figure, _ROUNDS, _TOLD), ("rounds", "told"), (0, 1), strict=True):
        real, computed = found[column].to_numpy(), _computed(model, nodes)[nth]
        line(ax, "the model", _SIZES, _computed(model, _SIZES)[nth], 0)
        dots(ax, "recorded", nodes, real, 1)
        residuals(ax, nodes, real, computed)
        worst = int(np.argmax(np.abs(np.log(computed / real))))
        way = "too many" if computed[worst] > real[worst] else "too few"
        missed = abs(float(computed[worst] / real[worst] - 1))  # of the strangers, who come last
        miss = f"{percent(missed)} {way}"
        note(ax, "_words", 540, 0.03 * ax.get_ylim()[1], f"largest misfit: {miss}", ha="right", weight="bold")
        said.append((number(float(real[-1])), number(float(computed[-1])), miss))
    (rounds, hops, far), (told, strangers, known) = said
    tries = int((recording("dht_lookup").k == int(model.bucket)).sum())
    lost = model.lost() or "none"
    return answered(
        f"In a real table of {nodes[-1]} nodes ({origin('dht_lookup')}) a lookup took {rounds} rounds on "
        f"average. The model says {hops}; its largest misfit is {far}. The lookup told {told} strangers. The "
        f"model says {strangers}; its largest misfit is {known}. Of {tries} lookups {lost} ended without "
        "the target, which the model leaves out.",
        missed,
    )


def _computed(model: HashTable, sizes: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    pairs = [_lookup(model.bucket, int(n)) for n in sizes]
    return np.array([hops for hops, _ in pairs]), np.array([told for _, told in pairs])


@functools.lru_cache(maxsize=64)
def _lookup(bucket: str, nodes: int) -> tuple[float, float]:
    model = HashTable(bucket).model(nodes)
    return model.expected_hops(), model.strangers_told()


_SHARES = np.linspace(0, 0.8, 17)
_FOUND = Subplot(
    "What is found", "nodes that stopped", "values found", (-0.04, 0.84), (0, 1.05), percent="xy"
)
_TIME = Subplot(
    "How long it takes", "nodes that stopped", "seconds (mean)", (-0.04, 0.84), (0, 16), percent="x"
)


def churn(model: HashTable, figure: Figure) -> str:
    """Draw the share of values that are found and the seconds that it takes, against the nodes that stopped.

    The sentence says both for half of the nodes, in the model and in a real table. The answer is the time
    that a real search then took, in seconds.
    """
    left, right = subplots(figure, _FOUND, _TIME)
    found = model.churn()
    stopped, nodes = found.index.to_numpy(float), int(recording("dht_churn").n.max())
    copies = np.array([model.copy_left(float(s)) for s in stopped])
    line(left, "the model", _SHARES, [model.copy_left(float(s)) for s in _SHARES], 0)
    dots(left, "recorded", stopped, found.found, 1)
    residuals(left, stopped, found.found, copies)
    worst = int(np.argmax(np.abs(copies - found.found)))
    points = plural(100 * abs(float(copies[worst] - found.found.iloc[worst])), "point")
    note(left, "_words", 0.82, 0.03, f"largest misfit: {points}", ha="right", weight="bold")
    quick, patient = _churn_seconds(model.bucket, nodes)
    line(right, "the model", _SHARES, quick, 0)
    dots(right, "recorded", stopped, found.seconds, 1)
    line(right, "_patient", _SHARES, patient, 5)
    note(
        right, "_patient words", 0.02, 14.3, "dotted: a round waits for\nevery answer", ha="left", va="center"
    )
    half, slow = (float(np.interp(0.5, _SHARES, curve)) for curve in (quick, patient))
    real = float(found.seconds[0.5])
    residuals(right, stopped, found.seconds, np.interp(stopped, _SHARES, quick))
    miss = times(half, real, "too much", "too little")
    note(right, "_words", 0.02, 12.3, f"misfit at 50 %:\n{miss}", ha="left", va="center", weight="bold")
    tries = int(len(recording("dht_churn")) / len(found) / len(BUCKETS))
    return answered(
        f"Half of {nodes} real nodes stopped ({origin('dht_churn')}). Each of {tries} values had "
        f"{plural(int(model.bucket), 'copy', 'copies')}. {percent(float(found.found[0.5]))} of them were "
        f"found, where by the model {percent(model.copy_left(0.5))} have a copy left. The largest misfit is "
        f"{points}. It took {duration(real)} on average; the model says {duration(half)}. If every round "
        f"waits for all three answers it is {duration(slow)}.",
        real,
        duration,
    )


@functools.lru_cache(maxsize=8)
def _churn_seconds(bucket: str, nodes: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the mean seconds for each share in the model, and where a round waits for every answer."""
    table = HashTable(bucket)
    quick = (float(table.model(nodes, float(s)).lookup_seconds(4000).mean()) for s in _SHARES)
    return tuple(quick), tuple(table.waiting_for_all(nodes, float(s)) for s in _SHARES)
