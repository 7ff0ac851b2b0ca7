"""The exhibit of the first lesson draws one trade-off: delay against trust."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, bar, hline, line, note, subplots
from guidekit.drawing.ticks import FLOOR, HOP_TICKS, HOPS
from guidekit.models import OnionRouting
from guidekit.words import duration, milliseconds, one_in, with_answer

_DELAY = Subplot(
    "Time a message takes", "relays on the way", "milliseconds", (0.4, 8.6), (0, 700), xticks=HOP_TICKS
)
_TRUST = Subplot(
    "All of them belong to one adversary", "relays on the way", "probability", (0.4, 8.6), (1e-9, 1),
    ylog=True, xticks=HOP_TICKS,
)  # fmt: skip


def trade_off(model: OnionRouting, figure: Figure, guess: float | None = None) -> str:
    """Draw the delay of a message beside the chance that one adversary runs every relay on its way.

    The sentence says both for the number of relays that is chosen. A guess is a delay in milliseconds.
    """
    left, right = subplots(figure, _DELAY, _TRUST)
    for h in HOPS:
        other, alpha = model.but(hops=h), 1.0 if h == model.hops else 0.35
        bar(left, f"_delay {h}", h, 1000 * other.delays()[1]).set_alpha(alpha)
        bar(right, f"_trust {h}", h, max(other.path_compromise(), FLOOR), 1, bottom=FLOOR).set_alpha(alpha)
    low, median, high = model.delays()
    chance = model.path_compromise()
    line(left, "_spread", [model.hops] * 2, [1000 * low, 1000 * high], 5, linewidth=2, zorder=3)
    note(left, "_words", model.hops, 1000 * high + 12, duration(median), weight="bold")
    note(right, "_words", 8.5, 0.25, one_in(chance), weight="bold", fontsize=12)
    hline(left, "guess", guess, "your prediction")
    relays = "1 relay" if model.hops == 1 else f"{model.hops} relays"
    return with_answer(
        f"Over {relays} a message takes {duration(median)} (median), and the chance that one adversary "
        f"runs every relay on the way is {one_in(chance)}.",
        guess,
        1000 * median,
        milliseconds,
    )
