"""Files of people are written whole: either the new content is there or the old one, whatever fails."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import secrets
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

_WINDOWS = os.name == "nt"
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)
_UNFIT = re.compile(r'[<>:"|?*\x00-\x1f]|[. ]$')
_MOST_LINKS = 40  # as many as Linux follows
_NO_SYNC = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}  # a file system that cannot be asked
_NOT_BESIDE = _NO_SYNC | {
    errno.EACCES, errno.EPERM, errno.EROFS,  # a folder that is read-only; its file may not be
    errno.EBUSY, errno.EXDEV,  # a file that is mounted by itself, as in containers
    errno.ENAMETOOLONG,  # a path that is nearly too long
}  # fmt: skip
_REMEDIES = {
    errno.ENOSPC: "Make room on its disk, and try again.",
    errno.EDQUOT: "Make room in your part of its disk, and try again.",
    errno.EROFS: "That disk can only be read; choose another place.",
    errno.ENOENT: "Make its folder first.",
    errno.ENOTDIR: "A part of its path is a file; choose a path of folders.",
    errno.EISDIR: "It is a folder; name a file.",
    errno.EEXIST: "Something else has this name; choose another one.",
    errno.ENAMETOOLONG: "Choose a shorter name, or a folder with a shorter path.",
    errno.ELOOP: "It is a link that leads to itself; remove it, or choose another name.",
    errno.EINVAL: "Choose another name.",
} | dict.fromkeys(
    (errno.EACCES, errno.EPERM), "You may not write there, or another program holds it; choose another place."
)
_ANOTHER = "Try again, or choose another place."
_LOST = "What the file held before could not be put back; it may hold a part of the old and of the new."


@contextlib.contextmanager
def written(path: Path) -> Iterator[None]:
    """Let the error of what cannot be written name the path that a person knows, and say what to do.

    Parameters
    ----------
    path : pathlib.Path
        What is written.

    Raises
    ------
    OSError
        Instead of any other one; the remedy is a note.
    """
    try:
        yield
    except OSError as error:
        words = error.strerror or str(error)
        told = OSError(error.errno, words, str(path)) if error.errno else OSError(f"{path}: {words}")
        for note in (*getattr(error, "__notes__", ()), _REMEDIES.get(error.errno or 0, _ANOTHER)):
            told.add_note(note)
        raise told from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees either the old one or the new one, and never half of one.

    A link is followed. A file that is there keeps its mode and, where the system lets it, its owner; a new
    one gets the mode that the user set for new files. Where nothing can be written beside the file or moved
    onto it, as in a folder that is read-only, it is written in place and put back if that fails; only there
    a machine that stops leaves half. A device or a pipe gets the content as it is.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    content : bytes
        All that it shall hold.

    Raises
    ------
    OSError
        If it cannot be written; the message names `path`, and notes say what is left and what to do.
    """
    with written(path):
        _check_name(path)
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISREG(os.stat(path).st_mode):
                with path.open("wb") as device:  # a folder is refused here
                    device.write(content)
                return
        file, there = _behind_links(path)
        if there:
            os.close(os.open(file, os.O_WRONLY))  # a file that is read-only is not to be moved away either
        try:
            _write_beside(file, content, there)
        except OSError as error:
            if error.errno not in _NOT_BESIDE:
                raise
            _write_in_place(file, content, there)


def _check_name(path: Path) -> None:
    """Refuse a name under which nothing could be found again."""
    unfit = _WINDOWS and (_RESERVED.fullmatch(path.name) or _UNFIT.search(path.name))
    if unfit or "\0" in str(path):
        raise OSError(errno.EINVAL, "no file can have this name here")


def _behind_links(path: Path) -> tuple[Path, os.stat_result | None]:
    """Return where a chain of links ends, and what is there."""
    for _ in range(_MOST_LINKS):
        try:
            there = os.lstat(path)
        except FileNotFoundError:
            return path, None
        if not stat.S_ISLNK(there.st_mode):
            return path, there
        path = path.parent / os.readlink(path)
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _write_beside(file: Path, content: bytes, there: os.stat_result | None) -> None:
    """Write another file, and move it onto this one."""
    beside = file.with_name(
        f".gk-{secrets.token_hex(4)}"
    )  # short: that of the file may be as long as it gets
    try:
        # Never more open than the old one, not even for a moment.
        with open(beside, "xb", 0, opener=partial(os.open, mode=_mode(there))) as new:
            if there:
                _like(new.fileno(), there)
            _fill(new, content)
        os.replace(beside, file)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
    _settle(file.parent)


def _mode(there: os.stat_result | None) -> int:
    return stat.S_IMODE(there.st_mode) & 0o777 if there else 0o666  # the system takes off what the user set


def _like(handle: int, there: os.stat_result) -> None:
    """Give a new file the owner and the mode of the old one, as far as the file system knows any."""
    if not _WINDOWS:
        with contextlib.suppress(OSError):
            os.fchown(handle, there.st_uid, there.st_gid)
        with contextlib.suppress(OSError):
            os.fchmod(handle, _mode(there))


def _write_in_place(file: Path, content: bytes, there: os.stat_result | None) -> None:
    """Write over a file, or write a new one, and put back what was there if that fails."""
    with open(file, "r+b" if there else "xb", 0) as whole:
        before = whole.readall() if there else b""
        try:
            _fill(whole, content)
        except BaseException as error:
            try:
                if there:
                    _fill(whole, before)  # its place on the disk is still its own
                else:
                    os.unlink(file)
            except OSError:
                error.add_note(_LOST)
            raise


def _fill(file: io.FileIO, content: bytes) -> None:
    """Let a file hold a content and nothing else, on disk."""
    file.seek(0)
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]
    file.truncate(len(content))
    try:
        os.fsync(file.fileno())
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _settle(folder: Path) -> None:
    """Let a name that was moved outlive a power cut, where folders can be asked for that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
