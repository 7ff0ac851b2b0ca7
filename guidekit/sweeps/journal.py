"""Journal: the rows of a sweep as they come, in a file beside its table, safe against every kind of end."""

from __future__ import annotations

import json
import os
import reprlib
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from guidekit.paths import write_whole
from guidekit.sweeps.work import Row

FORMAT = "guidekit sweep 1"
SYNC = 1.0  # seconds between two waits for the disk: what a power cut can cost


class Journal:
    """A file of lines, each with its checksum: what is swept, then rows as they came.

    A line that was cut short by an end of the process is dropped and its points are answered again.

    Parameters
    ----------
    path : pathlib.Path
        The file; made if it is not there.
    story : dict
        What is swept, see `Work.story`.

    Attributes
    ----------
    written : set of str
        The digests of the tables that were written from it.

    Raises
    ------
    ValueError
        If the file belongs to another sweep, or is no journal; it stays as it is.
    BlockingIOError
        If another process is writing it.
    """

    def __init__(self, path: Path, story: dict[str, Any]) -> None:
        self.path = path
        if not path.exists():
            write_whole(path, _line({"format": FORMAT, **story}))
        self._file = path.open("r+b")
        try:
            _lock(self._file, path)
            self._entries, good = _read(self._file)
            self._agree(story)
        except BaseException:
            self._file.close()
            raise
        self._file.truncate(good)
        self._file.seek(good)
        self._synced = time.monotonic()
        self.written = {entry["written"] for entry in self._entries if "written" in entry}

    def rows(self) -> Iterator[tuple[int, list[Row]]]:
        """Give back what is kept: the first point of a slice, and its rows."""
        for entry in self._entries:
            if "rows" in entry:
                yield entry["first"], entry["rows"]

    def add(self, first: int, rows: list[Row]) -> None:
        """Keep the rows of a slice."""
        self._put({"first": first, "rows": rows})
        if time.monotonic() - self._synced > SYNC:
            self._sync()

    def writes(self, digest: str) -> None:
        """Keep the digest of a table that is about to be written, so that it is known as our own."""
        if digest not in self.written:
            self.written.add(digest)
            self._put({"written": digest})
            self._sync()

    def close(self) -> None:
        """Wait for the disk and let go of the file."""
        try:
            self._sync()
        finally:
            self._file.close()

    def _put(self, entry: dict[str, Any]) -> None:
        self._file.write(_line(entry))
        self._file.flush()

    def _sync(self) -> None:
        os.fsync(self._file.fileno())
        self._synced = time.monotonic()

    def _agree(self, story: dict[str, Any]) -> None:
        head = self._entries.pop(0) if self._entries else {}
        if head.pop("format", None) != FORMAT:
            raise ValueError(
                f"{self.path} is no journal of a sweep and was left as it is; remove it, or write elsewhere"
            )
        found = list(_differences("", head, story))
        if found:
            table = self.path.with_suffix("")
            raise ValueError(
                f"{self.path} keeps another sweep and was left as it is: {'; '.join(found)}. "
                f"Write to another file, or remove {self.path.name} and {table.name} to begin anew"
            )


def _line(entry: dict[str, Any]) -> bytes:
    text = json.dumps(entry).encode()  # Python's JSON keeps every float to the last bit, and NaN
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _read(file: IO[bytes]) -> tuple[list[dict[str, Any]], int]:
    """Read the lines up to the first that is damaged, and say where it begins."""
    entries, good = [], 0
    for line in file:
        code, _, text = line.rstrip(b"\n").partition(b" ")
        if not line.endswith(b"\n") or code != b"%08x" % zlib.crc32(text):
            break
        entries.append(json.loads(text))
        good += len(line)
    return entries, good


def _differences(name: str, was: Any, now: Any) -> Iterator[str]:
    if isinstance(was, dict) and isinstance(now, dict) and list(was) == list(now):
        for key in was:
            yield from _differences(f"{name}.{key}" if name else key, was[key], now[key])
    elif was != now or (isinstance(was, dict) and list(was) != list(now)):
        if isinstance(was, dict):
            was, now = list(was), list(now)
        short = reprlib.Repr()
        short.maxstring = 60
        yield f"{name} was {short.repr(was)}, is now {short.repr(now)}"


def _lock(file: IO[bytes], path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two sweeps at once would do the work twice, and both be right
        return
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BlockingIOError(f"another sweep is writing {path}; wait for it, or write elsewhere") from error
