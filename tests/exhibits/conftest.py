"""A recording that was changed, so that a difference between model and recording has to show."""

from __future__ import annotations

import pytest

from guidekit.recordings.reading import recording


@pytest.fixture
def edited(monkeypatch):
    """Let a module read a recording that was changed."""

    def change(module, name, edit):
        def read(asked):
            return edit(recording(asked).copy()) if asked == name else recording(asked)

        monkeypatch.setattr(module, "recording", read)

    return change
