"""Photograph lessons as a learner sees them in JupyterLab after Run All: light, dark, from top to bottom.

Run: python -m tools.screenshots [--wide 900] [lesson ...]. Each lesson becomes a few sheets of two
columns in build/screenshots, to be looked through when the look of panels or lessons has changed.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from guidekit.course.lessons import copy_lessons, lesson_files, lesson_id
from guidekit.paths import course_folder
from tests.browser.lab import lab, launch, new_window, open_lesson, run_all, wear

WHERE = Path("build/screenshots")
TALL = 1500  # pixels in a column
SCROLLER = ".jp-WindowedPanel-outer"


def pieces(page: Any) -> Iterator[Image.Image]:
    """Scroll through the open lesson and photograph it piece by piece, without its surroundings."""
    scroller = page.locator(SCROLLER).first
    height, seen = (int(scroller.evaluate(f"(e) => e.{name}")) for name in ("scrollHeight", "clientHeight"))
    for top in range(0, height, seen):
        scroller.evaluate("(e, top) => { e.scrollTop = top }", top)
        page.wait_for_timeout(200)  # the browser paints after it has scrolled
        piece = Image.open(io.BytesIO(scroller.screenshot()))
        left = min(seen, height - top)
        shown = piece.crop((0, piece.height - left, piece.width, piece.height))
        if shown.convert("RGB").getcolors(1) is None:  # JupyterLab leaves room below the last cell
            yield shown


def sheets(columns: list[Image.Image]) -> Iterator[Image.Image]:
    """Set two columns beside each other."""
    for first in range(0, len(columns), 2):
        pair = columns[first : first + 2]
        sheet = Image.new("RGB", (sum(c.width for c in pair), max(c.height for c in pair)))
        for number, column in enumerate(pair):
            sheet.paste(column, (number * pair[0].width, 0))
        yield sheet


def main() -> None:
    """Photograph the named lessons, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons", nargs="*", help="ids such as 03 or E1; by default all")
    parser.add_argument("--wide", type=int, default=900, help="width of the window in pixels")
    parser.add_argument("--themes", nargs="+", default=["light", "dark"], choices=["light", "dark"])
    options = parser.parse_args()
    WHERE.mkdir(parents=True, exist_ok=True)
    every = [path.relative_to(course_folder("notebooks")).as_posix() for path in lesson_files()]
    names = [name for name in every if not options.lessons or lesson_id(name) in options.lessons]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        course = Path(scratch) / "course"
        copy_lessons(course)
        browser = launch(playwright)
        with lab(course, Path(scratch)) as served:
            page = new_window(browser, viewport={"width": options.wide, "height": TALL}).new_page()
            for name in names:
                open_lesson(page, served, name)
                page.evaluate("() => jupyterapp.shell.collapseLeft()")
                run_all(page)
                for theme in options.themes:
                    wear(page, theme)
                    for number, sheet in enumerate(sheets(list(pieces(page)))):
                        sheet.save(WHERE / f"{lesson_id(name)}-{theme}-{number}.png")
                wear(page, "light")
                print(f"{name}: photographed", flush=True)
                page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
            page.close()
        browser.close()
    print(f"The pictures are in {WHERE}")


if __name__ == "__main__":
    main()
