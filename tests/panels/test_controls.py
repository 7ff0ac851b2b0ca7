from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guidekit.knobs import Knob, knobs_of
from guidekit.models import OnionRouting
from guidekit.panels.controls import Control, step_of


def test_a_control_carries_the_words_and_range_of_its_knob():
    rule = knobs_of(OnionRouting)["adversary"]
    control = Control.of("adversary", rule, 0.1)
    assert (control.label, control.low, control.high, control.percent) == ("Hostile share", 0.0, 0.5, True)
    assert repr(control) == "Control(Hostile share = 0.1)"


def test_kinds():
    assert Control.of("a", Knob(choices=("x", "y")), "x").kind == "choice"
    assert Control.of("a", Knob(choices=("x", "y"), ordered=True), "x").kind == "steps"
    assert Control.of("a", Knob(), "ABAB").kind == "text"
    assert Control.of("a", Knob(0, 1), 0.5).kind == "number"


@given(low=st.floats(-1e6, 1e6), width=st.floats(1e-6, 1e9), whole=st.booleans())
def test_a_step_is_positive_and_crosses_the_range_in_few_moves(low, width, whole):
    step = step_of(Knob(low, low + width, whole=whole))
    assert step > 0
    assert width / step <= 200.5 or (whole and step == 1)
