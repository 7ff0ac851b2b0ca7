"""Lesson 07: a real onion, and whose key opens which of its layers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from guidekit.models.knobs import Model, knob
from guidekit.pages import Entry, Page, table
from guidekit.protocols import onion


@dataclass(frozen=True)
class Onion(Model):
    """A packet that is really encrypted, with fresh keys, and peeled by every party on its path."""

    hops: int = knob(3, 1, 8, "relays", "Hops", "How many relays the packet passes")
    padded: str = knob(
        "no", label="Padded", help="Whether every packet is filled up to one size", choices=("no", "yes")
    )

    def sizes(self) -> list[int]:
        """Return the bytes of the packet as each party gets it."""
        return [int(size) for size in onion.journey(self.hops, self.padded == "yes").packet_bytes]

    def openings(self) -> pd.DataFrame:
        """Try every key on every layer; see `guidekit.protocols.onion.openings`."""
        return onion.openings(self.hops, self.padded == "yes")


def opens(model: Onion, page: Page) -> str:
    """Try every party's key on every packet of the path, and show which fit."""
    tried, sizes = model.openings(), model.sizes()
    fits = {(row.party, row.layer): row.opens for row in tried.itertuples()}
    parties = list(dict.fromkeys(tried.party))
    rows: list[tuple[str, list[Entry | str]]] = [
        (f"the key of {p}", [_fit(fits[p, layer]) for layer in parties]) for p in parties
    ]
    rows.append(("bytes on arrival", [f"{size:,}" for size in sizes]))
    page.write(table(["", *(f"packet at {party}" for party in parties)], rows))
    fitting = sum(fits.values())
    own = all(opened == (party == layer) for (party, layer), opened in fits.items())
    said = (
        f"{len(fits)} keys are tried on packets and {fitting} open one, each party's key "
        f"{'its own layer only' if own else 'not only its own layer'}; "
    )
    if len(set(sizes)) == 1:
        return said[0].upper() + said[1:] + f"every packet is {sizes[0]:,} bytes long."
    return (
        f"{said}on the way the packet is {', '.join(str(size) for size in sizes)} bytes long, "
        f"{sizes[0] - sizes[1]} less at each hop, so the size tells a relay its place."
    )


def _fit(opens: bool) -> Entry:
    return Entry("● opens", "knows") if opens else Entry("○", "not", "the key does not fit")
