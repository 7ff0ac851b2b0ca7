"""Advice: what practitioners say in a situation, held against our first place, and where people help."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import pandas as pd

from guidekit.choice.criteria import CRITERIA
from guidekit.choice.presets import PEOPLE, PRESETS, preset
from guidekit.choice.ranking import STRUCK_OUT
from guidekit.choice.setting import MessengerModel, date_knob, hostile_knob, messenger_knob
from guidekit.choice.threat import Place, ThreatModel
from guidekit.knobs import Model, knob
from guidekit.tables.layouts import SITUATIONS
from guidekit.tables.query import load
from guidekit.words import word_list

EVERYWHERE = "worldwide"  # the word of the table of help for the whole world


@cache
def advice_for(situation: str) -> pd.DataFrame:
    """Return the rows of the table of advice about one situation."""
    rows = load("advice")
    return rows[rows.situation == situation].fillna("")


@cache
def helpers_for(situation: str) -> pd.DataFrame:
    """Return the rows of the table of help for people in one situation."""
    rows = load("help").fillna("")
    words = PEOPLE[situation].helped_as
    return rows[[any(word in people for word in words) for people in rows.for_whom]]


@dataclass(frozen=True)
class Agreement:
    """Our first places in one situation beside what practitioners advise there.

    Attributes
    ----------
    situation : str
        The id of the situation.
    model : ThreatModel
        The threat model of that situation, on the day and with the share that the reader chose.
    advised, warned : dict of str to int
        How many of the sources advise for a messenger, and against it.
    sources : int
        How many sources there are.
    """

    situation: str
    model: ThreatModel
    advised: dict[str, int]
    warned: dict[str, int]
    sources: int

    @property
    def places(self) -> tuple[Place, ...]:
        """Everyone's place."""
        return self.model.places()

    @property
    def firsts(self) -> tuple[Place, ...]:
        """Who has rank 1 with us."""
        return tuple(place for place in self.places if place.rank == 1)

    @property
    def most(self) -> tuple[str, ...]:
        """Whom most of the sources name; several in a tie."""
        top = max(self.advised.values(), default=0)
        return tuple(who for who, count in self.advised.items() if count == top)

    @property
    def how(self) -> str:
        """How both fit.

        ``same`` where our first is what most of their sources name; ``theirs`` where it is one that they
        name, but others are named as often or more often; ``level`` where one of theirs is level with ours;
        ``other``; and ``none`` where nobody names a messenger.
        """
        if not self.advised:
            return "none"
        firsts = {place.messenger for place in self.firsts}
        if firsts & set(self.most):
            return "same" if len(self.most) == 1 else "theirs"
        if firsts & self.advised.keys():
            return "theirs"
        return (
            "level"
            if any(place.messenger in self.advised for place in self.places if place.level)
            else "other"
        )

    @property
    def why(self) -> str:
        """Why our first place is not that which most advise, and what they weigh that no table here has."""
        practice, compared = (
            PEOPLE[self.situation].practice,
            {place.messenger: place for place in self.places},
        )
        most = next((who for who in self.advised if who in compared), "")
        if not most or compared[most].rank == 1:
            return practice
        return f"{self._behind(compared[most])} {practice}"

    def _behind(self, place: Place) -> str:
        """Say why a messenger that they advise is not first with us."""
        if not place.rank:
            kind = "is struck out here" if place.standing == STRUCK_OUT else "cannot be judged here"
            return f"{place.name} {kind} by “{word_list(CRITERIA[name].label for name in place.because)}”."
        mine, other = (self.model.findings(who) for who in (self.firsts[0].messenger, place.messenger))
        weights = self.model.weights()
        leads = {name: w * (mine[name].low - other[name].low) for name, w in weights.items() if w}
        most = sorted((name for name in leads if leads[name] > 0), key=lambda name: -leads[name])[:2]
        return f"{place.name} is behind here by “{'” and “'.join(CRITERIA[name].label for name in most)}”."


@dataclass(frozen=True)
class Situations(MessengerModel):
    """The eight people side by side, with what practitioners advise each of them.

    Examples
    --------
    >>> len(Situations().agreements())
    8
    """

    messengers: tuple[str, ...] = messenger_knob()
    hostile: float = hostile_knob()
    date: str = date_knob()

    def models(self) -> dict[str, ThreatModel]:
        """Return the threat model of each situation, by its id."""
        return {
            name: preset(SITUATIONS[name]).but(
                messengers=self.messengers, hostile=self.hostile, date=self.date
            )
            for name in PEOPLE
        }

    def agreements(self) -> list[Agreement]:
        """Hold the first places of each situation against the advice there."""
        found = []
        for name, model in self.models().items():
            rows = advice_for(name)
            advised, warned = (
                Counter(who for cell in rows[column] for who in cell.split())
                for column in ("advised_for", "advised_against")
            )
            found.append(Agreement(name, model, dict(advised.most_common()), dict(warned), len(rows)))
        return found

    def sure(self) -> int:
        """Count the situations in which one messenger is first for sure."""
        return sum(model.sure() for model in self.models().values())


@dataclass(frozen=True)
class Helpers(Model):
    """One of the eight people, with the advice for them and where they find people who help.

    Examples
    --------
    >>> len(Helpers("A source and a journalist").places()) > 0
    True
    """

    person: str = knob(
        next(iter(PRESETS)), label="Who", help="Whose situation it is", choices=tuple(PRESETS)
    )  # fmt: skip

    def situation(self) -> str:
        """Return the id of the situation."""
        return dict(zip(PRESETS, PEOPLE, strict=True))[self.person]

    def places(self) -> pd.DataFrame:
        """Return the rows of the table of help for this person."""
        return helpers_for(self.situation())

    def lands(self) -> tuple[str, ...]:
        """Return the countries and regions that have a row of their own for this person, in order."""
        return tuple(sorted({where.split(",")[0] for where in self.places()["where"]} - {EVERYWHERE}))

    def everywhere(self) -> bool:
        """Say whether somebody helps this person in the whole world."""
        return any(EVERYWHERE in where for where in self.places()["where"])
