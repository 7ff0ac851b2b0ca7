"""What people do with single panels: type, drag, predict, play, tick."""

from __future__ import annotations

import json
import math
import re
import time
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import expect

from guidekit.course.lessons import lesson_files
from guidekit.panels import face
from guidekit.panels.predict import Prediction
from tests.panels.every import panels_of

from .lab import digest, open_lesson, quiet, run_all, seen, type_value, write_notebook

PICTURE = ".gk-panel:has(.gk-image)"


WORKSHOP = (
    "import guidekit as gk",
    'gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), knobs=["hops"])',
    """gk.explore(
    gk.exhibits.start.trade_off, gk.models.OnionRouting(), knobs=["hops", "adversary"],
    presets={"One relay": {"hops": 1}},
)""",
    'gk.journey("tor-circuit")',
    """gk.explore(
    gk.exhibits.exposure.who_learns, gk.exposure.WhoLearns("tor-circuit", ("entry", "exit")),
    knobs=["together", "timing"],
)""",
)
"""Panels without a cover, of every kind that people turn."""


@pytest.fixture(scope="module")
def workshop(window, address, course):
    """A page with these panels, live: first in the file, since the end of a `page` stops every kernel."""
    page = window.new_page()
    open_lesson(page, address, write_notebook(course, "workshop.ipynb", *WORKSHOP))
    run_all(page)
    yield page
    page.evaluate("() => window.jupyterapp?.serviceManager.sessions.shutdownAll()")
    page.close()


def test_a_picture_carries_its_sentence(workshop):
    page = workshop
    panel = seen(page, PICTURE)
    sentence = panel.locator(".gk-sentence").inner_text().replace("\u202f%", " %")
    assert panel.locator(".gk-image").get_attribute("alt") == sentence
    assert panel.locator(".gk-sentence").get_attribute("aria-live") == "polite"


def test_a_typed_value_is_taken_and_a_wrong_one_is_explained(workshop):
    page = workshop
    panel = seen(page, PICTURE)
    type_value(panel, "Hops", "7 relays")
    panel.get_by_text("Over 7 relays").wait_for()
    expect(panel.get_by_role("button", name="Hops: 7 relays. Type a value")).to_be_focused()
    for wrong in ("99", "2.5", "many", ""):
        type_value(panel, "Hops", wrong)
        panel.get_by_role("alert").get_by_text("Allowed: whole numbers from 1 relay to 8 relays").wait_for()
    assert "Over 7 relays" in panel.locator(".gk-sentence").inner_text()
    assert panel.get_by_role("slider", name="Hops").input_value() == "7"
    panel.get_by_role("button", name="Reset", exact=True).click()
    panel.get_by_text("Over 3 relays").wait_for()
    expect(panel.get_by_role("alert").filter(has_text="Allowed")).to_have_count(0)


def test_chips_say_which_is_on(workshop):
    panel = seen(workshop, PICTURE, 1)
    chips = panel.get_by_role("group", name="Try").get_by_role("button")
    chips.filter(has_text="One relay").click()
    panel.get_by_text("Over 1 relay").wait_for()
    expect(chips.and_(panel.locator("[aria-pressed=true]"))).to_have_text("One relay")
    panel.get_by_role("slider", name="Hops").press("ArrowRight")
    panel.get_by_text("Over 2 relays").wait_for()
    expect(chips.and_(panel.locator("[aria-pressed=true]"))).to_have_count(0)
    chips.filter(has_text="Reset").click()


def test_help_stands_behind_a_question_mark(workshop):
    panel = seen(workshop, PICTURE)
    question = panel.get_by_role("button", name="What is Hops?")
    expect(panel.locator(".gk-help")).to_be_hidden()
    question.press("Enter")
    expect(question).to_have_attribute("aria-expanded", "true")
    expect(panel.locator(".gk-help")).to_be_visible()
    expect(panel.get_by_role("slider", name="Hops")).to_have_accessible_description(
        panel.locator(".gk-help").inner_text()
    )
    question.press("Enter")
    expect(panel.locator(".gk-help")).to_be_hidden()


def test_a_fast_drag_ends_with_the_last_value(workshop):
    page = workshop
    panel = seen(page, PICTURE, 1)
    slider = panel.get_by_role("slider", name="Hostile share")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(box["x"] + 20 + (box["width"] - 40) * step / 59, box["y"] + box["height"] / 2)
    page.mouse.up()
    last = float(slider.get_attribute("aria-valuetext").removesuffix(" percent")) / 100
    code = panel.locator(".gk-code code")
    expect(code).to_have_text(f"OnionRouting(adversary={last:g})")
    quiet(page)  # a late picture of an earlier value would have come by now
    expect(code).to_have_text(f"OnionRouting(adversary={last:g})")
    after_drag = digest(panel)
    # The same value, typed after another one, shows what the drag must have shown.
    for share in (1, 100 * last):
        type_value(panel, "Hostile share", f"{share:g}")
        expect(code).to_have_text(f"OnionRouting(adversary={share / 100:g})")
        assert (digest(panel) == after_drag) == (share != 1)


