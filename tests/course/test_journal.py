from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.course import journal_file
from guidekit.course.journal import Journal, journal, journal_path
from tests.patience import PATIENCE as PATIENCE_OF_TESTS


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


@pytest.mark.parametrize("content", [b"this is not a database, it is a letter to my aunt" * 30])
def test_a_corrupt_journal_is_said_once_and_the_lesson_goes_on(own_journal, content):
    own_journal.write_bytes(content)
    with pytest.warns(UserWarning, match="cannot be kept in"):
        store = Journal(own_journal)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        store.write("prediction", "a", 1)
    assert store.latest("prediction", "a").value == "1"
    assert own_journal.read_bytes() == content  # a file we cannot read is not ours to overwrite
    assert "not a database" in Journal.trouble(own_journal)


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.warns(UserWarning, match="cannot be kept"):
        store = Journal(tmp_path / "file" / "journal.sqlite3")
    store.write("prediction", "a", 1)
    assert store.all()[0].value == "1"


def test_a_table_that_somebody_dropped_is_made_again_with_what_this_kernel_wrote(own_journal):
    store = Journal(own_journal)
    store.write("prediction", "a", 1)
    with contextlib.closing(sqlite3.connect(own_journal)) as other:
        other.execute("drop table entries")
        other.commit()
    store.write("prediction", "b", 2)
    assert store.problem == ""
    assert [entry.value for entry in Journal(own_journal).all()] == ["1", "2"]


@pytest.mark.parametrize(
    "columns", ["name text", "number integer primary key, kind, key, value, unit, at, more not null"]
)
def test_a_table_of_another_version_is_left_alone(own_journal, columns):
    store = Journal(own_journal)
    store.write("prediction", "a", 1)
    with contextlib.closing(sqlite3.connect(own_journal)) as other:
        other.execute("drop table entries")
        other.execute(f"create table entries ({columns})")
        other.commit()
    with pytest.warns(UserWarning, match="cannot be kept"):
        store.write("prediction", "b", 2)
    assert [entry.value for entry in store.all()] == ["1", "2"]
    with pytest.raises(OSError, match="cannot be cleared"):
        store.clear()


def test_a_journal_that_is_spoilt_while_it_is_read_goes_on_too(own_journal):
    store = Journal(own_journal)
    store.write("answer", "a", "yes")
    own_journal.write_bytes(b"spoilt" * 2000)
    with pytest.warns(UserWarning, match="cannot be kept") as said:
        assert store.latest("answer", "a").value == "yes"
    store.write("answer", "b", "no")
    assert len(store.all()) == 2
    assert len(said) == 1


@pytest.fixture
def read_only(monkeypatch):
    """Open every file for reading alone: root may write a file that says read-only, so SQLite is told."""

    @contextlib.contextmanager
    def opened(path):
        with contextlib.closing(
            sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
        ) as file:
            yield file

    return lambda: monkeypatch.setattr(journal_file, "_opened", opened)


def test_a_read_only_journal_is_read_and_never_stops_a_lesson(own_journal, read_only):
    Journal(own_journal).write("answer", "a", "yes")
    read_only()
    store = Journal(own_journal)
    assert store.latest("answer", "a").value == "yes"
    with pytest.warns(UserWarning, match="readonly") as said:
        store.write("answer", "b", "no")
    store.write("answer", "c", "no")
    assert [entry.key for entry in store.all()] == ["a", "b", "c"]
    assert len(said) == 1


def test_clearing_deletes_everything_for_good(own_journal):
    store = Journal(own_journal)
    store.write("answer", "a", "a secret of mine")
    assert b"a secret of mine" in own_journal.read_bytes()
    assert store.clear() == 1
    assert store.all() == []
    assert b"a secret of mine" not in own_journal.read_bytes()


def test_clearing_a_journal_that_cannot_be_written_says_so(own_journal, read_only):
    store = Journal(own_journal)
    store.write("answer", "a", "x")
    read_only()
    with pytest.raises(OSError, match="cannot be cleared"):
        store.clear()
    assert len(store.all()) == 1


