"""How long it takes from a key press to pixels in a real JupyterLab: panels beside what else could show them.

Run: python -m benchmarks.browser [--steps 100] [--drags 3] [--write docs/browser.md], where ipympl and bqplot
are. A step begins with the browser's own key event and ends with the first animation frame at which the new
picture stands, decoded. The lag of a drag runs from the release of the mouse to the last picture that changes
after it. All take turns of 25 keys, so that a busy machine is busy for all.
"""

from __future__ import annotations

import argparse
import functools
import importlib.metadata
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import TimeoutError, sync_playwright

import guidekit as gk
from benchmarks.redraw import DisagreementError
from benchmarks.report import put_between
from guidekit.paths import write_whole
from tests.browser.lab import lab, launch, new_window, open_lesson, quiet, run_all, serve

CURVES = "curves"
PANELS = {
    CURVES: ("gk.exhibits.relays.guards", "gk.models.OnionRouting()", "adversary", 0.005, 0.5),
    "a hundred dots (00)": (
        "gk.exhibits.start.trade_off",
        "gk.models.OnionRouting()",
        "adversary",
        0.005,
        0.5,
    ),
    "a table (E4)": (
        "gk.exhibits.exposure.who_learns",
        "gk.exposure.WhoLearns('session-direct', timing='yes', hostile=0.1)",
        *("hostile", 0.01, 1.0),
    ),
}
AHEAD, WITHOUT, INTERACT = "panel, frames ahead", "panel, without", "`interact`"
OTHERS = ("ipympl", "bqplot")  # not ours to mend, where they show nothing
FLOOR = "a bare page, the floor"
STOPS = 101  # of its slider
FRAME = 1000 / 60  # milliseconds between two frames of the screen
AIM, HIGH, FASTER = 16, 33, 8
TURN = 25  # keys

