"""What the tests of a class share: where the hub's environment is, and what a live run lacks."""

from __future__ import annotations

import importlib.util
import shutil
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
