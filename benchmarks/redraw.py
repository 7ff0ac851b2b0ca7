"""How long one step of a slider keeps the kernel busy, for a panel and for ``interact`` on the same picture.

Run: python -m benchmarks.redraw [steps]. Both draw the two curves, two marks, labels and legend of
a picture of first relays at 700 × 400 pixels; ``interact`` makes the figure anew at each step.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from matplotlib_inline.backend_inline import configure_inline_support

from benchmarks.timing import BUSY, Timing, in_turn
from guidekit.exhibits.relays import paths
from guidekit.models import OnionRouting
from guidekit.panels.panel import explore

INLINE = "module://matplotlib_inline.backend_inline"
CURVES = ("a new entry for each circuit", "the entry this client uses")


class DisagreementError(Exception):
    """Two programs that should draw the same did not, so that their times cannot be compared."""


@dataclass(frozen=True)
class Redraw:
    """What one step takes, in milliseconds of the processor, each way in turn."""

    panel: Timing
    interact: Timing


class InteractSlider:
    """A slider of ``ipywidgets.interactive`` around a function that makes a figure and shows it."""

    def __init__(self) -> None:
        shell = InteractiveShell.instance()
        plt.switch_backend(INLINE)
        configure_inline_support(shell, INLINE)
        self.display = shell.display_pub = CapturingDisplayPublisher()  # where a notebook would get it
        self.slider = ipywidgets.FloatSlider(0.1, min=0, max=0.5, step=0.001)
        self.lines: list[Any] = []
        with quiet():
            self.widget = ipywidgets.interactive(self._draw, value=self.slider)

    def _draw(self, value: float) -> None:
        _, ax = plt.subplots(figsize=(7, 4), dpi=100, layout="constrained")
        self.lines = draw(OnionRouting(adversary=value), ax)
        plt.show()

    def turn(self, value: float) -> None:
        """Move the slider."""
        self.display.outputs.clear()
        with quiet():
            self.slider.value = value

    def curves(self) -> np.ndarray:
        """Return both curves of the picture that is shown, one a row."""
        if not any("image/png" in out["data"] for out in self.display.outputs):
            raise DisagreementError("interact has shown no picture")
        return np.array([line.get_ydata() for line in self.lines])


class PanelSlider:
    """The slider of the lesson's own panel."""

    def __init__(self) -> None:
        self.panel = explore(paths.guards, OnionRouting(), knobs=["adversary"])

    def turn(self, value: float) -> None:
        """Move the slider."""
        self.panel.turn(adversary=value)

    def curves(self) -> np.ndarray:
        """Return both curves of the picture that is shown, one a row."""
        canvas: Any = self.panel._canvas
        named = {line.get_label(): line for line in canvas.axes[0].get_lines()}
        return np.array([named[name].get_ydata() for name in CURVES])


def draw(model: OnionRouting, ax: Any) -> list[Any]:
    """Draw that picture the way a notebook usually does, and return its two curves."""
    frame, then = model.compromise_over(paths.CIRCUITS), model.compromise_over([paths.MARKED])
    mark = float(then.with_guards.iloc[0])
    lines = [
        *ax.plot(paths.CIRCUITS, frame.without_guards, "--", lw=2.2, label=CURVES[0]),
        *ax.plot(paths.CIRCUITS, frame.with_guards, lw=2.2, label=CURVES[1]),
    ]
    ax.plot([paths.MARKED], then.without_guards, "s", ms=9)
    ax.plot([paths.MARKED], mark, "o", ms=9)
    ax.text(paths.MARKED * 1.25, mark, f"{mark:.0%}", weight="bold")
    ax.set(xscale="log", xlim=(1, 10_000), ylim=(0, 1.02), xlabel="circuits opened so far", ylabel="chance")
    ax.grid(True)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)
    return lines


def quiet() -> contextlib.redirect_stdout[io.StringIO]:
    """Keep the screen clean: without a front end, interact prints "clear the line"."""
    return contextlib.redirect_stdout(io.StringIO())


def measure(count: int = 10, rounds: int = 5) -> Redraw:
    """Turn both sliders over the same places, hold the pictures together, and time them in turn.

    Parameters
    ----------
    count : int
        Steps of a slider in one round.
    rounds : int
        How often each is timed.

    Raises
    ------
    DisagreementError
        If the curves at the last place are not the same; then nothing is timed.
    """
    sliders = (PanelSlider(), InteractSlider())
    places = [0.05 + 0.4 * (i % 29) / 29 for i in range(count)]  # no two neighbours are the same

    def turning(slider: PanelSlider | InteractSlider) -> Callable[[], None]:
        def run() -> None:
            for place in places:
                slider.turn(place)

        run()
        return run

    calls = [turning(slider) for slider in sliders]
    ours, theirs = (slider.curves() for slider in sliders)
    if not np.allclose(ours, theirs, rtol=0, atol=1e-9):
        raise DisagreementError("the panel and interact draw different curves")
    panel, interact = (Timing(tuple(ms / count for ms in one.ms)) for one in in_turn(calls, rounds, BUSY))
    return Redraw(panel, interact)


def main() -> None:
    """Print what a step takes each way."""
    os.environ["GUIDEKIT_JOURNAL"] = ":memory:"
    row = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
    times, low, high = row.panel.ratio(row.interact)
    print(f"a step takes the panel {row.panel} ms, interact {row.interact} ms: {times:.0f} times as long")
    print(f"(from {low:.0f} to {high:.0f} times, round by round)")


if __name__ == "__main__":
    main()
