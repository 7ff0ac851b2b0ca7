"""Child processes that never outlive the recorder that started them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PATIENCE = 2.0  # seconds until a process that was asked to end is killed; relays have taken minutes
PR_SET_PDEATHSIG = 1  # Linux: a signal for the child when its parent is gone


class RecordingError(RuntimeError):
    """A child ended early, or did not get ready in time."""


class Children:
    """The processes of one recording, each in a group of its own, ended by their own ids.

    They end when the block is left: after the work, a failure, or a signal. Should the recorder itself
    be killed without a word, Linux signals each of them `orphaned` (the kernel watches the thread that
    started them, so start them from the main thread).
    """

    def __init__(
        self, folder: Path, patience: float = PATIENCE, orphaned: signal.Signals = signal.SIGKILL
    ) -> None:
        """Keep logs in a folder; children that have children of their own to end need more patience."""
        self.folder, self.patience, self.orphaned = folder, patience, orphaned
        self.running: list[subprocess.Popen[bytes]] = []
        self.user = nobody()

    def __enter__(self) -> Children:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def run(self, name: str, command: Sequence[str | Path], ordinary: bool = False, **env: str) -> str:
        """Run a program to its end and return what it prints."""
        child = self.start(name, command, ordinary, self.folder / f"{name}.out", **env)
        while not is_over(child):
            time.sleep(0.02)
        if child.wait():
            self.check()
        self.end(child)
        return (self.folder / f"{name}.out").read_text()

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        ordinary: bool = False,
        prints: Path | None = None,
        **env: str,
    ) -> subprocess.Popen[bytes]:
        """Start a program; what it says goes into ``NAME.log``, or what it prints into a file.

        An `ordinary` one gives up root's rights, where there are any to give up.
        """
        parent = os.getpid()

        def before() -> None:
            if sys.platform == "linux":
                ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, self.orphaned)
                if os.getppid() != parent:  # it was gone before the kernel watched
                    os._exit(1)

        who: dict[str, object] = {}
        if ordinary and self.user:
            who = {"user": self.user[0], "group": self.user[1], "extra_groups": []}
        log_file = self.folder / f"{name}.log"
        with log_file.open("ab") as log, (prints or log_file).open("ab") as out:
            child = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=log,
                cwd=self.folder,
                env=os.environ | {"HOME": str(self.folder)} | env,  # nothing is read from or left in a home
                start_new_session=True,
                preexec_fn=before,
                **who,
            )
        child.name = name  # type: ignore[attr-defined]
        self.running.append(child)
        return child

    def hurry(self) -> str:
        """Let the children run as soon as they have something to do, where the system allows it.

        What waits for a processor that others use would be counted as time on the network.

        Returns
        -------
        str
            Whether they are in a hurry, in words for the notes: only root can ask for it.
        """
        try:
            for child in self.running:
                os.sched_setscheduler(child.pid, os.SCHED_RR, os.sched_param(1))
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
        except (AttributeError, PermissionError):  # no such call on a Mac, no such right in a container
            return "ordinary"
        return "real time"

    def give(self, *paths: Path) -> None:
        """Let ordinary children own what was made for them."""
        for path in paths if self.user else ():
            os.chown(path, *self.user)

    def check(self) -> None:
        """Say which child has ended although it should run."""
        for child in self.running:
            if (code := child.poll()) is not None:
                said = (self.folder / f"{child.name}.log").read_text(errors="replace").splitlines()[-8:]
                raise RecordingError("\n".join([f"{child.name} ended with {code}:", *said]))

    def end(self, *some: subprocess.Popen[bytes]) -> None:
        """End some children, or all of them: asked first, killed if they take too long."""
        these = list(some) or list(reversed(self.running))
        for child in these:
            tell(child, signal.SIGTERM)
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline and not all(is_over(child) for child in these):
            time.sleep(0.02)
        for child in these:
            tell(child, signal.SIGKILL)  # the whole group, also what the child left behind
            child.wait()
        self.running = [child for child in self.running if child not in these]


def tell(child: subprocess.Popen[bytes], what: signal.Signals) -> None:
    """Signal the group of a child that has not been waited for, so that the id is still its own."""
    if child.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, what)


def is_over(child: subprocess.Popen[bytes]) -> bool:
    """Look whether a child has ended, and leave it to be waited for: until then its id stays its own."""
    if child.returncode is not None:
        return True
    return os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def nobody() -> tuple[int, int] | None:
    """Return the ids of the user ``nobody``, if this is root and can become somebody else."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(OSError, ValueError):
        # In a namespace of an ordinary user, root is the only user there is.
        if int(Path("/proc/self/uid_map").read_text().split()[2]) == 1:
            return None
    found = pwd.getpwnam("nobody")
    return found.pw_uid, found.pw_gid
