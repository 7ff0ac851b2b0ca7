"""Comparison: one scenario and the choices of all four architectures, as one model that a panel can turn."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guidekit.knobs import knobs_of
from guidekit.scenario.anonymous import AnonymousRouting
from guidekit.scenario.architecture import Architecture
from guidekit.scenario.centralized import Centralized
from guidekit.scenario.federated import Federated
from guidekit.scenario.outcome import METRICS
from guidekit.scenario.peer import PeerToPeer
from guidekit.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

WAYS = ("centralized", "federated", "peer-to-peer", "anonymous")
"""The names of the four, in the guide's order."""

ROADS = {
    "centralized": "One operator",
    "federated": "Servers that talk",
    "peer-to-peer": "Phone to phone",
    "anonymous": "Relays",
}
"""What stands above the four in a picture."""


def _same(cls: type[Architecture], name: str) -> object:
    """Declare a knob that is one of an architecture's, with its default, range and words."""
    original = next(f for f in dataclasses.fields(cls) if f.name == name)
    return dataclasses.field(default=original.default, metadata=dict(original.metadata))


@dataclass(frozen=True)
class Comparison(Scenario):
    """The same people and the same messages, four ways.

    Examples
    --------
    >>> table = Comparison().table()
    >>> list(table.columns)
    ['centralized', 'federated', 'peer-to-peer', 'anonymous']
    >>> table.loc["delivered within 1 day"].round(2).to_list()
    [0.94, 0.94, 0.47, 0.94]
    """

    sealed: str = _same(Centralized, "sealed")  # type: ignore[assignment]
    self_hosted: str = _same(Centralized, "self_hosted")  # type: ignore[assignment]
    servers: int = _same(Federated, "servers")  # type: ignore[assignment]
    concentration: float = _same(Federated, "concentration")  # type: ignore[assignment]
    mailbox: str = _same(PeerToPeer, "mailbox")  # type: ignore[assignment]
    relays: str = _same(PeerToPeer, "relays")  # type: ignore[assignment]
    keepalive: float = _same(PeerToPeer, "keepalive")  # type: ignore[assignment]
    hops: int = _same(AnonymousRouting, "hops")  # type: ignore[assignment]
    guards: int = _same(AnonymousRouting, "guards")  # type: ignore[assignment]
    swarm: int = _same(AnonymousRouting, "swarm")  # type: ignore[assignment]
    poll: float = _same(AnonymousRouting, "poll")  # type: ignore[assignment]

    def scenario(self) -> Scenario:
        """Return the people, habits and adversary that all four share."""
        return Scenario(**{name: getattr(self, name) for name in knobs_of(Scenario)})

    def four(self) -> dict[str, Architecture]:
        """Return the four architectures by name."""
        s = self.scenario()
        ways = (
            Centralized(s, sealed=self.sealed, self_hosted=self.self_hosted),
            Federated(s, servers=self.servers, concentration=self.concentration),
            PeerToPeer(s, mailbox=self.mailbox, relays=self.relays, keepalive=self.keepalive),
            AnonymousRouting(s, hops=self.hops, guards=self.guards, swarm=self.swarm, poll=self.poll),
        )
        return dict(zip(WAYS, ways, strict=True))

    def values(self) -> dict[str, dict[str, float]]:
        """Return every outcome by architecture and by the id of its metric."""
        return {name: {o.metric: o.value for o in way.answers()} for name, way in self.four().items()}

    def table(self) -> pd.DataFrame:
        """Return every outcome, metric × architecture; each one's `outcomes` also says how."""
        import pandas as pd

        found = self.values()
        return pd.DataFrame(
            {name: [found[name][metric] for metric in METRICS] for name in WAYS},
            index=[metric.words for metric in METRICS.values()],
        )
