"""Who learns what from one message, derived from how its packets are built."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from guidekit.exposure.cells import claim_cells
from guidekit.exposure.journey import Journey
from guidekit.exposure.packet import Hop, Layer, Party
from guidekit.exposure.reading import journeys
from guidekit.exposure.story import Seal, Step, steps
from guidekit.exposure.table import casebook, exposure
from guidekit.exposure.words import DATA, KINDS
from guidekit.sheets import TableError

__all__ = [
    "DATA",
    "KINDS",
    "Hop",
    "Journey",
    "Layer",
    "Party",
    "Seal",
    "Step",
    "TableError",
    "casebook",
    "claim_cells",
    "exposure",
    "journeys",
    "steps",
]


class _Room(ModuleType):
    """The room is called like the one question people ask in it, so asking the room asks that question."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Answer `exposure`: ``gk.exposure("signal-sealed")``."""
        return exposure(*args, **kwargs)


sys.modules[__name__].__class__ = _Room
