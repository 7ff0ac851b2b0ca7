"""Whatever happens to the file of a journal, a lesson goes on and no answer is lost that can be kept."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import warnings

import pytest

from guidekit.course import journal_file
from guidekit.course.journal import Journal
from tests.patience import PATIENCE


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


def at_most(seconds, work, *given):
    """Do some work, which a learner may wait for; return what it returns."""
    began = time.monotonic()
    done = work(*given)
    assert time.monotonic() - began <= seconds
    return done


def healed(store):
    """Wait until nothing waits in memory any more."""
    end = time.monotonic() + PATIENCE
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
        frozen.wait(PATIENCE)
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
    monkeypatch.setattr("guidekit.course.journal.check_writable", lambda path: over.wait(PATIENCE))
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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize("under_way", [False, True])
def test_a_kernel_that_forks_hands_on_a_journal_that_works(own_journal, monkeypatch, under_way):
    store = Journal(own_journal)
    store.write("answer", "a", "yes")
    over = threading.Event()
    if under_way:  # a visit that does not end: the child has no thread that could end it
        monkeypatch.setattr("guidekit.course.journal.bring_up_to_date", lambda *_: over.wait(PATIENCE))
        with pytest.warns(UserWarning, match="does not answer"):
            store.write("answer", "b", "no")
    child = os.fork()
    if child == 0:
        signal.alarm(PATIENCE)
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
