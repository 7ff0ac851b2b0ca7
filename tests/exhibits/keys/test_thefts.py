"""The pictures of a theft mark exactly what the models say is read."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits.keys import rows, thefts, wording
from guidekit.models import Theft
from tests.thefts import THEFTS


def figure() -> Figure:
    return Figure(figsize=(8.6, 3.9), dpi=100)


def drawn(surface: Figure) -> dict[str, set[tuple[int, int]]]:
    """Return the middle of each mark in the rows: those that are read, and those that stay closed."""
    found: dict[str, set[tuple[int, int]]] = {"read": set(), "closed": set()}
    sketched = marks(surface)
    assert sketched is not None
    for shape in sketched.shapes:
        box = shape.path.get_extents()
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        if 6 < box.width < 12 and rows.LEFT - 1 <= x <= rows.RIGHT + 1 and y < surface.bbox.height - 25:
            kind = "read" if shape.fill and to_hex(shape.fill) == LIGHT_INK.seen else "closed"
            found[kind].add((round(x), round(y)))
    return found


@pytest.mark.parametrize("model", THEFTS)
@pytest.mark.parametrize("exhibit", [thefts.timeline, thefts.habits])
def test_the_rows_mark_exactly_what_is_read(model, exhibit):
    surface = figure()
    exhibit(model, surface)
    expected: dict[str, set[tuple[int, int]]] = {"read": set(), "closed": set()}
    for nth, name in enumerate(rows.NAMES):
        read = set(model.opened(name))
        for message, writer in enumerate(model.turns, 1):
            x = rows.message_at(message, len(model.turns))
            y = rows.row_at(nth) + (-rows.LANE if writer == "A" else rows.LANE)
            expected["read" if message in read else "closed"].add((round(x), round(y)))
    assert drawn(surface) == expected


def test_who_wrote_and_what_is_read_differ_by_more_than_colour():
    surface = figure()
    thefts.timeline(Theft(), surface)
    sketched = marks(surface)
    assert sketched is not None
    looks = Counter(
        (len(shape.path.vertices), round(shape.path.get_extents().width, 1), bool(shape.fill))
        for shape in sketched.shapes
        if 6 < shape.path.get_extents().width < 12
    )
    often = [look for look, count in looks.items() if count > 5]
    assert len(often) == 4  # round or square, small and hollow or large and full
    assert len({corners for corners, _, _ in often}) == 2
    assert {(full, width > 9) for _, width, full in often} == {(True, True), (False, False)}


@pytest.mark.parametrize("model", THEFTS)
def test_a_box_is_full_for_each_message_that_is_read(model):
    surface = figure()
    said = thefts.message_count(model, surface)
    sketched = marks(surface)
    assert sketched is not None
    full = sum(bool(shape.fill) and to_hex(shape.fill) == LIGHT_INK.seen for shape in sketched.shapes)
    counts = model.counts()
    assert full == sum(counts[name] for name in rows.NAMES)
    assert said.value == counts["static"]


def test_the_numbers_in_the_sentences_are_the_model_s():
    said = thefts.message_count(Theft(), figure())
    assert "Double Ratchet the thief reads 2. With Megolm it is 21, and with Bramble 23." in said
    assert (said.answer, said.value) == ("20 messages", 20)
    split = thefts.timeline(Theft(minutes_between=10), figure())
    assert "in Signal 0 and 2. In Megolm 1 and 20. In Bramble 20 and 20." in split
    assert (split.answer, split.value) == ("1 of 4", 1)
    only = thefts.habits(Theft("B" * 40), figure())
    assert "does not close again before the end" in only
    assert (only.answer, only.value) == ("20 messages", 20)
    healed = thefts.healing(Theft("BBBBABBABBBB", 4), figure())
    assert "The eager one closes from message 8 on, when Alice has answered twice." in healed
    assert "The lazy one closes from message 5 on, when Alice has answered once." in healed


def test_there_are_words_for_every_number_of_answers():
    found: dict[str, set[int | None]] = {"signal": set(), "olm": set()}
    for length in range(1, 8):
        for turns in map("".join, itertools.product("AB", repeat=length)):
            for at in range(1, length + 1):
                for name, answers in found.items():
                    answers.add(Theft(turns, at).turns_of_a(name))
    assert found == {name: set(templates) for name, templates in wording.HEALING.items()}
    assert found["signal"] == set(wording.HABIT)
