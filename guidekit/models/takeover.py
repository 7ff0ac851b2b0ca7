"""Takeover: how many conversations are hit when those who run the servers stop, or turn."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.models.federation import Federation
from guidekit.models.knobs import Model, knob


@dataclass(frozen=True)
class Takeover(Model):
    """The same people, arranged in four ways, and the so many largest operators gone or hostile.

    A conversation joins two random people. It is hit when at least one of them is with an operator
    that is gone: it stops. If that operator turned hostile instead, the same conversations are seen.

    - one operator: everybody is with it;
    - a federation: servers of very different size (`Federation`);
    - islands: servers of one size that do not talk to each other, so only people of one island talk;
    - peer-to-peer: everybody is their own operator.

    The number of people is that of a public messenger; the rest are assumptions. The model leaves
    out: people who move, rooms with more than two, and servers that fail together because they are
    rented at the same place.

    Examples
    --------
    The ten largest go:

    >>> [float(f"{x:.3g}") for x in Takeover(gone=10).hit().values()]
    [1.0, 0.628, 1.25e-05, 5e-07]
    """

    gone: int = knob(
        1, 1, 1000, "operators", "Gone or turned", "How many operators, the largest first", log=True
    )
    concentration: float = knob(
        1.1, 0.0, 2.0, "Zipf exponent", "Concentration", "Of the federation; 0: all servers alike"
    )
    members: int = knob(50, 2, 10_000, "people", "Island", "How many people share one island", log=True)
    population: int = knob(
        40_000_000, 1_000_000, 1_000_000_000, "people", "People", "How many there are", log=True,
        source="signal.mau",
    )  # fmt: skip
    servers: int = knob(
        20_000, 1000, 100_000, "servers", "Servers", "Of the federation", log=True
    )  # the source counts 20,512; rounded

    def hit(self) -> dict[str, float]:
        """Share of the conversations that are hit, for each of the four ways."""
        federation = Federation(servers=self.servers, concentration=self.concentration)
        islands = self.population / self.members
        return {
            "one operator": 1.0,
            "a federation": 1 - federation.reach_after_removing(self.gone),
            "islands": min(1.0, self.gone / islands),
            "peer-to-peer": 1 - (1 - self.gone / self.population) ** 2,
        }

    def reach(self) -> dict[str, float]:
        """Share of all other people someone can write to before anything happens."""
        home = (self.members - 1) / (self.population - 1)
        return {"one operator": 1.0, "a federation": 1.0, "islands": home, "peer-to-peer": 1.0}