def test_the_player_by_keyboard(workshop):
    page = workshop
    panel = seen(page, ".gk-panel:has(.gk-steps)")
    panel.get_by_role("slider").press("Home")
    panel.get_by_text("Step 1 of 4").wait_for()
    for button, expected in (("Next", "Step 2 of 4"), ("Next", "Step 3 of 4"), ("Back", "Step 2 of 4")):
        panel.get_by_role("button", name=button, exact=True).focus()
        page.keyboard.press("Enter")
        panel.get_by_text(expected).wait_for()
    # Two presses in a row are two steps, even if the first is not answered yet.
    panel.get_by_role("button", name="Next", exact=True).evaluate("(e) => { e.click(); e.click() }")
    panel.get_by_text("Step 4 of 4").wait_for()
    panel.get_by_role("button", name="Back", exact=True).click()
    panel.get_by_text("Step 3 of 4").wait_for()
    panel.get_by_role("button", name="Play", exact=True).focus()
    page.keyboard.press("Space")
    panel.get_by_text("Step 4 of 4").wait_for()
    panel.get_by_role("button", name="Play", exact=True).wait_for()  # at the end it rests


@pytest.mark.long
def test_a_journey_plays_a_step_every_six_seconds(workshop):
    panel = seen(workshop, ".gk-panel:has(.gk-steps)")
    panel.get_by_role("slider").press("Home")
    panel.get_by_text("Step 1 of 4").wait_for()
    panel.get_by_role("button", name="Play", exact=True).click()
    panel.get_by_text("Step 2 of 4").wait_for()
    began = time.monotonic()
    panel.get_by_text("Step 3 of 4").wait_for()
    assert time.monotonic() - began > 5
    panel.get_by_role("button", name="Pause", exact=True).click()
    workshop.wait_for_timeout(7000)
    expect(panel.locator(".gk-sentence")).to_contain_text("Step 3 of 4")


def test_ticks_make_a_coalition(workshop):
    page = workshop
    panel = seen(page, ".gk-panel:has(.gk-ticks)")
    panel.get_by_role("combobox", name="Compare timing").select_option("yes")
    panel.get_by_text("comparing times, learn").wait_for()
    panel.get_by_role("checkbox", name="exit").focus()
    page.keyboard.press("Space")
    panel.get_by_text("The entry relay learns").wait_for()


PAIR = """
from dataclasses import dataclass
from guidekit.knobs import Model, knob
@dataclass(frozen=True)
class Pair(Model):
    low: int = knob(3, 0, 8, label="Low")
    high: int = knob(5, 0, 8, label="High")
    def __post_init__(self):
        super().__post_init__()
        if self.low > self.high:
            raise ValueError("low must not be above high")
def draw(pair, figure):
    return f"From {pair.low} to {pair.high}."
gk.explore(draw, Pair())
"""


def test_what_the_kernel_refuses_goes_back_to_what_the_picture_shows(page, address, course):
    open_lesson(page, address, write_notebook(course, "pair.ipynb", "import guidekit as gk", PAIR))
    run_all(page)
    panel = seen(page, PICTURE)
    slider, said = panel.get_by_role("slider", name="Low"), panel.locator(".gk-sentence")
    before = digest(panel)
    slider.press("End")
    panel.get_by_role("alert").get_by_text("low must not be above high").wait_for()
    expect(slider).to_have_value("3")
    expect(said).to_have_text("From 3 to 5.")
    assert digest(panel) == before
    slider.press("ArrowRight")
    said.get_by_text("From 4 to 5.").wait_for()
    expect(panel.locator(".gk-problem:not(:empty)")).to_have_count(0)


def every_number():
    """Describe each knob and each prediction with a slider, as any lesson has it, and name it."""
    built, build = [], Prediction.__init__

    def noted(asked, *args):
        build(asked, *args)
        built.append(asked)

    with patch.object(Prediction, "__init__", noted):
        panels = [panel for path in lesson_files() for panel in panels_of(path)]
    specs = [spec for widget in (*panels, *built) for spec in widget.controls if spec["kind"] == "number"]
    return list({json.dumps(spec): spec for spec in specs}.values())


