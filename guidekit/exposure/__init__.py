"""Who learns what from one message, derived from how its packets are built."""

from guidekit.exposure.journey import Hop, Journey, Layer, Party
from guidekit.exposure.reading import TableError, journeys
from guidekit.exposure.table import casebook, exposure
from guidekit.exposure.words import DATA, KINDS

__all__ = ["DATA", "KINDS", "Hop", "Journey", "Layer", "Party", "TableError", "casebook", "exposure", "journeys"]
