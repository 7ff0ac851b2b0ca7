"""A recording that was changed, so that a difference between model and recording has to show."""

from __future__ import annotations

import pytest

from guidekit.recordings.reading import recording, recording_rows
from tests.frames import rows_of


@pytest.fixture
def edited(monkeypatch):
    """Let a module read a recording that was changed."""

    def change(module, name, edit):
        def read(asked):
            return rows_of(edit(recording(asked).copy())) if asked == name else recording_rows(asked)

        monkeypatch.setattr(module, "recording_rows", read)

    return change
