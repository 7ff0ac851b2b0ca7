"""Redraw: how long one slider step takes in the kernel, for a panel and for what a notebook would use.

Run: python -m benchmarks.redraw [steps]. All draw the same two curves, two marks, labels and legend of
lesson 07's second figure at 700 × 400 pixels. `interact` makes the figure anew at each step, ipympl moves the
curves of one figure and sends what changed, bqplot sends numbers and leaves drawing to the browser.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from matplotlib_inline.backend_inline import configure_inline_support

from benchmarks.answers import Answer, exactly
from benchmarks.tasks import Measured, Task, Tool, measure
from benchmarks.timing import short, steps
from guidekit.exhibits import start
from guidekit.exhibits.relays import paths as anonymous
from guidekit.exhibits.relays.paths import CIRCUITS, MARKED
from guidekit.models import OnionRouting
from guidekit.panels.panel import explore

INLINE = "module://matplotlib_inline.backend_inline"
SIZE, DPI = (7, 4), 100
Curves = tuple[np.ndarray, np.ndarray]


def curves(model: OnionRouting) -> tuple[Curves, Curves]:
    """Return what is drawn: both curves, and both marks."""
    frame, then = model.compromise_over(CIRCUITS), model.compromise_over([MARKED])
    return (
        (frame.without_guards.to_numpy(), frame.with_guards.to_numpy()),
        (then.without_guards.to_numpy(), then.with_guards.to_numpy()),
    )


def figure(model: OnionRouting, ax: Any) -> list[Any]:
    """Draw lesson 07's second figure the way a notebook usually does, and return what moves."""
    (without, guarded), (mark_without, mark) = curves(model)
    moving = [
        *ax.plot(CIRCUITS, without, "--", lw=2.2, label="a new entry for each circuit"),
        *ax.plot(CIRCUITS, guarded, lw=2.2, label="the entry this client uses"),
        *ax.plot([MARKED], mark_without, "s", ms=9),
        *ax.plot([MARKED], mark, "o", ms=9),
        ax.text(MARKED * 1.25, float(mark[0]), f"{float(mark[0]):.0%}", weight="bold"),
    ]
    ax.set(xscale="log", xlim=(1, 10_000), ylim=(0, 1.02), xlabel="circuits opened so far", ylabel="chance")
    ax.grid(True)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)
    return moving


class Interact:
    """ipywidgets.interactive around a function that makes a figure and shows it."""

    def __init__(self) -> None:
        shell = InteractiveShell.instance()
        plt.switch_backend(INLINE)
        configure_inline_support(shell, INLINE)
        self.display = shell.display_pub = CapturingDisplayPublisher()  # where a notebook would get it
        self.slider = ipywidgets.FloatSlider(0.1, min=0, max=0.5, step=0.001)
        self.drawn: list[Any] = []
        with quiet():
            self.widget = ipywidgets.interactive(self._draw, value=self.slider)
        self.turn(0.2)

    def _draw(self, value: float) -> None:
        _, ax = plt.subplots(figsize=SIZE, dpi=DPI, layout="constrained")
        self.drawn = figure(OnionRouting(adversary=value), ax)
        plt.show()

    def turn(self, value: float) -> None:
        self.display.outputs.clear()
        with quiet():
            self.slider.value = value

    def shown(self) -> Curves:
        assert any("image/png" in out["data"] for out in self.display.outputs), "no picture was shown"
        return tuple(line.get_ydata() for line in self.drawn[:2])  # type: ignore[return-value]


class Ipympl:
    """A figure of ipympl whose curves are moved; someone has opened it in a browser."""

    def __init__(self) -> None:
        from ipympl.backend_nbagg import Canvas, FigureManager
        from matplotlib.figure import Figure

        plt.switch_backend(INLINE)  # importing ipympl has changed it for all
        plain = Figure(figsize=SIZE, dpi=DPI, layout="constrained")
        self.canvas = Canvas(plain)
        FigureManager(self.canvas, 1)
        self.drawn = figure(OnionRouting(), plain.subplots())
        self.canvas.syncing_data_url = False  # as after the browser's first message
        self.canvas.draw()

    def turn(self, value: float) -> None:
        (lines, marks) = curves(OnionRouting(adversary=value))
        for line, y in zip(self.drawn, (*lines, *marks), strict=False):
            line.set_ydata(y)
        words = self.drawn[4]
        words.set(y=float(marks[1][0]), text=f"{float(marks[1][0]):.0%}")
        self.canvas.draw()  # draws, and sends the difference to those who look

    def shown(self) -> Curves:
        return tuple(line.get_ydata() for line in self.drawn[:2])  # type: ignore[return-value]


