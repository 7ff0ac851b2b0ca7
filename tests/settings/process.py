"""The settings of a process before and after: `note()` them, do something, and `tell` what differs."""

from __future__ import annotations

import builtins
import decimal
import gc
import json
import locale
import logging
import os
import random
import signal
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.core.interactiveshell import InteractiveShell
from matplotlib import font_manager, scale, units

shell = InteractiveShell.instance()
_before: dict[str, Any] = {}


def set_some() -> None:
    """Set some things as a person does, so that putting all back to how libraries come would be seen."""
    plt.style.use("dark_background")
    np.seterr(under="warn")
    np.set_printoptions(precision=5)
    pd.set_option("display.max_rows", 17)
    decimal.getcontext().prec = 11
    warnings.simplefilter("once", ResourceWarning)
    random.seed(5)
    np.random.seed(5)


def settings() -> dict[str, Any]:
    """Return the settings of this process as texts that can be compared."""
    known = {name: logging.getLogger(name) for name in ("", "matplotlib", "numpy", "asyncio", "IPython")}
    backend = mpl.get_backend()  # chooses one if nobody has
    formats = shell.display_formatter.formatters  # type: ignore[union-attr]
    return {
        "backend": backend,
        "rc": {name: repr(value) for name, value in dict.items(mpl.rcParams)},
        "fonts": [str(font.fname) for font in font_manager.fontManager.ttflist],
        "colours": sorted(mpl.colormaps),
        "units": sorted(f"{kind} {type(one)}" for kind, one in units.registry.items()),
        "scales": scale.get_scale_names(),
        "pandas": {name: repr(_option(name)) for name in pd._config.config._registered_options},
        "errors": [repr(np.geterr()), repr(np.geterrcall())],
        "print": repr(np.get_printoptions()),
        "numpy random": repr(np.random.get_state()[1:3]),
        "random": repr(random.getstate()),
        # A library brings rules for warnings of its own.
        "warnings": [repr(rule) for rule in warnings.filters if rule[2].__module__ == "builtins"],
        "locale": locale.setlocale(locale.LC_ALL),
        "decimals": repr(decimal.getcontext()),
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "path": list(sys.path),
        "signals": {str(number): repr(signal.getsignal(number)) for number in signal.valid_signals()},
        "logging": {name: [one.level, one.disabled, repr(one.handlers)] for name, one in known.items()},
        "all logging": [logging.root.manager.disable, logging.raiseExceptions],
        "threads": sorted(thread.name for thread in threading.enumerate()),
        "hooks": [repr(getattr(sys, name)) for name in ("excepthook", "displayhook", "unraisablehook")],
        "recursion": [sys.getrecursionlimit(), sys.getswitchinterval()],
        "builtins": sorted(vars(builtins)),
        "collector": [gc.isenabled(), repr(gc.get_threshold())],
        "figures": plt.get_fignums(),
        "formatters": {
            kind: [repr(sorted(map(str, one.type_printers))), repr(sorted(map(str, one.deferred_printers)))]
            for kind, one in formats.items()
        },
    }


def _option(name: str) -> Any:
    with warnings.catch_warnings(action="ignore"):
        return pd.get_option(name)


def note() -> None:
    """Note the settings of now."""
    _before.update(json.loads(json.dumps(settings())))


def tell(file: str) -> None:
    """Write what differs from what was noted: before and after, of lists and tables only the difference."""
    now = json.loads(json.dumps(settings()))
    differs = {}
    for name, old in _before.items():
        new = now[name]
        if old == new:
            continue
        if isinstance(old, dict):
            keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
            old, new = ({key: one.get(key) for key in keys} for one in (old, new))
        elif isinstance(old, list) and name not in ("path", "warnings"):
            old, new = ([x for x in one if x not in other] for one, other in ((old, new), (new, old)))
        differs[name] = [old, new]
    Path(file).write_text(json.dumps(differs), encoding="utf-8")


def every_lesson() -> None:
    """Run all code cells of all lessons, and use the panels."""
    from guidekit.course.lessons import lesson_files
    from tests.panels.every import panels_of

    for path in lesson_files():
        for panel in panels_of(path):
            panel.uncover()
            panel.receive({"dark": True}, 1)
            panel.still()
            panel._repr_mimebundle_()
