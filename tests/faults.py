"""Steer `faults.c`: system calls to the files of one folder that fail, take long, or are the last.

A process that is to meet faults is started with `preloaded()` as its environment, and steers with `Faults`.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

FAIL, DELAY, KILL, HALF, TORN = range(5)
"""What happens at a call: it fails, waits or ends the process; or it writes half, and then nothing or the end."""
SOURCE = Path(__file__).with_suffix(".c")
COMPILER = shutil.which("cc") or shutil.which("gcc")
WHY_NOT = (
    "faults of system calls are loaded before the C library, which is done on Linux"
    if sys.platform != "linux"
    else "no C compiler to build tests/faults.c with"
    if COMPILER is None
    else ""
)
"""Why no faults can be tried here; empty if they can."""
ERRORS = [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOLCK, errno.EDQUOT,
          errno.ESTALE, errno.EINTR, errno.EINVAL, errno.ENOSYS, errno.EBUSY, errno.EXDEV]  # fmt: skip


def preloaded(folder: Path) -> dict[str, str]:
    """Build the library in a folder; return the environment of a process that is to load it first."""
    library = folder / "faults.so"
    if not library.exists():
        assert COMPILER, WHY_NOT
        command = [COMPILER, "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl"]
        subprocess.run(command, check=True, capture_output=True, text=True)
    return os.environ | {"LD_PRELOAD": str(library)}


class Faults:
    """The faults of this process, at the calls that touch files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._library = ctypes.CDLL(None)
        self._library.fault_name.restype = ctypes.c_char_p
        for name in ("count", "reached"):
            getattr(self._library, f"fault_{name}").restype = ctypes.c_long
        self._library.fault_watch(os.fsencode(folder))

    def plan(
        self, at: int, kind: int, value: int = 0, for_good: bool = False, only: tuple[str, ...] = ()
    ) -> None:
        """Change the call with this number, counted from the start, or all from there on.

        `value` is an error number or milliseconds; `only` names the calls that are meant, by default all.
        """
        names = f" {' '.join(only)} " if only else ""
        self._library.fault_plan(ctypes.c_long(at), kind, value, for_good, names.encode())

    def heal(self) -> None:
        """Let every call be what it is."""
        self._library.fault_plan(ctypes.c_long(0), FAIL, 0, False, b"")

    @property
    def calls(self) -> list[str]:
        """The names of all calls so far."""
        count = self._library.fault_count()
        return [self._library.fault_name(ctypes.c_long(at)).decode() for at in range(1, count + 1)]

    @property
    def count(self) -> int:
        """How many calls there were."""
        return int(self._library.fault_count())

    @property
    def reached(self) -> int:
        """How many calls were changed."""
        return int(self._library.fault_reached())
