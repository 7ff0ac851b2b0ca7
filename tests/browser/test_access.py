"""Access for everyone: names, order, contrast in light and dark, and room on a small page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import axe_playwright_python
import pytest

from guidekit.drawing.typeface import LEAST

from .accessibility import OUTPUT, REACHABLE, backwards, controls_by_output, tab_through
from .lab import wear

(AXE,) = Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")
# What JupyterLab (editors, toolbars, its feed role) and pandas (an empty corner) do themselves is not ours.
LOOK = """async () => {
  const [include, exclude] = [[['.jp-OutputArea-output'], ['.jp-RenderedMarkdown']], [['table.dataframe']]];
  const found = await axe.run({include, exclude}, {resultTypes: ['violations']});
  return found.violations.map(v => `${v.id}, ${v.nodes.length} times: ${v.nodes[0].html.slice(0, 99)}`) }"""
# A wide table may scroll in its own frame; nothing else is wider than its place, and the page never scrolls.
WIDE = """() => [document.documentElement, ...document.querySelectorAll('.jp-OutputArea-output')]
  .filter(e => e.scrollWidth > e.clientWidth + 2)
  .filter(e => e.querySelector('.gk-panel') || getComputedStyle(e).overflowX !== 'auto')
  .map(e => e.innerText.slice(0, 80))"""
# Rounds of layout follow a new size for a while; a place that has kept its width for this long is laid out.
LAID_OUT = """() => new Promise(done => {
  let widths, since;
  const look = () => {
    const places = [...document.querySelectorAll('.jp-OutputArea-output')];
    const now = places.map(e => [e.scrollWidth, e.clientWidth]);
    if (String(now) !== widths) [widths, since] = [String(now), performance.now()];
    performance.now() - since > 300 ? done() : setTimeout(look, 30) };
  look() })"""
# How large the smallest words of each picture are, in pixels of the screen, and whether the picture scrolls.
WORDS = """least => [...document.querySelectorAll('.gk-frame')]
  .map(frame => [frame, frame.querySelector('img')])
  .filter(([frame, image]) => frame.offsetParent && image.naturalWidth)
  .map(([frame, image]) =>
    [least * image.clientWidth / image.naturalWidth, frame.scrollWidth > frame.clientWidth + 1])"""
SIZES = {"1024": (1024, 768), "zoomed": (640, 450)}  # a window of 1280 × 900 holds half as much at 200 %


def violations(page):
    page.add_script_tag(path=str(AXE))
    return page.evaluate(LOOK)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_of_ours(lesson, theme):
    wear(lesson.page, theme)
    try:
        assert violations(lesson.page) == []
    finally:
        wear(lesson.page, "light")


def test_every_control_has_a_name_of_its_own(lesson):
    outputs = controls_by_output(lesson.page)
    assert outputs
    for controls in outputs:
        assert all(name for _, _, name in controls), controls
        assert [c for c, times in Counter(controls).items() if times > 1] == []


def test_tab_follows_the_eye_and_reaches_everything(lesson):
    outputs = [o for o in lesson.page.locator(OUTPUT).all() if o.evaluate(REACHABLE)]
    assert outputs
    for output in outputs:
        met = tab_through(lesson.page, output)
        assert backwards(met) == []
        assert len(met) >= output.evaluate(REACHABLE), [m["what"] for m in met]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_a_small_page(lesson, size):
    page = lesson.page
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    try:
        page.wait_for_function(f"() => innerWidth === {width}")
        page.evaluate(LAID_OUT)
        assert page.evaluate(WIDE) == []
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})


def test_words_of_pictures_stay_readable_beside_the_side_bar(lesson):
    page = lesson.page
    page.set_viewport_size({"width": 1024, "height": 768})
    try:
        page.wait_for_function("() => innerWidth === 1024")
        assert page.locator(".jp-FileBrowser").is_visible()
        page.evaluate(LAID_OUT)
        pictures = page.evaluate(WORDS, LEAST)
        assert pictures
        assert [(size, cut) for size, cut in pictures if size < 10 or cut] == []
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})
