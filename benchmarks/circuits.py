"""Circuits: how likely relays of one adversary link a client, drawn circuit by circuit or computed."""

from __future__ import annotations

import bisect
import itertools
import random
from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.answers import Answer, exactly, of_hits
from benchmarks.tasks import Task, Tool
from guidekit.models import OnionRouting

RELAYS, HOSTILE, PER_CLIENT = 8000, 0.1, 100
NETS = 4000  # different /16 networks


class Consensus:
    """A list of relays: bandwidths as uneven as in Tor, their networks, families and which are hostile."""

    def __init__(self, relays: int, hostile: float, seed: int) -> None:
        rng = random.Random(seed)
        weights = [rng.lognormvariate(0, 1.5) for _ in range(relays)]
        order = rng.sample(range(relays), relays)
        held, wanted = 0.0, hostile * sum(weights)
        self.hostile = [False] * relays
        for relay in order:  # until the adversary has its share of the bandwidth
            if held + weights[relay] <= wanted:
                self.hostile[relay], held = True, held + weights[relay]
        self.share = held / sum(weights)
        # An adversary who wants to be at both ends declares no family and spreads over networks.
        self.net = [relay if self.hostile[relay] else -1 - rng.randrange(NETS) for relay in range(relays)]
        self.family = [relay if rng.random() < 0.8 else -1 - rng.randrange(200) for relay in range(relays)]
        for relay in itertools.compress(range(relays), self.hostile):
            self.family[relay] = relay
        self.upto = list(itertools.accumulate(weights))

    def pick(self, rng: random.Random, chosen: Sequence[int]) -> int:
        """Choose a relay by bandwidth that shares no network and no family with those chosen before."""
        while True:
            relay = bisect.bisect_right(self.upto, rng.random() * self.upto[-1])
            if all(self.net[relay] != self.net[o] and self.family[relay] != self.family[o] for o in chosen):
                return relay


def in_the_manner_of_torps(consensus: Consensus, clients: int, guards: bool, seed: int) -> int:
    """Build each client's circuits one by one; return how many clients were linked at least once."""
    rng, linked = random.Random(seed), 0
    for _ in range(clients):
        guard, seen = consensus.pick(rng, ()), False
        for _ in range(PER_CLIENT):
            entry = guard if guards else consensus.pick(rng, ())
            leaving = consensus.pick(rng, (entry,))
            consensus.pick(rng, (entry, leaving))
            seen |= consensus.hostile[entry] and consensus.hostile[leaving]
        linked += seen
    return linked


def drawn_by_numpy(consensus: Consensus, clients: int, guards: bool, seed: int) -> int:
    """Draw the same circuits all at once; a relay that does not go with the others is drawn again."""
    rng = np.random.default_rng(seed)
    upto, hostile = np.array(consensus.upto), np.array(consensus.hostile)
    net, family = np.array(consensus.net), np.array(consensus.family)

    def pick(shape: tuple[int, ...], chosen: Sequence[np.ndarray]) -> np.ndarray:
        found = np.searchsorted(upto, rng.random(shape) * upto[-1], side="right")
        while True:
            clash = np.zeros(found.shape, dtype=bool)
            for other in chosen:
                clash |= (net[found] == net[other]) | (family[found] == family[other])
            if not clash.any():
                return found
            found[clash] = np.searchsorted(upto, rng.random(int(clash.sum())) * upto[-1], side="right")

    shape = (clients, PER_CLIENT)
    entry = np.broadcast_to(pick((clients, 1), ()), shape) if guards else pick(shape, ())
    leaving = pick(shape, (entry,))
    pick(shape, (entry, leaving))
    return int((hostile[entry] & hostile[leaving]).any(axis=1).sum())


def task(clients: int = 1000, many: int = 5000) -> Task:
    """Ask how many clients are linked within 100 circuits, with one guard and without."""
    consensus = Consensus(RELAYS, HOSTILE, seed=1)
    model = OnionRouting(relays=RELAYS, adversary=consensus.share, guards=1)

    def ours() -> object:
        return model.compromise_over([PER_CLIENT])

    def exact(frame: object) -> Answer:
        return exactly([frame.with_guards[0], frame.without_guards[0]])  # type: ignore[attr-defined]

    def drawing(name: str, draw: Callable[..., int], clients: int) -> Tool:
        return Tool(
            name,
            lambda: [draw(consensus, clients, guards, 1 + guards) for guards in (True, False)],
            lambda linked: of_hits(linked, clients),
            2.0 * clients * PER_CLIENT,
        )

    return Task(
        name="Circuits that an adversary at both ends links",
        unit="circuits",
        ours=Tool("OnionRouting.compromise_over", ours, exact, 2.0 * clients * PER_CLIENT),
        others=(
            drawing("a loop in the manner of TorPS", in_the_manner_of_torps, clients),
            drawing("the same draws in NumPy", drawn_by_numpy, many),
        ),
        agrees=f"share of {clients:,} clients ({many:,} in NumPy) linked within {PER_CLIENT} "
        "circuits, with one guard and with none: 4 standard errors",
        note="The loop picks guard, exit and middle by bandwidth, each in a network and a family of its own, "
        "as TorPS does. Left out of it: changing consensuses, exit policies, uptime, guards that rotate, "
        "bandwidth weights by place, streams; all of them would slow it. The model computes the chance "
        "and draws nothing, so it counts as the circuits whose drawing it replaces; more circuits would make "
        "the loop more exact, not the model slower. The third line draws as the loop does: so much "
        "comes from arrays, the rest from the formula.",
    )
