"""Joining: what one more honest node changes, for its host and for everyone."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.models.knobs import Model, knob


@dataclass(frozen=True)
class Joining(Model):
    """A relay network that honest hosts join with relays of the usual size.

    A host's own client picks its circuits as everyone's does, so hosting changes its risk by as much
    as everyone's: the hostile share is thinned out.

    The model leaves out: relays of different sizes, a host who picks the own relay as entry (which
    then hides less, for the host's traffic stands alone there), and hosts who are attacked for hosting.

    References
    ----------
    Our own model, on the squared share of `OnionRouting.circuit_compromise`.

    Examples
    --------
    One more among 8,000, then as many again:

    >>> [round(100 * Joining(joined=n).linked(), 4) for n in (0, 1, 8000)]
    [1.0, 0.9998, 0.25]
    """

    relays: int = knob(8000, 100, 10_000, "relays", "Relays before", "How many there were", log=True)
    adversary: float = knob(
        0.1, 0.0, 0.5, "share of capacity", "Hostile share", "Share that one adversary ran before"
    )
    joined: int = knob(1, 0, 10_000, "relays", "Honest relays that join", "All of them of the usual size")

    def share(self) -> float:
        """Share of the capacity that the adversary still runs."""
        return self.adversary * self.relays / (self.relays + self.joined)

    def linked(self) -> float:
        """Probability that both ends of one circuit are hostile, of the host's as of anyone's."""
        return self.share() ** 2
