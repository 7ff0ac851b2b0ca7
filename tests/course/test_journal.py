from __future__ import annotations

import contextlib
import gc
import multiprocessing
import sqlite3
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.course.journal import Journal, journal, journal_path
from tests.patience import PATIENCE


def test_what_is_written_is_there_for_the_next_kernel(own_journal):
    Journal(own_journal).write("prediction", "a", 0.25, "share")
    found = Journal(own_journal).latest("prediction", "a")
    assert (found.value, found.unit) == ("0.25", "share")
    assert found.at.endswith("+00:00")


def test_the_newest_entry_counts_and_none_is_lost():
    store = journal()
    for value in (1, 2, 3):
        store.write("prediction", "a", value)
    store.write("prediction", "b", 9)
    assert store.latest("prediction", "a").value == "3"
    assert [e.value for e in store.all("prediction")] == ["1", "2", "3", "9"]
    assert store.latest("prediction", "c") is None


def write_many(path, name):
    store = Journal(path)
    for number in range(50):
        store.write("prediction", name, number)


def test_two_kernels_write_at_once(own_journal):
    context = multiprocessing.get_context("spawn")
    kernels = [context.Process(target=write_many, args=(own_journal, name)) for name in "ab"]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join()
        assert kernel.exitcode == 0
    assert len(Journal(own_journal).all()) == 100


def test_clearing_deletes_everything_for_good(own_journal):
    store = Journal(own_journal)
    store.write("answer", "a", "a secret of mine")
    assert b"a secret of mine" in own_journal.read_bytes()
    assert store.clear() == 1
    assert store.all() == []
    assert b"a secret of mine" not in own_journal.read_bytes()


def test_trouble_writes_nothing(own_journal):
    assert Journal.trouble(own_journal) == ""
    assert Journal(own_journal).all() == []


def test_the_path_comes_from_the_environment_or_the_user_folder(own_journal, monkeypatch):
    assert journal_path() == own_journal
    monkeypatch.delenv("GUIDEKIT_JOURNAL")
    assert journal_path().name == "journal.sqlite3"
    assert "guidekit" in journal_path().parts


def test_a_watcher_that_is_gone_is_forgotten():
    class Listener:
        def __init__(self):
            self.heard = []

        def hear(self, entry):
            self.heard.append(entry.key)

    store, listener = Journal(":memory:"), Listener()
    store.watch(listener.hear)
    store.write("prediction", "a", 1)
    assert listener.heard == ["a"]
    del listener
    gc.collect()
    store.write("prediction", "b", 2)  # nobody listens, nothing fails


def test_a_journal_of_an_older_version_is_gone_on_with(own_journal):
    with contextlib.closing(sqlite3.connect(own_journal)) as old:
        old.execute(
            "create table entries (number integer primary key, kind text not null, key text not null, "
            "value text not null, unit text not null, at text not null)"
        )
        old.execute("insert into entries values (7, 'prediction', 'a', '0.25', 'share', '2026-01-01')")
        old.commit()
    store = Journal(own_journal)
    store.write("prediction", "b", "0.5")
    assert [(entry.key, entry.value) for entry in Journal(own_journal).all()] == [("a", "0.25"), ("b", "0.5")]


@pytest.mark.parametrize("value", ["x'302e35'", "0.5", "cast(x'302e35' as text)"])
def test_a_value_of_another_type_is_read_as_text(own_journal, value):
    Journal(own_journal)
    with contextlib.closing(sqlite3.connect(own_journal)) as other:
        other.execute(
            f"insert into entries (kind, key, value, unit, at) values ('prediction', 'a', {value}, '', '')"
        )
        other.commit()
    assert Journal(own_journal).latest("prediction", "a").value == "0.5"


def test_bytes_that_are_no_text_spoil_one_value_and_not_the_journal(own_journal):
    Journal(own_journal).write("answer", "a", "yes")
    with contextlib.closing(sqlite3.connect(own_journal)) as other:
        other.execute("update entries set unit = cast(x'ff61' as text)")
        other.commit()
    store = Journal(own_journal)
    store.write("answer", "b", "no")
    assert [(entry.key, entry.unit) for entry in store.all()] == [("a", "\ufffda"), ("b", "")]


ANY_TEXT = st.text(st.characters(exclude_categories=()))  # with halves of letters, too


@settings(max_examples=20)
@given(st.lists(st.tuples(st.text(), ANY_TEXT), min_size=1, max_size=4))
def test_whatever_is_written_is_read_again_once(pairs):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite3"
        store = Journal(path)
        written = [store.write("answer", key, value) for key, value in pairs]
        assert store.problem == ""
        assert Journal(path).all() == written


def test_a_lesson_that_changes_the_folder_keeps_its_journal(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GUIDEKIT_JOURNAL", "mine.sqlite3")
    (tmp_path / "elsewhere").mkdir()
    store = Journal(journal_path())
    monkeypatch.chdir(tmp_path / "elsewhere")
    store.write("answer", "a", "yes")
    assert [entry.key for entry in Journal(tmp_path / "mine.sqlite3").all()] == ["a"]
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_tilde_in_the_variable_is_the_home(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("GUIDEKIT_JOURNAL", "~/mine.sqlite3")
    assert journal_path() == tmp_path / "mine.sqlite3"


@pytest.mark.parametrize("clock", ["1970-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_the_newest_entry_is_the_one_that_was_written_last_whatever_the_clock_says(
    own_journal, monkeypatch, clock
):
    store = Journal(own_journal)
    store.write("prediction", "a", "before")

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromisoformat(clock)

    monkeypatch.setattr("guidekit.course.journal.datetime", Clock)
    store.write("prediction", "a", "after")
    assert Journal(own_journal).latest("prediction", "a").value == "after"


def test_the_time_of_an_entry_is_that_of_no_zone(own_journal, monkeypatch):
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its zone for one process")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        entry = Journal(own_journal).write("answer", "a", "yes")
    finally:
        monkeypatch.undo()
        time.tzset()
    written = datetime.fromisoformat(entry.at)
    assert written.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - written) < timedelta(seconds=PATIENCE)


def test_without_a_home_the_answers_last_as_long_as_the_kernel(monkeypatch):
    def homeless(*_, **__):
        raise RuntimeError("could not determine home directory")

    monkeypatch.delenv("GUIDEKIT_JOURNAL")
    monkeypatch.setattr("guidekit.course.journal.user_data_path", homeless)
    journal.cache_clear()
    with pytest.warns(UserWarning, match="set \\$GUIDEKIT_JOURNAL"):
        store = journal()
    store.write("answer", "a", "yes")
    assert journal().latest("answer", "a").value == "yes"


def test_threads_of_one_kernel_share_it(own_journal):
    store = Journal(own_journal)
    threads = [
        threading.Thread(target=lambda n=n: [store.write("answer", f"{n}", i) for i in range(20)])
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Journal(own_journal).all()) == 80
    assert [entry.value for entry in store.all("answer", "2")] == [str(i) for i in range(20)]
