"""The ratchet is drawn key by key: stubs, stolen tickets and new ones stand where the model says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits.keys import strip
from guidekit.models import KeyStrip
from tests.models.strategies import any_model


def look(model: KeyStrip) -> tuple[str, dict[str, list[int]]]:
    """Draw a strip, and return its sentence and the messages whose bubbles have each fill."""
    surface = Figure(figsize=(8.6, 4.0), dpi=100)
    said = strip.key_strip(model, surface)
    sketched = marks(surface)
    assert sketched is not None
    fills: dict[str, list[int]] = {"wash": [], "seen": [], "safe_tint": []}
    names = {getattr(LIGHT_INK, role): role for role in fills}
    for shape in sketched.shapes:
        box = shape.path.get_extents()
        if round(box.width) == strip._WIDE and round(box.height) == 36:
            message = round(((box.x0 + box.x1) / 2 - strip._FIRST) / strip._PITCH) + 1
            fills[names[to_hex(shape.fill)]].append(message)
    return said, fills


@settings(max_examples=60)
@given(model=any_model(KeyStrip))
def test_each_message_is_drawn_as_what_becomes_of_it(model):
    said, fills = look(model)
    after = range(model.stolen_after + 1, 13)
    assert fills["wash"] == list(range(1, model.stolen_after + 1))
    assert fills["seen"] == model.opened()
    assert fills["safe_tint"] == [m for m in after if m not in model.opened()]
    assert said.value == len(model.opened())


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (KeyStrip(), "3 messages from after it. From message 10 on all is closed again."),
        (KeyStrip(12), "after message 12, the last one. The thief reads nothing."),
        (KeyStrip(11), "everything that comes after: 1 message."),
    ],
)
def test_the_sentence_says_how_it_ends(model, words):
    assert words in look(model)[0]
