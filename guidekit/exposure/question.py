"""Questions to the engine with knobs for a panel: who learns what, and how a message travels."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guidekit.exposure.reading import journeys
from guidekit.exposure.story import Step, steps
from guidekit.exposure.table import clues_of, exposure
from guidekit.exposure.terms import CORRUPTIBLE
from guidekit.knobs import Model, knob

if TYPE_CHECKING:
    import pandas as pd

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
    >>> float(table.loc["these together", "link"])
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

    def table(self) -> pd.DataFrame:
        """Return the exposure table, with the coalition and the adversary as rows of their own."""
        who: list[str | tuple[str, ...]] = list(self.options("together"))
        if len(self.members()) > 1:
            who.append(self.members())
        strangers = any(party.kind in CORRUPTIBLE for party in journeys()[self.journey].parties)
        share = self.hostile if self.hostile and strangers else None
        frame = exposure(self.journey, who, adversary=share, correlate=self.timing == "yes")
        if len(self.members()) > 1:
            frame = frame.replace({"observer": {" + ".join(self.members()): TOGETHER}})
        return frame

    def levels(self) -> pd.DataFrame:
        """Return the levels alone, observer × datum, in the order of the path; copy them to change them."""
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
def _levels(question: WhoLearns) -> pd.DataFrame:
    frame = question.table()
    order = list(dict.fromkeys(frame.observer))
    data = list(dict.fromkeys(frame.datum))
    return frame.pivot(index="observer", columns="datum", values="level").loc[order, data]


@functools.lru_cache(maxsize=64)
def _story(journey: str) -> tuple[Step, ...]:
    return tuple(steps(journey))
