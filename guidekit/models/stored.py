"""Stored: copies of a message in a swarm, which help it to arrive and show it to more nodes."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.models.knobs import knob
from guidekit.models.swarm import SwarmStorage


@dataclass(frozen=True)
class Stored(SwarmStorage):
    """`SwarmStorage` with the loss of a node as a knob.

    References
    ----------
    As for `SwarmStorage`: who links the two ends is our own model. How often a node loses what it holds
    is an assumption.

    Examples
    --------
    One copy, and seven:

    >>> [round(Stored(swarm=n).arrives(), 4) for n in (1, 7)]
    [0.7, 0.9998]
    """

    node_loss: float = knob(
        0.3, 0.0, 1.0, "probability", "Node lost", "The chance that one node loses what it holds in between"
    )

    def arrives(self) -> float:
        """Probability that the recipient comes in time and a node still has the message."""
        return self.delivered(self.node_loss)
