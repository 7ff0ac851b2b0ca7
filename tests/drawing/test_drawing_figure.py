"""A figure that moves: colours that can be read, one artist a name, and room for the legend."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure
from matplotlib.markers import CARETDOWN, CARETRIGHT

from guidekit.drawing import figure as drawing
from guidekit.drawing.canvas import Canvas
from guidekit.drawing.figure import (
    BEYOND,
    DARK,
    LIGHT,
    Subplot,
    dots,
    hline,
    line,
    mark,
    refresh_legends,
    subplots,
)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_palette_can_be_read_on_its_paper(palette):
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


def test_a_figure_with_other_subplots_is_refused():
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


@pytest.mark.parametrize(
    ("x", "y", "at", "arrow"),
    [
        (0.5, 0.5, (0.5, 0.5), "o"),
        (1, 0, (1, 0), "o"),
        (7, 0.5, (1, 0.5), CARETRIGHT),
        (0.5, -7, (0.5, 0), CARETDOWN),
    ],
)
def test_a_mark_beyond_an_axis_stands_at_its_end_and_says_so(x, y, at, arrow):
    (ax,) = subplots(Figure(), Subplot())
    dot, words = mark(ax, "here", x, y, "7 days")
    assert (*dot.get_xdata(), *dot.get_ydata()) == at
    assert not dot.get_clip_on()
    assert dot.get_marker() == arrow
    assert words.get_text() == ("7 days" if arrow == "o" else f"7 days, {BEYOND}")
    mark(ax, "here", 0.5, 0.5, "3 days")  # no trace of the arrow
    assert (dot.get_marker(), words.get_text()) == ("o", "3 days")


def test_dots_beyond_an_axis_are_not_drawn_and_a_line_there_stands_at_its_end():
    (ax,) = subplots(Figure(), Subplot())
    assert dots(ax, "some", [0.0, 0.5, 1.0, 2.0], [0.0, 1.5, 1.0, 0.5]).get_ydata()[[0, 2]].tolist() == [0, 1]
    assert sum(ax.lines[0].get_ydata() != ax.lines[0].get_ydata()) == 2
    hline(ax, "limit", 9.0, "the limit")
    assert ax.lines[1].get_ydata() == [1.0, 1.0]
    assert ax.texts[-1].get_text() == f"the limit, {BEYOND}"


def test_a_legend_names_what_is_seen_with_its_own_dots_and_dashes():
    sheet = Canvas()
    (ax,) = subplots(sheet, Subplot())
    line(ax, "below", [0, 1], [0, 1], 1)
    own = line(ax, "dotted", [0, 1], [1, 0], 5)
    for top, named in (([0, 1], ["dotted", "above"]), ([0, 0.5], ["below", "dotted", "above"])):
        line(ax, "above", [0, 1], top, 0)
        refresh_legends(sheet)
        assert [text.get_text() for text in ax.get_legend().get_texts()] == named
    sample = ax.get_legend().get_lines()[1]
    assert sample._unscaled_dash_pattern == own._unscaled_dash_pattern == (0, (1, 1))


def test_a_redraw_does_not_look_where_the_titles_go(monkeypatch):
    figure = Canvas()
    (ax,) = subplots(figure, Subplot("a title", "along", "up"))
    looked = []
    monkeypatch.setattr(type(ax.xaxis), "get_ticks_position", lambda axis: looked.append(axis) or "bottom")
    figure.png()
    assert not looked  # nothing stands above the axes, so that a title stays where it is


def test_what_lies_over_what_is_settled_by_the_step_and_not_by_earlier_ones():
    def crossing(figure, *names):
        (ax,) = subplots(figure, Subplot())
        for name in names:
            line(ax, name, [0, 1], [0, 1] if name == "up" else [1, 0], {"up": 0, "down": 1}[name])
        dots(ax, "_here", 0.5, [0.5], 2)
        return figure.png()

    walked = Canvas((3, 2))
    crossing(walked, "up", "down")
    fresh = Canvas((3, 2))
    assert crossing(walked, "down", "up") == crossing(fresh, "down", "up")
    assert crossing(walked, "up", "down") != fresh.png()
