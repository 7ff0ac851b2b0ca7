"""Steer `faults.c`: system calls to the files of one folder that fail, take long, or are the last.

A program that is to meet faults runs its work by `run_preloaded`, and steers them with `Faults`.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE

FAIL, DELAY, KILL, HALF, TORN = range(5)
"""What happens at a call: it fails, waits or ends the process; or half is written, and then nothing more."""
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
_LOADED = "FAULTS_ARE_LOADED"
ERRORS = [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOLCK, errno.EDQUOT,
          errno.ESTALE, errno.EINTR, errno.EINVAL, errno.ENOSYS, errno.EBUSY, errno.EXDEV]  # fmt: skip


def run_preloaded(main: Callable[[], None]) -> None:
    """Run this program again with the library loaded before all others; there, do its work."""
    if _LOADED in os.environ:
        main()
        return
    assert COMPILER, WHY_NOT
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "faults.so"
        subprocess.run([COMPILER, "-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl"], check=True)
        command = [sys.executable, *sys.orig_argv[1:]]
        environment = os.environ | {"LD_PRELOAD": str(library), _LOADED: "1"}
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)


def found_by(program: str, *given: int) -> Any:
    """Run a program that prints one line of JSON, on files in memory where there are any; return it."""
    environment = os.environ | ({"TMPDIR": "/dev/shm"} if os.path.isdir("/dev/shm") else {})
    command = [sys.executable, "-m", program, *map(str, given)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Faults:
    """The faults of this process, at the calls that touch files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._library = ctypes.CDLL(None)
        for name in ("name", "met"):
            getattr(self._library, f"fault_{name}").restype = ctypes.c_char_p
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

    def refuse(self, call: str, error: int) -> None:
        """Let all calls of one name fail, beside what is planned."""
        self._library.fault_refuse(call.encode(), error)

    def heal(self) -> None:
        """Let every call be what it is."""
        self._library.fault_plan(ctypes.c_long(0), FAIL, 0, False, b"")
        self.refuse("", 0)

    @contextmanager
    def none(self) -> Iterator[None]:
        """Let calls be what they are for a while, and count none: somebody else makes them."""
        self._library.fault_pause(1)
        try:
            yield
        finally:
            self._library.fault_pause(0)

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
    def met(self) -> str:
        """The name of the first call that was changed; empty if there is none."""
        return str(self._library.fault_met().decode())

    @property
    def reached(self) -> int:
        """How many calls were changed."""
        return int(self._library.fault_reached())
