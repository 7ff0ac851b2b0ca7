"""The quiz by keyboard, an answer that outlives its kernel, and a word that leads to its meaning."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from guidekit.course.glossary import term
from guidekit.course.questions import questions

from .lab import lab, open_lesson, run_all

FIRST = questions("00")[0]
WRONG, RIGHT = (next(at for at, o in enumerate(FIRST.options) if o.right is right) for right in (False, True))


def choose(page, at):
    """Choose an option of the first question by keyboard: to the first, then down."""
    quiz = page.locator(".gk-quiz")
    marks = quiz.get_by_role("group", name=f"1. {FIRST.words}").get_by_role("radio")
    marks.first.focus()
    page.keyboard.press("Space")
    for _ in range(at):
        page.keyboard.press("ArrowDown")
    expect(marks.nth(at)).to_be_checked()
    quiz.get_by_role("button", name="Answer question 1", exact=True).focus()
    page.keyboard.press("Enter")
    return quiz, marks


def test_an_answer_gets_its_reason_and_is_there_after_a_restart(page, address):
    open_lesson(page, address, "00-four-ways.ipynb")
    run_all(page)
    cells = page.locator(".jp-Cell").count()
    quiz, _ = choose(page, WRONG)
    quiz.get_by_text("Not quite.").wait_for()
    expect(quiz.get_by_role("status").filter(has_text=FIRST.options[WRONG].reason)).to_be_visible()
    quiz.get_by_text(f"1 of {len(questions('00'))} answered, 0 right.").wait_for()
    quiz, _ = choose(page, RIGHT)
    quiz.get_by_text("✓ Right.").wait_for()
    assert page.locator(".jp-Cell").count() == cells  # no key was taken for a command on cells
    page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
    open_lesson(page, address, "00-four-ways.ipynb")
    run_all(page)
    marks = page.locator(".gk-quiz").get_by_role("radio")
    expect(marks.nth(RIGHT)).to_be_checked()
    page.locator(".gk-quiz").get_by_text(f"1 of {len(questions('00'))} answered, 1 right.").wait_for()


def test_a_word_leads_to_its_meaning(page, address):
    open_lesson(page, address, "00-four-ways.ipynb")
    # JupyterLab writes a link anew once it knows where it leads; before that a click would leave the page.
    links = page.locator(".jp-RenderedMarkdown a[href*='/files/']")
    links.filter(has_text="threat model").first.click()
    heading = page.locator("h3").filter(has_text=term("threat model").name)
    expect(heading).to_be_in_viewport()
    expect(page.get_by_text(term("threat model").definition).last).to_be_in_viewport()


@pytest.mark.long
def test_in_notebook_7_a_word_shows_its_meaning_and_a_link_to_a_lesson_opens_it(window, course, tmp_path):
    pytest.importorskip("notebook")
    with lab(course, tmp_path, app="notebook") as notebook:
        page = window.new_page()
        open_lesson(page, notebook, "00-four-ways.ipynb")
        links = page.locator(".jp-RenderedMarkdown a[href*='/files/']")
        word = links.filter(has_text="threat model").first
        word.press("Enter")
        meaning = page.get_by_role("dialog", name="What a term means")
        expect(meaning.get_by_role("heading", name="threat model")).to_be_visible()
        expect(meaning).to_contain_text(term("threat model").definition)
        page.keyboard.press("Escape")
        expect(meaning).to_have_count(0)
        expect(word).to_be_focused()
        with window.expect_page() as opened:
            page.locator(".jp-RenderedMarkdown a[href*='12-choose.ipynb']").first.click()
        opened.value.locator(".jp-Notebook").get_by_role("heading", name="Choose").first.wait_for()
        page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
        opened.value.close()
        page.close()