def test_every_number_of_every_slider_is_said_as_a_person_says_it(page):
    """At each of its stops: one thing is one, no sign is read as letters, and no two values sound alike."""
    folder = Path(face.__file__).parent / "page"
    source = "\n".join(
        (folder / f"{name}.js").read_text(encoding="utf-8") for name in ("make", "line", "knob")
    )
    specs = every_number()
    heard = page.evaluate(
        """([source, specs]) => specs.map((spec) => {
        const { makeKnob } = new Function(`${source}; return { makeKnob }`)();
        const values = [], knob = makeKnob(spec, (_, value) => values.push(value));
        knob.show(spec.low);
        const slider = knob.el.querySelector("input[type=range]"), said = [];
        for (let at = +slider.min; at <= +slider.max; at++) {
          slider.value = at;
          slider.dispatchEvent(new Event("input"));
          const value = values.at(-1) ?? spec.low;
          said.push([value, slider.getAttribute("aria-valuetext"), knob.words(value)]);
        }
        return said; })""",
        [source, specs],
    )
    assert len(specs) > 100
    for spec, stops in zip(specs, heard, strict=True):
        assert len(stops) > 1, spec["name"]
        for value, said, shown in stops:
            where = f"{spec['name']} = {value}: {said!r}"
            written = re.match(r"[\d,.]+", said)[0]
            number = float(written.replace(",", "")) / (100 if spec["percent"] else 1)
            assert number == pytest.approx(value, rel=1e-5), where
            unit = spec["spoken"][written != "1"]
            assert said == f"{written} {unit}".rstrip(), where
            assert shown == f"{written} {spec['units'][written != '1']}".rstrip(), where
        assert len({said for _, said, _ in stops}) == len({value for value, _, _ in stops}), spec["name"]
        assert [stops[0][0], stops[-1][0]] == pytest.approx([spec["low"], spec["high"]], rel=0.005)


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        *[("1,000", "", 1000), ("4,601 servers", "servers", 4601), ("2,5", "", 2.5), ("30 %", "%", 30)],
        *[("1e-3", "", 0.001), (" 7 ", "ms", 7), ("-1.5", "", -1.5)],
        *[("0x3", "relays", None), ("", "", None), ("3 apples", "relays", None), ("many", "", None)],
    ],
)
def test_numbers_are_read_as_people_type_them(page, typed, unit, value):
    source = (Path(face.__file__).parent / "page" / "knob.js").read_text(encoding="utf-8")
    call = "([source, typed, unit]) => new Function(`${source}; return numberOf`)()(typed, [unit])"
    found = page.evaluate(call, [source, typed, unit])
    assert math.isnan(found) if value is None else found == value


@pytest.mark.parametrize(
    ("low", "high", "step", "keys", "values"),
    [
        (0.1, 50, 0.5, ["Home", "ArrowRight", "ArrowRight", "End", "ArrowLeft"], [0.1, 0.5, 1, 50, 49.5]),
        (1, 1000, 5, ["Home", "ArrowRight", "End", "ArrowLeft"], [1, 5, 1000, 995]),
        (0, 0.5, 0.005, ["Home", "ArrowRight", "End"], [0, 0.005, 0.5]),
    ],
)
def test_a_slider_reaches_both_ends_and_round_values_between_them(page, low, high, step, keys, values):
    folder = Path(face.__file__).parent / "page"
    source = "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in ("make", "knob"))
    spec = {"kind": "number", "name": "years", "label": "Years", "low": low, "high": high, "step": step}
    spec |= {"units": ["year", "years"], "spoken": ["year", "years"], "unit": "years"}
    page.evaluate(
        """([source, spec]) => { window.said = [];
        const { makeKnob } = new Function(`${source}; return { makeKnob }`)();
        const knob = makeKnob(spec, (_, value) => { said.push(value); knob.show(value) });
        document.body.append(knob.el); knob.show(2.25) }""",
        [source, spec],
    )
    slider = page.get_by_role("slider", name="Years")
    for key in keys:
        slider.press(key)
    assert page.evaluate("said") == values


GUESS = (
    "import guidekit as gk",
    'gk.predict("test-restart", "How long does it take?", low=0, high=700, unit="ms")',
    'gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), prediction="test-restart")',
)


def test_a_prediction_is_there_after_a_restart(page, address, course):
    book = write_notebook(course, "guess.ipynb", *GUESS)
    open_lesson(page, address, book)
    run_all(page)
    low, high = (page.get_by_role("slider", name=name, exact=True) for name in ("at least", "at most"))
    for _ in range(3):
        low.press("ArrowLeft")
    first, last = (thumb.get_attribute("aria-valuetext").split()[0] for thumb in (low, high))
    page.get_by_role("button", name=re.compile("my guess")).press("Enter")
    strip = page.locator(".gk-panel:has(.gk-image) .gk-strip").first
    strip.get_by_text(f"You said {first} to {last} ms").wait_for()
    page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
    open_lesson(page, address, book)
    run_all(page)
    strip.get_by_text(f"You said {first} to {last} ms").wait_for()
