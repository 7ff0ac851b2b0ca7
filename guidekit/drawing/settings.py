"""Settings: a picture of the course is drawn as matplotlib and NumPy come, whatever the user has set."""

from __future__ import annotations

import contextlib
import copy
import threading
from collections.abc import Iterator

import matplotlib
import numpy as np

LOCK = threading.RLock()
"""Held while an exhibit draws and its picture is read. Canvases of one size share the memory they are drawn
in, and JupyterLab may answer a slider on another thread than the one that runs a cell."""

_held = False  # whether a thread holds the lock and the settings
_THEIRS = ("backend", "interactive", "toolbar")  # where windows open is no matter of a picture
# A copy: matplotlib shares its lists between the defaults and what a user edits in place.
_OURS = {
    name: copy.deepcopy(value)
    for name, value in dict.items(matplotlib.rcParamsDefault)
    if name not in _THEIRS
}


@contextlib.contextmanager
def own_settings() -> Iterator[None]:
    """Hold the settings that all pictures of the course are drawn with, one thread at a time.

    Only what differs is changed, and afterwards each is put back, unless another thread has set it meanwhile:
    ``matplotlib.rc_context`` would take that away. It would also check all 330 settings, 2 ms a step.

    Examples
    --------
    >>> matplotlib.rcParams["lines.linewidth"] = 7
    >>> with own_settings():
    ...     matplotlib.rcParams["lines.linewidth"]
    1.5
    >>> matplotlib.rcParams["lines.linewidth"]
    7.0
    >>> matplotlib.rcParams["lines.linewidth"] = 1.5
    """
    global _held
    with LOCK:
        if _held:  # further out, by this thread
            yield
            return
        now, _held = matplotlib.rcParams, True
        found = ((name, dict.get(now, name), ours) for name, ours in _OURS.items())
        theirs = {name: value for name, value, ours in found if value is not ours and value != ours}
        try:
            for name in theirs:
                dict.__setitem__(now, name, _OURS[name])
            with np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"):
                yield
        finally:
            for name, value in theirs.items():
                if dict.get(now, name) is _OURS[name]:
                    dict.__setitem__(now, name, value)
            _held = False
