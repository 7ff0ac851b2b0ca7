"""What was measured on the public Tor network: its largest relays, downloads, and how long relays stay."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from guidekit.knobs import Model, knob
from guidekit.models import Patience, RankedShares, both_among_largest
from guidekit.names import check_known
from guidekit.recordings.reading import series

PRESETS = {"tor-2018": "tor-weights-2018"}
KINDS = ("guard", "middle", "exit")
MOST = 841  # relays that could be exits in the consensus of 2018-04-21: there are more of the other kinds


@functools.cache
def relays(preset: str, kind: str) -> RankedShares:
    """Return the shares of real relays, the largest first.

    Parameters
    ----------
    preset : str
        ``"tor-2018"``, the Tor consensus of 2018-04-21.
    kind : str
        ``"guard"``, ``"middle"`` or ``"exit"``: the place in the circuit they are chosen for.

    Returns
    -------
    RankedShares
        Their shares of the weight by which clients choose.

    Raises
    ------
    ValueError
        If there is no such preset or kind.

    Examples
    --------
    >>> relays("tor-2018", "exit").needed(0.5)
    107
    >>> relays("tor-2019", "exit")
    Traceback (most recent call last):
    ValueError: there is no preset 'tor-2019'; allowed: tor-2018
    """
    check_known("preset", [preset], PRESETS)
    check_known("kind of relay", [kind], KINDS)
    ranks, totals = series(PRESETS[preset], kind)
    return RankedShares.from_cumulative(list(ranks), list(totals))


@dataclass(frozen=True)
class LargestRelays(Model):
    """An adversary who holds the largest relays of a real network, so many guards and as many exits.

    The weights are those of the Tor consensus of 2018-04-21 (S-tor-consensus).

    Examples
    --------
    >>> largest = LargestRelays(10)
    >>> round(largest.linked(), 4), round(largest.if_equal(), 6)
    (0.0047, 6.3e-05)
    """

    largest: int = knob(
        10, 1, MOST, "relays of each kind", "Largest relays", "How many of the largest are hostile", log=True
    )
    preset: str = knob(
        "tor-2018", label="Network", help="Which measured network", choices=tuple(PRESETS)
    )  # fmt: skip

    def linked(self) -> float:
        """Return the probability that both ends of a circuit are among them."""
        guards, exits = relays(self.preset, "guard"), relays(self.preset, "exit")
        return both_among_largest(guards, exits, self.largest)

    def if_equal(self) -> float:
        """Return the probability that both ends are among as many relays if all had equal weight."""
        guards, exits = relays(self.preset, "guard"), relays(self.preset, "exit")
        return self.largest**2 / (guards.shares.size * exits.shares.size)


SIZES = Patience().sizes
_KEPT = ("5", "10", "25", "50", "75", "90", "95", "99")


@dataclass(frozen=True)
class Downloads(Model):
    """Downloads over Tor as measured in 2019 (S-torperf), and a straight line through their ends."""

    percentile: str = knob(
        "50", label="Percentile", help="How many in a hundred were faster", choices=_KEPT, ordered=True
    )

    def measured(self) -> tuple[float, ...]:
        """Return the seconds of 50 KiB, 1 MiB and 5 MiB."""
        found = (series("torperf-2019", f"download-{int(size)}-bytes") for size in SIZES)
        return tuple(float(value[x == int(self.percentile)][0]) for x, value in found)

    def straight(self, size: float) -> float:
        """Return the seconds that a number of bytes takes after a time to set up, at a constant speed."""
        small, _, large = self.measured()
        return Patience(sizes=(SIZES[0], SIZES[2]), times=(small, large)).arrival(size)


@dataclass(frozen=True)
class RelaySurvival(Model):
    """Relays that leave the list at a constant rate, whatever their age: an exponential.

    The default is the mean whose squared misfit with the shares measured in 2019 (S-torchurn) is least.

    Examples
    --------
    >>> round(RelaySurvival().share(168), 3)
    0.948
    """

    mean_days: float = knob(
        132.0, 3, 1000, "days", "Mean time listed", "The mean time a relay stays in the list", log=True
    )

    def share(self, hours: float) -> float:
        """Return the share of the relays that are still listed after so many hours."""
        return float(np.exp(-hours / 24 / self.mean_days))
