"""A real JupyterHub for a load: started in a folder of its own, weighed, and ended with all it started."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from recorders.children import Children, RecordingError

CONFIG = Path(__file__).resolve().parents[2] / "deploy/jupyterhub/jupyterhub_config.py"
PASSWORD = "harbour-lantern"
PATIENCE = 60.0  # seconds for the hub to start, and for it to end with all its servers
PR_SET_CHILD_SUBREAPER = 36  # Linux: whatever loses its parent becomes a child of this process


@dataclass(frozen=True)
class Weight:
    """Memory of one learner's processes in bytes: without pages counted twice, and with them."""

    server: int
    kernels: int
    resident: int

    @property
    def whole(self) -> int:
        """What the learner adds to the memory in use."""
        return self.server + self.kernels


class Hub:
    """A running hub."""

    def __init__(self, address: str, process: psutil.Process, learners: Path) -> None:
        self.address, self._process, self._learners = address, process, learners

    def processes(self) -> list[psutil.Process]:
        """Return the hub, its proxy, and the servers and kernels of all learners."""
        return [self._process, *self._process.children(recursive=True)]

    def core_seconds(self) -> float:
        """Return the processor time that all of it has used, including what has ended and was waited for."""
        used = 0.0
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                used += times.user + times.system + times.children_user + times.children_system
        return used

    def weigh(self) -> tuple[int, dict[str, Weight]]:
        """Weigh hub and proxy together, and each learner.

        PSS, the proportional set size: a page that n processes share counts 1/n for each, so that the sum
        over all processes is the memory in use. RSS counts such a page n times.
        """
        common, learners = 0, {}
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                owner, is_kernel = self._of_learner(process)
                memory = process.memory_full_info()
                if not owner:
                    common += memory.pss
                    continue
                old = learners.get(owner, Weight(0, 0, 0))
                learners[owner] = Weight(
                    old.server + (0 if is_kernel else memory.pss),
                    old.kernels + (memory.pss if is_kernel else 0),
                    old.resident + memory.rss,
                )
        return common, learners

    def _of_learner(self, process: psutil.Process) -> tuple[str, bool]:
        """Return whose process it is, or nothing if it is the hub's own; and whether it is a kernel.

        By the folder in which it works: a copy of the fork server still has that one's command line.
        """
        folder = Path(process.cwd())
        owner = folder.relative_to(self._learners).parts[0] if folder.is_relative_to(self._learners) else ""
        return owner, "ipykernel" in " ".join([process.name(), *process.cmdline()])


@contextlib.contextmanager
def hub(folder: Path) -> Iterator[Hub]:
    """Start a hub with the configuration that a class uses; end it, and whatever it leaves behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    front, behind = free_ports(2)
    command = [sys.executable, "-m", "jupyterhub", "--config", CONFIG]
    command += [f"--JupyterHub.bind_url=http://127.0.0.1:{front}"]
    command += [f"--JupyterHub.hub_bind_url=http://127.0.0.1:{behind}"]
    command += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{free_ports(1)[0]}"]
    own = {
        "GUIDEKIT_CLASS_FOLDER": str(folder / "class"),
        "GUIDEKIT_CLASS_PASSWORD": PASSWORD,
        "GUIDEKIT_CLASS_ROOT": "1",
    }
    with Children(folder, patience=PATIENCE, orphaned=signal.SIGTERM) as children:
        child = children.start("hub", command, **own)
        running = Hub(f"http://127.0.0.1:{front}", psutil.Process(child.pid), folder / "class/learners")
        try:
            wait_for(f"{running.address}/hub/health", children, folder / "hub.log")
            yield running
        finally:
            children.end()
            sweep()


def wait_for(url: str, children: Children, log: Path) -> None:
    """Wait until the hub answers and has imported what its servers will need, as it has before a class."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        children.check()
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=5).close()
            if "preload: ready" in log.read_text(errors="replace"):
                return
        time.sleep(0.1)
    raise RecordingError(f"no hub at {url} after {PATIENCE:.0f} s")


def sweep() -> None:
    """End what a hub that was killed has left behind; it is this process's own by now."""
    left = psutil.Process().children(recursive=True)
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=10)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody uses now."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