USUAL = """
import os, ipywidgets, matplotlib.pyplot as plt
import guidekit as gk
from IPython.display import HTML, display
from guidekit.drawing.figure import animated_artists
from guidekit.drawing.page import Page
from guidekit.panels.panel import writes_page

def plain(figure):
    \"\"\"Let matplotlib itself draw what a panel would draw over a kept background.\"\"\"
    for artist in animated_artists(figure):
        artist.set_animated(False)

def slider_of(model, knob, step, high, low=0):
    start = getattr(model, knob)
    if isinstance(start, int):
        return ipywidgets.IntSlider(start, min=low, max=high, step=step)
    return ipywidgets.FloatSlider(start, min=low, max=high, step=step, readout_format=".3f")

def usual(exhibit, model, knob, step, high, low=0, size=(7, 4)):
    \"\"\"Show an exhibit the way a notebook usually does: a new figure for each value.\"\"\"
    def draw(value):
        turned = model.but(**{knob: value})
        if writes_page(exhibit):
            page = Page()
            sentence = exhibit(turned, page)
            return display(HTML(page.still(sentence)))
        figure = plt.figure(figsize=size, dpi=100, layout="constrained")
        sentence = exhibit(turned, figure)
        plain(figure)
        plt.show()
        display(HTML(f"<p class='said'>{sentence}</p>"))
    ipywidgets.interact(draw, value=slider_of(model, knob, step, high, low))

def panel(exhibit, model, knob, ahead):
    \"\"\"Show an exhibit as the course does, with frames ahead or without.\"\"\"
    os.environ["GUIDEKIT_FRAMES"] = str(int(ahead))
    display(gk.explore(exhibit, model, knobs=[knob]))
"""
BESIDE = """
import bqplot, numpy as np
from matplotlib_inline.backend_inline import configure_inline_support
from guidekit.exhibits.relays.paths import CIRCUITS, MARKED

def use(backend):
    plt.switch_backend(f"module://{backend}")
    configure_inline_support(get_ipython(), f"module://{backend}")

def moved(exhibit, model, knob, step, high, size=(7, 4)):
    \"\"\"Move the curves of one figure of ipympl, which sends what has changed.\"\"\"
    use("ipympl.backend_nbagg")
    with plt.ioff():
        figure = plt.figure(figsize=size, dpi=100, layout="constrained")
    canvas = figure.canvas
    use("matplotlib_inline.backend_inline")
    slider, words = slider_of(model, knob, step, high), ipywidgets.HTML()
    def draw(change=None):
        sentence = exhibit(model.but(**{knob: slider.value}), figure)
        plain(figure)
        if change:  # the first picture is drawn when the browser asks for it
            canvas.draw()
        words.value = f"<p class='said'>{sentence}</p>"
    draw()
    slider.observe(draw, "value")
    display(ipywidgets.VBox([slider, canvas, words]))

def numbers(model, knob, step, high):
    \"\"\"Send the numbers of both curves; bqplot draws them in the browser.\"\"\"
    def of(value):
        turned = model.but(**{knob: value})
        both = [turned.compromise_over(list(x)) for x in (CIRCUITS, [MARKED])]
        return [[f.without_guards.to_numpy(), f.with_guards.to_numpy()] for f in both]
    (lines, marks), slider = of(getattr(model, knob)), slider_of(model, knob, step, high)
    scales = {"x": bqplot.LogScale(min=1, max=10_000), "y": bqplot.LinearScale(min=0, max=1.02)}
    curves = bqplot.Lines(x=np.array(CIRCUITS), y=lines, scales=scales)
    dots = bqplot.Scatter(x=[MARKED] * 2, y=np.ravel(marks), scales=scales)
    axes = [bqplot.Axis(scale=scales["x"]), bqplot.Axis(scale=scales["y"], orientation="vertical")]
    def turn(change):
        lines, marks = of(slider.value)
        with curves.hold_sync(), dots.hold_sync():
            curves.y, dots.y = lines, np.ravel(marks)
    slider.observe(turn, "value")
    figure = bqplot.Figure(marks=[curves, dots], axes=axes, layout={"width": "700px", "height": "400px"})
    display(ipywidgets.VBox([slider, figure]))
"""
BARE = """<!doctype html><meta charset="utf-8"><title>Two pictures</title>
<input type="range" min="0" max="1000" value="0"><div></div><script>
const pictures = [0, 1].map(n => Object.assign(new Image(), {src: `${n}.png`}));
const put = n => document.querySelector('div').replaceChildren(pictures[n % 2]);
Promise.all(pictures.map(picture => picture.decode())).then(() => put(0));
document.querySelector('input').oninput = event => put(Number(event.target.value));
</script>"""
SAID = "before => { const now = window.__watch.said(); return now && now !== before }"
# Bokeh's widgets stand in shadow trees, where an ordinary query does not look; bqplot draws in SVG.
WATCH = """(output) => {
  const all = (root, what) => [...root.querySelectorAll('*')].flatMap(node =>
    [...(node.matches(what) ? [node] : []), ...(node.shadowRoot ? all(node.shadowRoot, what) : [])]);
  const looks = () => drawn + all(output, 'img').map(i => i.src).join() +
    [...output.querySelectorAll('table')].map(t => t.outerHTML).join() +
    [...output.querySelectorAll('.bqplot path')].map(p => p.getAttribute('d')).join();
  // ipympl draws on a canvas.
  let drawn = 0;
  const draws = window.__draws ??= CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...what) {
    drawn += output.contains(this.canvas);
    return draws.apply(this, what) };
  const watch = window.__watch = {began: 0, seen: 0};
  watch.said = () => all(output, '.gk-sentence, .said').map(n => n.textContent).join();
  const begin = e => { watch.began = e.timeStamp; watch.seen = 0 };
  addEventListener('keydown', begin, true);
  addEventListener('pointerup', begin, true);
  let before = looks(), going = 0;
  const frame = async () => {
    if (watch !== window.__watch) {  // another output of the page is watched now, or none
      removeEventListener('keydown', begin, true);
      removeEventListener('pointerup', begin, true);
      return;
    }
    requestAnimationFrame(frame);
    const now = looks();
    if (now === before) return;
    before = now;
    const mine = ++going;
    await Promise.all(all(output, 'img').map(i => i.decode().catch(() => 0)));
    if (mine === going) watch.seen = performance.now();
  };
  requestAnimationFrame(frame) }"""
