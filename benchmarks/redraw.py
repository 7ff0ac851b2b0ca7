"""How long one slider step takes in the kernel: the panel beside ``interact`` on the same figure.

Run: python benchmarks/redraw.py [steps]. Medians of one run, in milliseconds; both draw the same curves,
labels and legend at 700 × 400 pixels. ``interact`` is what a notebook would use otherwise.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time

os.environ["GUIDEKIT_JOURNAL"] = ":memory:"

import matplotlib

matplotlib.use("module://matplotlib_inline.backend_inline")
import ipywidgets
import matplotlib.pyplot as plt
from IPython.core.interactiveshell import InteractiveShell

from guidekit.exhibits import anonymous, start
from guidekit.exhibits.anonymous import CIRCUITS, MARKED
from guidekit.models import OnionRouting
from guidekit.panels.panel import explore


def curves(model, ax):
    """Draw lesson 07's second figure the way a notebook usually does."""
    frame = model.compromise_over(CIRCUITS)
    ax.plot(frame.circuits, frame.without_guards, "--", lw=2.2, label="a new entry for each circuit")
    ax.plot(frame.circuits, frame.with_guards, lw=2.2, label="the entry this client uses")
    then = model.compromise_over([MARKED])
    ax.plot([MARKED], then.without_guards, "s", ms=9)
    ax.plot([MARKED], then.with_guards, "o", ms=9)
    ax.text(MARKED * 1.25, float(then.with_guards[0]), f"{float(then.with_guards[0]):.0%}", weight="bold")
    ax.set(xscale="log", xlim=(1, 10_000), ylim=(0, 1.02), xlabel="circuits opened so far", ylabel="chance")
    ax.grid(True)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)


def with_interact(value: float) -> None:
    _, ax = plt.subplots(figsize=(7, 4), dpi=100, layout="constrained")
    curves(OnionRouting(adversary=value), ax)
    plt.show()


def steps(slider, values) -> list[float]:
    times = []
    for value in values:
        begin = time.perf_counter()
        slider.value = value
        times.append(1000 * (time.perf_counter() - begin))
    return times


def row(name: str, times: list[float], base: float) -> float:
    median = statistics.median(times)
    high = sorted(times)[int(0.95 * len(times))]
    print(f"{name:44s} {median:8.1f} {high:8.1f} {base / median if base else 1:8.1f}")
    return median


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    InteractiveShell.instance()
    values = [0.05 + 0.4 * (i % 29) / 29 for i in range(count)]
    slider = ipywidgets.FloatSlider(0.1, min=0, max=0.5, step=0.001)
    usual = ipywidgets.interactive(with_interact, value=slider)
    usual.update()
    silent = open(os.devnull, "w")  # noqa: SIM115 - interact prints figures; they are drawn all the same
    sys.stdout, shown = silent, sys.stdout
    base_times = steps(slider, values)
    sys.stdout = shown
    print(f"Python {platform.python_version()}, matplotlib {matplotlib.__version__}, {os.cpu_count()} cores")
    print(f"{'one slider step in the kernel':44s} {'median':>8s} {'p95':>8s} {'faster':>8s}")
    base = row("interact + subplots + show, guards figure", base_times, 0)
    guards = explore(anonymous.guards, OnionRouting(), knobs=["adversary"])
    row("panel, guards figure", steps(guards.controls["adversary"], values), base)
    ends = explore(anonymous.both_ends, OnionRouting(), knobs=["adversary"])
    row("panel, both ends", steps(ends.controls["adversary"], values), base)
    hops = explore(anonymous.hops, OnionRouting(), knobs=["hops"])
    row("panel, hops (two axes)", steps(hops.controls["hops"], [1 + i % 8 for i in range(count)]), base)
    trade = explore(start.trade_off, OnionRouting(), knobs=["hops"])
    row(
        "panel, trade-off (two axes, 16 bars)",
        steps(trade.controls["hops"], [1 + i % 8 for i in range(count)]),
        base,
    )


if __name__ == "__main__":
    main()
