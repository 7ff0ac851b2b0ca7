"""The timelines of lesson 02: sentence and picture say of a messenger what its rows say."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.dates import month
from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits.messengers import timelines
from guidekit.panels.surface import show
from guidekit.tables.snapshot import CELLS, MESSENGERS, Cell, Recommendations
from guidekit.tables.wording import messenger_names
from tests.drawing.boxes import labels, overlaps
from tests.exhibits.everywhere import words_are_on


def words(figure):
    return [label.words for label in labels(figure)]


def test_a_messenger_is_recommended_since_its_own_day_and_until_it():
    rows, names, figure = Recommendations().rows(), messenger_names(), Figure()
    sentence = timelines.recommendations(Recommendations(), figure)
    first = min(row.valid_from for row in rows)
    late = [row for row in rows if not row.valid_to and row.valid_from > first]
    ended = [row for row in rows if row.valid_to]
    assert len(late) == 1
    assert all(f"{names[row.messenger]} since {month(row.valid_from)}" in sentence for row in late)
    assert all(f"{names[row.messenger]} in {month(row.valid_to)}" in sentence for row in ended)
    drawn = words(figure)
    assert [word for word in drawn if word.startswith("off the list")] == [
        "off the list, 10 May 2025", "off the list, 16 May 2025",
    ]  # fmt: skip
    assert drawn.count("not listed") == len(late)
    assert {names[who].split(" ")[0] for who in {row.messenger for row in rows}} <= set(drawn)


def test_no_label_of_the_recommendations_lies_on_another_and_none_on_the_guide_s_line():
    sheet = Canvas((7, 3))
    show(timelines.recommendations, Recommendations(), sheet)
    assert not overlaps(sheet)
    (line,) = {round(one.path.vertices[0][0]) for one in marks(sheet).shapes if one.edge == LIGHT_INK.here}
    for label in labels(sheet):
        if label.box.y0 > 70 and not label.words.startswith("20"):  # the key and the years stand apart
            assert not label.box.x0 < line < label.box.x1, label.words


@pytest.mark.parametrize("messenger", MESSENGERS)
def test_every_value_of_a_cell_is_listed_with_its_month_and_no_label_lies_on_another(messenger):
    sheet = Canvas((7, 2.7))
    for attribute in CELLS:
        model = Cell(messenger, attribute)
        show(timelines.history, model, sheet)
        rows, drawn = model.history(), words(sheet)
        starts = ("from ", "known from ", "the guide said: ", "found later: ")
        assert len([word for word in drawn if word.startswith(starts)]) == len(rows)
        assert not overlaps(sheet), attribute
        words_are_on(sheet, model)
