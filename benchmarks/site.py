"""From a key press to pixels without a kernel: a recorded panel beside three others, and a bare page.

Run: python -m benchmarks.site [--steps 100] [--write docs/browser.md]. One picture, one knob, the same keys:
on a page of the site by a server and from a disk, as the live panel and with ``interact`` in JupyterLab, and
as HoloViz Panel embeds it. They take turns of 25 keys, so that a busy machine is busy for all, and each must
say the same sentence after each key. Panel is fetched for this run alone.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import sync_playwright

import guidekit as gk
from benchmarks.browser import BARE, FRAME, TURN, USUAL, Way, check
from benchmarks.report import put_between
from guidekit.course.site.build import write_pages
from guidekit.course.site.frames import FRAMES, FrameJob, make_frames, read_card
from guidekit.course.site.pages import lesson_page
from guidekit.paths import write_whole
from tests.browser.lab import lab, launch, new_window, open_lesson, quiet, run_all, serve

EXHIBIT, MODEL, KNOB, SIZE = "gk.exhibits.keys.timeline", "gk.models.Theft()", "stolen_after", (860, 390)
INCHES = tuple(pixels / 100 for pixels in SIZE)
CALL = f"gk.explore({EXHIBIT}, {MODEL}, knobs=[{KNOB!r}], size={INCHES})"
BESIDE = "panel==1.9.4"


def write_site(folder: Path) -> FrameJob:
    """Write a site of one page with one panel, recorded as the course's are."""
    job = FrameJob("bench", "timeline", CALL, "timeline")
    (folder / FRAMES).mkdir(parents=True)
    make_frames(job, folder / FRAMES)
    cells = [new_markdown_cell("# Slider to pixels"), new_code_cell(CALL, id=job.cell)]
    notebook = folder.parent / "index.ipynb"
    nbformat.write(new_notebook(cells=cells), notebook)
    card = read_card(job, folder / FRAMES)
    write_pages({"index.md": lesson_page(notebook, {job.cell: (job, card)}), "open.md": "# Open"}, folder)
    return job


