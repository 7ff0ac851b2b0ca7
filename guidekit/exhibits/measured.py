"""What was measured, as the lessons need it, and Lesson 07's picture of how unequal Tor's relays are."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.exhibits.drawing import Pane, dots, line, note, panes
from guidekit.exhibits.words import one_in, percent
from guidekit.models import RankedShares, both_among_largest
from guidekit.models.knobs import Model, knob
from guidekit.names import known
from guidekit.tables import load

PRESETS = {"tor-2018": "tor-weights-2018"}
KINDS = ("guard", "middle", "exit")
MOST = 841  # relays that could be exits in the consensus of 2018-04-21: there are more of the other kinds


@functools.cache
def series(dataset: str, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return one measured series of ``measured.csv``.

    Parameters
    ----------
    dataset, name : str
        Such as ``"torperf-2019"`` and ``"circuit-rtt"``.

    Returns
    -------
    tuple of numpy.ndarray
        Where it was measured, and what.

    Raises
    ------
    ValueError
        If there is no such dataset, or it has no such series.

    Examples
    --------
    >>> hours, listed = series("tor-churn-2019", "still-listed")
    >>> float(hours[0]), float(listed[0])
    (1.0, 0.9913)
    """
    rows = load("measured")
    known("dataset", [dataset], rows.dataset.unique())
    rows = rows[rows.dataset == dataset]
    known(f"series of {dataset}", [name], rows.series.unique())
    rows = rows[rows.series == name]
    return rows.x.to_numpy(float), rows.value.to_numpy(float)


@functools.cache
def relays(preset: str, kind: str) -> RankedShares:
    """Return the shares of real relays, the largest first.

    Parameters
    ----------
    preset : str
        ``"tor-2018"``, the Tor consensus of 2018-04-21.
    kind : str
        ``"guard"``, ``"middle"`` or ``"exit"``: the place in the circuit they are chosen for.

    Returns
    -------
    RankedShares
        Their shares of the weight by which clients choose.

    Raises
    ------
    ValueError
        If there is no such preset or kind.

    Examples
    --------
    >>> relays("tor-2018", "exit").needed(0.5)
    107
    >>> relays("tor-2019", "exit")
    Traceback (most recent call last):
    ValueError: there is no preset 'tor-2019'; allowed: tor-2018
    """
    known("preset", [preset], PRESETS)
    known("kind of relay", [kind], KINDS)
    ranks, totals = series(PRESETS[preset], kind)
    return RankedShares.from_cumulative(list(ranks), list(totals))


@dataclass(frozen=True)
class LargestRelays(Model):
    """An adversary who holds the largest relays of a real network, so many guards and as many exits."""

    largest: int = knob(
        10, 1, MOST, "relays of each kind", "Largest relays", "How many of the largest are hostile", log=True
    )
    preset: str = knob(
        "tor-2018", label="Network", help="Which measured network", choices=tuple(PRESETS)
    )  # fmt: skip

    def linked(self) -> float:
        """Probability that both ends of a circuit are among them."""
        guards, exits = relays(self.preset, "guard"), relays(self.preset, "exit")
        return both_among_largest(guards, exits, self.largest)

    def if_equal(self) -> float:
        """Return the same probability if all guards and all exits had equal weight."""
        guards, exits = relays(self.preset, "guard"), relays(self.preset, "exit")
        return self.largest**2 / (guards.shares.size * exits.shares.size)


_LARGEST = Pane(
    x="hostile relays of each kind, the largest first", y="circuits they link", xlim=(1, 1000),
    ylim=(1e-7, 1.5), xlog=True, ylog=True,
    xticks=((1, "1"), (10, "10"), (100, "100"), (841, "841")),
    yticks=((1e-6, "1 in a million"), (1e-4, "0.01 %"), (1e-2, "1 %"), (1, "100 %")),
)  # fmt: skip


def largest(model: LargestRelays, figure: Figure) -> str:
    """Draw the circuits that the largest relays of the real network link, beside equal relays."""
    (ax,) = panes(figure, _LARGEST)
    counts, linked, equal = _curves(model.preset)
    line(ax, "the relays of April 2018", counts, linked, 0)
    line(ax, "if all relays were equal", counts, equal, 5)
    here = model.linked()
    dots(ax, "_here", model.largest, here, 1, markersize=11)
    low = model.largest > 30
    words = note(ax, "_words", model.largest, here * (0.4 if low else 2.2), percent(here), weight="bold")
    words.set_verticalalignment("top" if low else "bottom")
    guards = relays(model.preset, "guard").top(model.largest)
    exits = relays(model.preset, "exit").top(model.largest)
    who = (
        "the largest guard and the largest exit"
        if model.largest == 1
        else (f"the {model.largest} largest guards and the {model.largest} largest exits")
    )
    return (
        f"In the Tor network of April 2018 {who} carry {percent(guards)} and {percent(exits)} of the weight; "
        f"together they link {percent(here)} of the circuits ({one_in(here)}), {one_in(model.if_equal())} if "
        "all relays were equal."
    )


@functools.cache
def _curves(preset: str) -> tuple[NDArray[np.int64], list[float], list[float]]:
    counts = np.unique(np.geomspace(1, MOST, 60).round().astype(int))
    models = [LargestRelays(int(count), preset) for count in counts]
    return counts, [m.linked() for m in models], [m.if_equal() for m in models]
