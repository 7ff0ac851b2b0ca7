from __future__ import annotations

import gc
import multiprocessing
import sqlite3
import threading
import warnings

import pytest

from guidekit.course.journal import _TABLE, Journal, journal, journal_path


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


def test_a_journal_that_breaks_later_keeps_what_this_kernel_wrote(own_journal):
    store = Journal(own_journal)
    store.write("prediction", "a", 1)
    other = sqlite3.connect(own_journal)
    other.execute("drop table entries")
    other.commit()
    with pytest.warns(UserWarning, match="cannot be kept"):
        store.write("prediction", "b", 2)
    assert [entry.value for entry in store.all()] == ["1", "2"]


def test_a_journal_that_is_spoilt_while_it_is_read_goes_on_too(own_journal):
    store = Journal(own_journal)
    store.write("answer", "a", "yes")
    own_journal.write_bytes(b"spoilt" * 2000)
    with pytest.warns(UserWarning, match="cannot be kept") as said:
        assert store.latest("answer", "a").value == "yes"
    store.write("answer", "b", "no")
    assert len(store.all()) == 2
    assert len(said) == 1


def test_a_read_only_journal_is_read_and_never_stops_a_lesson(own_journal, monkeypatch):
    Journal(own_journal).write("answer", "a", "yes")

    def read_only(path):  # root may write a file that says read-only, so SQLite is told
        where = path if str(path) == ":memory:" else f"file:{path}?mode=ro"
        return sqlite3.connect(where, uri=True, isolation_level=None)

    def open_(path):
        file = read_only(path)
        file.execute(_TABLE)
        return file

    monkeypatch.setattr(Journal, "_open", staticmethod(open_))
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


def test_clearing_a_journal_that_cannot_be_written_says_so(own_journal):
    store = Journal(own_journal)
    store.write("answer", "a", "x")
    store._file.execute("pragma query_only = on")
    with pytest.raises(OSError, match="cannot be cleared"):
        store.clear()
    assert len(store.all()) == 1


def test_clearing_a_journal_that_went_on_in_memory_does_not_claim_to(own_journal):
    Journal(own_journal).write("answer", "a", "a secret of mine")
    store = Journal(own_journal)
    with sqlite3.connect(own_journal) as other:
        other.execute("alter table entries rename to away")
    with pytest.warns(UserWarning, match="cannot be kept"):
        store.write("answer", "b", "x")
    with pytest.raises(OSError, match="cannot be cleared"):
        store.clear()
    assert b"a secret of mine" in own_journal.read_bytes()
    other.close()


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


def test_a_lock_of_another_process_is_waited_for_shortly_and_the_answer_is_written_afterwards(own_journal):
    store = Journal(own_journal)
    other = sqlite3.connect(own_journal, isolation_level=None)
    other.execute("begin immediate")
    with pytest.warns(UserWarning, match="locked"):
        store.write("answer", "a", "yes")
    assert store.latest("answer", "a").value == "yes"
    other.execute("rollback")
    store.write("answer", "b", "no")
    assert store.problem == ""
    assert [entry.key for entry in Journal(own_journal).all()] == ["a", "b"]


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_a_file_that_a_sync_program_takes_away_is_opened_anew(own_journal, tmp_path, how):
    store = Journal(own_journal)
    store.write("answer", "a", "yes")
    if how == "deleted":
        own_journal.unlink()
    else:
        Journal(tmp_path / "other.sqlite3").write("answer", "x", "of another machine")
        (tmp_path / "other.sqlite3").replace(own_journal)
    store.write("answer", "b", "no")
    found = [entry.key for entry in Journal(own_journal).all()]
    assert found == (["a", "b"] if how == "deleted" else ["x", "a", "b"])
    assert [entry.key for entry in store.all()] == found


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
