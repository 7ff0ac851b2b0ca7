"""Two people who disagree: in which wishes they differ, and which single one decides who is first."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.choice.criteria import CRITERIA
from guidekit.choice.presets import PEOPLE, WHO
from guidekit.choice.setting import MessengerModel, messenger_knob
from guidekit.choice.threat import LEVELS, ThreatModel
from guidekit.knobs import knob

_WORDS = tuple(LEVELS)


@dataclass(frozen=True)
class WishDifference:
    """A criterion about which two people wish differently.

    Attributes
    ----------
    criterion : str
        The criterion.
    wishes : tuple of int
        The wish of each: a weight, `MUST`, or 0 for left out.
    firsts : tuple of tuple of str
        For each of the two, who would come first if this one wish were taken over from the other.
    turns : tuple of bool
        For each of the two, whether that is somebody else than now.
    """

    criterion: str
    wishes: tuple[int, int]
    firsts: tuple[tuple[str, ...], tuple[str, ...]]
    turns: tuple[bool, bool]

    @property
    def size(self) -> int:
        """The steps between the two wishes."""
        return abs(self.wishes[0] - self.wishes[1])


@dataclass(frozen=True)
class Disagreement(MessengerModel):
    """The wishes of two people side by side, about the same messengers and the same facts.

    A wish is taken over alone, while all else stays as it is. What each of the two assumes, such as how
    large the group is, stays with them.

    Examples
    --------
    >>> two = Disagreement("A family", "A clinic team")
    >>> two.differences()[0].criterion
    'hands'
    """

    first: str = knob(
        "A blogger, app blocked", label="One", help="Whose list stands on the left", choices=tuple(WHO)
    )
    second: str = knob(
        "A clinic team", label="The other", help="Whose list stands on the right", choices=tuple(WHO)
    )
    messengers: tuple[str, ...] = messenger_knob()

    def models(self) -> tuple[ThreatModel, ThreatModel]:
        """Return the threat model of each."""
        one, other = (
            ThreatModel(messengers=self.messengers).but(**PEOPLE[WHO[who]].knobs())
            for who in (self.first, self.second)
        )
        return one, other

    def differences(self) -> tuple[WishDifference, ...]:
        """List the criteria about which they wish differently: first those that turn a first place."""
        models = self.models()
        wanted = [model.wanted() for model in models]
        now = [tuple(place.messenger for place in model.firsts()) for model in models]
        found = []
        for name in CRITERIA:
            mine, theirs = wanted[0][name], wanted[1][name]
            if mine == theirs:
                continue
            firsts = (models[0].firsts_at()[name][_WORDS[theirs]], models[1].firsts_at()[name][_WORDS[mine]])
            turns = (set(firsts[0]) != set(now[0]), set(firsts[1]) != set(now[1]))
            found.append(WishDifference(name, (mine, theirs), firsts, turns))
        return tuple(sorted(found, key=lambda one: (-sum(one.turns), -one.size)))
