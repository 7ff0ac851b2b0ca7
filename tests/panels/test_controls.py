from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from guidekit.exposure.question import WhoLearns
from guidekit.knobs import Knob, knobs_of
from guidekit.models import OnionRouting
from guidekit.panels.controls import control, step_of


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
