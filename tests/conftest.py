"""Every test has its own empty journal, hypothesis repeats its examples, and coverage costs little."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

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


COUNTED = 0.5  # seconds of a processor, at the beginning of each test, in which lines are counted


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Count the lines that a test covers only in its first moments.

    Counting takes half of Python's speed. A test that goes on for longer repeats what it has done, with
    other numbers, so that this costs nearly no line and saves most of the time.
    """
    plugin = item.config.pluginmanager.getplugin("_cov")
    controller = plugin and plugin.cov_controller
    if not controller or not hasattr(signal, "SIGVTALRM"):
        return (yield)
    stopped = []

    def stop(*_: Any) -> None:
        controller.cov.stop()
        stopped.append(True)

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, COUNTED)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if stopped:
            controller.cov.start()