LATENCY = "() => { const w = window.__watch; return w.seen > w.began ? w.seen - w.began : 0 }"


@dataclass(frozen=True)
class Row:
    """What was measured of one picture, drawn one way: milliseconds of single steps, and lags of drags."""

    steps: list[float]
    drags: list[float]

    def low(self) -> float:
        """Return the 10th percentile of the steps, in milliseconds."""
        return sorted(self.steps)[int(0.1 * len(self.steps))]

    def median(self) -> float:
        """Return the median of the steps, in milliseconds."""
        return statistics.median(self.steps)

    def high(self) -> float:
        """Return the 95th percentile of the steps, in milliseconds."""
        return sorted(self.steps)[int(0.95 * len(self.steps))]


@dataclass
class Way:
    """One way to show the picture: where its slider is, what it took, and what it said after each key."""

    name: str
    page: Any
    output: Any
    size: int = 0
    frames: int = 0
    times: list[float] = field(default_factory=list)
    drags: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Go to the low end, then through ten keys that are not counted."""
        self._watch()
        self.slider().press("Home")
        self.page.wait_for_timeout(1500)
        for step in (*range(5), *range(25, 30)):
            press(self.page, step)

    def turn(self, first: int) -> None:
        """Press the keys of a turn, and note times and sentences."""
        self.page.bring_to_front()
        self._watch()
        self.slider().focus()
        words = self._said()
        for step in range(first, first + TURN):
            self.times.append(press(self.page, step))
            if words:
                self.page.wait_for_function(SAID, arg=words)
            words = self._said()
            self.said.append(" ".join(words.replace("\u202f", " ").split()))
        self.page.evaluate("() => { window.__watch = null }")

    def drag(self, times: int) -> None:
        """Drag the slider so many times, and note how long each picture lagged behind."""
        self._watch()
        self.drags += [drag(self.page, self.slider()) for _ in range(times)]
        self.page.evaluate("() => { window.__watch = null }")

    def fill(self) -> float:
        """Let a panel ask for all frames of its axis; return after how many seconds they were there."""
        self.slider().focus()
        began = time.monotonic()
        quiet(self.page)
        return time.monotonic() - began

    def row(self) -> Row:
        """Return the times."""
        return Row(self.times, self.drags)

    def slider(self) -> Any:
        """Return its slider."""
        return self.output.get_by_role("slider").first

    def _watch(self) -> None:
        self.output.scroll_into_view_if_needed()
        self.output.evaluate(WATCH)

    def _said(self) -> str:
        return str(self.page.evaluate("() => window.__watch.said()"))


def notebook(path: Path) -> list[tuple[str, str]]:
    """Write a notebook with each exhibit in each way; return the picture and the way of each cell."""
    cells, ways = [new_code_cell(USUAL), new_code_cell(BESIDE)], []
    for name, (exhibit, model, knob, step, high) in PANELS.items():
        rest = f"{model}, {knob!r}, {step}, {high})"
        calls = {AHEAD: f"panel({exhibit}, {model}, {knob!r}, True)",
                 WITHOUT: f"panel({exhibit}, {model}, {knob!r}, False)",
                 INTERACT: f"usual({exhibit}, {rest}"}  # fmt: skip
        if name == CURVES:
            calls |= {"ipympl": f"moved({exhibit}, {rest}", "bqplot": f"numbers({rest}"}
        cells += map(new_code_cell, calls.values())
        ways += [(name, way) for way in calls]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}  # else JupyterLab asks
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return ways


def is_shown(work: Callable[[], None], name: str) -> bool:
    """Do a part of the work with a way; return whether its pictures came.

    The figure of ipympl stays blank now and then. What is not ours to mend is left out, and that is said.
    """
    try:
        work()
    except TimeoutError:
        if name not in OTHERS:
            raise
        return False
    return True


def write_bare(folder: Path) -> None:
    """Write a page that swaps two pictures: no page can be quicker."""
    exhibit, model, knob, step, _ = PANELS[CURVES]
    shown = gk.explore(*(eval(words, {"gk": gk}) for words in (exhibit, model)), knobs=[knob])
    for n in (0, 1):
        shown.turn(**{knob: n * step})
        (folder / f"{n}.png").write_bytes(shown.png)
    (folder / "bare.html").write_text(BARE, encoding="utf-8")


def check(ways: list[Way]) -> None:
    """Hold what was said after each key together.

    Raises
    ------
    DisagreementError
        If two ways said something else after the same key; then their times are of different work.
    """
    for way in ways[1:]:
        for at, (one, other) in enumerate(zip(ways[0].said, way.said, strict=True)):
            if one != other or not one:
                raise DisagreementError(f"key {at}: {ways[0].name}: {one!r}; {way.name}: {other!r}")


def press(page: Any, step: int) -> float:
    """Press a key of the slider that has the focus; return after how many milliseconds its picture stood.

    Steps go 25 to the right and 25 back. The wait after each varies, so that keys come at all times between
    two frames of the screen.
    """
    page.keyboard.press("ArrowRight" if step % 50 < 25 else "ArrowLeft")
    page.wait_for_function(LATENCY, timeout=10_000)
    took = float(page.evaluate(LATENCY))
    page.wait_for_timeout(20 + step % 17)
    return took


def drag(page: Any, slider: Any) -> float:
    """Drag to and fro in a second; return how long after the release the last picture came."""
    slider.press("Home")  # each drag begins at the low end, or the handle would wander to the high one
    quiet(page)
    box, wide = slider.bounding_box(), slider.bounding_box()["width"]
    start = box["x"] + 8
    if (
        slider.evaluate("(e) => e.tagName") != "INPUT"
    ):  # noUiSlider: the handle has the role, its bar the width
        wide = slider.evaluate("(e) => e.closest('.noUi-target').getBoundingClientRect().width")
    y = box["y"] + box["height"] / 2
    page.mouse.move(start, y)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(start + 0.8 * wide * (step % 20) / 20, y)
        page.wait_for_timeout(10)
    page.mouse.up()
    page.wait_for_timeout(200)
    quiet(page)
    page.wait_for_timeout(300)
    return float(page.evaluate(LATENCY))


def table(rows: dict[tuple[str, str], Row]) -> str:
    """Write what was measured as a Markdown table."""
    lines = [
        "| picture | shown by | p10 | median | p95 | `interact` takes | lag after a drag, median | worst |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for (name, way), row in rows.items():
        usual = rows.get((name, INTERACT))
        times = f"{usual.median() / row.median():.1f} ×" if usual else ""
        lags = f"{statistics.median(row.drags):.0f} | {max(row.drags):.0f}" if row.drags else " | "
        ms = f"{row.low():.0f} | {row.median():.0f} | {row.high():.0f}"
        lines.append(f"| {name} | {way} | {ms} | {times} | {lags} |")
    return "\n".join(lines)


def words(rows: dict[tuple[str, str], Row], browser: str, filled: float, loads: list[float]) -> str:
    """Say with what and on what it was measured, and what came of it."""
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}"
        for name in ("jupyterlab", "ipywidgets", "matplotlib", "ipympl", "bqplot")
    )
    ahead, usual = rows[CURVES, AHEAD], rows[CURVES, INTERACT]
    floor = next(row for (_, way), row in rows.items() if way == FLOOR)
    cores = os.cpu_count() or 1
    busy = (
        f" The machine was busy with other work (a load of {min(loads):.0f} to {max(loads):.0f}), so trust "
        f"what one row is to another more than its milliseconds."
    )
    blank = [name for name in OTHERS if (CURVES, name) not in rows]
    return (
        f"From a key press to pixels, in milliseconds: {len(ahead.steps)} keys for each row, in turns of "
        f"{TURN}, and {len(ahead.drags)} drags. Measured on {date.today()} with Python "
        f"{platform.python_version()}, {versions} and Chromium {browser}, headless, on {cores} cores."
        f"{busy if max(loads) > cores / 2 else ''} After each key all that write a sentence said the same. "
        f"`make bench-browser` measures again.\n\n"
        f"With frames ahead a panel asks for the next values of the slider while the kernel is idle, so that "
        f"a key need not go there: the {len(ahead.steps)} keys met frames that were there. The "
        f"{STOPS} frames of the curves came within {filled:.0f} s. The aim is a median of at most {AIM} ms "
        f"and a p95 of at most {HIGH} ms, and that `interact` takes {FASTER} times as long. Here it is "
        f"{ahead.median():.0f} ms, {ahead.high():.0f} ms and {usual.median() / ahead.median():.1f} times; a "
        f"bare page that swaps two pictures, decoded before, takes {floor.median():.0f} ms and "
        f"{floor.high():.0f} ms, since the screen has a new frame every {FRAME:.1f} ms only.\n\n"
        f"ipympl moves the curves of one figure and sends what has changed; bqplot sends numbers and draws "
        f"in the browser, without a sentence. With a lag of 0 the last picture came before the release."
        f"{f' In this run {blank[0]} showed no picture.' if blank else ''}"
    )


def main() -> None:
    """Measure every picture in all ways, print the table, and write it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=100, help="keys, a multiple of 25")
    parser.add_argument("--drags", type=int, default=3)
    parser.add_argument("--write", type=Path, help="a Markdown file to write, such as docs/browser.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        scratch = Path(name)
        course, folder = scratch / "course", scratch / "bare"
        course.mkdir()
        folder.mkdir()
        names = notebook(course / "bench.ipynb")
        write_bare(folder)
        browser = launch(playwright)
        with lab(course, scratch) as served, serve(folder) as bare:
            page, floor = (
                new_window(browser, viewport={"width": 1280, "height": 900}).new_page() for _ in range(2)
            )
            open_lesson(page, served, "bench.ipynb")
            run_all(page)
            quiet(page)
            floor.goto(f"{bare}/bare.html")
            cells = page.locator(".jp-CodeCell")
            outputs = [cells.nth(n + 2).locator(".jp-OutputArea").first for n in range(len(names))]
            ways = {at: Way(at[1], page, output) for at, output in zip(names, outputs, strict=True)}
            ways[CURVES, FLOOR] = Way(FLOOR, floor, floor.locator("body"))
            filled = {at: way.fill() for at, way in ways.items() if at[1] == AHEAD}
            for at, way in [*ways.items()]:
                way.page.bring_to_front()
                if not is_shown(way.begin, way.name):
                    del ways[at]
            loads = [os.getloadavg()[0]]
            for first in range(0, options.steps, TURN):
                for at, way in [*ways.items()]:
                    if not is_shown(functools.partial(way.turn, first), way.name):
                        del ways[at]
                loads.append(os.getloadavg()[0])
                print(f"{first + TURN} keys", flush=True)
            page.bring_to_front()
            for (_, how), way in ways.items():
                if how != FLOOR:
                    way.drag(options.drags)
            page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
        version = browser.version
        browser.close()
    for picture in PANELS:
        mine = [way for (name, _), way in ways.items() if name == picture and way.said and way.said[-1]]
        check(mine)
    rows = {at: way.row() for at, way in ways.items()}
    said = f"{words(rows, version, filled[CURVES, AHEAD], loads)}\n\n{table(rows)}"
    print(said)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        write_whole(options.write, put_between(page, said, "bench-browser").encode())


if __name__ == "__main__":
    main()
