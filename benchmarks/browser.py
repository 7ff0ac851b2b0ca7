"""How long it takes from a key press to pixels in a real JupyterLab: panels beside ``interact``.

Run: python -m benchmarks.browser [--steps 100] [--write docs/browser.md]. A step begins with the
browser's own key event and ends with the first animation frame at which the new picture stands, decoded.
The lag of a drag runs from the release of the mouse to the last picture that changes after it.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import statistics
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import sync_playwright

from benchmarks.report import put_between
from guidekit.paths import write_whole
from tests.browser.lab import lab, launch, new_window, open_lesson, quiet, run_all

PANELS = {
    "a number, the floor": ("number", "gk.models.OnionRouting()", "adversary", 0.005, 0.5),
    "curves": ("gk.exhibits.relays.guards", "gk.models.OnionRouting()", "adversary", 0.005, 0.5),
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
AIM, FASTER, LAG = 100, 3, 150

USUAL = """
import ipywidgets, matplotlib.pyplot as plt
import guidekit as gk
from IPython.display import HTML, display
from guidekit.drawing.figure import animated_artists
from guidekit.drawing.page import Page
from guidekit.panels.panel import writes_page

def number(model, page):
    \"\"\"Write one number: what remains is the way to the kernel and back.\"\"\"
    page.write(f"<table><tr><td>{model.adversary}</td></tr></table>")
    return f"{model.adversary}."

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
        for artist in animated_artists(figure):
            artist.set_animated(False)  # a panel draws these itself, over a kept background
        plt.show()
        display(HTML(f"<p class='said'>{sentence}</p>"))
    start = getattr(model, knob)
    if isinstance(start, int):
        slider = ipywidgets.IntSlider(start, min=low, max=high, step=step)
    else:
        slider = ipywidgets.FloatSlider(start, min=low, max=high, step=step, readout_format=".3f")
    ipywidgets.interact(draw, value=slider)
"""
# Bokeh's widgets stand in shadow trees, where an ordinary query does not look.
WATCH = """(output) => {
  const all = (root, what) => [...root.querySelectorAll('*')].flatMap(node =>
    [...(node.matches(what) ? [node] : []), ...(node.shadowRoot ? all(node.shadowRoot, what) : [])]);
  const looks = () => all(output, 'img').map(i => i.src).join() +
    [...output.querySelectorAll('table')].map(t => t.outerHTML).join();
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


def notebook(path: Path) -> None:
    """Write a notebook with each exhibit twice: as a panel, then with interact."""
    cells = [new_code_cell(USUAL)]
    for exhibit, model, knob, step, high in PANELS.values():
        cells.append(new_code_cell(f"gk.explore({exhibit}, {model}, knobs=[{knob!r}])"))
        cells.append(new_code_cell(f"usual({exhibit}, {model}, {knob!r}, {step}, {high})"))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}  # else JupyterLab asks
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def measure(page: Any, number: int, steps: int, drags: int) -> Row:
    """Press keys and drag the slider of one output; wait for each picture before the next press."""
    output = page.locator(".jp-CodeCell").nth(number).locator(".jp-OutputArea").first
    output.scroll_into_view_if_needed()
    slider = output.get_by_role("slider").first
    output.evaluate(WATCH)
    slider.focus()
    times = [press(page, step) for step in range(steps + 5)]
    return Row(times[5:], [drag(page, slider) for _ in range(drags)])


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


def table(rows: dict[str, tuple[Row, Row]]) -> str:
    """Write what was measured as a Markdown table."""
    lines = [
        "| picture | drawn by | median | p95 | faster | lag after a drag, median | worst |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, (panel, interact) in rows.items():
        for who, row in (("panel", panel), ("`interact`", interact)):
            times = interact.median() / row.median()
            lags = f"{statistics.median(row.drags):.0f} | {max(row.drags):.0f}"
            lines.append(f"| {name} | {who} | {row.median():.0f} | {row.high():.0f} | {times:.1f} | {lags} |")
    return "\n".join(lines)


def words(browser: str, steps: int, drags: int) -> str:
    """Say with what and on what it was measured."""
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("jupyterlab", "ipywidgets", "matplotlib")
    )
    return (
        f"From a key press to pixels, in milliseconds: {steps} steps and {drags} drags for each row, "
        f"measured on {date.today()} with Python {platform.python_version()}, {versions} and "
        f"Chromium {browser}, headless, on {os.cpu_count()} cores with a load of {os.getloadavg()[0]:.1f}. "
        f"`make bench-browser` measures again.\n\n"
        f"The aim of a panel: p95 of at most {AIM} ms, {FASTER} times faster than `interact` on the same "
        f"picture, and the last picture within {LAG} ms after a drag. A table is no picture: with "
        f"`interact` too it is only text, so both take as long as its numbers and the way there and back."
    )


def main() -> None:
    """Measure every picture both ways, print the table, and write it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--drags", type=int, default=10)
    parser.add_argument("--write", type=Path, help="a Markdown file to write, such as docs/browser.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        scratch = Path(name)
        course = scratch / "course"
        course.mkdir()
        notebook(course / "bench.ipynb")
        browser = launch(playwright)
        with lab(course, scratch) as served:
            page = new_window(browser, viewport={"width": 1280, "height": 900}).new_page()
            open_lesson(page, served, "bench.ipynb")
            run_all(page)
            quiet(page)
            rows = {}
            for n, what in enumerate(PANELS):
                pair = [measure(page, 1 + 2 * n + way, options.steps, options.drags) for way in (0, 1)]
                rows[what] = (pair[0], pair[1])
                print(f"{what}: measured", flush=True)
            page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
        said = f"{words(browser.version, options.steps, options.drags)}\n\n{table(rows)}\n"
        browser.close()
    print(said)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        write_whole(options.write, put_between(page, said.rstrip(), "bench-browser").encode())


if __name__ == "__main__":
    main()
