"""The first relay: ten people open a hundred circuits each, over a first relay that they keep or not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import Model, knob

PEOPLE, CIRCUITS = 10, 100
"""The people who are drawn, and the circuits that each of them opens."""


@dataclass(frozen=True)
class FirstRelay(Model):
    """People who each open a hundred circuits and keep their first relay for some of them in a row.

    A circuit is *linked* when its first and its last relay are hostile. Each relay is hostile with the same
    chance, on its own. The last relay is a new one in each circuit. The first is kept for `kept` circuits.

    With one circuit it is `OnionRouting` without a guard, with all of them it is `OnionRouting` with one.
    The model leaves out how long a circuit lasts, and guards that leave the network.

    References
    ----------
    Syverson, Tsudik, Reed and Landwehr, Towards an analysis of onion routing security (2000), for the two
    ends of a circuit; Øverlier and Syverson, Locating hidden servers (2006), for a first relay that is kept.

    Examples
    --------
    A new first relay each time, and one that is kept:

    >>> [round(FirstRelay(kept=kept).chance(), 3) for kept in (1, 100)]
    [0.634, 0.1]
    >>> [int(FirstRelay(kept=kept).linked().any(axis=1).sum()) for kept in (1, 100)]
    [6, 1]
    """

    adversary: float = knob(
        0.1, 0.0, 0.5, "share of relays", "Hostile relays", "The share of all relays that one adversary runs",
        source="adversary.hostile",
    )  # fmt: skip
    kept: int = knob(
        CIRCUITS, 1, CIRCUITS, "circuits", "First relay kept for",
        "How many circuits in a row begin at the same relay; 1 is a new one each time",
    )  # fmt: skip

    def chance(self) -> float:
        """Compute the probability that at least one of the hundred circuits is linked."""
        return float(1 - self._unlinked()[-1])

    def linked(self) -> NDArray[np.bool_]:
        """Choose which circuits are linked, in one case that is as usual as can be.

        Returns
        -------
        numpy.ndarray
            Whether each circuit of each person is linked, shape (10, 100). As many people as the mean says
            have a linked circuit at all; when it comes follows the law of the model, person by person.
        """
        # The first linked circuit of the person with the quantile (i + 1/2)/10 is the first by which more
        # than that share of all people are linked. What follows is drawn, with the same random numbers
        # whatever the knobs say.
        unlinked, (people, exits, relays) = self._unlinked(), _drawn()
        first = np.searchsorted(1 - unlinked, people, side="right")
        circuit = np.arange(CIRCUITS)
        block = circuit // self.kept
        same = block == (np.minimum(first, CIRCUITS - 1) // self.kept)[:, None]
        hostile = same | (relays[:, block] < self.adversary)
        after = (circuit > first[:, None]) & hostile & (exits < self.adversary)
        return np.asarray(after | (circuit == first[:, None]))

    def _unlinked(self) -> NDArray[np.float64]:
        """Return the chance that no circuit is linked up to each of them."""
        share, tried = self.adversary, np.arange(1, CIRCUITS + 1)
        whole, rest = np.divmod(tried, self.kept)

        def spared(circuits: NDArray[np.int64] | int) -> NDArray[np.float64]:
            return np.asarray(1 - share + share * (1 - share) ** circuits)

        return np.asarray(spared(self.kept) ** whole * spared(rest))


@lru_cache(maxsize=1)
def _drawn() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Draw who is found early, and the random numbers of every last and first relay; always the same."""
    rng = np.random.default_rng(5)
    quantiles = (rng.permutation(PEOPLE) + 0.5) / PEOPLE
    return quantiles, rng.random((PEOPLE, CIRCUITS)), rng.random((PEOPLE, CIRCUITS))
