"""The exhibits of this file draw lookups in a Kademlia hash table that really ran, beside the model."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, dots, line, note, residuals, subplots
from guidekit.exhibits.peers import wording
from guidekit.recordings.kademlia import BUCKETS, HashTable
from guidekit.recordings.reading import origin, recording_rows
from guidekit.words import answered, duration, fill, number, paragraph, percent

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
    nodes = np.array(list(found))
    said, missed = [], 0.0
    for ax, column, nth in zip(subplots(figure, _ROUNDS, _TOLD), ("rounds", "told"), (0, 1), strict=True):
        real = np.array([getattr(mean, column) for mean in found.values()])
        computed = _computed(model, nodes)[nth]
        line(ax, "the model", _SIZES, _computed(model, _SIZES)[nth], 0)
        dots(ax, "recorded", nodes, real, 1)
        residuals(ax, nodes, real, computed)
        worst = int(np.argmax(np.abs(np.log(computed / real))))
        way = "many" if computed[worst] > real[worst] else "few"
        missed = abs(float(computed[worst] / real[worst] - 1))  # of the strangers, who come last
        miss = fill(wording.MISFIT[way], misfit=percent(missed))
        note(ax, "_words", 540, 0.03 * ax.get_ylim()[1], miss, ha="right", weight="bold")
        ours = number(float(computed[-1]))
        says = fill(wording.MODEL_SAYS[way], computed=ours, misfit=percent(missed))
        said.append((number(float(real[-1])), says))
    (rounds, of_rounds), (told, of_told) = said
    tries, lost = model.tries(), model.lost()
    return answered(
        paragraph(
            fill(wording.ROUNDS, nodes=nodes[-1], origin=origin("dht_lookup"), rounds=rounds), of_rounds,
            fill(wording.TOLD, told=told), of_told,
            fill(wording.LOST["some" if lost else "none"], tries=tries, lost=lost),
        ),
        missed,
    )  # fmt: skip


def _computed(model: HashTable, sizes: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    pairs = [_lookup(model.bucket, int(n)) for n in sizes]
    return np.array([hops for hops, _ in pairs]), np.array([told for _, told in pairs])


@functools.lru_cache(maxsize=64)
def _lookup(bucket: str, nodes: int) -> tuple[float, float]:
    model = HashTable(bucket).model(nodes)
    return model.expected_hops(), model.strangers_told()


_SHARES = np.array([0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8])  # those recorded among them
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
    searches = recording_rows("dht_churn")
    stopped, nodes = np.array(list(found), float), max(row.n for row in searches)
    there, seconds = np.array(list(found.values()), float).T
    copies = np.array([model.copy_left(float(s)) for s in stopped])
    line(left, "the model", _SHARES, [model.copy_left(float(s)) for s in _SHARES], 0)
    dots(left, "recorded", stopped, there, 1)
    residuals(left, stopped, there, copies)
    worst = int(np.argmax(np.abs(copies - there)))
    points = 100 * abs(float(copies[worst] - there[worst]))
    words = fill(wording.FOUND_NOTE, points=points)
    note(left, "_words", 0.82, 0.03, words, ha="right", weight="bold")
    quick, patient = _churn_seconds(model.bucket, nodes)
    line(right, "the model", _SHARES, quick, 0)
    dots(right, "recorded", stopped, seconds, 1)
    line(right, "_patient", _SHARES, patient, 5)
    note(
        right, "_patient words", 0.02, 14.3, "dotted: a round waits for\nevery answer", ha="left", va="center"
    )
    half, slow = (float(np.interp(0.5, _SHARES, curve)) for curve in (quick, patient))
    real = found[0.5].seconds
    residuals(right, stopped, seconds, np.interp(stopped, _SHARES, quick))
    ratio, compared = number(max(half, real) / min(half, real)), "more" if half > real else "less"
    words = fill(wording.TIME_MISFIT["same" if ratio == "1" else compared], ratio=ratio)
    note(right, "_words", 0.02, 12.3, words, ha="left", va="center", weight="bold")
    values = len(searches) // len(found) // len(BUCKETS)
    said = paragraph(
        fill(wording.STOPPED, nodes=nodes, origin=origin("dht_churn"), values=values,
             copies=int(model.bucket)),
        fill(wording.FOUND, found=percent(found[0.5].found), left=percent(model.copy_left(0.5))),
        fill(wording.FOUND_MISFIT, points=points),
        fill(wording.TOOK, real=duration(real), computed=duration(half), patient=duration(slow)),
    )  # fmt: skip
    return answered(said, real, duration)


@functools.lru_cache(maxsize=8)
def _churn_seconds(bucket: str, nodes: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the mean seconds for each share in the model, and where a round waits for every answer."""
    table = HashTable(bucket)
    quick = (float(table.model(nodes, float(s)).lookup_seconds(4000).mean()) for s in _SHARES)
    return tuple(quick), tuple(table.waiting_for_all(nodes, float(s)) for s in _SHARES)
