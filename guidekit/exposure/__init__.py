"""Who learns what from one message, derived from how its packets are built."""

from guidekit.exposure.cells import claim_cells
from guidekit.exposure.journey import Journey
from guidekit.exposure.lines import TableError
from guidekit.exposure.packet import Hop, Layer, Party
from guidekit.exposure.reading import journeys
from guidekit.exposure.story import Seal, Step, steps
from guidekit.exposure.table import casebook, exposure
from guidekit.exposure.words import DATA, KINDS

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
