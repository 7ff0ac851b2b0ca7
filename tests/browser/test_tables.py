"""Tables in the browser: nothing is cut beside JupyterLab's sidebar, folds stay open, changes are marked."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import guidekit as gk
from guidekit.course.lessons import lesson_id
from guidekit.drawing.page import Page
from guidekit.exposure.question import JOURNEYS, WhoLearns
from guidekit.panels.face import _sources
from guidekit.panels.surface import show
from guidekit.tables.asked import EightQuestions
from guidekit.tables.snapshot import DATES, GROUPS, Moves, Snapshot

from .conftest import LESSONS
from .lab import new_window, open_lesson, run_all, write_notebook

NARROW = 1024  # of the window
INSIDE = 550  # of a panel in that window, beside the sidebar

CUT = """() => {
  const unbroken = document.head.appendChild(document.createElement('style'));
  unbroken.textContent = '.gk-table :is(th, td) { overflow-wrap: normal !important }';
  const folds = [...document.querySelectorAll('.gk-page details')];
  folds.forEach(fold => { fold.open = true });
  const wide = box => box.scrollWidth > box.clientWidth + 1;
  const pages = [...document.querySelectorAll('.gk-page:has(table)')].filter(page => page.clientWidth);
  const found = pages.map(page => ({
    inside: page.clientWidth, scrolls: wide(page),
    cut: [...page.querySelectorAll('th, td')].filter(wide).map(cell => cell.innerText)}));
  folds.forEach(fold => { fold.open = false });
  unbroken.remove();
  return found;
}"""
"""Tell of each table how wide it may be, and what of it does not fit; no word may be broken, either."""


def on(*numbers):
    """Run a test on some lessons, the first of them in each run."""
    names = [name for name in LESSONS if lesson_id(name) in numbers]
    marks = {name: () if lesson_id(name) == numbers[0] else pytest.mark.long for name in names}
    return pytest.mark.parametrize(
        "lesson", [pytest.param(name, marks=marks[name]) for name in names], indirect=True,
        ids=[lesson_id(name) for name in names], scope="session",
    )  # fmt: skip


@on("02", "12", "E3")
def test_no_table_of_a_lesson_is_cut_beside_the_sidebar(lesson):
    page = lesson.page
    page.set_viewport_size({"width": NARROW, "height": 900})
    found = page.evaluate(CUT)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert found
    assert all(one["inside"] >= INSIDE for one in found), found
    assert not [one for one in found if one["scrolls"] or one["cut"]], found


@pytest.fixture
def sheet(browser):
    """A page as wide as the inside of a panel, with the style of the course."""
    opened = new_window(browser, viewport={"width": 800, "height": 900}).new_page()
    yield opened
    opened.context.close()


def put(sheet, shown, width=INSIDE):
    """Put the tables of some exhibits into a page."""
    blocks = []
    for exhibit, model in shown:
        page = Page()
        show(exhibit, model, page)
        blocks.append(
            f'<div class="gk-panel" style="width:{width + 42}px"><div class="gk-page">{page.html}</div></div>'
        )
    sheet.set_content(f"<!doctype html><style>{_sources()[1]}</style>{''.join(blocks)}")
    sheet.evaluate("document.fonts.ready.then(() => true)")


def test_no_state_of_a_table_is_cut(sheet):
    states = [
        *(
            (gk.exhibits.exposure.who_learns, WhoLearns(journey, timing="yes", hostile=0.123))
            for journey in JOURNEYS
        ),
        *((gk.exhibits.messengers.snapshot, Snapshot("2026-11", group)) for group in GROUPS),
        (gk.exhibits.messengers.moves, Moves()),
        *(
            (gk.exhibits.messengers.common_questions, EightQuestions(date=date))
            for date in (DATES[0], DATES[-1])
        ),
    ]
    put(sheet, states)
    found = sheet.evaluate(CUT)
    assert [one["inside"] for one in found] == [INSIDE] * len(states)
    assert not [one for one in found if one["scrolls"] or one["cut"]], found


TICKED = """gk.explore(
    gk.exhibits.exposure.who_learns, gk.exposure.WhoLearns("tor-circuit", ("entry", "exit")),
    knobs=["together", "timing"],
)"""


def test_a_fold_stays_open_and_what_changed_is_marked(page, address, course):
    open_lesson(page, address, write_notebook(course, "ticked.ipynb", "import guidekit as gk", TICKED))
    run_all(page)
    panel = page.locator(".gk-panel:has(.gk-fold)").first
    fold = panel.locator("details.gk-fold", has_text="Why, cell by cell").first
    fold.locator("summary").first.click()
    timing = panel.get_by_role("combobox", name="Compare timing")
    timing.select_option("yes")
    panel.get_by_text(", comparing times, learn").wait_for()
    assert fold.evaluate("fold => fold.open")
    changed = panel.locator("tbody td.gk-changed")
    expect(changed.first).to_contain_text("new")  # together they now know who talks to whom
    timing.select_option("no")
    expect(panel.locator("tbody td.gk-changed").first).to_contain_text("no longer")
