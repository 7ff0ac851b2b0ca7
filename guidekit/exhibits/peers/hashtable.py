"""Lookups in a Kademlia table that really ran."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Pane, dots, line, note, panes
from guidekit.drawing.marks import gaps
from guidekit.recordings.kademlia import BUCKETS, HashTable
from guidekit.recordings.reading import origin, recording
from guidekit.words import duration, listed, number, percent, roughly, times

_SIZES = np.array([100, 130, 170, 200, 250, 320, 400, 500])
_TICKS = ((100, "100"), (200, "200"), (400, "400"))
_ROUNDS = Pane(
    "How far", "nodes", "rounds of questions (mean)", (85, 560), (0, 3.2), xlog=True, xticks=_TICKS
)
_TOLD = Pane("Who is told", "nodes", "strangers told (mean)", (85, 560), (0, 8), xlog=True, xticks=_TICKS)


def lookups(model: HashTable, figure: Figure) -> str:
    """Draw the rounds of a lookup and who learns of it, in the model and in a real table."""
    found = model.lookups()
    nodes = found.index.to_numpy()
    said = []
    for ax, column, nth in zip(panes(figure, _ROUNDS, _TOLD), ("rounds", "told"), (0, 1), strict=True):
        real, computed = found[column].to_numpy(), _computed(model, nodes)[nth]
        line(ax, "the model", _SIZES, _computed(model, _SIZES)[nth], 0)
        dots(ax, "recorded", nodes, real, 1)
        gaps(ax, nodes, real, computed)
        worst = int(np.argmax(np.abs(np.log(computed / real))))
        way = "too many" if computed[worst] > real[worst] else "too few"
        miss = f"{percent(abs(float(computed[worst] / real[worst] - 1)))} {way}"
        note(ax, "_words", 540, 0.03 * ax.get_ylim()[1], f"largest misfit: {miss}", ha="right", weight="bold")
        said.append((_each(real), _each(computed), miss))
    (rounds, hops, far), (told, strangers, known) = said
    tries = int((recording("dht_lookup").k == int(model.bucket)).sum())
    return (
        f"A lookup among {listed(map(str, nodes))} real nodes with buckets of {model.bucket} "
        f"({origin('dht_lookup')}) took {rounds} rounds; the model says {hops}, at most {far}. It told "
        f"{told} strangers; the model says {strangers}, at most {known}. Of {tries} lookups "
        f"{model.lost()} never came to the target, which the model leaves out."
    )


def _each(values: NDArray[np.float64]) -> str:
    return listed(f"{value:.2f}" for value in values)


def _computed(model: HashTable, sizes: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    pairs = [_lookup(model.bucket, int(n)) for n in sizes]
    return np.array([hops for hops, _ in pairs]), np.array([told for _, told in pairs])


@functools.lru_cache(maxsize=64)
def _lookup(bucket: str, nodes: int) -> tuple[float, float]:
    model = HashTable(bucket).model(nodes)
    return model.expected_hops(), model.strangers_told()


_SHARES = np.linspace(0, 0.8, 17)
_FOUND = Pane("What is found", "nodes that stopped", "values found", (-0.04, 0.84), (0, 1.05), percent="xy")
_TIME = Pane("How long it takes", "nodes that stopped", "seconds (mean)", (-0.04, 0.84), (0, 16), percent="x")


def churn(model: HashTable, figure: Figure) -> str:
    """Draw which values are found when nodes have stopped, and how long that takes."""
    left, right = panes(figure, _FOUND, _TIME)
    found = model.churn()
    stopped, nodes = found.index.to_numpy(float), int(recording("dht_churn").n.max())
    copies = np.array([model.copy_left(float(s)) for s in stopped])
    line(left, "the model", _SHARES, [model.copy_left(float(s)) for s in _SHARES], 0)
    dots(left, "recorded", stopped, found.found, 1)
    gaps(left, stopped, found.found, copies)
    worst = int(np.argmax(np.abs(copies - found.found)))
    points = number(100 * abs(float(copies[worst] - found.found.iloc[worst])))
    note(left, "_words", 0.82, 0.03, f"largest misfit: {points} points", ha="right", weight="bold")
    quick, patient = _seconds(model.bucket, nodes)
    line(right, "the model", _SHARES, quick, 0)
    dots(right, "recorded", stopped, found.seconds, 1)
    line(right, "_patient", _SHARES, patient, 5)
    note(
        right, "_patient words", 0.02, 14.3, "dotted: a round waits for\nevery answer", ha="left", va="center"
    )
    half, slow = (float(np.interp(0.5, _SHARES, curve)) for curve in (quick, patient))
    real = float(found.seconds[0.5])
    gaps(right, stopped, found.seconds, np.interp(stopped, _SHARES, quick))
    miss = times(half, real, "too much", "too little")
    note(right, "_words", 0.02, 12.3, f"misfit at 50 %:\n{miss}", ha="left", va="center", weight="bold")
    tries = int(len(recording("dht_churn")) / len(found) / len(BUCKETS))
    return (
        f"With half of {nodes} real nodes stopped and {model.bucket} copies of each of {tries} values "
        f"({origin('dht_churn')}), {percent(float(found.found[0.5]))} of them were found, where "
        f"{roughly(model.copy_left(0.5))} have a copy left; the largest misfit is {points} points. It took "
        f"{duration(real)} in the mean, where the model says {duration(half)}, {miss}; if every round "
        f"waits for all three answers it is {duration(slow)}."
    )


@functools.lru_cache(maxsize=8)
def _seconds(bucket: str, nodes: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the mean seconds by share: in the lesson's model, and where a round waits for every answer."""
    table = HashTable(bucket)
    quick = (float(table.model(nodes, float(s)).lookup_seconds(4000).mean()) for s in _SHARES)
    return tuple(quick), tuple(table.waiting_for_all(nodes, float(s)) for s in _SHARES)
