"""Keys in a panel belong to the control that has the focus, in JupyterLab and in Notebook 7."""

from __future__ import annotations

from playwright.sync_api import expect

from .lab import open_lesson, run_all, seen, write_notebook

ACTIVE = "() => jupyterapp.shell.currentWidget.content.activeCellIndex"
CELLS = (
    "import guidekit as gk",
    'gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), knobs=["hops"])',
    "'the last cell'",
)


def test_keys_move_the_control_and_not_the_cells(page, served, course):
    open_lesson(page, served, write_notebook(course, "keys.ipynb", *CELLS))
    run_all(page)
    panel = seen(page, ".gk-panel")
    slider, cells = panel.get_by_role("slider"), page.locator(".jp-Cell")
    slider.focus()
    active = page.evaluate(ACTIVE)
    count = cells.count()
    for key, value in (
        ("ArrowDown", 2),
        ("ArrowDown", 1),
        ("ArrowUp", 2),
        ("ArrowRight", 3),
        ("ArrowLeft", 2),
    ):
        page.keyboard.press(key)
        expect(slider).to_have_value(str(value))
    panel.get_by_text("Over 2 relays").wait_for()
    # Each is a command on cells: new below, new above, cut, undo, to Markdown, delete, interrupt, restart.
    others = map(panel.locator, ("button.gk-value", ".gk-side .gk-chip", ".gk-code > summary"))
    for control in (slider, *others):
        control.focus()
        for key in ("b", "a", "x", "z", "m", "d", "d", "i", "i", "0", "0", "j", "k"):
            page.keyboard.press(key)
        expect(control).to_be_focused()
    assert cells.count() == count
    assert page.evaluate(ACTIVE) == active
    assert page.locator(".jp-Dialog").count() == 0
    slider.focus()
    number = page.locator(".jp-InputPrompt").nth(active)
    before = number.inner_text()
    page.keyboard.press("Shift+Enter")
    expect(number).not_to_have_text(before)  # the cell ran
    panel.get_by_text("Over 3 relays").wait_for()  # and the panel starts anew
    assert cells.count() == count
