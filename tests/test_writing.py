"""Files are written whole, where they are, as they were, and under the name that the user knows."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from guidekit import writing
from guidekit.paths import make_folder, write_whole
from tests.faults import WHY_NOT, found_by
from tests.patience import PATIENCE

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes, and links only for some")
as_root = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can be others")


def mode(path):
    return path.stat().st_mode & 0o7777


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes(b"old")
    return path


def refuse(monkeypatch, call, error):
    """Let a function of the system fail."""

    def refused(*_, **__):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(f"guidekit.writing.os.{call}", refused)


@posix
@pytest.mark.parametrize(("mask", "wanted"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_gets_the_mode_that_the_user_set(tmp_path, mask, wanted):
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "a", b"new")
    finally:
        os.umask(before)
    assert mode(tmp_path / "a") == wanted


@posix
@pytest.mark.parametrize("kept", [0o600, 0o664, 0o755])
@pytest.mark.parametrize("beside", [True, False])
def test_a_file_keeps_its_mode(target, monkeypatch, kept, beside):
    target.chmod(kept)
    if not beside:
        refuse(monkeypatch, "replace", errno.EBUSY)
    write_whole(target, b"new")
    assert (mode(target), target.read_bytes()) == (kept, b"new")


@as_root
def test_a_file_keeps_its_owner(target):
    os.chown(target, 1234, 1234)
    write_whole(target, b"new")
    assert (target.stat().st_uid, target.stat().st_gid) == (1234, 1234)


@posix
@pytest.mark.parametrize("error", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_a_disk_without_modes_and_owners_is_written_all_the_same(target, monkeypatch, error):
    for call in ("fchmod", "fchown"):
        refuse(monkeypatch, call, error)
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"


@posix
@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_followed(target, tmp_path, there):
    if not there:
        target.unlink()
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "link").symlink_to("../second")
    (tmp_path / "second").symlink_to(target)
    write_whole(tmp_path / "far" / "link", b"new")
    assert target.read_bytes() == b"new"
    assert (tmp_path / "far" / "link").is_symlink()
    assert (tmp_path / "second").is_symlink()


@posix
def test_a_link_to_itself_is_said(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links") as said:
        write_whole(tmp_path / "a", b"new")
    assert said.value.filename == str(tmp_path / "a")
    assert "leads to itself" in said.value.__notes__[0]
    assert (tmp_path / "a").is_symlink()


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("error", [errno.EXDEV, errno.EBUSY, errno.EPERM, errno.EACCES, errno.ENOSYS])
def test_where_nothing_may_be_moved_a_file_is_written_in_place(target, monkeypatch, error, there):
    if not there:
        target.unlink()
    refuse(monkeypatch, "replace", error)
    for content in (b"a longer one than before", b"less"):
        write_whole(target, content)
        assert target.read_bytes() == content
    assert list(target.parent.iterdir()) == [target]


@pytest.fixture
def somebody():
    """A file of somebody who is not root, in a folder that everyone may enter; the test runs as they."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "mine.csv")
        path.write_bytes(b"old")
        path.parent.chmod(0o755)
        os.chown(path, 1234, 1234)
        os.seteuid(1234)
        try:
            yield path
        finally:
            os.seteuid(0)


@as_root
def test_a_file_that_may_be_written_in_a_folder_that_may_not(somebody):
    write_whole(somebody, b"new")
    with pytest.raises(PermissionError) as said:
        write_whole(somebody.with_name("other"), b"new")
    assert somebody.read_bytes() == b"new"
    assert said.value.filename == str(somebody.with_name("other"))
    assert "choose another place" in said.value.__notes__[0]


@as_root
def test_a_file_that_is_read_only_is_left_alone_where_another_could_be_moved_onto_it(somebody):
    somebody.chmod(0o444)
    os.seteuid(0)
    somebody.parent.chmod(0o777)
    os.seteuid(1234)
    with pytest.raises(PermissionError) as said:
        write_whole(somebody, b"new")
    assert said.value.filename == str(somebody)
    assert somebody.read_bytes() == b"old"