def write_others(folder: Path, course: Path, places: list[float]) -> dict[str, Any]:
    """Write the page of Panel, the bare page, and the notebook; return what Panel says of its page."""
    uv = shutil.which("uv") or Path(sys.executable).parent / "uv"
    command = [
        uv,
        "run",
        "--no-project",
        "--python",
        sys.executable,
        "--with",
        BESIDE,
        "python",
        "-W",
        "ignore",
    ]
    what = [EXHIBIT, MODEL, KNOB, *map(str, SIZE), json.dumps(places), str(folder / "embed.html")]
    done = subprocess.run(
        [*command, "-m", "benchmarks.embed", *what], check=True, capture_output=True, text=True
    )
    shown = eval(CALL, {"gk": gk})
    for n in (0, 1):
        shown.turn(**{KNOB: places[n]})
        (folder / f"{n}.png").write_bytes(shown.png)
    (folder / "bare.html").write_text(BARE, encoding="utf-8")
    low, high = places[0], places[-1]
    interact = f"usual({EXHIBIT}, {MODEL}, {KNOB!r}, 1, {high}, {low}, {INCHES})"
    cells = [
        new_code_cell(words) for words in (f"{USUAL}\nos.environ['GUIDEKIT_FRAMES'] = '0'", CALL, interact)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), course / "bench.ipynb")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def open_site(page: Any, address: str, folder: Path, name: str) -> Way:
    """Open a page of the site, and add up the files that it asks for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("?")[0]))
    page.goto(f"{address}/index.html")
    page.locator(".gk-place .gk-image[src]").wait_for()
    page.wait_for_timeout(1000)
    files = {folder / url.removeprefix(address + "/") for url in asked if url.startswith(address)}
    there = [path for path in files if path.is_file()]
    frames = sum(path.stat().st_size for path in there if path.suffix == ".js" and path.parent.name == FRAMES)
    return Way(name, page, page.locator(".gk-place"), sum(path.stat().st_size for path in there), frames)


def table(ways: list[Way]) -> str:
    """Write what was measured as a Markdown table; the last way is the floor."""
    lines = [
        "| shown by | p10 | median | p95 | above the floor | % within a frame | page, KB | frames, KB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    floor = ways[-1].row().median()
    for way in ways:
        row = way.row()
        sizes = " | ".join(f"{size / 1000:,.0f}" if size else "" for size in (way.size, way.frames))
        above = f"{row.median() - floor:.0f}" if way is not ways[-1] else ""
        within = 100 * statistics.mean(took <= FRAME for took in way.times)
        times = f"{row.low():.0f} | {row.median():.0f} | {row.high():.0f}"
        lines.append(f"| {way.name} | {times} | {above} | {within:.0f} | {sizes} |")
    return "\n".join(lines)


def words(ways: list[Way], browser: str, embed: dict[str, Any], loads: list[float]) -> str:
    """Say with what and on what it was measured, and what came of it."""
    recorded, floor = ways[0].row().median(), ways[-1].row().median()
    within = "less" if recorded - floor < FRAME else "not less"
    times = [f"{way.name} {way.row().median() / recorded:.1f}" for way in ways[2:-1]]
    cores = os.cpu_count() or 1
    busy = (
        f" The machine was busy with other work (a load of {min(loads):.0f} to {max(loads):.0f} on {cores} "
        f"cores), so trust what one row is to another more than its milliseconds."
    )
    return (
        f"From a key press to pixels, in milliseconds: {len(ways[0].times)} keys for each row, in turns of "
        f"{TURN}. The picture is `{EXHIBIT.removeprefix('gk.')}` with one knob, {SIZE[0]} × {SIZE[1]} "
        f"pixels. Measured on {date.today()} with Chromium {browser}, headless, and Panel {embed['panel']} "
        f"on Bokeh {embed['bokeh']}.{busy if max(loads) > cores / 2 else ''} After each key all said the "
        f"same sentence. `make bench-site` measures again.\n\n"
        f"The floor is a bare page that swaps two pictures, decoded before: nearly all of its time is the "
        f"wait for the next frame of the screen, which comes every {FRAME:.1f} ms. The recorded panel takes "
        f"{recorded - floor:.0f} ms more than that, {within} than one frame. Times as long as it: "
        f"{', '.join(times)}.\n\n"
        f"A page is counted with its scripts, style and fonts, as they lie on the disk; its frames are those "
        f"of one theme. JupyterLab has no such page."
    )


def main() -> None:
    """Measure all ways in turns, print the table, and write it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=100, help="keys, a multiple of 25")
    parser.add_argument(
        "--write", type=Path, help="a Markdown file with a part for it, such as docs/browser.md"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        scratch = Path(name)
        folder, course = scratch / "site", scratch / "course"
        course.mkdir()
        job = write_site(folder)
        opening = eval(CALL, {"gk": gk}).record(states=60)
        places = list(opening.axes[0].stops)
        embed = write_others(folder, course, places)
        print(f"{job.name}: {len(places)} places, written", flush=True)
        browser = launch(playwright)

        def window() -> Any:
            return new_window(browser, viewport={"width": 1280, "height": 900}).new_page()

        with lab(course, scratch) as jupyter, serve(folder) as served:
            page = window()
            open_lesson(page, jupyter, "bench.ipynb")
            run_all(page)
            quiet(page)
            cells = [page.locator(".jp-CodeCell").nth(n).locator(".jp-OutputArea").first for n in (1, 2)]
            ways = [
                open_site(window(), served, folder, "a recorded panel, by a server"),
                open_site(window(), folder.as_uri(), folder, "the same from a disk"),
                Way("the live panel in JupyterLab", page, cells[0]),
                Way("`interact` in JupyterLab", page, cells[1]),
                Way("`embed` of HoloViz Panel", window(), None, embed["page"], embed["states"]),
                Way("a bare page, the floor", window(), None),
            ]
            for way, file in ((ways[-2], "embed.html"), (ways[-1], "bare.html")):
                way.page.goto(f"{served}/{file}")
                way.output = way.page.locator("body")
                way.page.get_by_role("slider").first.wait_for()
            for way in ways:
                way.begin()
            loads = [os.getloadavg()[0]]
            for first in range(0, options.steps, TURN):
                for way in ways:
                    way.turn(first)
                loads.append(os.getloadavg()[0])
            page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
        version = browser.version
        browser.close()
    check(ways[:-1])
    said = f"{words(ways, version, embed, loads)}\n\n{table(ways)}"
    print(said)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        write_whole(options.write, put_between(page, said, "bench-site").encode())


if __name__ == "__main__":
    main()
