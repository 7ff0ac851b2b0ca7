from __future__ import annotations

import re
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from guidekit.course.guesses import guess_rule, range_words
from guidekit.exposure.question import JourneyStep, WhoLearns
from guidekit.knobs import Knob, knobs_of
from guidekit.models import KeyStrip, OnionRouting
from guidekit.panels.controls import control, step_of
from guidekit.words import one_of, spoken
from tests.knobs.test_model import MODELS


def kind(rule, value=0.5):
    return control("a", rule, SimpleNamespace(a=value))["kind"]


def test_a_control_carries_the_words_and_range_of_its_knob():
    rule = knobs_of(OnionRouting)["adversary"]
    spec = control("adversary", rule, OnionRouting())
    assert (spec["name"], spec["label"], spec["help"]) == ("adversary", "Hostile share", rule.help)
    assert (spec["low"], spec["high"], spec["step"]) == (0.0, 0.5, 0.005)
    assert (spec["percent"], spec["whole"], spec["log"]) == (True, False, False)


def test_kinds():
    assert kind(Knob(choices=("x", "y"))) == "choice"
    assert kind(Knob(choices=("x", "y"), ordered=True)) == "steps"
    assert kind(Knob(), "ABAB") == kind(Knob(0, 9, letters="AB")) == "text"
    assert kind(Knob(0, 1)) == "number"


def test_ticks_offer_what_the_model_offers():
    for journey in ("tor-circuit", "signal-sealed"):
        model = WhoLearns(journey)
        spec = control("together", knobs_of(model)["together"], model)
        assert spec["kind"] == "ticks"
        assert dict(zip(spec["choices"], spec["titles"], strict=True)) == model.options("together")
    assert model.options("together")["signal-server"] == "Signal's server"


def test_a_page_writes_titles_where_the_choices_are_names_for_a_program():
    spec = control("journey", knobs_of(WhoLearns)["journey"], WhoLearns())
    titles = dict(zip(spec["choices"], spec["titles"], strict=True))
    assert titles["signal-sealed"] == "Signal with Sealed Sender"
    assert control("one", Knob(choices=("x", "y")), WhoLearns())["titles"] == ["x", "y"]


@given(low=st.floats(-1e6, 1e6), width=st.floats(1e-6, 1e9), whole=st.booleans())
def test_a_step_is_positive_and_crosses_the_range_in_few_moves(low, width, whole):
    step = step_of(Knob(low, low + width, whole=whole))
    assert step > 0
    assert width / step <= 200.5 or (whole and step == 1)


def every_knob():
    """Yield each knob of each model, with what the page is told of it."""
    for cls in MODELS:
        model = cls()
        for name, rule in knobs_of(cls).items():
            yield f"{cls.__name__}.{name}", rule, control(name, rule, model)


UNITS = {spec["units"][1] for _, _, spec in every_knob() if spec["kind"] == "number"}
SIGNS = re.compile(r"[A-Za-z]{1,2}|.*[/²%].*")  # what nobody says as it is written


def test_what_stands_behind_one_is_one():
    """By hand, for all units of all knobs."""
    assert set(map(one_of, UNITS)) == {
        *("account", "app", "byte", "circuit", "contact", "copy", "day", "device", "epoch", "hop", "hour"),
        *("message", "minute", "mix", "node", "person", "question", "relay", "retry", "round", "server"),
        *("team", "year", "dummy message per user and round", "hour a month", "hour per user and year"),
        *("link of a node", "meeting per pair and hour", "message a day", "message per user and day"),
        *("receipt a day", "relay of each kind", "message/s", "times the background", "Zipf exponent"),
        *("", "%", "ms", "s", "m", "W", "km/h", "km²", "sigma"),
    }


def test_no_sign_is_left_to_a_voice():
    for unit in UNITS:
        for words in spoken(unit):
            assert not SIGNS.fullmatch(words), (unit, words)


def test_nothing_is_glued_to_a_number():
    assert all(not unit.startswith(("of ", "share", "probability")) for unit in UNITS)


def test_a_number_that_names_a_thing_has_no_unit_behind_it():
    """It is step 3, and stolen after message 5: neither 3 steps nor 5 messages."""
    named = {where for where, rule, spec in every_knob() if spec.get("unit") and not spec["units"][1]}
    assert {"JourneyStep.step", "KeyStrip.stolen_after", "Theft.stolen_after"} <= named
    assert control("step", knobs_of(JourneyStep)["step"], JourneyStep())["spoken"] == ["", ""]
    assert control("hops", knobs_of(OnionRouting)["hops"], OnionRouting())["spoken"] == ["relay", "relays"]
    assert knobs_of(KeyStrip)["stolen_after"].allowed().endswith("messages")


def test_no_choice_is_a_name_or_a_date_for_a_program():
    for where, _, spec in every_knob():
        for title in spec["titles"]:
            assert not re.search(r"_|^\d{4}-\d\d$", title), where


def test_a_guess_of_things_that_are_counted_moves_by_whole_things():
    for high, unit in ((8, "things"), (7, "messengers"), (3, ""), (40, "messages"), (9, "ways")):
        rule = guess_rule(0, high, unit)
        assert (rule.whole, step_of(rule)) == (True, 1)
    assert step_of(guess_rule(0, 700, "ms")) == 10
    assert not guess_rule(0, 1, "%").whole


def test_a_guess_of_one_thing_is_said_in_the_singular():
    said = {"copies": "1 copy", "tries": "1 try", "wishes": "1 wish", "people": "1 person", "ms": "1 ms"}
    for unit, words in said.items():
        assert range_words(guess_rule(0, 9, unit), (1, 1)) == words
        assert range_words(guess_rule(0, 9, unit), (0, 1)) == f"0 to 1 {unit}"
