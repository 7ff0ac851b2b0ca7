"""The timelines of lesson 02: sentence and picture say of a messenger what its rows say."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.drawing.canvas import Canvas
from guidekit.exhibits.messengers import timelines
from guidekit.panels.panel import show
from guidekit.tables.snapshot import CELLS, MESSENGERS, Cell, Recommendations
from guidekit.tables.wording import messenger_names
from tests.drawing.boxes import overlaps


def words(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def test_a_messenger_is_recommended_since_its_own_day_and_until_it():
    rows, names, figure = Recommendations().rows(), messenger_names(), Figure()
    sentence = timelines.recommendations(Recommendations(), figure)
    late = rows[rows.valid_to.isna() & (rows.valid_from > rows.valid_from.min())]
    ended = rows[rows.valid_to.notna()]
    assert len(late) == 1
    assert all(f"{names[row.messenger]} since {row.valid_from}" in sentence for row in late.itertuples())
    assert all(f"{names[row.messenger]} until {row.valid_to}" in sentence for row in ended.itertuples())
    drawn = words(figure)
    assert [word for word in drawn if word.startswith("off the list")] == [
        "off the list, 10 May 2025", "off the list, 16 May 2025",
    ]  # fmt: skip
    assert drawn.count("not listed") == len(late)
    assert {names[who].split(" ")[0] for who in rows.messenger} <= set(drawn)


def test_no_label_of_the_recommendations_lies_on_another_and_none_on_the_guide_s_line():
    sheet = Canvas((7, 3))
    show(timelines.recommendations, Recommendations(), sheet)
    assert not overlaps(sheet)
    (line,) = {
        round(float(patch.get_path().vertices[0][0]), 1)
        for patch in sheet.axes[0].patches
        if patch.get_edgecolor()[:2] == pytest.approx((0xF2 / 255, 0xB2 / 255), abs=1e-3)
    }
    for text in sheet.axes[0].texts:
        box = text.get_window_extent()
        if box.y0 > 70 and not text.get_text().startswith("20"):  # the key and the years stand apart
            assert not box.x0 < line < box.x1, text.get_text()


@pytest.mark.parametrize("messenger", MESSENGERS)
def test_every_value_of_a_cell_is_listed_with_its_month_and_no_label_lies_on_another(messenger):
    sheet = Canvas((7, 2.7))
    for attribute in CELLS:
        model = Cell(messenger, attribute)
        show(timelines.history, model, sheet)
        rows, drawn = model.history(), words(sheet)
        assert len([word for word in drawn if word.startswith("from ")]) == len(rows)
        assert not overlaps(sheet), attribute
        for text in sheet.axes[0].texts:
            box = text.get_window_extent()
            assert box.x0 >= 0, text.get_text()
            assert box.x1 <= 700, text.get_text()
            assert box.y0 >= 0, text.get_text()
