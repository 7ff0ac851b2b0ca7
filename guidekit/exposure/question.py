"""Questions to the engine with knobs for a panel: who learns what, and how a message travels."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from guidekit.exposure.reading import journeys
from guidekit.exposure.story import Step, steps
from guidekit.exposure.table import clues_of, learned_rows
from guidekit.exposure.terms import CORRUPTIBLE
from guidekit.knobs import Model, knob

Levels = Mapping[str, Mapping[str, float]]
"""For each observer, the level at which it learns each datum."""
JOURNEYS = tuple(journeys())
TITLES = tuple(journey.title or name for name, journey in journeys().items())
MOST_HOPS = max(len(journey.hops) for journey in journeys().values())
TOGETHER = "these together"
ONE_SERVER = ("central-server", "self-hosted", "signal-unsealed", "signal-sealed")


@dataclass(frozen=True)
class WhoLearns(Model):
    """Who learns what from one journey: everyone alone, some of them together, and a hostile share.

    Examples
    --------
    >>> table = WhoLearns("tor-circuit", ("entry", "exit"), "yes").levels()
    >>> table["these together"]["link"]
    1.0
    """

    journey: str = knob(
        "signal-sealed", label="Journey", help="Which way the message goes", choices=JOURNEYS, titles=TITLES
    )
    together: tuple[str, ...] = knob(
        (), label="Work together", help="Observers who pool all they see", ticks=True
    )  # fmt: skip
    timing: str = knob(
        "no",
        label="Compare timing",
        help="Whether they match the times at which packets pass",
        choices=("no", "yes"),
    )
    hostile: float = knob(
        0.0, 0.0, 1.0, "share of the machines", "Hostile share",
        "Chance that a machine run by strangers belongs to one adversary",
    )  # fmt: skip

    def options(self, name: str) -> Mapping[str, str]:
        """Return who may be ticked for this journey, each with the label of the party."""
        labels = {party.name: party.label for party in journeys()[self.journey].parties}
        return {who: labels.get(who, who) for who in clues_of(self.journey).bits}

    def members(self) -> tuple[str, ...]:
        """Return those of `together` who meet this journey; the others see nothing of it."""
        return tuple(name for name in self.options("together") if name in self.together)

    def rows(self) -> list[tuple[str, str, float, str]]:
        """Return observer, datum, level and reason, with the coalition and the adversary as observers."""
        who: list[str | tuple[str, ...]] = list(self.options("together"))
        if len(self.members()) > 1:
            who.append(self.members())
        strangers = any(party.kind in CORRUPTIBLE for party in journeys()[self.journey].parties)
        share = self.hostile if self.hostile and strangers else None
        rows = learned_rows(self.journey, who, share, self.timing == "yes")
        named = {" + ".join(self.members()): TOGETHER} if len(self.members()) > 1 else {}
        return [(named.get(row[0], row[0]), *row[1:]) for row in rows]

    def levels(self) -> Levels:
        """Return the levels alone, the data of each observer, in the order of the path."""
        return _levels(self)


@dataclass(frozen=True)
class OneServer(WhoLearns):
    """Who learns what where one server handles the message: a company's, one's own, and Signal's.

    Examples
    --------
    >>> [len(OneServer(way).levels()) > 0 for way in ONE_SERVER]
    [True, True, True, True]
    """

    journey: str = knob(
        ONE_SERVER[0], label="Whose server", help="Who runs the one server, and what it can read",
        choices=ONE_SERVER, titles=tuple(journeys()[way].title or way for way in ONE_SERVER),
    )  # fmt: skip


@dataclass(frozen=True)
class JourneyStep(Model):
    """A journey stopped after so many hops.

    Examples
    --------
    >>> JourneyStep("tor-circuit", 1).now().target
    'entry'
    """

    journey: str = knob(
        "tor-circuit", label="Journey", help="Which way the message goes", choices=JOURNEYS, titles=TITLES
    )
    step: int = knob(1, 1, MOST_HOPS, "steps", "Step", "How far the message has come")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.step > (last := len(self.story())):
            raise ValueError(f"JourneyStep.step = {self.step} is beyond {self.journey}; allowed: 1 to {last}")

    def story(self) -> tuple[Step, ...]:
        """Return every step of the journey."""
        return _story(self.journey)

    def now(self) -> Step:
        """Return the step that is shown."""
        return self.story()[self.step - 1]


@functools.lru_cache(maxsize=64)
def _levels(question: WhoLearns) -> Levels:
    found: dict[str, dict[str, float]] = {}
    for who, datum, level, _ in question.rows():
        found.setdefault(who, {})[datum] = level
    return MappingProxyType({who: MappingProxyType(levels) for who, levels in found.items()})


@functools.lru_cache(maxsize=64)
def _story(journey: str) -> tuple[Step, ...]:
    return tuple(steps(journey))
