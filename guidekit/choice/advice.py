"""Advice: what practitioners say in a situation, held against our first place, and who helps there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from guidekit.choice import wording
from guidekit.choice.criteria import CRITERIA
from guidekit.choice.presets import PEOPLE, WHO, preset
from guidekit.choice.ranking import STRUCK_OUT
from guidekit.choice.setting import MessengerModel, messenger_knob
from guidekit.choice.threat import Place, ThreatModel
from guidekit.knobs import knob
from guidekit.tables.layouts import SITUATIONS
from guidekit.tables.rows import course_rows
from guidekit.words import fill, paragraph, small_first, word_list


@cache
def advice_for(situation: str) -> tuple[Any, ...]:
    """Return the rows of the table of advice about one situation."""
    return tuple(row for row in course_rows("advice") if row.situation == situation)


@cache
def helpers_for(situation: str) -> tuple[Any, ...]:
    """Return the rows of the table of help for people in one situation."""
    words = PEOPLE[situation].helped_as
    return tuple(row for row in course_rows("help") if any(word in row.for_whom for word in words))


def help_line(situation: str) -> str:
    """Say in one sentence where somebody finds help; the situation is empty for nobody in particular.

    >>> help_line("clinic_team")
    'Who helps: ask whoever is in charge of data protection where you work.'
    """
    if not situation:
        return wording.WHO_HELPS["nobody"]
    found = len(helpers_for(situation))
    case = "places" if found else "elsewhere"
    return fill(wording.WHO_HELPS[case], count=found, elsewhere=PEOPLE[situation].elsewhere)


@dataclass(frozen=True)
class Agreement:
    """Our first places in one situation beside what practitioners advise there.

    Attributes
    ----------
    situation : str
        The id of the situation.
    model : ThreatModel
        The threat model of that situation, with the messengers that the reader ticked.
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
        """Whom the sources name most often; several in a tie."""
        top = max(self.advised.values(), default=0)
        return tuple(who for who, count in self.advised.items() if count == top)

    @property
    def how(self) -> str:
        """How both fit.

        ``same`` where our first is the one that they name most often; ``theirs`` where it is one that they
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
        """Why those they name are not first with us or are struck out, and what they weigh that we cannot."""
        practice, compared = (
            PEOPLE[self.situation].practice,
            {place.messenger: place for place in self.places},
        )
        named = [compared[who] for who in self.advised if who in compared]
        told = [place for place in named[:1] if place.rank != 1]
        told += [place for place in named[1:] if place.standing == STRUCK_OUT]  # else a name reads as advice
        return paragraph(*map(self._behind, told), practice)

    def _behind(self, place: Place) -> str:
        """Say why a messenger that they advise is not first with us; its name keeps its small letter."""
        first = CRITERIA[place.because[0]] if place.because else None
        if first and place.standing == STRUCK_OUT:
            return wording.BEHIND["struck out"].format(name=place.name, lacks=first.lacks)
        if first:
            question = small_first(first.question)
            return fill(wording.BEHIND["cannot tell"], name=place.name, question=question)
        mine, other = (self.model.findings(who) for who in (self.firsts[0].messenger, place.messenger))
        weights = self.model.weights()
        leads = {name: w * (mine[name].low - other[name].low) for name, w in weights.items() if w}
        most = sorted((name for name in leads if leads[name] > 0), key=lambda name: -leads[name])[:2]
        labels = word_list(f"“{CRITERIA[name].label}”" for name in most)
        return wording.BEHIND["weights"].format(name=place.name, labels=labels)


@dataclass(frozen=True)
class Situations(MessengerModel):
    """The eight people side by side, with what practitioners advise each of them.

    Examples
    --------
    >>> len(Situations().agreements())
    8
    """

    person: str = knob(
        next(iter(WHO)), label="Who", help="Whose advice is read out", choices=tuple(WHO)
    )  # fmt: skip
    messengers: tuple[str, ...] = messenger_knob()

    @property
    def situation(self) -> str:
        """The id of the situation whose advice is read out."""
        return WHO[self.person]

    def models(self) -> dict[str, ThreatModel]:
        """Return the threat model of each situation, by its id."""
        return {name: preset(SITUATIONS[name]).but(messengers=self.messengers) for name in PEOPLE}

    def agreements(self) -> list[Agreement]:
        """Hold the first places of each situation against the advice there."""
        found = []
        for name, model in self.models().items():
            rows = advice_for(name)
            advised, warned = (
                Counter(who for row in rows for who in getattr(row, column).split())
                for column in ("advised_for", "advised_against")
            )
            found.append(Agreement(name, model, dict(advised.most_common()), dict(warned), len(rows)))
        return found