class Bqplot:
    """A figure of bqplot whose numbers are changed; the browser draws it."""

    def __init__(self) -> None:
        import bqplot as bq

        (without, guarded), (mark_without, mark) = curves(OnionRouting())
        x, y = bq.LogScale(min=1, max=10_000), bq.LinearScale(min=0, max=1.02)
        scales = {"x": x, "y": y}
        self.lines = bq.Lines(x=np.array(CIRCUITS), y=[without, guarded], scales=scales, display_legend=True)
        self.marks = bq.Scatter(x=[MARKED] * 2, y=[mark_without[0], mark[0]], scales=scales)
        self.words = bq.Label(x=[MARKED * 1.25], y=mark, text=[f"{float(mark[0]):.0%}"], scales=scales)
        axes = [bq.Axis(scale=x, label="circuits opened so far"), bq.Axis(scale=y, orientation="vertical")]
        self.figure = bq.Figure(marks=[self.lines, self.marks, self.words], axes=axes)

    def turn(self, value: float) -> None:
        (without, guarded), (mark_without, mark) = curves(OnionRouting(adversary=value))
        with self.lines.hold_sync(), self.marks.hold_sync(), self.words.hold_sync():
            self.lines.y = [without, guarded]
            self.marks.y = [mark_without[0], mark[0]]
            self.words.y, self.words.text = mark, [f"{float(mark[0]):.0%}"]

    def shown(self) -> Curves:
        return tuple(np.asarray(self.lines.y))  # type: ignore[return-value]


class OurPanel:
    """The panel of the lesson."""

    def __init__(self) -> None:
        self.panel = explore(anonymous.guards, OnionRouting(), knobs=["adversary"])

    def turn(self, value: float) -> None:
        self.panel.controls["adversary"].value = value

    def shown(self) -> Curves:
        named = {line.get_label(): line for line in self.panel._sheet.axes[0].get_lines()}
        return tuple(named[name].get_ydata() for name in CURVES)  # type: ignore[return-value]


CURVES = ("a new entry for each circuit", "the entry this client uses")


def quiet() -> contextlib.redirect_stdout[io.StringIO]:
    """Keep the screen clean: without a front end, interact prints "clear the line"."""
    return contextlib.redirect_stdout(io.StringIO())


def values(count: int) -> list[float]:
    """Return places of the slider that differ from one step to the next."""
    return [0.05 + 0.4 * (i % 29) / 29 for i in range(count)]


def tool(name: str, made: Any, count: int) -> Tool:
    """Turn a slider over all places at each run, and read the curves that are shown at the last."""
    places = values(count)

    def run() -> Curves:
        for value in places:
            made.turn(value)
        shown: Curves = made.shown()
        return shown

    def read(shown: Curves) -> Answer:
        return exactly(np.concatenate([np.asarray(one, dtype=float) for one in shown]))

    return Tool(name, run, read, count)


def task(count: int = 10) -> Task:
    """Ask how long one step of a slider keeps the kernel busy."""
    makers: Sequence[tuple[str, Callable[[], Any]]] = (
        (f"interact, ipywidgets {version('ipywidgets')}", Interact),
        (f"ipympl {version('ipympl')}", Ipympl),
        (f"bqplot {version('bqplot')}", Bqplot),
    )
    return Task(
        name="One step of a slider",
        unit="steps",
        ours=tool("the panel", OurPanel(), count),
        others=tuple(tool(name, make(), count) for name, make in makers),
        agrees="both curves that are shown after the last step: equal",
        note="Kernel only, without the way to the browser. bqplot only sends numbers and draws in the "
        "browser, so its picture comes later than its time says; it leaves no picture in a notebook that is "
        "read without a kernel. The panel's time includes its PNG and its sentence.",
    )


def main() -> None:
    os.environ["GUIDEKIT_JOURNAL"] = ":memory:"
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    found: Measured = measure(task(count))
    print(f"{'one slider step in the kernel':44s} {'median ms':>10s} {'panel is faster':>16s}")
    for nth, one in enumerate(found.tools):
        ms = found.times[nth].median / one.amount
        print(f"{one.name:44s} {short(ms):>10s} {short(found.ratio(nth)[0]):>16s}")
    more = (
        ("both ends", anonymous.both_ends, "adversary", values(count)),
        ("hops (two axes)", anonymous.hops, "hops", [1 + i % 8 for i in range(count)]),
        ("trade-off (two axes, 16 bars)", start.trade_off, "hops", [1 + i % 8 for i in range(count)]),
    )
    for words, exhibit, knob, places in more:
        control = explore(exhibit, OnionRouting(), knobs=[knob]).controls[knob]
        taken = steps(lambda value, control=control: setattr(control, "value", value), places)
        print(f"{'the panel, ' + words:44s} {short(taken.median):>10s}")


if __name__ == "__main__":
    main()
