"""A Kademlia table that really ran, beside the model of a lookup."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from statistics import fmean
from typing import Any, NamedTuple

from guidekit.knobs import Model, knob
from guidekit.models import KademliaLookup
from guidekit.recordings.reading import choices, recording_rows

LOOPBACK = 5.0  # milliseconds of a round trip: the knob's least, as the nodes are on one machine
TIMEOUT = 5.0  # seconds that the recorded program waits for a silent node, as its package is shipped
BUCKETS = choices("dht_lookup", "k")


class MeanLookup(NamedTuple):
    """The mean rounds of a lookup, and the mean of the strangers who are told."""

    rounds: float
    told: float


class MeanSearch(NamedTuple):
    """The share of the values that were found, and the mean seconds."""

    found: float
    seconds: float


@dataclass(frozen=True)
class HashTable(Model):
    """A table of real nodes, and the model of a lookup in it.

    Examples
    --------
    >>> table = HashTable("20")
    >>> {nodes: round(mean.rounds, 2) for nodes, mean in table.lookups().items()}
    {100: 1.3, 200: 1.68, 400: 1.84}
    >>> round(table.model(400).expected_hops(), 2)
    1.74
    """

    bucket: str = knob(
        "20", label="Contacts in a bucket", help="Contacts at each distance, and copies of a value",
        choices=BUCKETS, ordered=True,
    )  # fmt: skip

    def lookups(self) -> dict[int, MeanLookup]:
        """Return the means of the lookups that ended well, by the number of nodes."""
        well = [row for row in self._lookups() if row.found]
        return {
            n: MeanLookup(fmean(row.rounds for row in rows), fmean(row.told for row in rows))
            for n, rows in _grouped(well, "n").items()
        }

    def tries(self) -> int:
        """Count the lookups that were tried."""
        return len(self._lookups())

    def lost(self) -> int:
        """Count the lookups that ended without the target.

        >>> HashTable("20").lost(), HashTable("4").lost()
        (0, 17)
        """
        return sum(not row.found for row in self._lookups())

    def _lookups(self) -> list[Any]:
        return [row for row in recording_rows("dht_lookup") if row.k == int(self.bucket)]

    def churn(self) -> dict[float, MeanSearch]:
        """Return the means of the searches, by the share of the nodes that had stopped."""
        searches = [row for row in recording_rows("dht_churn") if row.k == int(self.bucket)]
        return {
            share: MeanSearch(fmean(row.found for row in rows), fmean(row.seconds for row in rows))
            for share, rows in _grouped(searches, "stopped_share").items()
        }

    def model(self, nodes: int, stale: float = 0.0) -> KademliaLookup:
        """Return the model of this lesson with the time-out of the recorded program."""
        return KademliaLookup(nodes, int(self.bucket), stale=stale, rtt_ms=LOOPBACK, timeout=TIMEOUT)

    def copy_left(self, stopped: float) -> float:
        """Return the probability that a copy of a value is left, 1 − stopped^bucket.

        Parameters
        ----------
        stopped : float
            The share of the nodes that have stopped, 0 to 1; each of `bucket` nodes had one copy.

        Returns
        -------
        float
            The probability that not all of these nodes have stopped.
        """
        return float(1 - stopped ** int(self.bucket))

    def waiting_for_all(self, nodes: int, stopped: float) -> float:
        """Return the time of a lookup whose rounds wait for every answer.

        A round takes the time-out if any of its questions goes to a silent node, so that the mean is
        hops·(1−(1−stopped)^parallel)·time-out.

        Parameters
        ----------
        nodes : int
            The nodes of the table.
        stopped : float
            The share of them that have stopped, 0 to 1.

        Returns
        -------
        float
            The mean in seconds.

        Examples
        --------
        Half of the nodes are gone. The model of the lesson waits only when all three are silent.

        >>> table = HashTable("20")
        >>> round(table.waiting_for_all(100, 0.5), 1)
        5.9
        """
        model = self.model(nodes, stopped)
        return model.expected_hops() * (1 - (1 - stopped) ** model.parallel) * model.timeout


def _grouped(rows: list[Any], column: str) -> dict[Any, list[Any]]:
    """Return the rows by the values of a column, in order."""
    key = attrgetter(column)
    return {value: list(group) for value, group in groupby(sorted(rows, key=key), key)}
