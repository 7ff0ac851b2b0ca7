"""What the tests of a class share: where the hub's environment is, and what a live run lacks."""

from __future__ import annotations

import functools
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy" / "jupyterhub"


def python() -> Path | None:
    """Return a Python that has JupyterHub: of `make hub`, or the one that runs the tests."""
    own = ROOT / ".hub/bin/python"
    if own.exists():
        return own
    return Path(sys.executable) if importlib.util.find_spec("jupyterhub") else None


@functools.cache
def not_apart() -> str:
    """Say why this machine cannot keep learners apart, if so."""
    done = subprocess.run([sys.executable, "-I", "-S", DEPLOY / "apart.py"], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout.strip() or done.stderr.strip()[-500:]


def lacks() -> str:
    """Say what a live run needs that is not here."""
    if sys.platform != "linux":
        return "a live run needs Linux, as the fork server does"
    if python() is None:
        return "a live run needs JupyterHub: make .hub/.ready"
    local = DEPLOY / "node_modules/.bin/configurable-http-proxy"
    if not local.exists() and not shutil.which("configurable-http-proxy"):
        return "a live run needs configurable-http-proxy: make deploy/jupyterhub/node_modules/.ready"
    return ""
