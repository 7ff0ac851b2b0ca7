"""A panel behind its cover gives nothing away, and opens by a guess or by the wish to see."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .lab import open_lesson, run_all, seen, type_value, wear, write_notebook
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
    expect(panel.get_by_text("Guess first: keep a guess above")).to_be_visible()
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
    expect(panel.get_by_text("You said")).to_have_count(0)
    panel.get_by_role("slider").press("ArrowRight")
    panel.get_by_text("Over 4 relays").wait_for()
    expect(page.get_by_role("button", name="Keep my guess")).to_be_visible()  # it counts as no guess


def test_a_guess_opens_it_and_stands_below_it(asked):
    page, panel = asked
    prediction = page.locator(".gk-predict")
    type_value(prediction, "at most", "420")
    expect(prediction.get_by_role("textbox")).to_have_count(0)
    expect(panel.locator(".gk-cover")).to_be_visible()
    page.get_by_role("button", name="Keep my guess").press("Enter")
    strip = panel.locator(".gk-strip")
    strip.get_by_text(f"You said 175 to 420 ms; the answer is {ANSWER}: inside what you said.").wait_for()
    expect(panel.locator(".gk-image")).to_be_visible()
    expect(panel.locator(".gk-sentence")).not_to_contain_text("You said")
    expect(prediction.locator(".gk-status").last).to_contain_text("You said 175 to 420 ms")
    for theme in ("light", "dark"):
        wear(page, theme)
        assert violations(page) == [], theme
    wear(page, "light")
    # Words, scale and the ends of the scale lie beside each other; the dot stands on the scale at the answer.
    boxes = [box.bounding_box() for box in strip.locator("p, .gk-strip-scale > *").all()]
    for nth, one in enumerate(boxes):
        for other in boxes[nth + 1 :]:
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert across <= 0.5 or down <= 0.5
    scale, dot, band = (strip.locator(f"svg{part}").bounding_box() for part in ("", " circle", " rect"))
    assert (dot["x"] + dot["width"] / 2 - scale["x"]) / scale["width"] == pytest.approx(181 / 700, abs=0.01)
    assert (band["x"] - scale["x"]) / scale["width"] == pytest.approx(175 / 700, abs=0.01)
    panel.get_by_role("slider").press("ArrowRight")
    panel.get_by_text("Over 4 relays").wait_for()
    expect(strip).to_be_hidden()  # another state is another question
    panel.get_by_role("slider").press("ArrowLeft")
    expect(strip).to_be_visible()


def test_two_thumbs_by_keyboard_never_cross(asked):
    page, _ = asked
    low, high = (page.get_by_role("slider", name=name, exact=True) for name in ("at least", "at most"))
    said = lambda: [thumb.get_attribute("aria-valuetext") for thumb in (low, high)]  # noqa: E731
    assert said() == ["175 milliseconds", "525 milliseconds"]
    low.press("ArrowRight")
    high.press("PageDown")
    assert said() == ["180 milliseconds", "460 milliseconds"]
    high.press("Home")
    assert said() == ["180 milliseconds", "180 milliseconds"]
    high.press("ArrowLeft")
    low.press("ArrowRight")
    low.press("End")
    assert said() == ["180 milliseconds", "180 milliseconds"]
    high.press("End")
    low.press("Home")
    assert said() == ["0 milliseconds", "700 milliseconds"]
    prediction = page.locator(".gk-predict")
    type_value(prediction, "at most", "300")
    type_value(prediction, "at least", "301")
    prediction.get_by_text("Allowed: 0 ms to 300 ms").wait_for()
    page.get_by_role("button", name="Keep my guess").click()
    expect(prediction.get_by_text("Nothing is stored yet.")).to_be_visible()  # first what was refused
    type_value(prediction, "at least", "300")
    page.get_by_role("button", name="Keep my guess").click()
    prediction.get_by_text("You said 300 ms.").wait_for()


def test_two_thumbs_by_mouse(asked):
    page, _ = asked
    low, high = (page.get_by_role("slider", name=name, exact=True) for name in ("at least", "at most"))
    box = page.locator(".gk-range").bounding_box()
    across, middle = lambda share: box["x"] + 12 + (box["width"] - 24) * share, box["y"] + box["height"] / 2

    def drag(start, end):
        page.mouse.move(across(start), middle)
        page.mouse.down()
        page.mouse.move(across((start + end) / 2), middle)
        page.mouse.move(across(end), middle)
        page.mouse.up()

    share = lambda thumb: float(thumb.input_value()) / float(thumb.get_attribute("max"))  # noqa: E731
    drag(0.25, 0.5)
    assert share(low) == pytest.approx(0.5, abs=0.02)
    drag(0.5, 0.95)  # the upper thumb is in the way
    assert share(low) == share(high) == pytest.approx(0.75, abs=0.02)
    drag(0.75, 0.1)  # both stand in one place: the lower one can still be taken away
    assert share(low) == pytest.approx(0.1, abs=0.02)
    assert share(high) == pytest.approx(0.75, abs=0.02)
    page.mouse.click(across(0.9), middle)  # the track takes the nearer thumb
    assert share(high) == pytest.approx(0.9, abs=0.02)


def test_a_journey_waits_for_a_guess_too(page, address, course):
    cells = (
        "import guidekit as gk",
        "gk.predict('covered-journey', 'How many layers?', low=0, high=9)",
        "gk.journey('tor-circuit', prediction='covered-journey')",
    )
    open_lesson(page, address, write_notebook(course, "covered-journey.ipynb", *cells))
    run_all(page)
    panel = seen(page, ".gk-panel:has(.gk-steps)")
    expect(panel.locator(".gk-side :is(input, button):not(:disabled)")).to_have_count(0)
    expect(panel.locator(".gk-image")).to_be_hidden()
    page.get_by_role("button", name="Keep my guess").click()
    panel.locator(".gk-sentence").get_by_text("Step 1 of 4").wait_for()
    panel.get_by_role("button", name="Next", exact=True).click()
    panel.get_by_text("Step 2 of 4").wait_for()
    expect(panel.locator(".gk-strip")).to_be_hidden()
