"""What an open phone gives away is drawn from the model, and what an app can do from the tables."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.drawing.sketch import marks
from guidekit.exhibits.keys import phones
from guidekit.models import OpenPhone
from guidekit.models.openphone import HOURS


def look(model: OpenPhone) -> tuple[str, list[str]]:
    surface = Figure(figsize=(8.6, 4.0), dpi=100)
    said = phones.open_phone(model, surface)
    sketched = marks(surface)
    assert sketched is not None
    return said, [label.words for label in sketched.labels]


@pytest.mark.parametrize("vanish", HOURS)
@pytest.mark.parametrize("linked", ["no", "yes"])
def test_the_numbers_are_those_of_the_model(vanish, linked):
    model = OpenPhone(vanish, linked)
    said, words = look(model)
    signal = len(model.read("signal"))
    assert said.value == signal
    assert str(signal) in words
    briar = len(model.read("bramble", linkable=False))  # an account of Briar lives on one device
    assert f"In Briar it is {briar}." in said
    element = len(model.read("megolm", timer=False))  # its apps have no timer
    assert f"In Element it is {element}." in said


def test_what_no_source_says_is_not_known(monkeypatch):
    """A table whose rows on devices are gone says nothing of linking, and no number changes for it."""
    facts = phones._facts()
    silent = {who: (timer, "unknown", name) for who, (timer, _, name) in facts.items()}
    monkeypatch.setattr(
        phones, "_facts", lambda: facts | {who: silent[who] for who in ("element", "session")}
    )
    assert look(OpenPhone(linked="yes"))[1].count("linking unknown") == 2
    assert "no timer; linking unknown" in look(OpenPhone("a day", "yes"))[1]


def test_who_can_be_linked_is_said():
    assert look(OpenPhone(linked="yes"))[1].count("can be linked") == 3
    assert "one device only" in look(OpenPhone(linked="yes"))[1]
