"""A decision: the criterion by which two threat models rank two messengers in opposite orders."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.choice.criteria import CRITERIA, findings
from guidekit.choice.presets import PRESETS, name_of, preset
from guidekit.choice.threat import FOUR, Place, ThreatModel
from guidekit.knobs import Model, knob
from guidekit.tables.snapshot import DATES
from guidekit.tables.wording import messenger_names
from guidekit.words import percent, small_first


@dataclass(frozen=True)
class Decision:
    """Why two threat models rank the messengers differently.

    Attributes
    ----------
    one, other : ThreatModel
        The two threat models.
    ahead, behind : str
        The names of two messengers: `one` puts the first before the second, `other` ranks them the
        other way round. Both are empty when both threat models rank alike.
    criterion : str
        The criterion whose change of weight does most of this; empty when both rank alike.
    share : float
        Its share of everything that pulls the same way, 0 to 1.
    reason : str
        The whole decision in words.
    """

    one: ThreatModel
    other: ThreatModel
    ahead: str
    behind: str
    criterion: str
    share: float
    reason: str

    @property
    def differ(self) -> bool:
        """Whether the two threat models rank the messengers differently."""
        return bool(self.criterion)


def decide(one: ThreatModel | str, other: ThreatModel | str) -> Decision:
    """Say whether two threat models rank the messengers differently, and which criterion decides it.

    If the first places differ, the two that come first are compared; else the pair that is furthest
    apart in opposite orders. A criterion moves one ahead of the other by its share of the weights
    times the difference of the two scores. The criterion for which this changes most from one threat
    model to the other decides.

    Parameters
    ----------
    one, other : ThreatModel or str
        Two threat models, or names of `PRESETS`.

    Returns
    -------
    Decision
        The two messengers, the criterion and the reason in words.

    Examples
    --------
    >>> decision = decide("A family", "A source and a journalist")
    >>> decision.ahead, decision.behind, decision.criterion
    ('Signal', 'Briar', 'calls')
    """
    one, other = (preset(model) if isinstance(model, str) else model for model in (one, other))
    here, there = ({place.messenger: place for place in model.places()} for model in (one, other))
    pair = _swapped(here, there)
    if pair is None:
        return Decision(one, other, "", "", "", 0.0, "Both threat models rank the messengers alike.")
    # A lead is a sum over the criteria, so the change of the lead from one threat model to the other is
    # such a sum, too. The largest part of it decides; its share is taken of the parts with the same sign.
    ahead, behind = pair
    moved = {name: _lead(here, pair, name) - _lead(there, pair, name) for name in CRITERIA}
    best = max(moved, key=lambda name: moved[name])
    share = moved[best] / sum(amount for amount in moved.values() if amount > 0)
    weights = f"from {getattr(one, best)} to {getattr(other, best)}"
    found = " and ".join(f"{here[who].name} {_degree(who, best, one)}" for who in pair)
    reason = (
        f"{name_of(one)} puts {here[ahead].name} before {here[behind].name}; "
        f"{small_first(name_of(other))} puts {here[behind].name} before "
        f"{here[ahead].name}. The deciding criterion is “{CRITERIA[best].label}”: "
        f"its weight goes {weights}, and it is met by {found}."
    )
    return Decision(one, other, here[ahead].name, here[behind].name, best, share, reason)


def _degree(messenger: str, criterion: str, model: ThreatModel) -> str:
    """Write how well a messenger meets a criterion, with the reason.

    >>> _degree("briar", "nearby", ThreatModel())
    'to 100 % (needs the internet: no)'
    """
    found = findings(messenger, model.date, model.hostile)[criterion]
    much = "to an unknown degree" if found.score is None else f"to {percent(found.score)}"
    return f"{much} ({found.reason})"


def largest_lead(better: Place, worse: Place) -> tuple[str, float]:
    """Return the criterion that does most to put one messenger before another, and its lead.

    >>> places = preset("A family").places()
    >>> largest_lead(places[0], places[1])[0]
    'past'
    """
    leads = {name: better.parts.get(name, 0.0) - worse.parts.get(name, 0.0) for name in CRITERIA}
    best = max(leads, key=lambda name: leads[name])
    return best, leads[best]


def _swapped(here: dict[str, Place], there: dict[str, Place]) -> tuple[str, str] | None:
    """Find the two messengers that stand in opposite orders: the two firsts, or those furthest apart."""
    both = [who for who in here if who in there]
    first, second = both[0], min(both, key=lambda who: there[who].rank)
    if first != second:
        return first, second
    pairs = [(a, b) for a in both for b in both if _gap(here, a, b) > 0 and _gap(there, b, a) > 0]
    return max(pairs, key=lambda pair: _gap(here, *pair) + _gap(there, *pair[::-1]), default=None)


def _gap(places: dict[str, Place], a: str, b: str) -> float:
    return places[a].score - places[b].score


def _lead(places: dict[str, Place], pair: tuple[str, str], name: str) -> float:
    ahead, behind = (places[who].parts.get(name, 0.0) for who in pair)
    return ahead - behind


@dataclass(frozen=True)
class Presets(Model):
    """The six threat models side by side, and one messenger among them.

    Examples
    --------
    >>> Presets("signal").wins()
    ['A family', 'Someone watched at home']
    """

    messenger: str = knob("signal", label="Messenger", help="Whose first places are counted", choices=FOUR)
    date: str = knob(
        DATES[-1], label="Date", help="The day whose facts count", choices=DATES, ordered=True
    )  # fmt: skip

    def rankings(self) -> dict[str, tuple[Place, ...]]:
        """Return the ranking of each preset on that day."""
        return {name: preset(name, self.date).places() for name in PRESETS}

    def wins(self) -> list[str]:
        """List the presets in which the messenger comes first."""
        return [name for name, places in self.rankings().items() if places[0].messenger == self.messenger]

    def messenger_name(self) -> str:
        """Return the name of the messenger."""
        return messenger_names()[self.messenger]


@dataclass(frozen=True)
class Versus(Model):
    """Two threat models, set against each other."""

    one: str = knob("A family", label="Threat model", help="Whose needs count", choices=tuple(PRESETS))
    other: str = knob(
        "A source and a journalist", label="Against", help="Whose needs count instead", choices=tuple(PRESETS)
    )

    def decision(self) -> Decision:
        """Say which criterion decides between the two."""
        return decide(self.one, self.other)
