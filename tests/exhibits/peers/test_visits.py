"""The picture of a week shows the visits and the waits of the week that the model chose."""

from __future__ import annotations

import math

import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits.peers import visits
from guidekit.models import PhoneWeek
from guidekit.models.presence import WEEK


def drawn(model):
    sheet = Canvas((8.6, 4.02))
    return visits.phone_week(model, sheet), marks(sheet)


def boxes(found):
    """Return the boxes of visits; the Mailbox is as high and far wider."""
    sized = [(shape, shape.path.get_extents()) for shape in found.shapes]
    return [shape for shape, box in sized if abs(box.height - visits._HIGH) < 0.01 and box.width < 700]


@pytest.mark.parametrize("habit", [{}, {"on_hours": 0.5, "off_hours": 48}, {"on_hours": 12}])
def test_a_visit_is_drawn_in_each_half_and_hollow_as_long_as_it_is_alone(habit):
    model = PhoneWeek(**habit)
    week, shown = model.week(), boxes(drawn(model)[1])
    both = [*week.sender, *week.recipient]
    halved = sum(start < week.without < end for start, end in both)  # alone first, then not
    assert len(shown) == 2 * len(both) + halved
    hollow = sum(0 < start < week.without for start, _ in both)
    assert sum(shape.fill == LIGHT_INK.paper for shape in shown) == hollow
    assert all(0 <= start < end <= WEEK for start, end in both)


def test_the_sentence_says_the_week_and_the_answer_is_the_median():
    model = PhoneWeek()
    (said, found), week = drawn(model), model.week()
    assert f"waits {week.without:.0f} hours, until both phones are on." in said
    assert f"waits {week.with_mailbox:.0f} hours, until Bob's phone is on." in said
    assert (said.answer, said.value) == ("27 hours", model.median_wait())
    assert f"{week.alone()} times a phone was on and found nobody" in [one.words for one in found.labels]


@pytest.mark.parametrize(
    ("habit", "wait", "expected"),
    [
        ({"on_hours": 0.5, "off_hours": 48}, math.inf, "has not arrived when the week ends"),
        ({"on_hours": 12}, 0.0, "arrives at once"),
    ],
)
def test_a_week_without_an_end_or_without_a_wait_has_its_own_words(habit, wait, expected):
    model = PhoneWeek(**habit)
    assert model.week().without == wait
    assert expected in drawn(model)[0]
