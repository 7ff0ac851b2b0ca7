"""Nearby: people who walk about in a square and carry a message in their pockets."""

from __future__ import annotations

import functools
import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guidekit.models.knobs import Model, knob
from guidekit.models.proximity import Proximity
from guidekit.models.walking import meeting_rate, walk

LONGEST = 12.0  # hours the walk goes on
STEPS = 360  # places noted on it: one in two minutes


@dataclass(frozen=True)
class Nearby(Model):
    """A sender, a recipient and others who walk about, and who may carry the message.

    The same people twice: as a formula (`chance`, from the rate at which two of them meet) and as a
    walk (`carriers`), in which a message passes whenever two come within range. Person 0 is the
    sender, person 1 the recipient.

    The model leaves out: walls, friends who meet more often than strangers, people who stay at home,
    full batteries, and meetings too short for the message. Two walks of the same people differ a lot.

    References
    ----------
    `meeting_rate` for the rate and `Proximity` for the three ways to carry. How many people there are,
    how fast they walk and how large the square is are assumptions.

    Examples
    --------
    >>> town = Nearby(range_m=10)
    >>> round(town.rate(), 3), round(town.chance(), 3)
    (0.102, 0.097)
    """

    range_m: float = knob(
        15.0, 5, 40, "m", "Range", "How near two phones must come", source="briar.local_range_m"
    )
    people: int = knob(
        40, 2, 60, "people", "People around", "Everyone besides the sender, with the recipient"
    )
    area_km2: float = knob(1.0, 0.1, 10, "km²", "Area", "The square in which they walk", log=True)
    hours: float = knob(1.0, 0.05, LONGEST, "hours", "Time", "Hours since the message was written", log=True)
    speed: float = knob(4.0, 1, 6, "km/h", "Speed", "How fast people walk")
    relay: str = knob(
        "direct",
        label="Who carries",
        help="direct: only the sender; two-hop: whom the sender meets; epidemic: everyone",
        choices=("direct", "two-hop", "epidemic"),
    )

    def rate(self) -> float:
        """Meetings of two given people in an hour."""
        return meeting_rate(self.area_km2, self.range_m, self.speed)

    def meetings(self) -> Proximity:
        """Return the same people as a model of who meets whom."""
        return Proximity(people=self.people, meetings=self.rate(), relay=self.relay)

    def chance(self) -> float:
        """Probability that the recipient has the message after `hours`."""
        return float(self.meetings().delivered_within(self.hours))

    def places(self, seed: int = 1) -> NDArray[np.float64]:
        """Return where everyone has been until now, in km, shape (times, people + 1, 2)."""
        return _walked(self.people, self.area_km2, self.speed, seed)[: self._now() + 1]

    def carriers(self, seed: int = 1) -> NDArray[np.bool_]:
        """Return who holds the message now on one walk; of the recipient: whether it has arrived.

        Returns
        -------
        numpy.ndarray
            True or False a person, shape (people + 1,).
        """
        places, reach = self.places(seed), self.range_m / 1000
        holds = np.zeros(self.people + 1, dtype=bool)
        holds[0] = True
        if self.relay != "epidemic":
            from_sender = _meet(places[:, :1], places, reach)
            holds[1] = from_sender[:, 1].any()
            if self.relay == "two-hop":
                holds[2:] = from_sender[:, 2:].any(axis=0)
                given = np.logical_or.accumulate(from_sender[:-1, 2:])  # who had a copy a moment before
                holds[1] |= (_meet(places[:, 1:2], places[:, 2:], reach)[1:] & given).any()
            return holds
        for before, after in itertools.pairwise(places):
            givers, others = np.flatnonzero(holds), np.flatnonzero(~holds)
            if not others.size:
                break
            pair = np.stack([before, after])
            holds[others] = _meet(pair[:, givers, None], pair[:, None, others], reach)[0].any(axis=0)
        return holds

    def _now(self) -> int:
        return max(1, round(self.hours / LONGEST * STEPS))


def _meet(ones: NDArray[np.float64], others: NDArray[np.float64], reach: float) -> NDArray[np.bool_]:
    """Say who came within reach of whom while all went straight from each place to the next."""
    apart = others - ones
    start, way = apart[:-1], np.diff(apart, axis=0)
    length = np.maximum((way * way).sum(axis=-1), 1e-30)
    at = np.clip(-(start * way).sum(axis=-1) / length, 0, 1)
    nearest = start + at[..., None] * way
    return np.asarray((nearest * nearest).sum(axis=-1) <= reach * reach)


@functools.lru_cache(maxsize=32)
def _walked(people: int, area_km2: float, speed: float, seed: int) -> NDArray[np.float64]:
    """Walk in a square of side 1 and stretch it: the pattern then stays when the area changes."""
    side = math.sqrt(area_km2)
    return side * walk(people + 1, LONGEST, STEPS, 1.0, speed / side, seed=seed)
