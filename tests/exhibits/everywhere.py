"""What every exhibit has to stand, whatever its model: see `test_exhibits`."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.page import Page
from guidekit.knobs import Knob, knobs_of
from guidekit.panels.panel import show, writes_page


def values(rule: Knob) -> st.SearchStrategy[Any]:
    """Values over the whole range of one knob, its ends included."""
    if rule.choices:
        return st.sampled_from(rule.choices)
    ends = st.sampled_from([rule.low, rule.high])
    if rule.log:
        inside = st.floats(math.log(rule.low), math.log(rule.high)).map(math.exp)
    else:
        inside = st.floats(rule.low, rule.high)
    kept = st.one_of(ends, inside).map(lambda x: min(rule.high, max(rule.low, x)))
    return kept.map(round) if rule.whole else kept


def anywhere(cls: type) -> st.SearchStrategy[Any]:
    """Models of a class with every knob anywhere in its range."""
    return st.builds(cls, **{name: values(rule) for name, rule in knobs_of(cls).items()})


def speaks_everywhere(exhibit: Any, cls: type) -> None:
    """Over all models it says one sentence, draws a picture, and nothing is not a number."""
    sheet = Canvas()

    @given(model=anywhere(cls))
    def check(model: Any) -> None:
        surface = Page() if writes_page(exhibit) else sheet
        sentence = show(exhibit, model, surface)
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith(".")
        assert "nan" not in sentence
        assert not ({"inf", "None"} & set(sentence.replace(",", " ").split()))
        if isinstance(surface, Page):
            assert surface.html.startswith("<table")
        else:
            assert surface.png().startswith(b"\x89PNG")

    check()


def words_stay(exhibit: Any, cls: type) -> None:
    """With every knob at either end, no words leave the picture."""
    sheet = Canvas()
    models = [cls()]
    for name, rule in knobs_of(cls).items():
        ends = rule.choices or (rule.low, rule.high)
        models += [cls(**{name: end}) for end in ends]
    for model in models:
        show(exhibit, model, sheet)
        sheet.png()
        for ax in sheet.axes:
            for text in ax.texts:
                if text.get_visible() and text.get_text():
                    box = text.get_window_extent()
                    assert box.x0 >= 0, (model, text.get_text())
                    assert box.y0 >= 0, (model, text.get_text())
                    assert box.x1 <= sheet.bbox.x1, (model, text.get_text())
                    assert box.y1 <= sheet.bbox.y1, (model, text.get_text())
