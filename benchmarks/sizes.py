"""Sizes: what each model costs as its network grows from a hundred to a billion, as far as its knob goes.

Run: python -m benchmarks.sizes. A call makes the model anew and asks for what a lesson asks for.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.timing import BUSY, Timing, in_turn, short
from guidekit import models
from guidekit.knobs import knobs_of
from guidekit.scenario import Comparison

LEVEL = 0.1  # the exponent of n below which the upper half of the sizes costs nearly the same
FLAT = 2.0  # the slowest size may take so many times what the quickest takes


@dataclass(frozen=True)
class Sized:
    """A model with a knob that counts its network.

    Attributes
    ----------
    name : str
        The model, and what is asked for.
    model : type
        The class of the model.
    knob : str
        Counts nodes, servers or people.
    ask : callable
        Takes the size and a number that is new in each call, so that nothing is found in a cache.
    why : str
        What grows, in a few words; empty where nothing does.
    """

    name: str
    model: type
    knob: str
    ask: Callable[[int, int], object]
    why: str = ""


SIZED = (
    Sized(
        "OnionRouting.circuit_compromise", models.OnionRouting, "relays",
        lambda n, k: models.OnionRouting(relays=n).circuit_compromise(uniform=True),
    ),
    Sized(
        "NewNodes.linked", models.NewNodes, "relays", lambda n, k: models.NewNodes(relays=n).linked(),
    ),
    Sized(
        "SwarmStorage.recipient_exposure", models.SwarmStorage, "nodes",
        lambda n, k: models.SwarmStorage(nodes=n).recipient_exposure(),
    ),
    Sized(
        "Trilemma.advantage_bound", models.Trilemma, "users",
        lambda n, k: models.Trilemma(users=n).advantage_bound(),
    ),
    Sized(
        "KademliaLookup.hops, 4,000 lookups", models.KademliaLookup, "nodes",
        lambda n, k: models.KademliaLookup(nodes=n).hops(4000, k),
        "hops, with the logarithm of the nodes",
    ),
    Sized(
        "KademliaLookup.expected_hops", models.KademliaLookup, "nodes",
        lambda n, k: models.KademliaLookup(nodes=n).expected_hops(),
        "one sum for each halving above 384 nodes; below, a table that is kept",
    ),
    Sized(
        "Proximity.delivered_within, epidemic", models.Proximity, "people",
        lambda n, k: models.Proximity(people=n, relay="epidemic").delivered_within(1.0),
        "up to 400 people an exact sum, above a closed form",
    ),
    Sized(
        "Proximity.mean_delay, two-hop", models.Proximity, "people",
        lambda n, k: models.Proximity(people=n, relay="two-hop").mean_delay(),
        "terms of the sum, with the square root of the people",
    ),
    Sized(
        "Proximity.mean_delay, epidemic", models.Proximity, "people",
        lambda n, k: models.Proximity(people=n, relay="epidemic").mean_delay(),
    ),
    Sized(
        "NearbyPeople.carriers, epidemic", models.NearbyPeople, "people",
        lambda n, k: models.NearbyPeople(people=n, relay="epidemic").carriers(k),
        "pairs who may meet; the picture ends at 60 people",
    ),
    Sized(
        "Fragility.curve", models.Fragility, "nodes", lambda n, k: models.Fragility(nodes=n).curve(k),
        "one point of the curve for each node",
    ),
    Sized(
        "Federation.servers_seeing_room", models.Federation, "servers",
        lambda n, k: models.Federation(servers=n).servers_seeing_room(),
        "one share for each server",
    ),
    Sized(
        "Takeover.hit", models.Takeover, "population", lambda n, k: models.Takeover(population=n).hit(),
    ),
    Sized(
        "SealedSender.simulate", models.SealedSender, "users",
        lambda n, k: models.SealedSender(users=n).simulate(k),
        "",
    ),
    Sized("Watch.ranks", models.Watch, "users", lambda n, k: models.Watch(users=n).ranks(k)),
    Sized("FirstDay.nobody", models.FirstDay, "users", lambda n, k: models.FirstDay(users=n).nobody()),
    Sized("Island.reach", models.Island, "population", lambda n, k: models.Island(population=n).reach()),
    Sized(
        "Upkeep.hours_per_user", models.Upkeep, "users",
        lambda n, k: models.Upkeep(users=n).hours_per_user(),
    ),
    Sized(
        "Comparison.values, the four ways", Comparison, "users",
        lambda n, k: Comparison(users=n, link_ms=40 + k * 1e-6).values(),
    ),
)  # fmt: skip

# Their answers do not depend on how many others there are, so they have no such knob.
UNSIZED = (
    *("CatchUp", "ContactReach", "FeatureRace", "FeatureRollout", "KeyBackup", "OfflineQueue", "Patience"),
    *("PoissonMixnet", "Presence", "Radio", "RankedShares", "Ratchet", "Spam", "Theft", "WaitingTime"),
)
# These answer with the model they are made of.
MADE_OF = {
    "Retries": "OnionRouting", "StoredCopies": "SwarmStorage", "Scenario": "Comparison",
    "Centralized": "Comparison", "Federated": "Comparison", "PeerToPeer": "Comparison",
    "AnonymousRouting": "Comparison",
}  # fmt: skip


@dataclass(frozen=True)
class Growth:
    """A model with its times by size."""

    sized: Sized
    sizes: tuple[int, ...]
    times: tuple[Timing, ...]

    @property
    def costs(self) -> list[float]:
        """Milliseconds of the processor at each size, the quickest of all rounds."""
        return [timing.least for timing in self.times]

    @property
    def factor(self) -> float:
        """How many times longer the slowest size takes than the quickest."""
        return max(self.costs) / min(self.costs)

    @property
    def exponent(self) -> float:
        """Slope of the logarithm of the time by that of the size, from the upper half of the sizes."""
        upper = max(3, (len(self.sizes) + 1) // 2)
        x = [math.log(size) for size in self.sizes[-upper:]]
        y = [math.log(ms) for ms in self.costs[-upper:]]
        return statistics.linear_regression(x, y).slope

    def words(self) -> str:
        """Say whether the cost is flat, and how it grows otherwise."""
        if self.factor <= FLAT:
            return "flat"
        if self.costs[0] == max(self.costs):
            said = f"falls to 1/{self.factor:.0f}"
        elif self.exponent < LEVEL:
            said = f"{self.factor:.0f} times more, then nearly flat"
        else:
            said = f"grows as n^{self.exponent:.1f}"
        return f"{said}: {self.sized.why}" if self.sized.why else said


def sizes_of(sized: Sized) -> tuple[int, ...]:
    """Return the powers of ten that the knob allows from 100 on, and its highest; a small one as a whole."""
    rule = knobs_of(sized.model)[sized.knob]
    low, high = int(max(rule.low, 100)), int(rule.high)
    if high < 1000:
        return tuple(round(rule.low * (high / rule.low) ** (i / 4)) for i in range(5))
    powers = [10**n for n in range(2, 10) if low <= 10**n <= high]
    return tuple(dict.fromkeys([*powers, high]))


def grown(sized: Sized, rounds: int = 15) -> Growth:
    """Time a model at each of its sizes."""
    number = iter(range(1, 10**9))
    sizes = sizes_of(sized)
    calls = [lambda n=n: sized.ask(n, next(number)) for n in sizes]  # type: ignore[misc]
    for call in calls:
        call()
    return Growth(sized, sizes, tuple(in_turn(calls, rounds, BUSY)))


def main() -> None:
    for sized in SIZED:
        growth = grown(sized)
        costs = "  ".join(f"{n:.0e} {short(ms)}" for n, ms in zip(growth.sizes, growth.costs, strict=True))
        print(f"{sized.name:38} ×{growth.factor:6.1f}  {growth.words()}\n    {costs} ms")


if __name__ == "__main__":
    main()
