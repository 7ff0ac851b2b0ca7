"""A whole Tor network on one machine."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Pane, dots, line, note, panes
from guidekit.drawing.marks import gaps, rounded_limit
from guidekit.drawing.page import Page, TableCell, table, verdict
from guidekit.exposure.question import TOGETHER
from guidekit.models import Retries
from guidekit.recordings.reading import origin, recording
from guidekit.recordings.tor import CLIENT, RELAYS, SITE, CircuitDelays, RelayViews
from guidekit.words import duration, number, percent, times

_HOPS = np.linspace(0, 9, 46)
_WAYS = tuple((float(n), str(n)) for n in range(1, 9))


def trips(model: CircuitDelays, figure: Figure) -> str:
    """Draw a round trip and the building of a circuit against the relays, in a formula and as recorded."""
    real, (links, onion) = model.recorded(), model.onion()
    hops = real.index.to_numpy(float)
    tops = [rounded_limit(float(real[column].max()), 12, 60, 240, 500, 1200, 2400) for column in real]
    using = Pane("Use it", "relays", "one round trip, ms", (0.5, 8.5), (0, tops[0]), xticks=_WAYS)
    making = Pane("Build it", "relays", "until it is built, ms", (0.5, 8.5), (0, tops[1]), xticks=_WAYS)
    told = []
    for ax, column, formula in zip(
        panes(figure, using, making), real, (model.round_trip, model.build), strict=True
    ):
        measured, computed = real[column].to_numpy(), np.array([formula(h) for h in hops])
        line(ax, "the model", _HOPS, [formula(h) for h in _HOPS], 0)
        dots(ax, "recorded", hops, measured, 1)
        gaps(ax, hops, measured, computed)
        worst = int(np.argmax(measured / np.maximum(computed, 1e-9)))
        told.append(_misfit(measured[worst], computed[worst], int(hops[worst])))
        note(ax, "_words", 0.7, 0.93 * ax.get_ylim()[1], told[-1][0], ha="left", weight="bold")
    left = figure.axes[0]
    dots(left, "_onion", links, onion, 2, markersize=10)
    note(left, "_onion words", links - 0.35, onion + 0.02 * left.get_ylim()[1], "onion service", ha="right")
    one, built = (float(real[column][3]) for column in real)
    return (
        f"At {model.delay} ms a link a real network ({origin('tor_hops')}) took {number(one)} ms for a round "
        f"trip over 3 relays, {number(model.round_trip(3))} by the formula ({told[0][1]}). It took "
        f"{number(built)} ms to build the circuit, {number(model.build(3))} by the formula ({told[1][1]}). "
        f"An onion service, {links} links away, took {number(onion)} ms, {number(model.round_trip(links))} "
        "by the formula."
    )


def _misfit(measured: float, computed: float, hops: int) -> tuple[str, str]:
    """Say the largest misfit for the picture and the sentence; without delay the formula says nothing."""
    if computed == 0:
        return f"up to {number(measured)} ms of work", f"what is left is work, up to {number(measured)} ms"
    miss = percent(measured / computed - 1)
    return f"largest misfit: {miss} more", f"at most {miss} more than that, at {hops} relays"


def relay_views(model: RelayViews, page: Page) -> str:
    """Lay what each relay of a real circuit named beside what the exposure table says it learns."""
    seen, levels = recording("tor_relay_view"), model.levels()
    passed = seen[(seen.direction == "in") & (seen.cell_type == "relay")].set_index("relay").cells
    rows, right = [], []
    for relay in RELAYS:
        before, after = seen[seen.relay == relay][["prev_hop", "next_hop"]].iloc[0]
        known = [before == CLIENT, after == SITE]
        said = [levels.loc[relay, datum] == 1 for datum in ("sender_address", "recipient")]
        right += [one == other for one, other in zip(known, said, strict=True)]
        rows.append(
            (
                f"the {relay}",
                [before, _yes(said[0]), after, _yes(said[1]), f"{passed[relay]}", verdict(known == said)],
            )
        )
    linked = levels.loc[TOGETHER, "link"] == 1
    if model.together == "yes":
        counts = f"{passed['entry']} and {passed['exit']}"
        rows.append(
            (
                "entry and exit, comparing",
                ["", "", "", "", counts, TableCell("● who talks to whom" if linked else "○")],
            )
        )
    heads = ["", "before it, it named", "our table: the sender's address", "after it, it named",
             "our table: the recipient", "cells it passed back", "verdict"]  # fmt: skip
    page.write(table(heads, rows, caption="One circuit of three relays"))
    most, least = passed.max(), passed.min()
    pair, when = ("do", "") if linked else ("do not", " unless they compare")
    return (
        f"Of a real circuit ({origin('tor_relay_view')}) no relay named more than its neighbours; our table "
        f"agrees in {sum(right)} of {len(right)} cells. The answers passed as {most} cells at the entry and "
        f"{least} at the exit, {most - least} apart: who compares can match them. Our table says that the "
        f"pair {pair} learn who talks to whom{when}."
    )


def _yes(level: bool) -> TableCell:
    return TableCell("● learns it", "knows") if level else TableCell("○ does not", "not")


FAILURES = {
    "killed": "it was killed",
    "frozen": "it fell silent",
    "build through frozen": "it was silent from the start",
}


def failures(model: Retries, page: Page) -> str:
    """Lay how long a real client waited for a relay that had failed beside the time-out of the model."""
    found = recording("tor_failure").set_index("kind")
    rows = [
        (words, [duration(model.timeout), _noticed(found.loc[kind]), _late(model.timeout, found.loc[kind]),
                 _again(found.loc[kind].rebuild_s)])
        for kind, words in FAILURES.items()
    ]  # fmt: skip
    heads = ["the middle relay", "our model waits", "the real client noticed", "our model is",
             "a new circuit had an answer"]  # fmt: skip
    page.write(table(heads, rows, caption="A relay of a circuit fails"))
    killed, frozen, through = (found.loc[kind] for kind in FAILURES)
    return (
        f"A real client ({origin('tor_failure')}) noticed a killed relay after "
        f"{duration(killed.detected_s)} and a silent one not within {duration(frozen.waited_s)}; building "
        f"through a silent one it gave up after {duration(through.detected_s)}, the limit that was set. Our "
        f"time-out of {duration(model.timeout)} is {_late(model.timeout, killed)}, "
        f"{_late(model.timeout, frozen)} and {_late(model.timeout, through)}."
    )


def _noticed(row: Any) -> str:
    late = math.isnan(row.detected_s)
    return f"not in {duration(row.waited_s)}" if late else f"after {duration(row.detected_s)}"


def _again(seconds: float) -> str:
    return "was not tried" if math.isnan(seconds) else f"after {duration(seconds)}"


def _late(timeout: float, row: Any) -> str:
    """Say how a time-out compares with what a client noticed; silence gives only a bound."""
    if not math.isnan(row.detected_s):
        return times(timeout, row.detected_s, "too long", "too short")
    if timeout >= row.waited_s:
        return "longer than anybody watched"
    return f"at least {times(timeout, row.waited_s, 'too long', 'too short')}"