@pytest.mark.parametrize("error", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_disk_that_cannot_be_asked_to_write_at_once_is_written_all_the_same(target, monkeypatch, error):
    refuse(monkeypatch, "fsync", error)
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(("error", "remedy"), [(errno.ENOSPC, "Make room"), (errno.EDQUOT, "your part"),
                                               (errno.EIO, "Try again")])  # fmt: skip
@pytest.mark.parametrize("beside", [True, False])
def test_a_disk_that_fails_costs_no_old_file(target, monkeypatch, error, remedy, beside):
    refuse(monkeypatch, "fsync", error)
    if not beside:
        refuse(monkeypatch, "replace", errno.EBUSY)
    with pytest.raises(OSError, match=os.strerror(error)) as said:
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert said.value.filename == str(target)
    assert remedy in said.value.__notes__[-1]
    assert list(target.parent.iterdir()) == [target]


def test_an_interruption_leaves_nothing_beside(target, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("guidekit.writing.os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_an_error_without_a_number_names_the_file_too(target, monkeypatch):
    def odd(*_):
        raise OSError("something odd")

    monkeypatch.setattr("guidekit.writing.os.replace", odd)
    with pytest.raises(OSError, match=r"mine\.csv: something odd"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(os.name == "nt", reason="Windows counts letters, not bytes")
def test_a_name_may_be_as_long_as_the_disk_lets_it_be(tmp_path):
    write_whole(tmp_path / ("ä" * 127), b"new")
    assert (tmp_path / ("ä" * 127)).read_bytes() == b"new"
    with pytest.raises(OSError, match="long") as said:
        write_whole(tmp_path / ("ä" * 128), b"new")
    assert said.value.filename.endswith("ä" * 128)
    assert "shorter" in said.value.__notes__[0]


def test_a_folder_in_its_place_is_said(tmp_path):
    (tmp_path / "mine.csv").mkdir()
    with pytest.raises(OSError, match=r"mine\.csv"):
        write_whole(tmp_path / "mine.csv", b"new")
    assert not list((tmp_path / "mine.csv").iterdir())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_gets_the_content_and_stays(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    read = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()), daemon=True)
    reader.start()
    write_whole(tmp_path / "pipe", b"new")
    reader.join(PATIENCE)
    assert read == [b"new"]
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")
def test_a_device_is_written_to_and_not_replaced(tmp_path):
    (tmp_path / "a").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left") as said:
        write_whole(tmp_path / "a", b"new")
    assert said.value.filename == str(tmp_path / "a")
    assert (tmp_path / "a").is_char_device()
    (tmp_path / "b").symlink_to("/dev/stdout")
    code = "import sys, pathlib, guidekit.paths as p; p.write_whole(pathlib.Path(sys.argv[1]), b'new')"
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "b"], capture_output=True, check=True)
    assert done.stdout == b"new"


@pytest.mark.parametrize(
    "name", ["con", "NUL.csv", "com1", "LPT³.txt", "aux .csv", "a:b.csv", "a?.csv", "a.", "a ", "CONIN$"]
)
def test_names_under_which_windows_keeps_nothing_are_refused_there(tmp_path, monkeypatch, name):
    monkeypatch.setattr(writing, "_WINDOWS", True)
    with pytest.raises(OSError, match="no file can have this name") as said:
        write_whole(tmp_path / name, b"new")
    assert said.value.filename == str(tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "name", ["console.csv", "nullify", "a.con", "com.txt", "com10", "my answers.csv", ".hidden"]
)
def test_other_names_are_not(tmp_path, monkeypatch, name):
    monkeypatch.setattr(writing, "_WINDOWS", True)
    write_whole(tmp_path / name, b"new")
    assert (tmp_path / name).read_bytes() == b"new"


def test_a_name_with_a_null_is_refused(tmp_path):
    with pytest.raises(OSError, match="no file can have this name"):
        write_whole(tmp_path / "a\0b", b"new")


def test_a_folder_that_cannot_be_made_is_named_with_a_remedy(tmp_path, target, monkeypatch):
    make_folder(tmp_path / "new")
    make_folder(tmp_path / "new")
    with pytest.raises(NotADirectoryError, match="is a file"):
        make_folder(target)
    refuse(monkeypatch, "mkdir", errno.EROFS)
    with pytest.raises(OSError, match="Read-only") as said:
        make_folder(tmp_path / "other")
    assert said.value.filename == str(tmp_path / "other")
    assert "choose another place" in said.value.__notes__[0]


@pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
def test_whichever_system_call_fails_the_old_file_or_the_new_one_is_there():
    """One in fifteen of the writes that `make faults` tries: each call, with each error."""
    found = found_by("tests.fault_writing", 15)
    assert found["broken"] == {}
    assert found["tally"]["reached"] > 200
    assert found["tally"]["refused"] > 100
