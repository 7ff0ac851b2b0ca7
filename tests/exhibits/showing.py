"""What every exhibit must keep over its whole range: one sentence with numbers, words on the picture."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.page import Page
from guidekit.knobs import knobs_of
from guidekit.panels.panel import show, writes_page


def anywhere(model, *names):
    """States of a model with the named knobs (or all) drawn from their whole range, ends included."""
    return st.fixed_dictionaries(
        {name: values(knobs_of(model)[name]) for name in names or knobs_of(model)}
    ).map(lambda turned: model.but(**turned))


def values(rule):
    if rule.choices:
        return st.sampled_from(rule.choices)
    low, high = rule.low, rule.high
    inside = st.floats(low, high)
    if rule.log:
        inside = st.floats(math.log(low), math.log(high)).map(lambda x: min(high, max(low, math.exp(x))))
    drawn = st.one_of(st.sampled_from([low, high]), inside)
    return drawn.map(round) if rule.whole else drawn


def holds_everywhere(exhibit, model, *names, examples=40, **more):
    """Show the exhibit all over the range: a sentence, a picture, and every word on it."""
    sheet = Page() if writes_page(exhibit) else Canvas()

    @settings(max_examples=examples)
    @given(anywhere(model, *names))
    def check(state):
        one_sentence(show(exhibit, state, sheet, **more))
        if isinstance(sheet, Canvas):
            assert sheet.png().startswith(b"\x89PNG")
            words_stay_on(sheet, state)

    check()


def one_sentence(said):
    assert said[0].isupper()
    assert said.endswith(".")
    assert not said.endswith("..")
    assert any(letter.isdigit() for letter in said)
    for odd in ("nan", "inf ", "inf.", "None", "  ", "np.", " ,"):
        assert odd not in said, said


def words_stay_on(sheet, state):
    for ax in sheet.axes:
        for text in ax.texts:
            if text.get_visible() and text.get_text().strip():
                box = text.get_window_extent()
                assert box.x0 >= 0, (state, text.get_text())
                assert box.y0 >= 0, (state, text.get_text())
                assert box.x1 <= sheet.bbox.x1, (state, text.get_text())
                assert box.y1 <= sheet.bbox.y1, (state, text.get_text())
