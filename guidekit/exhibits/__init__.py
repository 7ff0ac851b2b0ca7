"""The exhibits: each draws a model on a figure and returns one sentence that says what is to be seen.

One module a lesson, imported when it is first used: ``gk.exhibits.anonymous.guards``.
"""

from __future__ import annotations

import importlib
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    try:
        return importlib.import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as missing:
        raise AttributeError(f"guidekit.exhibits has no module {name!r}") from missing
