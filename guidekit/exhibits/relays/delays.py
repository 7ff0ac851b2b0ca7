"""The exhibits of this file draw how long messages, round trips and failures take on a path over relays."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, dots, line, note, residuals, subplots
from guidekit.drawing.page import Page, table
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.ticks import HOP_TICKS, SECOND_TICKS, rounded_limit
from guidekit.exhibits.relays import wording
from guidekit.exhibits.relays.hundred import FINE, LATE, NEVER, counted_marks, draw_mark, hundred_marks
from guidekit.models import OnionRouting, Retries
from guidekit.recordings.failing import LOUD, SILENT, RelayFailures
from guidekit.recordings.reading import origin, series
from guidekit.recordings.tor import DELAYS, CircuitDelays, failure_times
from guidekit.words import (
    answered,
    duration,
    fill,
    form,
    in_seconds,
    milliseconds,
    number,
    paragraph,
    percent,
)

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
            (FINE, first, form(first, "arrives at the first try", "arrive at the first try")),
            (LATE, late, form(late, "arrives after a retry", "arrive after a retry")),
            (NEVER, lost, form(lost, "never arrives", "never arrive")),
        )
    ):
        y = 176 + 34 * nth
        draw_mark(sketch, 24, y - 6, kind)
        sketch.text(66, y, str(count), 20, "text" if count else "muted", 600, "right")
        sketch.text(76, y, words, 14, "text" if count else "muted")
    sketch.line([(_RIGHT - 18, 12), (_RIGHT - 18, sketch.height - 16)], "faint", 1.5)
    sketch.text(_RIGHT, 28, wording.UNTIL_NOTICED, 18, weight=600)
    for nth, fails in enumerate((LOUD, SILENT)):
        _failure(sketch, 66 + 92 * nth, model.but(fails=fails), fails == model.fails)
    sketch.text(_RIGHT, sketch.height - 16, f"as {origin('tor_failure').split(', ')[-1]}", 13, "muted")
    when, time = _notice(model)
    said = paragraph(
        fill(wording.RETRIES, first=first, late=late, lost=lost),
        fill(wording.FAILURE[when], time=time, origin=origin("tor_failure")),
    )
    return answered(said, 100 - first, number)


def _notice(model: RelayFailures) -> tuple[str, str]:
    """Return whether a client noticed a failure, and after how long; or how long it noticed nothing."""
    seconds, noticed = model.noticed()
    return ("noticed", in_seconds(seconds)) if noticed else ("unnoticed", duration(seconds))


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
    when, time = _notice(model)
    words = fill(wording.RETRY[when], time=time, late=in_seconds(model.late()))
    sketch.text(_RIGHT, top + 48, words, 14, "text" if chosen else "muted")


_HOPS = np.linspace(0, 9, 46)


def trips(model: CircuitDelays, figure: Figure) -> str:
    """Draw the time of a round trip and that to build a circuit, against relays, modelled and recorded.

    The sentence says both times over three relays, the largest misfit, and the way to an onion service. The
    answer is the time to build a circuit of three relays.
    """
    real, (links, onion) = model.recorded(), model.onion()
    hops = np.array(list(real), float)
    columns = np.array(list(real.values()), float).T  # round trips, and builds
    told = []
    for ax, measured, formula in zip(
        subplots(figure, *_circuits()), columns, (model.round_trip, model.build), strict=True
    ):
        computed = np.array([formula(h) for h in hops])
        line(ax, "the model", _HOPS, [formula(h) for h in _HOPS], 0)
        dots(ax, "recorded", hops, measured, 1)
        residuals(ax, hops, measured, computed)
        worst = int(np.argmax(measured / np.maximum(computed, 1e-9)))
        way, miss = _misfit(measured[worst], computed[worst])
        words = fill(wording.MISFIT[way], miss=miss)
        note(ax, "_words", 0.7, 0.93 * ax.get_ylim()[1], words, ha="left", weight="bold")
        told.append(fill(wording.FORMULA[way], computed=number(formula(3)), miss=miss))
    left = figure.axes[0]
    dots(left, "_onion", links, onion, 2, markersize=10)
    note(left, "_onion words", links - 0.35, onion + 0.02 * left.get_ylim()[1], "onion service", ha="right")
    one, built = (float(column[hops == 3].item()) for column in columns)
    said = paragraph(
        fill(wording.TRIP, measured=number(one), origin=origin("tor_hops")), told[0],
        fill(wording.BUILD, measured=number(built)), told[1],
        fill(wording.ONION_SERVICE, measured=number(onion), computed=number(model.round_trip(links))),
    )  # fmt: skip
    return answered(said, built, milliseconds)


@functools.cache
def _circuits() -> tuple[Subplot, Subplot]:
    """Return the axes of round trips and of builds: one scale for all delays, that of the longest."""
    longest = np.array(list(CircuitDelays(DELAYS[-1]).recorded().values()), float).max(axis=0)
    trip, build = (rounded_limit(float(most), 240, 500, 1200, 2400) for most in longest)
    return (
        Subplot("Use it", "relays", "one round trip, ms", (0.5, 8.5), (0, trip), xticks=HOP_TICKS),
        Subplot("Build it", "relays", "until it is built, ms", (0.5, 8.5), (0, build), xticks=HOP_TICKS),
    )


def _misfit(measured: float, computed: float) -> tuple[str, str]:
    """Return the way of a misfit, and how large it is; without delay the formula says nothing."""
    if computed == 0:
        return "work", number(measured)
    return "more" if measured > computed else "less", percent(abs(measured / computed - 1))


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
    misfit = {"factor": number(float(ratio[worst])), "place": f"{places[worst]:g}"}
    words = fill(wording.ROUND_TRIP_MISFIT, **misfit)
    note(ax, "_words", 0.98, 0.013, words, ha="right", weight="bold")
    ours, real = (
        {int(place): duration(float(time)) for place, time in zip(places, times, strict=True)}
        for times in (computed, measured)
    )
    return fill(
        wording.ROUND_TRIPS, hops=model.hops, middle=ours[50], real_middle=real[50], fast=ours[5],
        real_fast=real[5], slow=ours[95], real_slow=real[95], **misfit,
    )  # fmt: skip


_FAILURES = {
    "killed": "it was killed",
    "frozen": "it fell silent",
    "build through frozen": "it was silent from the start",
}


def relay_failures(model: Retries, page: Page) -> str:
    """Show when a real client noticed that a relay had failed beside the time-out of the model.

    The sentence says both for three kinds of failure, and how far the time-out is from each.
    """
    found = failure_times()
    rows = [
        (words, [duration(model.timeout), _noticed(found[kind]), _cell(model.timeout, found[kind]),
                 _again(found[kind].rebuild_s)])
        for kind, words in _FAILURES.items()
    ]  # fmt: skip
    heads = ["the middle relay", "our model waits", "the real client noticed", "our model is",
             "a new circuit had an answer"]  # fmt: skip
    page.write(table(heads, rows, caption="A relay of a circuit fails"))
    said = []
    for kind in _FAILURES:
        case, ratio = _late(model.timeout, found[kind])
        said.append(fill(wording.TIMEOUT[kind][case], timeout=duration(model.timeout), ratio=ratio))
    killed, frozen, through = (found[kind] for kind in _FAILURES)
    noticed = fill(
        wording.NOTICED, origin=origin("tor_failure"), killed=duration(killed.detected_s),
        frozen=duration(frozen.waited_s), through=duration(through.detected_s),
    )  # fmt: skip
    return paragraph(noticed, *said)


def _noticed(row: Any) -> str:
    late = row.detected_s is None
    return f"not in {duration(row.waited_s)}" if late else f"after {duration(row.detected_s)}"


def _again(seconds: float | None) -> str:
    return "was not tried" if seconds is None else f"after {duration(seconds)}"


def _cell(timeout: float, row: Any) -> str:
    case, ratio = _late(timeout, row)
    return wording.TIMEOUT_CELL[case].format(ratio=ratio)


def _late(timeout: float, row: Any) -> tuple[str, str]:
    """Compare a time-out with the moment when a client noticed; silence gives only a bound."""
    silent = row.detected_s is None
    real = row.waited_s if silent else row.detected_s
    ratio = number(max(timeout, real) / min(timeout, real))
    if ratio == "1":
        return "watched" if silent else "same", ratio
    if timeout > real:
        return "unseen" if silent else "long", ratio
    return "bound" if silent else "short", ratio
