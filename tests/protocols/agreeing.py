"""One theft, asked of the model and of a library: the same answer, message by message."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

from guidekit.models import Ratchet

TURNS = "BBBBAABBBAABBAABBBA"
"""A conversation that B begins, with runs of one to four messages."""

same = settings(max_examples=200, derandomize=True, deadline=None, database=None)


@st.composite
def thefts(draw: st.DrawFn) -> tuple[str, int]:
    """Who writes in a conversation, and the message after which A's keys are copied."""
    turns = draw(st.text("AB", min_size=1, max_size=40))
    return turns, draw(st.integers(1, len(turns)))


def opened(frame: pd.DataFrame) -> list[int]:
    """Return the messages that the thief reads."""
    return frame.message[frame.readable].tolist()


def agree(model: Ratchet, run: pd.DataFrame, snapshot: int) -> None:
    """Hold a run against the model; a refusal stands beside just what is not readable."""
    columns = ["message", "sender", "when", "readable"]
    expected: Any = model.readable(snapshot)[columns].values.tolist()
    assert run[columns].values.tolist() == expected
    assert (run.snapshot == snapshot).all()
    assert ((run.refused == "") == run.readable).all()
