"""Paths over relays: who links both ends, what a guard changes, and whose key opens which layer."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Pane, dots, hline, line, note, panes
from guidekit.drawing.marks import FLOOR, HOP_TICKS, HOPS
from guidekit.drawing.page import Page, TableCell, table
from guidekit.models import OnionRouting
from guidekit.protocols.onion import Onion
from guidekit.words import duration, one_in, percent, with_answer

SHARES = np.linspace(0, 0.5, 101)
CIRCUITS = np.unique(np.geomspace(1, 10_000, 120).round().astype(int))
MARKED = 100  # the number of circuits that the prediction is about

_ENDS = Pane(
    "", "share of the capacity that one adversary runs", "circuits it links", (0, 0.5), (0, 0.3), percent="xy"
)
_TICKS = ((1, "1"), (10, "10"), (100, "100"), (1000, "1,000"), (10_000, "10,000"))
_TIME = Pane(
    x="circuits opened so far", y="chance that one of them was linked", xlim=(1, 10_000), ylim=(0, 1.02),
    xlog=True, percent="y", xticks=_TICKS,
)  # fmt: skip


def both_ends(model: OnionRouting, figure: Figure, guess: float | None = None) -> str:
    """Draw the share of circuits whose entry and exit are hostile, against the hostile share."""
    (ax,) = panes(figure, _ENDS)
    linked = model.circuit_compromise()
    line(ax, "_ends", SHARES, [model.but(adversary=float(f)).circuit_compromise() for f in SHARES])
    dots(ax, "_here", model.adversary, linked, 1, markersize=11)
    note(ax, "_words", model.adversary, linked + 0.012, percent(linked), weight="bold")
    hline(ax, "guess", guess, "your prediction")
    rare = f", {one_in(linked)}" if 0 < linked < 0.1 else ""
    return with_answer(
        f"An adversary with {percent(model.adversary)} of the capacity holds both ends of "
        f"{percent(linked)} of the circuits{rare}.",
        guess,
        linked,
    )


def guards(model: OnionRouting, figure: Figure, guess: float | None = None) -> str:
    """Draw the chance that a circuit was linked so far, with the client's guards and without any."""
    (ax,) = panes(figure, _TIME)
    frame = model.compromise_over(CIRCUITS)
    line(ax, "a new entry for each circuit", frame.circuits, frame.without_guards, 1)
    line(ax, "the entry this client uses", frame.circuits, frame.with_guards, 0)
    then = model.compromise_over([MARKED])
    without, held = float(then.without_guards[0]), float(then.with_guards[0])
    dots(ax, "_without", MARKED, without, 1)
    dots(ax, "_with", MARKED, held, 0)
    note(ax, "_words", MARKED * 1.25, held - 0.01, percent(held), va="top", ha="left", weight="bold")
    hline(ax, "guess", guess, "your prediction")
    if model.guards == 0:
        kept = "With a new entry for each circuit"
    else:
        kept = f"With {model.guards} guard{'s' if model.guards > 1 else ''}"
    against = f"; with a new entry for each it is {percent(without)}" if model.guards else ""
    return with_answer(
        f"{kept}, the chance that at least one of {MARKED} circuits was linked is {percent(held)}{against}.",
        guess,
        held,
    )


_LINK = Pane(
    "What the adversary gets", "hops", "share of circuits", (0.7, 8.3), (1e-8, 1), ylog=True, xticks=HOP_TICKS
)
_COST = Pane(
    "What you pay", "hops", "delivered at the first try", (0.7, 8.3), (0, 1.02), percent="y", xticks=HOP_TICKS
)


def hops(model: OnionRouting, figure: Figure) -> str:
    """Draw what more hops buy (nothing against both ends) beside what they cost."""
    left, right = panes(figure, _LINK, _COST)
    others = [model.but(hops=h) for h in HOPS]
    line(left, "both ends", HOPS, [max(m.circuit_compromise(), FLOOR) for m in others], 1)
    line(left, "every hop", HOPS, [max(m.path_compromise(), FLOOR) for m in others], 0)
    dots(left, "_both", model.hops, max(model.circuit_compromise(), FLOOR), 1)
    dots(left, "_every", model.hops, max(model.path_compromise(), FLOOR), 0)
    line(right, "_delivered", HOPS, [m.reliability() for m in others], 2)
    dots(right, "_here", model.hops, model.reliability(), 2)
    delay = duration(model.delays()[1])
    note(right, "_delay", model.hops, 0.04, delay, weight="bold")
    line(right, "_drop", [model.hops] * 2, [0.1, model.reliability()], 5, linewidth=1)
    linked, arrived = percent(model.circuit_compromise()), percent(model.reliability())
    return (
        f"With {model.hops} hops an adversary with {percent(model.adversary)} of the capacity links {linked} "
        f"of the circuits; {arrived} of the messages arrive at the first try, after {delay} (median)."
    )


def layer_keys(model: Onion, page: Page) -> str:
    """Try every party's key on every packet of the path, and show which fit."""
    tried, sizes = model.openings(), model.sizes()
    fits = {(row.party, row.layer): row.opens for row in tried.itertuples()}
    parties = list(dict.fromkeys(tried.party))
    rows: list[tuple[str, list[TableCell | str]]] = [
        (f"the key of {p}", [_fit(fits[p, layer]) for layer in parties]) for p in parties
    ]
    rows.append(("bytes on arrival", [f"{size:,}" for size in sizes]))
    page.write(table(["", *(f"packet at {party}" for party in parties)], rows))
    fitting = sum(fits.values())
    own = all(opened == (party == layer) for (party, layer), opened in fits.items())
    said = (
        f"{len(fits)} keys are tried on packets and {fitting} open one, each party's key "
        f"{'its own layer only' if own else 'not only its own layer'}; "
    )
    if len(set(sizes)) == 1:
        return said[0].upper() + said[1:] + f"every packet is {sizes[0]:,} bytes long."
    return (
        f"{said}on the way the packet is {', '.join(str(size) for size in sizes)} bytes long, "
        f"{sizes[0] - sizes[1]} less at each hop, so the size tells a relay its place."
    )


def _fit(opens: bool) -> TableCell:
    return TableCell("● opens", "knows") if opens else TableCell("○", "not", "the key does not fit")
