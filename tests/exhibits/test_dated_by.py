"""What happened and what was merely written: the sentences of lesson 02 keep the two apart."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.drawing.page import Page
from guidekit.exhibits.messengers import history, snapshot
from guidekit.tables import Cell, Snapshot
from guidekit.tables.snapshot import DATES


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (("signal", "identity.usernames"), "Answer: yes, since February 2024 (read at its source)"),
        (("briar", "net.mesh"), "Answer: partial, no change is known (others say so)"),
        (("threema", "content.deniability"), "Answer: no, known from August 2026 (sources disagree)"),
    ],
)
def test_only_an_event_has_a_since(cell, said):
    assert said in history(Cell(*cell), Figure())


def test_what_only_the_guide_said_is_called_so():
    assert "The guide said: yes." in history(Cell("briar", "net.mesh"), Figure())
    assert "Before that: no." in history(Cell("signal", "identity.usernames"), Figure())


def test_changes_and_corrections_are_counted_apart():
    model = Snapshot(DATES[-1], "content")
    moved, corrected = int(model.moved().to_numpy().sum()), int(model.corrected().to_numpy().sum())
    said = snapshot(model, Page())
    assert f"{moved} have changed since the guide" in said
    assert f"{corrected} more are described otherwise today" in said
