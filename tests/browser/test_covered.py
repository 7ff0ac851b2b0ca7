"""A panel behind its cover gives nothing away, and opens by a guess or by the wish to see."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .lab import open_lesson, run_all, seen, wear, write_notebook
from .test_access import violations

ANSWER = "181 ms"
# Everything that the page holds: what is shown, what is hidden, and what would be saved into the file.
HELD = """() => document.querySelector('.jp-Notebook').outerHTML
  + JSON.stringify(jupyterapp.shell.currentWidget.content.model.toJSON().cells.map(cell => cell.outputs))"""


@pytest.fixture
def asked(page, address, course, request):
    """A prediction, and the panel that waits for it; each test asks a question of its own."""
    name = f"covered-{abs(hash(request.node.name))}"
    panel = "gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), knobs=['hops'], prediction=%r)"
    cells = (
        "import guidekit as gk",
        f"gk.predict({name!r}, 'How long?', low=0, high=700, unit='ms')",
        panel % name,
    )
    open_lesson(page, address, write_notebook(course, "covered.ipynb", *cells))
    run_all(page)
    return page, seen(page, ".gk-panel:has(.gk-figure)")


def test_a_covered_panel_gives_nothing_away(asked):
    page, panel = asked
    expect(panel.get_by_text("Guess first: commit your prediction above")).to_be_visible()
    held = page.evaluate(HELD)
    assert ANSWER not in held
    assert "image/png" not in held
    assert panel.locator("img[src]").count() == 0
    assert panel.locator(".gk-figure:visible, .gk-code:visible").count() == 0
    expect(panel.locator(".gk-side :is(input, button):not(:disabled)")).to_have_count(0)
    for theme in ("light", "dark"):
        wear(page, theme)
        assert violations(page) == [], theme
    assert ANSWER not in page.evaluate(HELD)
    wear(page, "light")


def test_show_me_anyway_opens_it(asked):
    page, panel = asked
    panel.get_by_role("button", name="Show me anyway").press("Enter")
    panel.locator(".gk-sentence").get_by_text(ANSWER).wait_for()
    expect(panel.locator(".gk-image")).to_be_visible()
    expect(panel.get_by_text("You predicted")).to_have_count(0)
    panel.get_by_role("slider").press("ArrowRight")
    panel.get_by_text("Over 4 relays").wait_for()
    expect(page.get_by_role("button", name="Commit my prediction")).to_be_visible()  # it counts as no guess


def test_a_guess_opens_it_and_stands_in_it(asked):
    page, panel = asked
    page.get_by_role("button", name="Your prediction: 350 ms. Type a value").click()
    field = page.get_by_role("textbox", name="Your prediction, exact value")
    field.fill("420")
    field.press("Enter")
    expect(field).to_be_hidden()
    expect(panel.locator(".gk-cover")).to_be_visible()
    page.get_by_role("button", name="Commit my prediction").press("Enter")
    panel.locator(".gk-sentence").get_by_text("You predicted 420 ms").wait_for()
    expect(panel.locator(".gk-image")).to_be_visible()
    expect(page.locator(".gk-predict .gk-status")).to_contain_text("You predicted 420 ms")
