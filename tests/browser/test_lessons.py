"""Every lesson in a real browser: pictures before it runs, live panels after, and all of it by keyboard."""

from __future__ import annotations

import re

import nbformat
from playwright.sync_api import expect

from guidekit.course.lessons import lesson_id
from guidekit.paths import course_folder

from .lab import digest, quiet, seen
from .visit import elsewhere

PANEL = ".gk-panel:has(.gk-sentence)"
DRAWS = re.compile(r"gk\.(explore|journey|guide_says|compare|provenance)\(")
# Sliders that move the picture while the numbers of the sentence stay: there is nothing to count yet.
UNSAID = {"09": {"Hostile share"}}
NOT_FOR_READERS = re.compile(r"model not found|Loading widget|Panel\(|VBox\(|0x[0-9a-f]{6}")


def code_cells(name):
    path = course_folder("notebooks") / name
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def test_an_untrusted_clone_shows_pictures_and_tables(lesson):
    sources = code_cells(lesson.name)
    assert len(sources) == len(lesson.before)
    for source, shown in zip(sources, lesson.before, strict=True):
        assert shown["live"] == 0, source
        assert not NOT_FOR_READERS.search(shown["words"]), source
        if DRAWS.match(source) and "Covered: guess first" not in shown["words"]:
            assert shown["drawn"], f"no picture and no table: {source}"


def test_run_all_is_quiet_and_asks_no_one_else(lesson):
    assert lesson.trouble == []
    assert lesson.asked
    assert elsewhere(lesson.asked) == []


def test_every_slider_moves_picture_and_sentence_by_keyboard(lesson):
    page = lesson.page
    count = page.locator(PANEL).count()
    assert count >= 1
    unsaid, moved = UNSAID.get(lesson_id(lesson.name), set()), 0
    for number in range(count):
        panel = seen(page, PANEL, number)
        for slider in panel.get_by_role("slider").all():
            moved += 1
            label = slider.evaluate("(e) => e.labels[0].textContent")
            drawn, said = turn(page, panel, slider)
            assert drawn, f"panel {number}: {label} moves nothing"
            assert said or label in unsaid, f"panel {number}: {label} does not move the sentence"
    assert moved >= 1


def turn(page, panel, slider):
    """Move a slider by keyboard, to its far end, and reset; say whether picture and sentence followed."""
    said, code = panel.locator(".gk-sentence"), panel.locator(".gk-code code")
    before = digest(panel), said.inner_text(), code.text_content()
    at_end = slider.evaluate("(e) => Number(e.value) >= Number(e.max)")
    slider.focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft" if at_end else "ArrowRight")
    expect(code, "the arrow keys do nothing").not_to_have_text(before[2])
    expect(slider, "the cell took the keys").to_be_focused()
    page.keyboard.press("Home" if at_end else "End")
    quiet(page)
    followed = digest(panel) != before[0], said.inner_text() != before[1]
    if (reset := panel.get_by_role("button", name="Reset", exact=True)).count():
        reset.click()
        expect(code).to_have_text(before[2])
    return followed


def test_nothing_complains_after_all_that(lesson):
    assert lesson.page.locator(".gk-problem:not(:empty)").all_inner_texts() == []
    assert elsewhere(lesson.asked) == []
