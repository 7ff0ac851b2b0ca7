"""Every exhibit, over its whole range: it draws, says one sentence with its numbers, and hides nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from guidekit.drawing import figure as drawing
from guidekit.drawing.canvas import Canvas
from guidekit.drawing.figure import DARK, LIGHT, Subplot, line, subplots
from guidekit.exhibits import start
from guidekit.exhibits.relays import paths as anonymous
from guidekit.knobs import knobs_of
from guidekit.models import OnionRouting
from guidekit.panels.panel import show

EXHIBITS = [start.trade_off, anonymous.both_ends, anonymous.guards, anonymous.hops]


def models():
    def of(rule):
        return st.integers(int(rule.low), int(rule.high)) if rule.whole else st.floats(rule.low, rule.high)

    return st.builds(OnionRouting, **{name: of(rule) for name, rule in knobs_of(OnionRouting).items()})


@pytest.mark.parametrize("exhibit", EXHIBITS)
def test_over_the_whole_range(exhibit):
    sheet = Canvas()

    @given(model=models())
    def check(model):
        sentence = show(exhibit, model, sheet)
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "nan" not in sentence
        assert sheet.png().startswith(b"\x89PNG")

    check()


@pytest.mark.parametrize("exhibit", EXHIBITS)
def test_words_stay_on_the_picture(exhibit):
    sheet = Canvas()
    for model in (OnionRouting(), OnionRouting(hops=8, adversary=0.5), OnionRouting(hops=1, adversary=0.0)):
        show(exhibit, model, sheet)
        sheet.png()
        for ax in sheet.axes:
            for text in ax.texts:
                box = text.get_window_extent()
                if text.get_visible() and text.get_text():
                    assert box.x0 >= 0, (model, text.get_text())
                    assert box.x1 <= sheet.bbox.x1, (model, text.get_text())
                    assert box.y1 <= sheet.bbox.y1, (model, text.get_text())


def test_the_numbers_in_the_sentence_are_the_model_s():
    model = OnionRouting(adversary=0.2, guards=0)
    assert "is 98 %" in anonymous.guards(model, Figure())
    assert f"{model.compromise_over([100]).with_guards[0]:.3f}" == "0.983"
    assert "holds both ends of 4 % of the circuits, 1 in 25." in anonymous.both_ends(model, Figure())


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_ink_can_be_read_on_its_paper(palette):
    for colour in (palette.text, *palette.series):
        light, dark = sorted((luminance(colour), luminance(palette.paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, colour


def test_series_differ_by_more_than_colour():
    assert (
        len(set(drawing.MARKERS))
        == len(set(map(str, drawing.LINESTYLES)))
        == len(LIGHT.series)
        == len(DARK.series)
    )


def test_a_second_call_moves_and_does_not_add():
    figure = Figure()
    for shift in (0, 1):
        (ax,) = subplots(figure, Subplot())
        drawn = line(ax, "curve", [0, 1], [shift, shift])
    assert len(ax.lines) == 1
    assert list(drawn.get_ydata()) == [1, 1]


def test_a_figure_with_other_panes_is_refused():
    figure = Figure()
    subplots(figure, Subplot(), Subplot())
    with pytest.raises(ValueError, match="has 2 subplots, not 1"):
        subplots(figure, Subplot())


def test_a_title_leaves_room_for_the_legend_when_the_limits_move():
    sheet = Canvas()
    for top in (1.0, 20.0):
        (ax,) = subplots(sheet, Subplot("A title", ylim=(0, top)))
        line(ax, "one", [0, 1], [0, 1], 0)
        line(ax, "other", [0, 1], [1, 0], 1)
        sheet.png()
        title, legend = ax._left_title.get_window_extent(), ax.get_legend().get_window_extent()
        assert title.y0 >= legend.y0 + legend.height / 2
