"""Every test has its own empty journal, and hypothesis tries the same examples every time."""

from __future__ import annotations

import pytest
from hypothesis import settings

from guidekit.course.journal import journal

settings.register_profile("same", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("same")


@pytest.fixture(autouse=True)
def own_journal(tmp_path, monkeypatch):
    path = tmp_path / "journal.sqlite3"
    monkeypatch.setenv("GUIDEKIT_JOURNAL", str(path))
    journal.cache_clear()
    yield path
    journal.cache_clear()
