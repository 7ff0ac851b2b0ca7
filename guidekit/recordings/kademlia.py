"""A Kademlia table that really ran, beside the model of a lookup."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from guidekit.knobs import Model, knob
from guidekit.models import KademliaLookup
from guidekit.recordings.reading import choices, recording

LOOPBACK = 5.0  # milliseconds of a round trip: the knob's least, as the nodes are on one machine
TIMEOUT = 5.0  # seconds that the recorded program waits for a silent node, as its package is shipped
BUCKETS = choices("dht_lookup", "k")


@dataclass(frozen=True)
class HashTable(Model):
    """A table of real nodes, and the model of a lookup in it.

    Examples
    --------
    >>> table = HashTable("20")
    >>> table.lookups().rounds.round(2).to_dict()
    {100: 1.3, 200: 1.68, 400: 1.84}
    >>> round(table.model(400).expected_hops(), 2)
    1.74
    """

    bucket: str = knob(
        "20", label="Contacts in a bucket", help="Contacts at each distance, and copies of a value",
        choices=BUCKETS, ordered=True,
    )  # fmt: skip

    def lookups(self) -> pd.DataFrame:
        """Return the mean ``rounds`` and strangers ``told`` of the lookups that ended well, by nodes."""
        rows = recording("dht_lookup")
        rows = rows[(rows.k == int(self.bucket)) & (rows.found == 1)]
        return rows.groupby("n")[["rounds", "told"]].mean()

    def lost(self) -> int:
        """Count the lookups that ended without the target.

        >>> HashTable("20").lost(), HashTable("4").lost()
        (0, 17)
        """
        rows = recording("dht_lookup")
        return int((rows[rows.k == int(self.bucket)].found == 0).sum())

    def churn(self) -> pd.DataFrame:
        """Return the mean of ``found`` and the mean ``seconds``, by the share of nodes that had stopped."""
        rows = recording("dht_churn")
        return rows[rows.k == int(self.bucket)].groupby("stopped_share")[["found", "seconds"]].mean()

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
