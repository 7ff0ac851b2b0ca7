"""A block of a messenger: what a country's filters stop, and which roads go round them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from guidekit.knobs import Model, knob
from guidekit.tables.rows import course_rows

FILTERS: Mapping[str, str] = MappingProxyType(
    {
        "addresses": "it knows addresses",
        "names": "it reads names",
        "tests": "it tests machines, and blocks what it finds",
    }
)
"""The filters of ``blocks.csv``, in the order in which a packet meets them, and what each does."""


@dataclass(frozen=True)
class Detour:
    """A road to the other person, and what becomes of a message on it.

    Attributes
    ----------
    title : str
        What the road is called.
    seen_by, later_by : str
        Who sees that somebody goes this way, at once and later.
    stopped_at : str or None
        The first filter that stops it; None where it gets through.
    known : bool
        Whether the tables say of every filter that is on whether it stops this road.
    """

    title: str
    seen_by: str
    later_by: str
    stopped_at: str | None
    known: bool


@dataclass(frozen=True)
class Block(Model):
    """A country blocks a messenger by some filters.

    The table says for each filter and each road what was measured or follows from how the road is built,
    with its source. It is about Signal; what one country does on one day is not known from it.

    Examples
    --------
    >>> [road.title for road in Block().roads() if road.stopped_at is None]
    ['a bridge', 'phone to phone']
    >>> [road.title for road in Block(filters=("names",)).roads() if road.stopped_at]
    ['straight on']
    """

    filters: tuple[str, ...] = knob(
        tuple(FILTERS), label="How the country blocks", help="Each filter is on or off", ticks=True
    )

    def options(self, name: str) -> Mapping[str, str]:
        """Return the filters that may be ticked, with what each does."""
        return FILTERS if name == "filters" else {}

    def roads(self) -> list[Detour]:
        """Return every road and what becomes of a message on it."""
        results = {(row.road, row.filter): row.result for row in course_rows("blocks")}
        found = []
        for row in course_rows("detours"):
            met = {name: results.get((row.id, name), "unknown") for name in FILTERS if name in self.filters}
            stopped = next((name for name, result in met.items() if result == "stopped"), None)
            known = stopped is not None or "unknown" not in met.values()
            found.append(Detour(row.title, row.seen_by, row.later_by, stopped, known))
        return found
