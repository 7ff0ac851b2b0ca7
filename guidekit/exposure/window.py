"""The window of a provider: what the company that brings the internet sees of one page, over three ways."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from guidekit.exposure.question import WhoLearns
from guidekit.exposure.reading import journeys
from guidekit.knobs import Model, knob
from guidekit.tables.rows import rows_by

_TABLE = rows_by("disguises", "id")
BRIDGES = tuple(row.id for row in _TABLE.values() if row.journey == "tor-bridge")
"""The kinds of bridge, by what their packets look like."""
PROVIDER, TOR = "alice's network", "Tor"


@dataclass(frozen=True)
class ProviderSight:
    """What the provider sees of one way.

    Attributes
    ----------
    address : bool
        Whether it sees Alice's network address.
    site : bool
        Whether it sees where the page comes from.
    first : str
        The machine that Alice's packets go to: ``"site"``, ``"entry"`` or ``"bridge"``.
    known : bool
        Whether this machine is known to be a relay: it stands on the public list, or it was found.
    looks : str
        What the packets look like.
    tor : bool
        Whether it knows that Alice uses Tor, by the machine or by the look.
    timing : bool
        Whether it sees when and how much she sends.
    """

    address: bool
    site: bool
    first: str
    known: bool
    looks: str
    tor: bool
    timing: bool


@dataclass(frozen=True)
class ProviderWindow(Model):
    """One page of a newspaper, fetched without Tor, with Tor, and through a bridge, as a provider sees it.

    Who learns addresses, times and sizes is derived from the journeys. What packets look like, and which
    machines stand on a public list, are rows of ``disguises.csv`` with their sources. A provider that
    measures may tell a disguise apart: that is not modelled.

    Examples
    --------
    With Tor the provider does not see the newspaper any more, but it sees Tor:

    >>> sights = ProviderWindow().sights()
    >>> [(sight.site, sight.tor) for sight in sights]
    [(True, False), (False, True), (False, False)]
    """

    bridge: str = knob(
        "random", label="The bridge looks like", help="What packets to the bridge look like",
        choices=BRIDGES, titles=tuple(_TABLE[kind].name for kind in BRIDGES),
    )  # fmt: skip
    found: str = knob(
        "no", label="Bridge found", help="Whether the provider has found out that this machine is a bridge",
        choices=("no", "yes"),
    )  # fmt: skip

    def sights(self) -> tuple[ProviderSight, ProviderSight, ProviderSight]:
        """Return what the provider sees without Tor, with Tor, and through the bridge."""
        return _sight("page"), _sight("tor"), _sight(self.bridge, self.found == "yes")


@lru_cache(maxsize=16)
def _sight(disguise: str, found: bool = False) -> ProviderSight:
    row = _TABLE[disguise]
    learned = WhoLearns(row.journey).levels()[PROVIDER]
    known = row.listed == "yes" or found
    return ProviderSight(
        address=bool(learned["sender_address"]),
        site=bool(learned["recipient"] or learned["recipient_address"]),
        first=journeys()[row.journey].hops[0].target,
        known=known,
        looks=str(row.looks),
        tor=known or row.looks == TOR,
        timing=bool(learned["time"] and learned["size"]),
    )
