"""Each lesson as a page without code: Voilà serves it, the pictures live, and nothing is fetched."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from guidekit.course.lessons import is_core, lesson_id
from guidekit.tables.query import load

from .conftest import LESSONS, SHORT
from .lab import digest, open_up, pages, seen
from .visit import elsewhere, overhear

CORE = [name for name in LESSONS if is_core(lesson_id(name))]
FILES = [*CORE, "glossary.ipynb", *(name for name in LESSONS if name not in CORE)]
TITLES = dict(zip(load("lessons").notebook, load("lessons").title, strict=True))
PAGES = [pytest.param(n, marks=() if n == SHORT[0] else pytest.mark.long, id=lesson_id(n)) for n in LESSONS]


@pytest.fixture(scope="session")
def served(course, tmp_path_factory):
    """The lessons as `guidekit apps` serves them, with a journal of their own."""
    with pages(course, tmp_path_factory.mktemp("apps")) as address:
        yield address


@pytest.fixture
def opened(window):
    """A blank page, and the addresses it will ask for."""
    page = window.new_page()
    asked = []
    overhear(page, asked)
    yield page, asked
    page.close()  # Voilà ends the page's kernel then


@pytest.mark.parametrize("name", PAGES)
def test_a_lesson_is_a_live_page_without_code(served, opened, name):
    page, asked = opened
    page.goto(f"{served}voila/render/{name}")
    panels = page.locator(".gk-panel:has(.gk-sentence:not(:empty))")
    panels.first.wait_for()
    expect(page.locator(".gk-quiz")).to_be_visible()  # the last one: the page is all there
    expect(page).to_have_title(TITLES[name])
    open_up(page)
    assert page.locator(".jp-InputArea-editor, .jp-CodeMirrorEditor, .highlight").count() == 0
    assert "import guidekit" not in page.locator("body").inner_text()
    assert page.evaluate(
        "() => [document.documentElement, document.body].every(e => e.scrollWidth <= innerWidth)"
    )
    number = next(n for n in range(panels.count()) if panels.nth(n).get_by_role("slider").count())
    panel = seen(page, ".gk-panel:has(.gk-sentence)", number)
    slider, said, code = panel.get_by_role("slider").first, *map(panel.locator, (".gk-sentence", "code"))
    before, words, line = digest(panel), said.inner_text(), code.text_content()
    slider.focus()
    page.keyboard.press("Home" if slider.evaluate("(e) => Number(e.value) > Number(e.min)") else "End")
    expect(code).not_to_have_text(line)
    expect(slider).to_be_focused()
    if lesson_id(name) not in (
        "09",
        "10",
    ):  # here who comes first stays, or the slider waits for another choice
        expect(said).not_to_have_text(words)
        assert digest(panel) != before
    assert asked
    assert elsewhere(asked) == []


def test_the_list_of_lessons_leads_to_each_and_back(served, opened):
    page, asked = opened
    page.goto(served)
    links = page.get_by_role("listitem").get_by_role("link")
    every = page.locator("main a")
    assert [link.get_attribute("href").partition("/render/")[2] for link in every.all()] == FILES
    expect(links.nth(3)).to_have_text("03 Steal a key")
    links.first.click()
    page.locator(".gk-panel").first.wait_for()
    page.get_by_role("link", name="All lessons").click()
    expect(page).to_have_url(re.compile(re.escape(served)))
    expect(every).to_have_count(len(FILES))
    assert elsewhere(asked) == []


def test_a_link_to_a_term_and_one_to_a_lesson_lead_there(served, opened):
    page, asked = opened
    page.goto(f"{served}voila/render/{SHORT[0]}")
    page.get_by_role("link", name="trade-off").first.click()
    expect(page.get_by_role("heading", name="trade-off")).to_be_in_viewport()
    page.locator(f"a[href='{LESSONS[1]}']").first.click()
    page.locator(".gk-panel").first.wait_for()
    assert elsewhere(asked) == []
