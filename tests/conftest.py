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


@pytest.fixture
def small_course(tmp_path, monkeypatch):
    """The folder of a small course, which sheets and progress take for that of the lessons."""
    from tests.course.small_course import write_course  # few tests need it

    folder = tmp_path / "small-course"
    folder.mkdir()
    write_course(folder)
    for module in ("sheets", "progress"):
        monkeypatch.setattr(f"guidekit.course.{module}.course_folder", lambda name: folder)
    files = [*sorted(folder.glob("*.ipynb")), *sorted(folder.glob("extra/*.ipynb"))]
    monkeypatch.setattr("guidekit.course.progress.lesson_files", lambda: files)
    return folder
