"""The exhibits of this file draw how often one adversary links both ends of a path over relays."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, dots, line, mark, subplots
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.ticks import HOPS, decade_ticks
from guidekit.exhibits.relays import wording
from guidekit.exhibits.relays.bands import Band, bands, of_hundred
from guidekit.models import OnionRouting
from guidekit.recordings.public_tor import MOST, LargestRelays, relays
from guidekit.words import answered, fill, in_seconds, number, one_in, paragraph, percent

_SHARES = np.linspace(0, 0.5, 101)
CIRCUITS = np.unique(np.geomspace(1, 10_000, 120).round().astype(int))
MARKED = 100
"""The number of circuits that the prediction is about."""
_ENDS = Subplot(
    "", "share of the capacity that one adversary runs", "circuits it links", (0, 0.5), (0, 0.3), percent="xy"
)
_TIME = Subplot(
    x="circuits opened so far", y="chance that one of them was linked", xlim=(1, 10_000), ylim=(0, 1.02),
    xlog=True, percent="y", xticks=decade_ticks(0, 4),
)  # fmt: skip


def both_ends(model: OnionRouting, figure: Figure) -> str:
    """Draw the share of circuits whose entry and exit are hostile, against the hostile share of the capacity.

    The sentence says it for the share that is chosen. The answer is a share of circuits.
    """
    (ax,) = subplots(figure, _ENDS)
    linked = model.circuit_compromise()
    line(ax, "_ends", _SHARES, [model.but(adversary=float(f)).circuit_compromise() for f in _SHARES])
    mark(ax, "here", model.adversary, linked, percent(linked), 1)
    return answered(fill(wording.BOTH_ENDS, share=percent(model.adversary), linked=percent(linked)), linked)


def guards(model: OnionRouting, figure: Figure) -> str:
    """Draw the chance that a circuit was linked so far, with the client's guards and without any.

    The sentence says both chances after 100 circuits. The answer is the chance with this client's guards.
    """
    (ax,) = subplots(figure, _TIME)
    circuits, guarded, unguarded = model.compromises(CIRCUITS)
    line(ax, "a new entry for each circuit", circuits, unguarded, 1)
    own = line(ax, "the entry this client uses", circuits, guarded, 0)
    own.set_visible(model.guards > 0)  # without a guard it is the other curve
    _, (held,), (without,) = model.compromises([MARKED])
    dots(ax, "_without", MARKED, without, 1)
    mark(ax, "with", MARKED, held, percent(held), 0)
    chance = wording.GUARDS["some" if model.guards else "none"]
    return answered(fill(chance, guards=model.guards, held=percent(held), without=percent(without)), held)


def hops(model: OnionRouting, figure: Figure) -> str:
    """Draw circuits that are linked, delay and losses side by side for one to eight relays.

    The sentence says all three for the number of relays that is chosen. The answer is how many of a hundred
    circuits are linked.
    """
    others = [model.but(hops=hops) for hops in HOPS]
    linked = [100 * other.circuit_compromise() for other in others]
    delays = [other.delays()[1] for other in others]
    lost = [100 * (1 - other.reliability()) for other in others]
    here = model.hops - HOPS[0]
    rows = [
        Band("Linked", "of a hundred circuits", linked, of_hundred, "seen"),
        Band("Time on the way", "for half of the messages", delays, in_seconds),
        Band("Lost at the first try", "of a hundred messages", lost, _whole),
    ]
    bands(Sketch(figure), "Relays on the way", [str(hops) for hops in HOPS], here, rows)
    gone = _whole(lost[here])
    said = fill(
        wording.HOPS, hops=model.hops, linked=of_hundred(linked[here]), delay=in_seconds(delays[here]),
        lost=gone, n=1 if gone == "1" else lost[here],  # the verb goes with what is read
    )  # fmt: skip
    return answered(said, linked[here], of_hundred)


def _whole(messages: float) -> str:
    """Write how many messages of a hundred, without a part of one where there is at least one."""
    return number(round(messages)) if 1 <= messages <= 99 else of_hundred(messages)


_LARGEST = Subplot(
    x="hostile relays of each kind, the largest first", y="circuits they link", xlim=(1, 1000),
    ylim=(1e-7, 1.5), xlog=True, ylog=True,
    xticks=((1, "1"), (10, "10"), (100, "100"), (841, "841")),
    yticks=((1e-6, "1 in a million"), (1e-4, "0.01 %"), (1e-2, "1 %"), (1, "100 %")),
)  # fmt: skip


def largest_relays(model: LargestRelays, figure: Figure) -> str:
    """Draw the share of circuits that the largest relays of the real network link, beside equal relays.

    The sentence says which share of the weight these relays carry and how many circuits they link. The answer
    is how many of ten thousand.
    """
    (ax,) = subplots(figure, _LARGEST)
    counts, linked, equal = _curves(model.preset)
    line(ax, "the relays of April 2018", counts, linked, 0)
    line(ax, "if all relays were equal", counts, equal, 5)
    here = model.linked()
    mark(ax, "here", model.largest, here, percent(here), 1)
    guards, exits = (percent(relays(model.preset, kind).top(model.largest)) for kind in ("guard", "exit"))
    alike = model.if_equal()
    link = wording.LARGEST["one" if model.largest == 1 else "many"]
    said = paragraph(
        fill(link, largest=model.largest, linked=percent(here)),
        fill(wording.WEIGHT, guards=guards, exits=exits, equal=percent(alike), one_in=one_in(alike)),
    )
    return answered(said, 10_000 * here, number)


@functools.cache
def _curves(preset: str) -> tuple[NDArray[np.int64], list[float], list[float]]:
    counts = np.unique(np.geomspace(1, MOST, 60).round().astype(int))
    models = [LargestRelays(int(count), preset) for count in counts]
    return counts, [m.linked() for m in models], [m.if_equal() for m in models]
