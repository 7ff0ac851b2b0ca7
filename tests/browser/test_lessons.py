"""Every lesson in a real browser: pictures before it runs, live panels after, and all of it by keyboard."""

from __future__ import annotations

import re

import pytest

from .conftest import LESSONS
from .lab import TROUBLE, digest, open_lesson, run_all, seen

PANEL = ".gk-panel:has(.gk-sentence)"
PICTURE = ".gk-panel:has(.gk-image)"
SHORT = ("00-start-here.ipynb", "01-who-sees-what.ipynb")
long = pytest.mark.long


def lessons():
    return [pytest.param(name, marks=() if name in SHORT else long, id=name[:2]) for name in LESSONS]


@pytest.mark.parametrize("name", lessons())
def test_an_untrusted_clone_shows_pictures_and_tables(page, address, name):
    open_lesson(page, address, name)
    outputs = page.locator(".jp-OutputArea-child")
    shown = outputs.locator("img, table")
    assert shown.count() >= page.locator(".jp-CodeCell").count() - 3
    assert page.locator(".gk-panel").count() == 0
    for text in outputs.all_inner_texts():
        assert not re.search(r"model not found|Loading widget|Panel\(|VBox\(|0x[0-9a-f]{6}", text), text


@pytest.mark.parametrize("name", lessons())
def test_run_all_makes_live_panels_and_every_slider_answers_the_keyboard(page, address, name):
    open_lesson(page, address, name)
    run_all(page)
    assert page.locator(TROUBLE).all_inner_texts() == []
    count = page.locator(PANEL).count()
    assert count >= 1
    moved = 0
    for number in range(count):
        panel = seen(page, PANEL, number)
        for slider in panel.get_by_role("slider").all():
            moved += 1
            before = (digest(panel), panel.locator(".gk-code code").inner_text())
            slider.focus()
            end = slider.evaluate("(e) => Number(e.value) >= Number(e.max)")
            for _ in range(6):
                page.keyboard.press("ArrowLeft" if end else "ArrowRight")
            page.wait_for_function(
                "([e, code]) => e.querySelector('.gk-code code').textContent !== code",
                arg=[panel.element_handle(), before[1]],
            )
            for _ in range(50):
                if digest(panel) != before[0]:
                    break
                page.wait_for_timeout(50)
            assert digest(panel) != before[0], f"{name}, panel {number}: the slider changes nothing"
            assert slider.evaluate("(e) => document.activeElement === e"), "the cell took the arrow keys"
    assert moved >= 1
    assert page.locator(TROUBLE).all_inner_texts() == []


def test_a_picture_carries_its_sentence(page, address):
    open_lesson(page, address, "00-start-here.ipynb")
    run_all(page)
    panel = seen(page, PICTURE)
    sentence = panel.locator(".gk-sentence").inner_text().replace("\u00a0", " ")
    assert panel.locator(".gk-image").get_attribute("alt") == sentence
    assert panel.locator(".gk-sentence").get_attribute("aria-live") == "polite"


def test_a_typed_value_is_taken_and_a_wrong_one_is_explained(page, address):
    open_lesson(page, address, "00-start-here.ipynb")
    run_all(page)
    panel = seen(page, PICTURE)
    field = panel.get_by_role("spinbutton", name="Hops, exact value")
    field.fill("7")
    field.press("Tab")
    panel.get_by_text("Over 7 relays").wait_for()
    field.fill("99")
    field.press("Tab")
    panel.get_by_role("alert").get_by_text("Allowed: whole numbers from 1 to 8").wait_for()
    assert "Over 7 relays" in panel.locator(".gk-sentence").inner_text()


def test_a_fast_drag_ends_with_the_last_value(page, address):
    open_lesson(page, address, "00-start-here.ipynb")
    run_all(page)
    panel = seen(page, PICTURE, 1)
    slider = panel.get_by_role("slider", name="Hostile share")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(box["x"] + 20 + (box["width"] - 40) * step / 59, box["y"] + box["height"] / 2)
    page.mouse.up()
    last = float(slider.input_value())
    panel.get_by_text(f"OnionRouting(adversary={last:g})").wait_for(timeout=2000)


def test_a_prediction_is_there_after_a_restart(page, address):
    open_lesson(page, address, "00-start-here.ipynb")
    run_all(page)
    page.locator(".gk-question").first.scroll_into_view_if_needed()
    slider = page.get_by_role("slider", name="Your prediction")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    guess = slider.get_attribute("aria-valuetext")
    button = page.get_by_role("button", name=re.compile("my prediction"))
    button.focus()
    page.keyboard.press("Enter")
    sentence = page.locator(".gk-panel:has(.gk-image) .gk-sentence").first
    sentence.get_by_text(f"You predicted {guess}").wait_for()
    page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
    open_lesson(page, address, "00-start-here.ipynb")
    run_all(page)
    sentence.get_by_text(f"You predicted {guess}").wait_for()


def test_the_player_by_keyboard(page, address):
    open_lesson(page, address, "01-who-sees-what.ipynb")
    run_all(page)
    panel = seen(page, ".gk-panel:has(.gk-steps)")
    for button, expected in (("Next", "Step 2 of 4"), ("Next", "Step 3 of 4"), ("Back", "Step 2 of 4")):
        panel.get_by_role("button", name=button, exact=True).focus()
        page.keyboard.press("Enter")
        panel.get_by_text(expected).wait_for()
    panel.get_by_role("button", name="Play", exact=True).focus()
    page.keyboard.press("Space")
    panel.get_by_text("Step 4 of 4").wait_for()
    panel.get_by_role("button", name="Play", exact=True).wait_for()


def test_ticks_make_a_coalition(page, address):
    open_lesson(page, address, "01-who-sees-what.ipynb")
    run_all(page)
    panel = seen(page, ".gk-panel:has(.gk-ticks)")
    panel.get_by_role("combobox", name="Compare timing").select_option("yes")
    panel.get_by_text("comparing times, learn").wait_for()
    panel.get_by_role("checkbox", name="exit").focus()
    page.keyboard.press("Space")
    panel.get_by_text("The entry relay learns").wait_for()
