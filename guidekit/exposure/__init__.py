"""Who learns what from one message, derived from how its packets are built."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from guidekit.exposure.journey import Hop, Journey, Layer, Party
from guidekit.exposure.question import JourneyStep, WhoLearns
from guidekit.exposure.reading import journeys
from guidekit.exposure.story import PacketLayer, Step, steps
from guidekit.exposure.table import casebook, exposure
from guidekit.exposure.terms import DATA, KINDS
from guidekit.exposure.ways import Addresses, HiddenEnds, OwnServer
from guidekit.tables.csvfile import TableError

__all__ = [
    "DATA",
    "KINDS",
    "Addresses",
    "HiddenEnds",
    "Hop",
    "Journey",
    "JourneyStep",
    "Layer",
    "OwnServer",
    "PacketLayer",
    "Party",
    "Step",
    "TableError",
    "WhoLearns",
    "casebook",
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
