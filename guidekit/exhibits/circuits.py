"""Lesson 07, the model and the real thing: a whole Tor network on one machine."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from guidekit.exhibits.drawing import Pane, dots, line, note, panes
from guidekit.exhibits.marks import roof
from guidekit.exhibits.misfit import gaps, times, verdict
from guidekit.exhibits.words import duration, number, percent
from guidekit.exposure.question import TOGETHER, WhoLearns
from guidekit.models import Sending
from guidekit.models.knobs import Model, knob
from guidekit.pages import Entry, Page, table
from guidekit.recorded import choices, origin, recording

RELAYS = ("entry", "middle", "exit")
DELAYS = choices("tor_hops", "delay_ms")
CLIENT, SITE = "a client without a name", "the destination"


@dataclass(frozen=True)
class Delayed(Model):
    """Circuits of a real network in which every link has the same delay; the site stands beside the exit.

    Examples
    --------
    >>> circuits = Delayed("20")
    >>> circuits.round_trip(3), circuits.build(3)
    (120.0, 240.0)
    >>> float(circuits.recorded().rtt_ms[3])
    127.21
    """

    delay: str = knob(
        DELAYS[-1], label="Link delay, in ms", help="One way, put in before every relay",
        choices=DELAYS, ordered=True,
    )  # fmt: skip

    def round_trip(self, links: float) -> float:
        """Milliseconds of a request and its answer, 2·links·delay: the links and nothing else."""
        return 2 * links * float(self.delay)

    def build(self, hops: float) -> float:
        """Milliseconds to build a circuit, delay·hops·(hops+1): step n crosses n links, there and back."""
        return float(self.delay) * hops * (hops + 1)

    def recorded(self) -> pd.DataFrame:
        """Return the median ``rtt_ms`` and ``build_ms`` by the number of relays."""
        rows = recording("tor_hops")
        rows = rows[(rows.delay_ms == int(self.delay)) & (rows.outcome == "ok") & rows.rtt_ms.notna()]
        built = rows.drop_duplicates(["hops", "circuit"]).groupby("hops").build_ms.median()
        return pd.DataFrame({"rtt_ms": rows.groupby("hops").rtt_ms.median(), "build_ms": built}).loc[1:]

    def onion(self) -> tuple[int, float]:
        """Return how many links lie between a client and an onion service, and its median round trip."""
        rows = recording("tor_onion").query(f"delay_ms == {self.delay}")
        return int((rows.client_hops + rows.service_hops).iloc[0]), float(rows.rtt_ms.median())


_HOPS = np.linspace(0, 9, 46)
_WAYS = tuple((float(n), str(n)) for n in range(1, 9))


def trips(model: Delayed, figure: Figure) -> str:
    """Draw a round trip and the building of a circuit against the relays, in a formula and as recorded."""
    real, (links, onion) = model.recorded(), model.onion()
    hops = real.index.to_numpy(float)
    tops = [roof(float(real[column].max()), 12, 60, 240, 500, 1200, 2400) for column in real]
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


@dataclass(frozen=True)
class Named(Model):
    """What each relay of a real circuit could name, and whether entry and exit compare what they saw."""

    together: str = knob(
        "no", label="Compare", help="Whether entry and exit work together", choices=("no", "yes")
    )

    def levels(self) -> pd.DataFrame:
        """Return what the exposure says of this circuit, observer × datum."""
        return _levels(self.together)


@functools.cache
def _levels(together: str) -> pd.DataFrame:
    return WhoLearns("tor-circuit", ("entry", "exit"), together).levels()


def relays(model: Named, page: Page) -> str:
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
                ["", "", "", "", counts, Entry("● who talks to whom" if linked else "○")],
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


def _yes(level: bool) -> Entry:
    return Entry("● learns it", "knows") if level else Entry("○ does not", "not")


FAILURES = {
    "killed": "it was killed",
    "frozen": "it fell silent",
    "build through frozen": "it was silent from the start",
}


def failures(model: Sending, page: Page) -> str:
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
