"""A conversation typed as letters: taken with Enter, and refused in words beside the last picture."""

from __future__ import annotations

import pytest

from .lab import digest, open_lesson, open_up, run_all, seen

TYPED = ".gk-panel:has(.gk-image):has(.gk-knob-text)"


@pytest.mark.long
def test_letters_are_taken_and_a_wrong_one_is_refused(page, address):
    open_lesson(page, address, "extra/keys-in-real-libraries.ipynb")
    run_all(page)
    open_up(page)
    panel = seen(page, TYPED)
    field = panel.get_by_role("textbox", name="Who writes")  # each control has its own label
    cells = page.locator(".jp-Cell").count()
    field.fill("")
    field.press_sequentially("ABBA")
    field.press("Enter")
    panel.get_by_text("The phone is copied after message 4 of 4.").wait_for()
    before = digest(panel)
    field.fill("ABCA")
    field.press("Enter")
    panel.get_by_role("alert").get_by_text("'ABCA' is not made of the letters A and B").wait_for()
    assert digest(panel) == before
    assert page.locator(".jp-Cell").count() == cells  # no letter was taken for a command
    panel.get_by_role("button", name="Reset").click()
    panel.get_by_text("The phone is copied after message 8 of 19.").wait_for()
    assert panel.locator(".gk-problem:not(:empty)").count() == 0
