"""The marks of the two pictures of lesson 01 are those of the exposure engine."""

from __future__ import annotations

from itertools import combinations

import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits import exposure as drawn
from guidekit.exposure import exposure
from guidekit.exposure.pairs import PooledNotes, SealedSides, on_circuit
from guidekit.panels.surface import show
from tests.drawing.boxes import labels, overlaps


@pytest.mark.parametrize("sends", ["text", "picture"])
@pytest.mark.parametrize("timing", ["no", "yes"])
def test_there_are_as_many_marks_as_things_learned(sends, timing):
    sheet, model = Canvas((8.6, 3.8)), SealedSides(sends, timing)
    said = show(drawn.sealed_sides, model, sheet)
    with_it = {"text": "signal-sealed", "picture": "signal-attachment"}[sends]
    expected = 0
    for journey, side in (("signal-unsealed", "without"), (with_it, "with")):
        here = [who.split(" + ") for who in model.observers() if model.learned(side, who) is not None]
        table = exposure(journey, [tuple(who) for who in here], correlate=timing == "yes")
        expected += int((table.level == 1).sum())
    filled = [shape for shape in marks(sheet).shapes if shape.fill == LIGHT_INK.seen]
    assert len(filled) == expected + 1  # and one in the key
    assert said.value == {"text": 6, "picture": 7}[sends]
    assert not overlaps(sheet)


def test_what_changed_stands_on_amber():
    for sends, count in (("text", 1), ("picture", 0)):
        sheet = Canvas((8.6, 3.8))
        show(drawn.sealed_sides, SealedSides(sends), sheet)
        assert [label.words for label in labels(sheet)].count("no longer") == count


@pytest.mark.parametrize("timing", ["no", "yes"])
@pytest.mark.parametrize("many", range(6))
def test_the_sentence_says_what_they_find(many, timing):
    for together in combinations(on_circuit(), many):
        sheet, model = Canvas((8.6, 3.3)), PooledNotes(together, timing)
        said = show(drawn.pooled_notes, model, sheet)
        assert said.value == {"no": 0, "yes": 1}[timing]
        assert ("find out that Alice visits" in said) == (many > 1 and model.linked())
        assert not overlaps(sheet), together
