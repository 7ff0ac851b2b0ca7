"""Lesson 00: what a panel is, and what a trade-off is."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from guidekit.exhibits.drawing import Pane, bar, level, line, note, panes
from guidekit.exhibits.words import compared, duration, one_in
from guidekit.models import OnionRouting

HOPS = range(1, 9)
FLOOR = 1e-12  # a log axis has no zero
HOP_TICKS = tuple((float(h), str(h)) for h in HOPS)
DELAY = Pane(
    "Time a message takes", "relays on the way", "milliseconds", (0.4, 8.6), (0, 700), xticks=HOP_TICKS
)
TRUST = Pane("All of them belong to one adversary", "relays on the way", "probability", (0.4, 8.6), (1e-9, 1),
             ylog=True, xticks=HOP_TICKS)  # fmt: skip


def milliseconds(value: float) -> str:
    """Write a delay that is given in milliseconds."""
    return duration(value / 1000)


def delays(model: OnionRouting) -> tuple[float, float, float]:
    """Return the 5 %, 50 % and 95 % quantiles of a message's delay, in seconds."""
    # Only these three knobs decide: the others turn without drawing 20,000 delays for each bar again.
    return _drawn(OnionRouting(hops=model.hops, link_ms=model.link_ms, link_spread=model.link_spread))


@functools.lru_cache(maxsize=1024)
def _drawn(model: OnionRouting) -> tuple[float, float, float]:
    low, median, high = np.quantile(model.latency(20_000), (0.05, 0.5, 0.95))
    return float(low), float(median), float(high)


def trade_off(model: OnionRouting, figure: Figure, guess: float | None = None) -> str:
    """Set the delay of a message against the trust it puts in the relays; a guess is in milliseconds."""
    left, right = panes(figure, DELAY, TRUST)
    for h in HOPS:
        other, alpha = model.but(hops=h), 1.0 if h == model.hops else 0.35
        bar(left, f"_delay {h}", h, 1000 * delays(other)[1]).set_alpha(alpha)
        bar(right, f"_trust {h}", h, max(other.path_compromise(), FLOOR), 1, bottom=FLOOR).set_alpha(alpha)
    low, median, high = delays(model)
    chance = model.path_compromise()
    line(left, "_spread", [model.hops] * 2, [1000 * low, 1000 * high], 5, linewidth=2, zorder=3)
    note(left, "_words", model.hops, 1000 * high + 12, duration(median), weight="bold")
    note(right, "_words", 8.5, 0.25, one_in(chance), weight="bold", fontsize=12)
    level(left, "guess", guess, "your prediction")
    relays = "1 relay" if model.hops == 1 else f"{model.hops} relays"
    return (
        f"Over {relays} a message takes {duration(median)} (median), and the chance that one adversary "
        f"runs every relay on the way is {one_in(chance)}." + compared(guess, 1000 * median, milliseconds)
    )
