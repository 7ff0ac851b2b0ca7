"""A slow machine and a page in the background: no panel stays blank or deaf."""

from __future__ import annotations

import contextlib

import pytest
from playwright.sync_api import expect

from .lab import IDLE, RUN, open_lesson, run_all, seen, write_notebook

CELL = 'gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), knobs=["hops"])'
PANELS = 6
# What a page in the background gets: no frames, no timers worth the name, and no picture is decoded.
# Playwright keeps each page in the foreground, so the page is told so by hand until it is let go.
BACKGROUND = """() => {
  const waiting = [], decode = HTMLImageElement.prototype.decode, frame = requestAnimationFrame;
  let away = false;
  const tell = (now) => { away = now; document.dispatchEvent(new Event('visibilitychange')) };
  Object.defineProperty(document, 'hidden', {get: () => away});
  Object.defineProperty(document, 'visibilityState', {get: () => away ? 'hidden' : 'visible'});
  HTMLImageElement.prototype.decode = function () {
    return away ? new Promise(go => waiting.push(go)).then(() => decode.call(this)) : decode.call(this) };
  window.requestAnimationFrame = (call) => away ? (waiting.push(() => frame(call)), 0) : frame(call);
  window.__away = () => tell(true);
  window.__back = () => { tell(false); waiting.splice(0).forEach(go => go()) } }"""
PICTURES = (
    f"() => [...document.querySelectorAll('.gk-image')].filter(i => i.naturalWidth).length === {PANELS}"
)


@contextlib.contextmanager
def slowed(page, times):
    """Let the page's processor be so many times slower."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})
    try:
        yield session
    finally:
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        session.detach()


def load(page, address, book):
    """Load and run a notebook on a slow machine, in the background for a part of the time."""
    open_lesson(page, address, book)
    page.evaluate(BACKGROUND)
    # Run All ends on the page and may be waited for; that the kernel rests is asked once the page is fast.
    with slowed(page, 14) as session:
        page.evaluate("() => __away()")
        page.evaluate(RUN)
        session.send("Page.setWebLifecycleState", {"state": "frozen"})
        page.wait_for_timeout(1500)
        session.send("Page.setWebLifecycleState", {"state": "active"})
        expect(page.locator(".gk-panel")).to_have_count(PANELS)
        page.evaluate("() => __back()")
        page.wait_for_function("() => window.__ran === 'ok'")
    page.wait_for_function(IDLE)


def answer(page):
    page.wait_for_function(PICTURES)
    for number in range(PANELS):
        panel = seen(page, ".gk-panel", number)
        expect(panel.locator(".gk-sentence")).to_contain_text("Over 3 relays")
        panel.get_by_role("slider").press("ArrowRight")
        expect(panel.locator(".gk-sentence")).to_contain_text("Over 4 relays")
        expect(panel.locator(".gk-note:not(:empty)")).to_have_count(0)


def test_a_slow_load_in_the_background_leaves_no_panel_blank_or_deaf(page, address, course):
    book = write_notebook(course, "slow.ipynb", "import guidekit as gk", *[CELL] * PANELS)
    load(page, address, book)
    answer(page)


# anywidget gives up on a widget whose code takes two seconds to load, and drops every later message to it.
LATE = """
from guidekit.panels.face import STUB
from guidekit.panels.panel import Panel
Panel._esm = "await new Promise(go => setTimeout(go, 2600));" + STUB
"""


def test_code_that_loads_late_leaves_no_panel_deaf(page, address, course):
    book = write_notebook(course, "late-code.ipynb", "import guidekit as gk", LATE, *[CELL] * PANELS)
    open_lesson(page, address, book)
    run_all(page)
    answer(page)


@pytest.mark.long
def test_many_slow_loads(window, address, course):
    book = write_notebook(course, "slow.ipynb", "import guidekit as gk", *[CELL] * PANELS)
    for _ in range(200 // PANELS + 1):
        page = window.new_page()
        load(page, address, book)
        answer(page)
        page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
        page.close()
