"""Runs of real cryptography: each is a plain function that returns a frame.

Every primitive comes from a library (vodozemac, PyNaCl, cryptography). The keys are fresh in each run, and
the frames say only what does not depend on them: what was readable, by whom, and how large it was.
Nothing here opens a socket.

One module a protocol, imported when it is first used: ``gk.protocols.olm.theft("ABAB", snapshot=1)``.
"""

from __future__ import annotations

import importlib
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    try:
        return importlib.import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as missing:
        if missing.name != f"{__name__}.{name}":  # a library of an extra is missing: say which
            raise
        raise AttributeError(f"guidekit.protocols has no module {name!r}") from missing
