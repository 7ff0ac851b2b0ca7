"""Panels whose kernel is gone, restarted or busy: they say so, and nothing on the page is blank or broken."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .lab import digest, open_lesson, run_all, seen, write_notebook
from .test_access import violations

CELLS = (
    'import guidekit as gk; PRESETS = {"Half are hostile": {"adversary": 0.5}}',
    'gk.predict("test-day", "How long does it take?", low=0, high=700, unit="ms")',
    'gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), knobs=["hops"], presets=PRESETS)',
    'gk.explore(gk.exhibits.exposure.who_learns, gk.exposure.WhoLearns("signal-sealed"), knobs=["journey"])',
    'gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), prediction="test-day")',
    'gk.journey("tor-circuit")',
    'gk.quiz("00")',
)
FACES = len(CELLS) - 1
PICTURE = 2  # the cell of the first picture
COPIED = {"copy": "", "paste": "-below"}
BROKEN = ("Error displaying widget", "model not found", "Loading widget")
BUSY = """
import pathlib, time
while not pathlib.Path({!r}).exists():
    time.sleep(0.05)
"""  # until the test has seen what it waits for
CONTROLS = ".gk-panel :is(input, select, button:not(.gk-copy))"


@pytest.fixture
def book(course):
    return write_notebook(course, "kernels.ipynb", *CELLS)


@pytest.fixture
def live(page, address, book):
    open_lesson(page, address, book)
    run_all(page)
    expect(page.locator(".gk-panel")).to_have_count(FACES)
    return page


def shut_down(page):
    page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")


def test_on_day_two_everything_shows_its_last_face(live, address, book):
    page = live
    seen(page, ".gk-panel:has(.gk-image)").get_by_role("slider").press("End")
    page.get_by_text("Over 8 relays").first.wait_for()
    page.locator(".gk-quiz").get_by_role("radio").first.check()
    page.get_by_role("button", name="Answer question 1").click()
    page.get_by_text("1 of 5 answered").wait_for()
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    shut_down(page)
    open_lesson(page, address, book)
    earlier = page.locator(".gk-earlier")
    expect(earlier).to_have_count(FACES)
    expect(earlier.first).to_contain_text("From an earlier run. Run this cell to turn it again")
    expect(page.locator(".gk-panel")).to_have_count(0)
    words = page.locator(".jp-Notebook").inner_text()
    assert not [sign for sign in BROKEN if sign in words]
    # Two pictures with their sentences, the table, the question, the cover and the questions of the quiz.
    for image in page.locator(".jp-OutputArea img").all():
        image.scroll_into_view_if_needed()
        assert image.evaluate("(e) => e.naturalWidth") > 600
        assert len(image.get_attribute("alt")) > 40
    expect(page.locator(".jp-OutputArea img")).to_have_count(2)
    expect(page.locator(".jp-OutputArea table:visible")).to_have_count(1)
    for face in (
        "Over 8 relays",
        "Step 1 of 4",
        "How long does it take?",
        "Covered: guess first",
        "threat model?",
        "1 of ",
    ):
        expect(page.locator(".jp-OutputArea").filter(has_text=face)).not_to_have_count(0)
    assert violations(page) == []
    run_all(page)
    expect(page.locator(".gk-panel")).to_have_count(FACES)
    expect(earlier).to_have_count(0)
    panel = seen(page, ".gk-panel:has(.gk-image)")
    expect(page.locator(".gk-still, .gk-stored")).to_have_count(0)  # the live panel says it itself
    panel.get_by_role("slider").press("ArrowRight")
    panel.get_by_text("Over 4 relays").wait_for()


def test_a_button_that_turns_what_no_knob_shows_is_kept(live, address, book):
    page = live
    page.get_by_role("button", name="Half are hostile").first.click()
    page.get_by_text("1 in 8").first.wait_for()
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    shut_down(page)
    open_lesson(page, address, book)
    expect(page.locator(".gk-earlier")).to_have_count(FACES)
    expect(page.locator(".gk-last-words")).to_contain_text("1 in 8")


def test_a_page_that_is_loaded_again_beside_its_kernel_is_live(live, address, book):
    page = live
    seen(page, ".gk-panel:has(.gk-image)").get_by_role("slider").press("End")
    page.get_by_text("Over 8 relays").first.wait_for()
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    open_lesson(page, address, book)
    expect(page.locator(".gk-panel")).to_have_count(FACES)
    expect(page.locator(".gk-earlier")).to_have_count(0)
    panel = seen(page, ".gk-panel:has(.gk-image)")
    panel.get_by_text("Over 8 relays").wait_for()  # the state of the kernel, not that of the file
    panel.get_by_role("slider").press("Home")
    panel.get_by_text("Over 1 relay").wait_for()


@pytest.mark.parametrize("end", ["restarted", "shut down"])
def test_a_panel_says_that_its_kernel_is_gone(live, end):
    page = live
    before = digest(seen(page, ".gk-panel:has(.gk-image)"))
    if end == "restarted":
        page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    else:
        shut_down(page)
    notes = page.get_by_role("status").filter(
        has_text="The kernel was restarted or stopped. Run this cell again"
    )
    expect(notes).to_have_count(FACES)
    expect(page.locator(f"{CONTROLS}:not(:disabled)")).to_have_count(0)
    assert digest(seen(page, ".gk-panel:has(.gk-image)")) == before  # what was to be seen is still there
    if end == "restarted":
        run_all(page)
        expect(page.locator(".gk-panel")).to_have_count(FACES)
        expect(notes).to_have_count(0)


def test_a_busy_kernel_is_named_and_the_last_value_wins(page, address, course):
    done = course / "busy.done"
    book = write_notebook(course, "busy.ipynb", CELLS[0], CELLS[2], BUSY.format(str(done)))
    open_lesson(page, address, book)
    page.evaluate("() => void jupyterapp.commands.execute('notebook:run-all-cells')")
    panel = seen(page, ".gk-panel")
    for _ in range(3):
        panel.get_by_role("slider").press("ArrowRight")
    note = panel.get_by_role("status").filter(has_text="The kernel is busy")
    note.wait_for()
    done.touch()
    panel.get_by_text("Over 6 relays").wait_for()
    expect(note).to_have_count(0)
    expect(panel.get_by_role("slider")).to_have_value("6")


@pytest.mark.long
def test_after_ten_seconds_the_knobs_go_back_and_a_late_answer_is_still_shown(page, address, course):
    done = course / "late.done"
    book = write_notebook(course, "late.ipynb", CELLS[0], CELLS[2], BUSY.format(str(done)))
    open_lesson(page, address, book)
    page.evaluate("() => void jupyterapp.commands.execute('notebook:run-all-cells')")
    panel = seen(page, ".gk-panel")
    panel.get_by_role("slider").press("End")
    note = panel.get_by_role("status").filter(has_text="No answer for ten seconds")
    note.wait_for()
    expect(panel.get_by_role("slider")).to_have_value("3")
    done.touch()
    panel.get_by_text("Over 8 relays").wait_for()
    expect(panel.get_by_role("slider")).to_have_value("8")
    expect(note).to_have_count(0)


def test_two_tabs_and_a_copied_cell_show_one_panel(live, window, address, book):
    page = live
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    other = window.new_page()
    try:
        open_lesson(other, address, book)
        expect(other.locator(".gk-panel")).to_have_count(FACES)
        there, here = (seen(tab, ".gk-panel:has(.gk-image)") for tab in (other, page))
        there.get_by_role("slider").press("End")
        for panel in (there, here):
            panel.get_by_text("Over 8 relays").wait_for()
            expect(panel.get_by_role("slider")).to_have_value("8")
    finally:
        other.close()
    page.evaluate(f"() => {{ jupyterapp.shell.currentWidget.content.activeCellIndex = {PICTURE} }}")
    for command in ("copy", "paste"):
        page.evaluate(f"() => jupyterapp.commands.execute('notebook:{command}-cell{COPIED[command]}')")
    copies = page.locator(".gk-panel:has(.gk-image)").filter(has_text="Over 8 relays")
    expect(copies).to_have_count(2)
    copies.nth(1).get_by_role("slider").press("Home")
    copies = page.locator(".gk-panel:has(.gk-image)").filter(has_text="Over 1 relay")
    expect(copies).to_have_count(2)