def test_clearing_a_journal_that_went_on_in_memory_does_not_claim_to(own_journal):
    Journal(own_journal).write("answer", "a", "a secret of mine")
    store = Journal(own_journal)
    with contextlib.closing(sqlite3.connect(own_journal)) as other:
        other.execute("alter table entries rename column value to said")
    with pytest.warns(UserWarning, match="cannot be kept"):
        store.write("answer", "b", "x")
    with pytest.raises(OSError, match="cannot be cleared"):
        store.clear()
    assert b"a secret of mine" in own_journal.read_bytes()


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


def at_most(seconds, work, *given):
    """Do some work, which a learner may wait for; return what it returns."""
    began = time.monotonic()
    done = work(*given)
    assert time.monotonic() - began <= seconds
    return done


def healed(store):
    """Wait until nothing waits in memory any more."""
    end = time.monotonic() + PATIENCE_OF_TESTS
    while store.problem and time.monotonic() < end:
        store.all()
    return not store.problem


def test_a_lock_of_another_process_is_waited_for_shortly_and_the_answer_is_written_afterwards(own_journal):
    store = Journal(own_journal)
    other = sqlite3.connect(own_journal, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.warns(UserWarning, match="locked"):
        at_most(2, store.write, "answer", "a", "yes")
    at_most(2, lambda: [store.latest("answer", "a") for _ in range(10)])  # a cell asks more than once
    assert store.latest("answer", "a").value == "yes"
    other.execute("rollback")
    other.close()
    store.write("answer", "b", "no")
    assert healed(store)
    assert [entry.key for entry in Journal(own_journal).all()] == ["a", "b"]


def test_a_file_that_does_not_answer_is_left_to_itself_until_it_does(own_journal, monkeypatch):
    store = Journal(own_journal)
    frozen = threading.Event()

    def visit(*given):
        frozen.wait(PATIENCE_OF_TESTS)
        return journal_file.bring_up_to_date(*given)

    monkeypatch.setattr("guidekit.course.journal.bring_up_to_date", visit)
    with pytest.warns(UserWarning, match="does not answer"):
        at_most(2, store.write, "answer", "a", "yes")
    at_most(1, store.write, "answer", "b", "no")
    assert [entry.key for entry in store.all()] == ["a", "b"]
    frozen.set()
    assert healed(store)
    assert [entry.key for entry in Journal(own_journal).all()] == ["a", "b"]


def test_a_disk_that_does_not_answer_is_said_by_the_check(own_journal, monkeypatch):
    over = threading.Event()
    monkeypatch.setattr("guidekit.course.journal.check_writable", lambda path: over.wait(PATIENCE_OF_TESTS))
    assert "does not answer" in at_most(2, Journal.trouble, own_journal)
    over.set()


def test_without_another_thread_the_answers_stay_in_memory(own_journal, monkeypatch):
    store = Journal(own_journal)

    def refused(work):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("guidekit.course.journal._start", refused)
    with pytest.warns(UserWarning, match="new thread"):
        store.write("answer", "a", "yes")
    monkeypatch.undo()
    assert store.latest("answer", "a").value == "yes"
    assert healed(store)
    assert [entry.key for entry in Journal(own_journal).all()] == ["a"]


@pytest.mark.parametrize("how", ["deleted", "with its folder", "replaced", "written over", "emptied"])
def test_what_a_file_lost_is_written_again(tmp_path, how):
    path = tmp_path / "folder" / "journal.sqlite3"
    store = Journal(path)
    older = path.read_bytes()
    store.write("answer", "a", "yes")
    if how == "deleted":
        path.unlink()
    elif how == "with its folder":
        shutil.rmtree(path.parent)
    elif how == "replaced":
        Journal(tmp_path / "other.sqlite3").write("answer", "x", "of another machine")
        (tmp_path / "other.sqlite3").replace(path)
    else:
        path.write_bytes(older if how == "written over" else b"")
    store.write("answer", "b", "no")
    found = [entry.key for entry in Journal(path).all()]
    assert found == (["x", "a", "b"] if how == "replaced" else ["a", "b"])
    assert [entry.key for entry in store.all()] == found


def test_what_was_cleared_is_not_written_again(own_journal):
    store = Journal(own_journal)
    store.write("answer", "a", "yes")
    assert Journal(own_journal).clear() == 1
    store.write("answer", "b", "no")
    assert [entry.key for entry in store.all()] == ["b"]
    own_journal.unlink()
    store.write("answer", "c", "no")
    assert [entry.key for entry in Journal(own_journal).all()] == ["b", "c"]


def test_what_waits_in_memory_is_no_part_of_what_is_cleared(own_journal):
    store = Journal(own_journal)
    store.write("answer", "a", "yes")
    other = sqlite3.connect(own_journal, isolation_level=None)
    other.execute("begin immediate")
    with pytest.warns(UserWarning, match="locked"):
        store.write("answer", "b", "no")
    other.execute("rollback")
    other.close()
    Journal(own_journal).clear()
    assert [entry.key for entry in store.all()] == ["b"]
    assert healed(store)
    assert [entry.key for entry in Journal(own_journal).all()] == ["b"]


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


def test_a_folder_in_its_place_is_said(own_journal):
    own_journal.mkdir()
    with pytest.warns(UserWarning, match="it is a folder"):
        Journal(own_journal).write("answer", "a", "yes")
    assert "it is a folder" in Journal.trouble(own_journal)


def test_a_journal_that_was_half_written_is_mended_by_the_next_kernel(own_journal):
    Journal(own_journal).write("answer", "a", "yes")
    writer = f"""
import os, sqlite3
file = sqlite3.connect({str(own_journal)!r}, isolation_level=None)
file.execute("pragma cache_size = 1")  # pages go to the file before the end
file.execute("begin")
for number in range(200):
    file.execute("insert into entries select null, 'answer', ?, ?, '', ''", (number, "x" * 500))
os._exit(0)"""
    subprocess.run([sys.executable, "-c", writer], check=True)
    assert (
        own_journal.with_name(f"{own_journal.name}-journal").stat().st_size > 0
    )  # hot: it says how to go back
    store = Journal(own_journal)
    store.write("answer", "b", "no")
    assert [entry.key for entry in Journal(own_journal).all()] == ["a", "b"]


def test_a_journal_that_another_program_set_to_a_log_ahead_is_read_and_written(own_journal):
    Journal(own_journal).write("answer", "a", "yes")
    with contextlib.closing(sqlite3.connect(own_journal)) as other:
        assert other.execute("pragma journal_mode = wal").fetchone() == ("wal",)
        other.execute("insert into entries (kind, key, value, unit, at) values ('answer', 'x', '', '', '')")
        other.commit()
        store = Journal(own_journal)
        store.write("answer", "b", "no")
        assert [entry.key for entry in Journal(own_journal).all()] == ["a", "x", "b"]


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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize("under_way", [False, True])
def test_a_kernel_that_forks_hands_on_a_journal_that_works(own_journal, monkeypatch, under_way):
    store = Journal(own_journal)
    store.write("answer", "a", "yes")
    over = threading.Event()
    if under_way:  # a visit that does not end: the child has no thread that could end it
        monkeypatch.setattr(
            "guidekit.course.journal.bring_up_to_date", lambda *_: over.wait(PATIENCE_OF_TESTS)
        )
        with pytest.warns(UserWarning, match="does not answer"):
            store.write("answer", "b", "no")
    child = os.fork()
    if child == 0:
        signal.alarm(PATIENCE_OF_TESTS)
        try:
            with warnings.catch_warnings(action="ignore"):
                store.write("answer", "of the child", "yes")
            kept = [entry.key for entry in store.all()][-1] == "of the child"
            os._exit(0 if kept and bool(store.problem) == under_way else 1)
        finally:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    monkeypatch.undo()
    over.set()
    assert healed(store)
    store.write("answer", "c", "yes")
    wanted = ["a", "b", "c"] if under_way else ["a", "of the child", "c"]
    assert [entry.key for entry in Journal(own_journal).all()] == wanted


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
    assert abs(datetime.now(UTC) - written) < timedelta(seconds=PATIENCE_OF_TESTS)


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
