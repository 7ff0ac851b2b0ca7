"""The exhibits of this file draw how long messages, round trips and failures take on a path over relays."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, dots, line, note, residuals, subplots
from guidekit.drawing.page import Page, table
from guidekit.drawing.ticks import HOP_TICKS, HOPS, SECOND_TICKS, rounded_limit
from guidekit.models import OnionRouting, Retries
from guidekit.recordings.reading import origin, recording, series
from guidekit.recordings.tor import CircuitDelays
from guidekit.words import duration, number, percent, plural, times

_ARRIVES = Subplot("What arrives", "hops", "share of messages", (0.7, 8.3), (0, 1.03), percent="y",
                   xticks=HOP_TICKS)  # fmt: skip
_TAKES = Subplot("How long it takes", "hops", "", (0.7, 8.3), (0.005, 400), ylog=True, xticks=HOP_TICKS,
                 yticks=SECOND_TICKS)  # fmt: skip


def retries(model: Retries, figure: Figure) -> str:
    """Draw the share of messages that arrive beside the time that they take, against hops.

    The sentence says how many arrive with the retries that are chosen, how many at the first try, and when.
    """
    left, right = subplots(figure, _ARRIVES, _TAKES)
    others = [model.but(hops=h) for h in HOPS]
    line(left, "no retry", HOPS, [m.reliability() for m in others], 5)
    line(left, "as chosen", HOPS, [m.arrives() for m in others], 0)
    dots(left, "_here", model.hops, model.arrives(), 0)
    line(right, "median", HOPS, [m.delay(0.5) for m in others], 0)
    line(right, "slowest twentieth", HOPS, [m.delay(0.95) for m in others], 1)
    median, slow, arrives = model.delay(0.5), model.delay(0.95), model.arrives()
    dots(right, "_median", model.hops, median, 0)
    dots(right, "_slow", model.hops, slow, 1)
    note(left, "_words", model.hops, 0.04, percent(arrives), weight="bold")
    note(right, "_low", model.hops, median / 1.5, duration(median), va="top", weight="bold")
    note(right, "_high", model.hops, slow * 1.4, duration(slow), va="bottom", weight="bold")
    tries = {0: "no retry", 1: "one retry"}.get(model.retries, f"{model.retries} retries")
    return (
        f"Over {plural(model.hops, 'hop')} {percent(model.reliability())} of the messages get through at the "
        f"first try. With {tries} {percent(arrives)} arrive. Half of these take at most {duration(median)}, "
        f"and all but the slowest twentieth at most {duration(slow)}."
    )


_HOPS = np.linspace(0, 9, 46)


def trips(model: CircuitDelays, figure: Figure) -> str:
    """Draw the time of a round trip and that to build a circuit, against relays, modelled and recorded.

    The sentence says both times over three relays, the largest misfit, and the way to an onion service.
    """
    real, (links, onion) = model.recorded(), model.onion()
    hops = real.index.to_numpy(float)
    tops = [rounded_limit(float(real[column].max()), 12, 60, 240, 500, 1200, 2400) for column in real]
    using = Subplot("Use it", "relays", "one round trip, ms", (0.5, 8.5), (0, tops[0]), xticks=HOP_TICKS)
    making = Subplot(
        "Build it", "relays", "until it is built, ms", (0.5, 8.5), (0, tops[1]), xticks=HOP_TICKS
    )
    told = []
    for ax, column, formula in zip(
        subplots(figure, using, making), real, (model.round_trip, model.build), strict=True
    ):
        measured, computed = real[column].to_numpy(), np.array([formula(h) for h in hops])
        line(ax, "the model", _HOPS, [formula(h) for h in _HOPS], 0)
        dots(ax, "recorded", hops, measured, 1)
        residuals(ax, hops, measured, computed)
        worst = int(np.argmax(measured / np.maximum(computed, 1e-9)))
        told.append(_misfit(measured[worst], computed[worst]))
        note(ax, "_words", 0.7, 0.93 * ax.get_ylim()[1], told[-1][0], ha="left", weight="bold")
    left = figure.axes[0]
    dots(left, "_onion", links, onion, 2, markersize=10)
    note(left, "_onion words", links - 0.35, onion + 0.02 * left.get_ylim()[1], "onion service", ha="right")
    one, built = (float(real[column][3]) for column in real)
    return (
        f"A real network took {number(one)} ms for a round trip over three relays ({origin('tor_hops')}). "
        f"By the formula it is {number(model.round_trip(3))} ms; {told[0][1]}. "
        f"To build the circuit took {number(built)} ms. "
        f"By the formula it is {number(model.build(3))} ms; {told[1][1]}. "
        f"An onion service took {number(onion)} ms, {number(model.round_trip(links))} by the formula."
    )


def _misfit(measured: float, computed: float) -> tuple[str, str]:
    """Write the largest misfit for picture and sentence; without delay the formula says nothing."""
    if computed == 0:
        return f"up to {number(measured)} ms of work", f"what is left is work, up to {number(measured)} ms"
    way = "more" if measured > computed else "less"
    miss = f"{percent(abs(measured / computed - 1))} {way}"
    return f"largest misfit: {miss}", f"what was measured is at most {miss}"


_TRIPS = Subplot(
    x="share of the circuits that are faster", y="time of one round trip", xlim=(0, 1), ylim=(0.01, 10),
    ylog=True, percent="x", yticks=SECOND_TICKS[:4],
)  # fmt: skip


def circuit_round_trips(model: OnionRouting, figure: Figure) -> str:
    """Draw the quantiles of a round trip in the model beside those that were measured.

    The sentence says three of them, and the largest misfit.
    """
    (ax,) = subplots(figure, _TRIPS)
    places, measured = series("torperf-2019", "circuit-rtt")
    computed = np.quantile(model.round_trip(4000), places / 100)
    line(ax, "the model", places / 100, computed, 0)
    dots(ax, "measured in 2019", places / 100, measured, 1, markersize=6)
    residuals(ax, places / 100, measured, computed)
    ratio = computed / measured
    worst = int(np.argmax(np.abs(np.log(ratio))))
    said = f"largest misfit: {number(float(ratio[worst]))} times, at {places[worst]:g} %"
    note(ax, "_words", 0.98, 0.013, said, ha="right", weight="bold")
    at = {int(place): (float(c), float(m)) for place, c, m in zip(places, computed, measured, strict=True)}
    names = {50: "the middle one", 5: "the fastest twentieth", 95: "all but the slowest twentieth"}
    listed = " ".join(
        f"For {who} it says {duration(at[p][0])}; measured were {duration(at[p][1])}."
        for p, who in names.items()
    )
    factor = number(float(ratio[worst]))
    return (
        f"The model is held against round trips on 132,602 circuits, over {plural(model.hops, 'relay')}. "
        f"{listed} The largest misfit is a factor {factor} at {places[worst]:g} %."
    )


_FAILURES = {
    "killed": "it was killed",
    "frozen": "it fell silent",
    "build through frozen": "it was silent from the start",
}


def relay_failures(model: Retries, page: Page) -> str:
    """Show when a real client noticed that a relay had failed beside the time-out of the model.

    The sentence says both for three kinds of failure, and how far the time-out is from each.
    """
    found = recording("tor_failure").set_index("kind")
    rows = [
        (words, [duration(model.timeout), _noticed(found.loc[kind]), _late(model.timeout, found.loc[kind]),
                 _again(found.loc[kind].rebuild_s)])
        for kind, words in _FAILURES.items()
    ]  # fmt: skip
    heads = ["the middle relay", "our model waits", "the real client noticed", "our model is",
             "a new circuit had an answer"]  # fmt: skip
    page.write(table(heads, rows, caption="A relay of a circuit fails"))
    killed, frozen, through = (found.loc[kind] for kind in _FAILURES)
    own = model.timeout
    return (
        f"A real client ({origin('tor_failure')}) noticed a killed relay after "
        f"{duration(killed.detected_s)}, and a silent one not within {duration(frozen.waited_s)}. Building "
        f"through a silent one it gave up after {duration(through.detected_s)}, the limit that was set. Our "
        f"time-out of {duration(own)} is {_late(own, killed)} for the killed one. For the silent one it is "
        f"{_late(own, frozen)}. While a circuit is built it is {_late(own, through)}."
    )


def _noticed(row: Any) -> str:
    late = math.isnan(row.detected_s)
    return f"not in {duration(row.waited_s)}" if late else f"after {duration(row.detected_s)}"


def _again(seconds: float) -> str:
    return "was not tried" if math.isnan(seconds) else f"after {duration(seconds)}"


def _late(timeout: float, row: Any) -> str:
    """Compare a time-out with the moment when a client noticed; silence gives only a bound."""
    if not math.isnan(row.detected_s):
        said = times(timeout, row.detected_s, "too long", "too short")
        return "as long as what was measured" if said == "the same" else said
    if timeout >= row.waited_s:
        return "longer than anybody watched"
    return f"at least {times(timeout, row.waited_s, 'too long', 'too short')}"
