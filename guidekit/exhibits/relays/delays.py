"""The exhibits of this file draw how long messages, round trips and failures take on a path over relays."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, dots, line, note, residuals, subplots
from guidekit.drawing.page import Page, table
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.ticks import HOP_TICKS, SECOND_TICKS, rounded_limit
from guidekit.exhibits.relays.bands import in_seconds
from guidekit.exhibits.relays.hundred import FINE, LATE, NEVER, counted_marks, draw_mark, hundred_marks
from guidekit.models import OnionRouting, Retries
from guidekit.recordings.failing import LOUD, SILENT, RelayFailures
from guidekit.recordings.reading import origin, recording, series
from guidekit.recordings.tor import CircuitDelays
from guidekit.words import answered, duration, milliseconds, number, percent, plural, times

_RIGHT = 400.0  # where the right half begins, in pixels
_LONG = 330.0  # of the longest bar
_LIMIT = 16.0  # seconds at the end of this bar


def retries(model: RelayFailures, figure: Figure) -> str:
    """Draw a hundred messages by the try with which they arrive, and how long a failure goes unnoticed.

    The sentence says how many arrive, and when a real client noticed the failure. The answer is how many of a
    hundred fail at the first try.
    """
    sketch = Sketch(figure)
    first, arrived = round(100 * model.reliability()), round(100 * model.arrives())
    late, lost = arrived - first, 100 - arrived
    kinds = counted_marks((FINE, first), (LATE, late), (NEVER, lost))
    sketch.text(16, 28, "A hundred messages", 18, weight=600)
    hundred_marks(sketch, 24, 54, kinds, 17.5)
    for nth, (kind, count, words) in enumerate(
        (
            (FINE, first, "arrive at the first try"),
            (LATE, late, "arrive after a retry"),
            (NEVER, lost, "never arrive"),
        )
    ):
        y = 176 + 34 * nth
        draw_mark(sketch, 24, y - 6, kind)
        sketch.text(66, y, str(count), 20, "text" if count else "muted", 600, "right")
        sketch.text(76, y, words, 14, "text" if count else "muted")
    sketch.line([(_RIGHT - 18, 12), (_RIGHT - 18, sketch.height - 16)], "faint", 1.5)
    sketch.text(_RIGHT, 28, "How long until her phone notices?", 18, weight=600)
    for nth, fails in enumerate((LOUD, SILENT)):
        _failure(sketch, 66 + 92 * nth, model.but(fails=fails), fails == model.fails)
    sketch.text(_RIGHT, sketch.height - 16, f"as {origin('tor_failure').split(', ')[-1]}", 13, "muted")
    seconds, noticed = model.noticed()
    if noticed:
        when = f"A relay that closes its connections was noticed after {in_seconds(seconds)}"
    else:
        when = f"A relay that keeps silent was not noticed within {duration(seconds)}"
    return answered(
        f"Of a hundred messages {first} arrive at the first try, and {late} after a retry. Those that never "
        f"arrive: {lost}. {when} ({origin('tor_failure')}).",
        100 - first,
        number,
    )


def _failure(sketch: Sketch, top: float, model: RelayFailures, chosen: bool) -> None:
    """Draw how long a client waited for one kind of failure; an open end means that it was not noticed."""
    seconds, noticed = model.noticed()
    title = "The relay closes its connections" if noticed else "The relay keeps silent"
    if chosen:
        sketch.box(_RIGHT - 8, top - 22, sketch.width - _RIGHT, 82, 6, fill="changed")
    sketch.text(_RIGHT, top, title, 15, "text" if chosen else "muted", 600)
    wide = max(4.0, _LONG * min(1.0, seconds / _LIMIT))
    style = {"fill": "seen"} if chosen else {"fill": "seen_tint", "edge": "seen", "stroke": 1.2}
    sketch.box(_RIGHT, top + 12, wide, 16, 2, **style)
    if not noticed:
        for nth in range(3):
            sketch.disc(_RIGHT + wide + 10 + 9 * nth, top + 20, 2, fill="seen")
    words = f"noticed after {in_seconds(seconds)}" if noticed else f"not noticed within {duration(seconds)}"
    late = in_seconds(model.late())
    then = f"so a retry arrives after {late}" if noticed else f"so a retry takes more than {late}"
    sketch.text(_RIGHT, top + 48, f"{words}, {then}", 14, "text" if chosen else "muted")


_HOPS = np.linspace(0, 9, 46)


def trips(model: CircuitDelays, figure: Figure) -> str:
    """Draw the time of a round trip and that to build a circuit, against relays, modelled and recorded.

    The sentence says both times over three relays, the largest misfit, and the way to an onion service. The
    answer is the time to build a circuit of three relays.
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
    return answered(
        f"A real network took {number(one)} ms for a round trip over three relays ({origin('tor_hops')}). "
        f"By the formula it is {number(model.round_trip(3))} ms; {told[0][1]}. "
        f"To build the circuit took {number(built)} ms. "
        f"By the formula it is {number(model.build(3))} ms; {told[1][1]}. "
        f"An onion service took {number(onion)} ms, {number(model.round_trip(links))} by the formula.",
        built,
        milliseconds,
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
