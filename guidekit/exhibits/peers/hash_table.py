"""The exhibits of this file draw lookups in a Kademlia hash table, as modelled and as they really ran."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, bar, dots, line, mark, note, residuals, subplots
from guidekit.drawing.ticks import decade_ticks
from guidekit.models import KademliaLookup
from guidekit.recordings.kademlia import BUCKETS, HashTable
from guidekit.recordings.reading import origin, recording
from guidekit.words import answered, duration, number, percent, plural, times

_NETWORKS = np.array([10**n for n in (2, 3, 4, 6, 8)])
_NODES = tuple(
    (10.0**n, words) for n, words in ((2, "100"), (4, "10,000"), (6, "1 million"), (8, "100 million"))
)
_HOPS = Subplot(
    x="nodes in the network", y="hops until the target answers", xlim=(80, 1.3e8), ylim=(0, 30),
    xlog=True, xticks=_NODES,
)  # fmt: skip
_STRANGERS = Subplot(
    "Who learns of it", "nodes in the network", "strangers told", (80, 1.3e8), (0, 50), xlog=True,
    xticks=((1e2, "100"), (1e5, "100,000"), (1e8, "100 million")),
)  # fmt: skip
_WAIT = Subplot("What it takes", "", "seconds (mean)", (-0.6, 1.6), (0.01, 1000), ylog=True, xticks=(),
                yticks=decade_ticks(-2, 3))  # fmt: skip


def lookup(model: KademliaLookup, figure: Figure) -> str:
    """Draw the hops of a lookup against the nodes in the network, beside halving what is left each time.

    The sentence says both for the network that is chosen. The answer is a number of hops.
    """
    (ax,) = subplots(figure, _HOPS)
    found = model.expected_hops()
    line(ax, "halving what is left each time", _NETWORKS, np.log2(_NETWORKS), 5)
    line(ax, "asking nearer nodes", _NETWORKS, _over_sizes(model.bucket, model.stale), 0)
    mark(ax, "here", model.nodes, found, _one_digit(found), 1)
    gone = f"; {percent(model.stale)} of them are gone" if model.stale else ""
    hops, halving = _one_digit(found), _one_digit(float(np.log2(model.nodes)))
    return answered(
        f"Among {model.nodes:,} nodes a lookup takes {hops} {'hop' if hops == '1' else 'hops'} in the mean. "
        f"Halving would take {halving}. Each keeps {plural(model.bucket, 'contact')} at each distance{gone}.",
        found,
        _one_digit,
    )


def who_is_told(model: KademliaLookup, figure: Figure) -> str:
    """Draw how many strangers learn who looks for whom, beside the time that a lookup takes.

    The sentence says both for the number of nodes that are asked at a time, and for one at a time.
    """
    left, right = subplots(figure, _STRANGERS, _WAIT)
    single = model.but(parallel=1)
    strangers = model.strangers_told()
    line(left, "one at a time", _NETWORKS, _told_over_sizes(single.bucket, 1, model.stale), 5)
    line(left, "as chosen", _NETWORKS, _told_over_sizes(model.bucket, model.parallel, model.stale), 0)
    mark(left, "here", model.nodes, strangers, number(strangers), 1)
    times = [_mean_seconds(one) for one in (single, model)]
    for at, (words, seconds) in enumerate(zip(("one at a time", "as chosen"), times, strict=True)):
        shown = min(max(seconds, 0.012), 250.0)  # what is off the scale stands at its edge
        bar(right, f"_{words}", at, shown, 5 if at == 0 else 0, bottom=0.01)
        note(
            right,
            f"_{words} words",
            at,
            shown * 1.12,
            f"{words}\n{duration(seconds)}",
            ha="center",
            va="bottom",
        )
    asked = "One node is" if model.parallel == 1 else f"{model.parallel} nodes are"
    return (
        f"{asked} asked at a time, among {model.nodes:,}. In the mean {plural(strangers, 'stranger')} can "
        f"see whom you look for, and from which address. The lookup takes {duration(times[1])} in the mean, "
        f"one at a time {duration(times[0])}."
    )


@functools.lru_cache(maxsize=512)
def _over_sizes(bucket: int, stale: float) -> list[float]:
    return [KademliaLookup(nodes=int(n), bucket=bucket, stale=stale).expected_hops() for n in _NETWORKS]


@functools.lru_cache(maxsize=512)
def _told_over_sizes(bucket: int, parallel: int, stale: float) -> list[float]:
    model = KademliaLookup(bucket=bucket, parallel=parallel, stale=stale)
    return [model.but(nodes=int(n)).strangers_told() for n in _NETWORKS]


@functools.lru_cache(maxsize=512)
def _mean_seconds(model: KademliaLookup) -> float:
    return float(model.lookup_seconds(400).mean())


def _one_digit(hops: float) -> str:
    return f"{hops:.1f}".removesuffix(".0")


_SIZES = np.array([100, 130, 170, 200, 250, 320, 400, 500])
_TICKS = ((100, "100"), (200, "200"), (400, "400"))
_ROUNDS = Subplot(
    "How far", "nodes", "rounds of questions (mean)", (85, 560), (0, 3.2), xlog=True, xticks=_TICKS
)
_TOLD = Subplot("Who is told", "nodes", "strangers told (mean)", (85, 560), (0, 8), xlog=True, xticks=_TICKS)


def table_lookups(model: HashTable, figure: Figure) -> str:
    """Draw the rounds of a lookup and the strangers who learn of it, in the model and in a real table.

    The sentence says both, the largest misfits, and how many lookups were lost.
    """
    found = model.lookups()
    nodes = found.index.to_numpy()
    said = []
    for ax, column, nth in zip(subplots(figure, _ROUNDS, _TOLD), ("rounds", "told"), (0, 1), strict=True):
        real, computed = found[column].to_numpy(), _computed(model, nodes)[nth]
        line(ax, "the model", _SIZES, _computed(model, _SIZES)[nth], 0)
        dots(ax, "recorded", nodes, real, 1)
        residuals(ax, nodes, real, computed)
        worst = int(np.argmax(np.abs(np.log(computed / real))))
        way = "too many" if computed[worst] > real[worst] else "too few"
        miss = f"{percent(abs(float(computed[worst] / real[worst] - 1)))} {way}"
        note(ax, "_words", 540, 0.03 * ax.get_ylim()[1], f"largest misfit: {miss}", ha="right", weight="bold")
        said.append((number(float(real[-1])), number(float(computed[-1])), miss))
    (rounds, hops, far), (told, strangers, known) = said
    tries = int((recording("dht_lookup").k == int(model.bucket)).sum())
    return (
        f"In a real table of {nodes[-1]} nodes ({origin('dht_lookup')}) a lookup took {rounds} rounds in the "
        f"mean. The model says {hops}; its largest misfit is {far}. The lookup told {told} strangers. The "
        f"model says {strangers}; its largest misfit is {known}. Of {tries} lookups {model.lost()} never "
        "came to the target, which the model leaves out."
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

    The sentence says both for half of the nodes, in the model and in a real table.
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
    return (
        f"Half of {nodes} real nodes stopped ({origin('dht_churn')}). Each of {tries} values had "
        f"{plural(int(model.bucket), 'copy', 'copies')}. {percent(float(found.found[0.5]))} of them were "
        f"found, where by the model {percent(model.copy_left(0.5))} have a copy left. The largest misfit is "
        f"{points}. It took {duration(real)} in the mean; the model says {duration(half)}. If every round "
        f"waits for all three answers it is {duration(slow)}."
    )


@functools.lru_cache(maxsize=8)
def _churn_seconds(bucket: str, nodes: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the mean seconds for each share in the model, and where a round waits for every answer."""
    table = HashTable(bucket)
    quick = (float(table.model(nodes, float(s)).lookup_seconds(4000).mean()) for s in _SHARES)
    return tuple(quick), tuple(table.waiting_for_all(nodes, float(s)) for s in _SHARES)
