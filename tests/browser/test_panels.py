"""What people do with single panels: type, drag, predict, play, tick."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .lab import digest, open_lesson, quiet, run_all, seen

PICTURE = ".gk-panel:has(.gk-image)"


def on(name):
    """Run a test on one lesson, in the visit that the other tests of it share."""
    return pytest.mark.parametrize("lesson", [name], indirect=True, ids=[name[:2]], scope="session")


@on("00-start-here.ipynb")
def test_a_picture_carries_its_sentence(lesson):
    page = lesson.page
    panel = seen(page, PICTURE)
    sentence = panel.locator(".gk-sentence").inner_text().replace("\u00a0", " ")
    assert panel.locator(".gk-image").get_attribute("alt") == sentence
    assert panel.locator(".gk-sentence").get_attribute("aria-live") == "polite"


@on("00-start-here.ipynb")
def test_a_typed_value_is_taken_and_a_wrong_one_is_explained(lesson):
    page = lesson.page
    panel = seen(page, PICTURE)
    field = panel.get_by_role("spinbutton", name="Hops, exact value")
    field.fill("7")
    field.press("Tab")
    panel.get_by_text("Over 7 relays").wait_for()
    field.fill("99")
    field.press("Tab")
    panel.get_by_role("alert").get_by_text("Allowed: whole numbers from 1 to 8").wait_for()
    assert "Over 7 relays" in panel.locator(".gk-sentence").inner_text()


@on("00-start-here.ipynb")
def test_a_fast_drag_ends_with_the_last_value(lesson):
    page = lesson.page
    panel = seen(page, PICTURE, 1)
    slider = panel.get_by_role("slider", name="Hostile share")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(box["x"] + 20 + (box["width"] - 40) * step / 59, box["y"] + box["height"] / 2)
    page.mouse.up()
    last = float(slider.input_value())
    code = panel.locator(".gk-code code")
    expect(code).to_have_text(f"OnionRouting(adversary={last:g})")
    quiet(page)  # a late picture of an earlier value would have come by now
    expect(code).to_have_text(f"OnionRouting(adversary={last:g})")
    after_drag = digest(panel)
    # The same value, typed after another one, shows what the drag must have shown.
    field = panel.get_by_role("spinbutton", name="Hostile share, exact value")
    for share in (1, 100 * last):
        field.fill(f"{share:g}")
        field.press("Tab")
        expect(code).to_have_text(f"OnionRouting(adversary={share / 100:g})")
        assert (digest(panel) == after_drag) == (share != 1)


def test_a_prediction_is_there_after_a_restart(page, address):
    open_lesson(page, address, "00-start-here.ipynb")
    run_all(page)
    page.locator(".gk-question").first.scroll_into_view_if_needed()
    slider = page.get_by_role("slider", name="Your prediction")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    guess = slider.get_attribute("aria-valuetext")
    quiet(page)  # a widget may hold its last value back while the kernel is busy, but not a press of a button
    button = page.get_by_role("button", name=re.compile("my prediction"))
    button.focus()
    page.keyboard.press("Enter")
    sentence = page.locator(".gk-panel:has(.gk-image) .gk-sentence").first
    sentence.get_by_text(f"You predicted {guess}").wait_for()
    page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
    open_lesson(page, address, "00-start-here.ipynb")
    run_all(page)
    sentence.get_by_text(f"You predicted {guess}").wait_for()


@on("01-who-sees-what.ipynb")
def test_the_player_by_keyboard(lesson):
    page = lesson.page
    panel = seen(page, ".gk-panel:has(.gk-steps)")
    panel.get_by_role("slider").press("Home")
    panel.get_by_text("Step 1 of 4").wait_for()
    for button, expected in (("Next", "Step 2 of 4"), ("Next", "Step 3 of 4"), ("Back", "Step 2 of 4")):
        panel.get_by_role("button", name=button, exact=True).focus()
        page.keyboard.press("Enter")
        panel.get_by_text(expected).wait_for()
    panel.get_by_role("button", name="Play", exact=True).focus()
    page.keyboard.press("Space")
    panel.get_by_text("Step 4 of 4").wait_for()
    panel.get_by_role("button", name="Play", exact=True).wait_for()


@on("01-who-sees-what.ipynb")
def test_ticks_make_a_coalition(lesson):
    page = lesson.page
    panel = seen(page, ".gk-panel:has(.gk-ticks)")
    panel.get_by_role("combobox", name="Compare timing").select_option("yes")
    panel.get_by_text("comparing times, learn").wait_for()
    panel.get_by_role("checkbox", name="exit").focus()
    page.keyboard.press("Space")
    panel.get_by_text("The entry relay learns").wait_for()
