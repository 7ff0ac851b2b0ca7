"""A threat model: what matters how much, and the ranking that follows, with what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guidekit.choice.criteria import CRITERIA, findings
from guidekit.knobs import Model, knob
from guidekit.tables.snapshot import DATES
from guidekit.tables.wording import messenger_names

FOUR = ("signal", "element", "briar", "session")
FIVE = (*FOUR, "simplex")
TOP = 5  # the largest weight
Table = NDArray[np.float64]


@dataclass(frozen=True)
class Place:
    """One messenger in a ranking.

    Attributes
    ----------
    messenger, name : str
        Its id and its name.
    rank : int
        From 1.
    score : float
        The weighted mean of what is known, 0 to 1. What is unknown is left out, not counted as no.
    low, high : float
        The score if everything unknown turned out to be no, or yes.
    confidence : float
        The weighted mean of the confidence in its findings.
    parts : dict of str to float
        What each criterion adds to the score.
    gaps : dict of str to float
        What each criterion would add more if it were met fully.
    unknown : tuple of str
        The criteria with a weight about which nothing is known.
    """

    messenger: str
    name: str
    rank: int
    score: float
    low: float
    high: float
    confidence: float
    parts: dict[str, float]
    gaps: dict[str, float]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class WeightChange:
    """A change of one weight that puts another messenger first.

    Attributes
    ----------
    criterion : str
        The criterion.
    before, after : int
        Its weight, as it is and as it would have to be.
    first : str
        The id of the messenger that then comes first.
    """

    criterion: str
    before: int
    after: int
    first: str

    @property
    def size(self) -> int:
        """The difference of the two weights."""
        return abs(self.after - self.before)


def _weight(name: str) -> Any:
    return knob(3, 0, TOP, "of 5", CRITERIA[name].label, CRITERIA[name].question)


@dataclass(frozen=True)
class ThreatModel(Model):
    """What matters to someone: a weight from 0 (not at all) to 5 (above all) for each criterion.

    A messenger's score is the mean of how well it meets the criteria, each counted by its weight. How
    well it meets one is computed from the facts of a day, the exposure engine and the models
    (`guidekit.choice.findings`). A criterion about which nothing is known is left out of that
    messenger's mean, and lowers its confidence. All weights are yours; nobody can measure them.

    The model leaves out: what it does not ask although the tables have rows about it (how an app hides
    on a phone, what was handed over when asked, what it costs), and needs that must be met whatever
    else is met.

    Examples
    --------
    With these weights a messenger without calls comes first. Two more points for calls change that:

    >>> ThreatModel(link=0).first().name, ThreatModel(link=0, calls=5).first().name
    ('Briar', 'Element (Matrix)')
    """

    content: int = _weight("content")
    past: int = _weight("past")
    link: int = _weight("link")
    address: int = _weight("address")
    number: int = _weight("number")
    nearby: int = _weight("nearby")
    waiting: int = _weight("waiting")
    stop: int = _weight("stop")
    easy: int = _weight("easy")
    calls: int = _weight("calls")
    rooms: int = _weight("rooms")
    date: str = knob(
        DATES[-1], label="Date", help="The day whose facts count; ages are counted up to it",
        choices=DATES, ordered=True,
    )  # fmt: skip
    simplex: str = knob(
        "left out", label="SimpleX", help="It is not in the guide, and few facts are known",
        choices=("left out", "included"),
    )  # fmt: skip
    hostile: float = knob(
        0.1, 0.0, 0.5, "share of machines", "Hostile share",
        "Chance that a machine run by strangers is hostile: a server as much as a relay",
        source="adversary.hostile",
    )  # fmt: skip

    def messengers(self) -> tuple[str, ...]:
        """Return the messengers that are ranked, in the order of the guide."""
        return FIVE if self.simplex == "included" else FOUR

    def weights(self) -> dict[str, int]:
        """Return the weights by criterion."""
        return {name: getattr(self, name) for name in CRITERIA}

    def places(self) -> tuple[Place, ...]:
        """Rank the messengers, the best first; equal scores stay in the order of the guide."""
        return _places(self)

    def first(self) -> Place:
        """Return the messenger in the first place."""
        return self.places()[0]

    def level_at_top(self) -> bool:
        """Say whether the first two have the same score, as they do when no criterion has a weight."""
        one, other = self.places()[:2]
        return abs(one.score - other.score) < 1e-9

    def firsts(self, criterion: str) -> tuple[str, ...]:
        """Say who comes first at each weight of one criterion, while the other weights stay.

        Parameters
        ----------
        criterion : str
            The id of the criterion.

        Returns
        -------
        tuple of str
            The id of a messenger for each weight from 0 to `TOP`.
        """
        scores, _ = score_table(self.messengers(), self.date, self.hostile)
        column, weights = list(CRITERIA).index(criterion), np.array(list(self.weights().values()), float)
        tried = np.repeat(weights[None, :], TOP + 1, axis=0)
        tried[:, column] = np.arange(TOP + 1)
        return tuple(self.messengers()[int(np.argmax(row))] for row in weighted_means(scores, tried))

    def flips(self) -> tuple[WeightChange, ...]:
        """List the changes of one weight that put another messenger first, the smallest change first.

        Returns
        -------
        tuple of WeightChange
            For each criterion at most two: the nearest weight below and the nearest above.

        Examples
        --------
        >>> flip = ThreatModel(link=0).flips()[0]
        >>> flip.criterion, flip.first
        ('past', 'element')
        """
        # `firsts` names the winner at every weight, so each flip is the nearest change in that list.
        now, found = self.first().messenger, []
        for name, weight in self.weights().items():
            row = self.firsts(name)
            for side in (range(weight - 1, -1, -1), range(weight + 1, TOP + 1)):
                other = next((value for value in side if row[value] != now), None)
                if other is not None:
                    found.append(WeightChange(name, weight, other, row[other]))
        return tuple(sorted(found, key=lambda flip: flip.size))


@lru_cache(maxsize=64)
def score_table(messengers: tuple[str, ...], date: str, hostile: float) -> tuple[Table, Table]:
    """Return the scores (NaN where nothing is known) and the confidences, both messenger × criterion."""
    found = [list(findings(who, date, hostile).values()) for who in messengers]
    scores = [[np.nan if one.score is None else one.score for one in row] for row in found]
    return np.array(scores), np.array([[one.confidence for one in row] for row in found])


def weighted_means(scores: Table, weights: Table) -> Table:
    """Return the weighted mean of what is known.

    Parameters
    ----------
    scores : numpy.ndarray
        Shape (messengers, criteria), NaN where nothing is known.
    weights : numpy.ndarray
        Shape (rows of weights, criteria).

    Returns
    -------
    numpy.ndarray
        Shape (rows of weights, messengers); 0 where nothing counts.
    """
    # An unknown score leaves the numerator and its weight leaves the denominator, so that it counts
    # neither for nor against. Both sums are matrix products, one for all rows of weights.
    known = ~np.isnan(scores)
    counted = weights @ known.T
    summed = weights @ np.where(known, scores, 0.0).T
    mean = np.divide(summed, counted, out=np.zeros_like(summed), where=counted > 0)
    return np.asarray(mean.round(12))  # so that sums in another order do not break a tie


@lru_cache(maxsize=512)
def _places(model: ThreatModel) -> tuple[Place, ...]:
    """Rank the messengers by their means; a stable sort keeps equal scores in the order of the guide."""
    who, names = model.messengers(), messenger_names()
    scores, trust = score_table(who, model.date, model.hostile)
    weights = np.array(list(model.weights().values()), float)
    score, total = weighted_means(scores, weights[None, :])[0], weights.sum()
    places = []
    for rank, row in enumerate(np.argsort(-score, kind="stable").tolist(), 1):
        known = ~np.isnan(scores[row])
        counted, met = weights[known].sum(), np.where(known, scores[row], 0.0) * weights
        pairs = [(name, n) for n, name in enumerate(CRITERIA) if weights[n] and known[n]]
        places.append(
            Place(
                who[row],
                names[who[row]],
                rank,
                float(score[row]),
                float(met.sum() / total) if total else 0.0,
                float((met.sum() + total - counted) / total) if total else 0.0,
                float(trust[row] @ weights / total) if total else 0.0,
                {name: float(met[n] / counted) for name, n in pairs},
                {name: float((weights[n] - met[n]) / counted) for name, n in pairs},
                tuple(name for n, name in enumerate(CRITERIA) if weights[n] and not known[n]),
            )
        )
    return tuple(places)
