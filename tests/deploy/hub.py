"""A real JupyterHub for the tests: started in a folder of its own, and ended with all that it started."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil

from recorders.children import Children, RecordingError
from tests.patience import PATIENCE

CONFIG = Path(__file__).resolve().parents[2] / "deploy/jupyterhub/jupyterhub_config.py"
PASSWORD = "harbour-lantern"
PR_SET_CHILD_SUBREAPER = 36  # Linux: whatever loses its parent becomes a child of this process


class Hub:
    """A running hub."""

    def __init__(self, address: str, inner: tuple[str, str], process: psutil.Process) -> None:
        """Keep the address for browsers, those that only the hub's programs use, and the process."""
        self.address, self.inner, self._process = address, inner, process

    def processes(self) -> list[psutil.Process]:
        """Return the hub, its proxy, and the servers and kernels of all learners."""
        return [self._process, *self._process.children(recursive=True)]


@contextlib.contextmanager
def hub(folder: Path, **settings: str) -> Iterator[Hub]:
    """Start a hub with the configuration of a class and some settings; end it, and whatever it leaves."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    front, behind, api = free_ports(3)
    command = [sys.executable, "-m", "jupyterhub", "--config", CONFIG]
    command += [f"--JupyterHub.bind_url=http://127.0.0.1:{front}"]
    command += [f"--JupyterHub.hub_bind_url=http://127.0.0.1:{behind}"]
    command += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{api}"]
    own = {
        "GUIDEKIT_CLASS_FOLDER": str(folder / "class"),
        "GUIDEKIT_CLASS_PASSWORD": PASSWORD,
        "GUIDEKIT_CLASS_ROOT": "1",
        "GUIDEKIT_CLASS_TOGETHER": "1",  # where it cannot be helped; tests/deploy/test_apart.py asks for more
    }
    with Children(folder, patience=PATIENCE, orphaned=signal.SIGTERM) as children:
        child = children.start("hub", command, **own, **settings)
        address = f"http://127.0.0.1:{front}"
        try:
            wait_for(f"{address}/hub/health", children, folder / "hub.log")
            inner = (f"http://127.0.0.1:{behind}/hub/api", f"http://127.0.0.1:{api}/api")
            yield Hub(address, inner, psutil.Process(child.pid))
        finally:
            children.end()
            sweep()


def wait_for(url: str, children: Children, log: Path) -> None:
    """Wait until the hub answers and has imported what its servers will need, as it has before a class."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        children.check()
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=PATIENCE).close()
            if "preload: ready" in log.read_text(errors="replace"):
                return
        time.sleep(0.1)
    raise RecordingError(f"no hub at {url} after {PATIENCE} s")


def sweep() -> None:
    """End what a hub that was killed has left behind; it is this process's own by now."""
    left = psutil.Process().children(recursive=True)
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=PATIENCE)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody uses now."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
