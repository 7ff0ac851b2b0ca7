"""A threat model: eight answers, what follows from them, and who meets it, with what would change that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guidekit.choice.criteria import CRITERIA, findings
from guidekit.choice.evidence import Finding
from guidekit.choice.questions import MEMBERS, MUST, QUESTIONS, TOP, wishes
from guidekit.choice.ranking import STRUCK_OUT, Table, bars, level_at_top, nearby, ranks, short_of
from guidekit.choice.ranking import standings as standings_of
from guidekit.choice.setting import MessengerModel, date_knob, hostile_knob, messenger_knob
from guidekit.knobs import knob
from guidekit.names import check_known
from guidekit.tables.snapshot import MESSENGERS
from guidekit.tables.wording import messenger_names

ANSWERED, LEFT_OUT, MUST_WORD = "as answered", "left out", "must"
LEVELS = {LEFT_OUT: 0, **{str(weight): weight for weight in range(1, TOP + 1)}, MUST_WORD: MUST}
DRAWS = 1000  # lists of weights near the reader's


@dataclass(frozen=True)
class Place:
    """One messenger among those that a reader ticked.

    Attributes
    ----------
    messenger, name : str
        Its id and its name.
    standing : int
        `MEETS`, `CANNOT_TELL` or `STRUCK_OUT`, by the musts.
    because : tuple of str
        The musts that it fails, or that nobody can tell of.
    rank : int
        From 1, by the low end of its bar; equal ends share one. 0 for whoever does not meet every must.
    low, high : float
        The ends of its bar, from 0 (meets nothing that has a weight) to 1 (meets all).
    level : bool
        Whether its high end reaches the highest low end: it may be first, if it meets every must.
    costs, unsure : str
        The criterion that surely costs it most, and the one that leaves most open; empty for none.
    """

    messenger: str
    name: str
    standing: int
    because: tuple[str, ...]
    rank: int
    low: float
    high: float
    level: bool
    costs: str
    unsure: str


@dataclass(frozen=True)
class Firmness:
    """How often one messenger comes first with weights near the reader's.

    Attributes
    ----------
    place : Place
        The messenger.
    first, sure, tied : float
        The shares of the lists of weights in which it has rank 1, is first for sure, and shares rank 1.
    """

    place: Place
    first: float
    sure: float
    tied: float


@dataclass(frozen=True)
class WishChange:
    """A change of one criterion that changes who comes first.

    Attributes
    ----------
    criterion : str
        The criterion.
    before, after : int
        Its weight as it is, and as it would have to be; 0 for left out, `MUST` for a must.
    firsts : tuple of str
        The ids of those who then come first; empty where then nobody is known to meet every must.
    """

    criterion: str
    before: int
    after: int
    firsts: tuple[str, ...]

    @property
    def size(self) -> int:
        """The steps of the slider between the two."""
        return abs(self.after - self.before)


def _answer(name: str) -> Any:
    asked = QUESTIONS[name]
    choices = tuple(asked.answers)
    return knob(choices[0], label=asked.label, help=asked.help, choices=choices)


def _wish(name: str) -> Any:
    rule = CRITERIA[name]
    return knob(ANSWERED, label=rule.label, help=rule.question, choices=(ANSWERED, *LEVELS), ordered=True)


@dataclass(frozen=True)
class ThreatModel(MessengerModel):
    """Somebody's situation: eight answers, and what the reader changes in what follows from them.

    Each criterion is a must, has a weight from 1 to 5, or is left out. Who fails a must is struck out;
    where nobody can tell, there is no rank. A messenger's bar goes from what is known to be met to what
    may be met: what is unknown or disputed is 0 to 1, an old or merely claimed yes ½ to 1
    (`guidekit.choice.findings`). Weak evidence alone meets no must, and an old no stays a no there.
    Ranks follow the low ends. All weights are the reader's; nobody can measure them, and what the answers
    give to start from is our assumption.

    The model leaves out: how well an app is made, whether the contacts will use it, what it costs, and
    all that no messenger can do. Criteria overlap in part: who keeps little also has little to link.

    Examples
    --------
    >>> family = ThreatModel(reach="those who have it already", talk="yes")
    >>> family.musts(), family.weights()["people"]
    (('calls',), 5)
    >>> family.but(calls="left out").musts()
    ()
    """

    against: str = _answer("against")
    phone: str = _answer("phone")
    net: str = _answer("net")
    reach: str = _answer("reach")
    known: str = _answer("known")
    contacts: str = _answer("contacts")
    group_size: str = knob(
        next(iter(QUESTIONS["group"].answers)), label=QUESTIONS["group"].label, help=QUESTIONS["group"].help,
        choices=tuple(QUESTIONS["group"].answers),
    )  # fmt: skip
    talk: str = _answer("talk")
    messengers: tuple[str, ...] = messenger_knob()
    content: str = _wish("content")
    hands: str = _wish("hands")
    vanish: str = _wish("vanish")
    devices: str = _wish("devices")
    backup: str = _wish("backup")
    recovery: str = _wish("recovery")
    kept: str = _wish("kept")
    link: str = _wish("link")
    address: str = _wish("address")
    number: str = _wish("number")
    keys: str = _wish("keys")
    blocked: str = _wish("blocked")
    unseen: str = _wish("unseen")
    nearby: str = _wish("nearby")
    stop: str = _wish("stop")
    lasting: str = _wish("lasting")
    checked: str = _wish("checked")
    waiting: str = _wish("waiting")
    people: str = _wish("people")
    easy: str = _wish("easy")
    calls: str = _wish("calls")
    group: str = _wish("group")
    rooms: str = _wish("rooms")
    hostile: float = hostile_knob()
    date: str = date_knob("; ages are counted up to it")

    def __post_init__(self) -> None:
        """Check the messengers, and count each once."""
        super().__post_init__()
        check_known("messenger", self.messengers, MESSENGERS)
        object.__setattr__(self, "messengers", tuple(dict.fromkeys(self.messengers)))

    @property
    def members(self) -> int:
        """How many people the largest group has."""
        return MEMBERS[self.group_size]

    def answers(self) -> dict[str, str]:
        """Return the answer to each question."""
        return {name: getattr(self, ANSWER_KNOBS[name]) for name in QUESTIONS}

    def wanted(self) -> dict[str, int]:
        """Return for each criterion its weight, `MUST`, or 0 if it is left out."""
        start = wishes(self.answers())
        mine = {name: getattr(self, name) for name in CRITERIA}
        return {name: start.get(name, 0) if word == ANSWERED else LEVELS[word] for name, word in mine.items()}

    def musts(self) -> tuple[str, ...]:
        """Return the criteria that are musts."""
        return tuple(name for name, wish in self.wanted().items() if wish == MUST)

    def weights(self) -> dict[str, int]:
        """Return the weights by criterion: 0 for what is left out, and for a must, which is no weight."""
        return {name: 0 if wish == MUST else wish for name, wish in self.wanted().items()}

    @property
    def open_rooms(self) -> bool:
        """Whether rooms are asked for that anyone can join."""
        return self.wanted()["rooms"] > 0

    def findings(self, messenger: str) -> Mapping[str, Finding]:
        """Return how well a messenger meets each criterion, by what is assumed here."""
        return findings(messenger, self.date, self.hostile, self.members, self.open_rooms)

    def places(self) -> tuple[Place, ...]:
        """Return a place for each messenger: the ranked ones first, then *cannot tell*, then struck out."""
        return _places(self)

    def firsts(self) -> tuple[Place, ...]:
        """Return who has rank 1: several in a tie, nobody where nobody is known to meet every must."""
        return tuple(place for place in self.places() if place.rank == 1)

    def level(self) -> tuple[Place, ...]:
        """Return all who may be first, also those of whom nobody can tell whether they meet every must."""
        return tuple(place for place in self.places() if place.level)

    def sure(self) -> bool:
        """Say whether one messenger is first for sure: its low end lies above every other high end."""
        return len(self.level()) == 1

    def firmness(self) -> tuple[Firmness, ...]:
        """Say who comes first how often in `DRAWS` lists of weights, each weight at most a point away.

        Returns
        -------
        tuple of Firmness
            Those who come first in any of the lists, the most frequent one first.

        References
        ----------
        Lahdelma, Hokkanen and Salminen, SMAA: stochastic multiobjective acceptability analysis (1998), for
        the share of weightings in which each comes first; here they are drawn near one weighting.
        """
        return _firmness(self)

    def firsts_at(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Say who comes first at each level of each criterion, while all else stays.

        Returns
        -------
        dict of str to dict
            For each criterion, for each of `LEVELS`, the ids of those with rank 1: several in a tie, or none.
        """
        return _firsts_at(self)

    def flips(self) -> tuple[WishChange, ...]:
        """List the changes of one criterion that change who comes first, the smallest change first.

        Returns
        -------
        tuple of WishChange
            For each criterion at most two: the nearest level below and the nearest above. A criterion of
            which nothing is known for any messenger brings none: a must of it would only say so.
        """
        spans = _asked(self)[0]
        unknown = dict(zip(CRITERIA, (spans[0] == 0).all(0) & (spans[1] == 1).all(0), strict=True))
        words, now, found = list(LEVELS), tuple(place.messenger for place in self.firsts()), []
        wanted = self.wanted()
        for name, row in self.firsts_at().items():
            if unknown[name]:
                continue
            here = wanted[name]
            for side in (range(here - 1, -1, -1), range(here + 1, MUST + 1)):
                other = next((n for n in side if row[words[n]] != now), None)
                if other is not None:
                    found.append(WishChange(name, here, other, row[words[other]]))
        return tuple(sorted(found, key=lambda change: change.size))


ANSWER_KNOBS = {name: "group_size" if name == "group" else name for name in QUESTIONS}
"""The knob of each question; the group is also a criterion, whose knob has the shorter name."""

ENOUGH = np.array([rule.enough for rule in CRITERIA.values()])


@lru_cache(maxsize=256)
def weak_table(
    messengers: tuple[str, ...], date: str, hostile: float, members: int, rooms: bool = False
) -> NDArray[np.bool_]:
    """Return which findings stand on weak evidence, shape (messengers, criteria)."""
    found = [findings(who, date, hostile, members, rooms).values() for who in messengers]
    return np.array([[one.weak for one in row] for row in found], bool).reshape(-1, len(CRITERIA))


@lru_cache(maxsize=256)
def span_table(
    messengers: tuple[str, ...], date: str, hostile: float, members: int, rooms: bool = False
) -> Table:
    """Return the spans of all findings, shape (2, messengers, criteria)."""
    found = [findings(who, date, hostile, members, rooms).values() for who in messengers]
    cells = [[(one.low, one.high) for one in row] for row in found]
    return np.array(cells, float).reshape(len(messengers), len(CRITERIA), 2).transpose(2, 0, 1)


def _asked(model: ThreatModel) -> tuple[Table, NDArray[np.bool_], NDArray[np.int64], NDArray[np.bool_]]:
    """Return the spans of a threat model, which of them are weak, the weights and the musts."""
    wanted = np.array(list(model.wanted().values()))
    assumed = (model.messengers, model.date, model.hostile, model.members, model.open_rooms)
    return span_table(*assumed), weak_table(*assumed), np.where(wanted == MUST, 0, wanted), wanted == MUST


@lru_cache(maxsize=512)
def _places(model: ThreatModel) -> tuple[Place, ...]:
    spans, weak, weights, musts = _asked(model)
    standing = standings_of(spans, musts, ENOUGH, weak)
    ends = bars(spans, weights)
    rank, level = ranks(ends[0], standing), level_at_top(ends, standing)
    names, criteria = messenger_names(), np.array(list(CRITERIA))
    short = [musts & cells for cells in short_of(spans, ENOUGH, weak)]  # surely, and perhaps
    places = []
    for row, who in enumerate(model.messengers):
        missing = short[0][row] if standing[row] == STRUCK_OUT else short[1][row]
        places.append(
            Place(
                who, names[who], int(standing[row]), tuple(criteria[missing].tolist()), int(rank[row]),
                float(ends[0, row]), float(ends[1, row]), bool(level[row]),
                _largest(weights * (1 - spans[1, row])), _largest(weights * (spans[1, row] - spans[0, row])),
            )
        )  # fmt: skip
    # A stable order, so that nothing hangs on the order of the ticks but the order of equals.
    return tuple(sorted(places, key=lambda place: (-place.standing, place.rank, place.name)))


@lru_cache(maxsize=256)
def _firsts_at(model: ThreatModel) -> dict[str, dict[str, tuple[str, ...]]]:
    """Rank all rows at once: one row for each level of each criterion."""
    _, _, weights, musts = _asked(model)
    count, levels = len(CRITERIA), len(LEVELS)
    rows, must_rows = np.tile(weights, (count, levels, 1)), np.tile(musts, (count, levels, 1))
    each = np.arange(count)
    rows[each, :, each] = [0 if wish == MUST else wish for wish in LEVELS.values()]
    must_rows[each, :, each] = [wish == MUST for wish in LEVELS.values()]
    assumed = (model.messengers, model.date, model.hostile, model.members)
    firsts = []
    for rooms in (False, True):  # open rooms change what is asked of the content
        spans, weak = span_table(*assumed, rooms), weak_table(*assumed, rooms)
        firsts.append(ranks(bars(spans, rows)[0], standings_of(spans, must_rows, ENOUGH, weak)) == 1)
    asked = np.full((count, levels, 1), model.open_rooms)
    asked[list(CRITERIA).index("rooms"), :, 0] = [wish > 0 for wish in LEVELS.values()]
    first = np.where(asked, firsts[1], firsts[0])
    who = np.array(model.messengers, dtype=object)
    cells = {name: zip(LEVELS, first[n], strict=True) for n, name in enumerate(CRITERIA)}
    return {name: {word: tuple(who[row]) for word, row in cell} for name, cell in cells.items()}


def _largest(parts: Table) -> str:
    """Return the criterion with the largest part; empty if none has any."""
    return list(CRITERIA)[int(parts.argmax())] if parts.max() > 1e-9 else ""


@lru_cache(maxsize=512)
def _firmness(model: ThreatModel) -> tuple[Firmness, ...]:
    spans, weak, weights, musts = _asked(model)
    standing = standings_of(spans, musts, ENOUGH, weak)
    ends = bars(spans, nearby(weights, TOP, DRAWS))
    first, level = ranks(ends[0], standing) == 1, level_at_top(ends, standing)
    sure, tied = (
        first & (level.sum(axis=1, keepdims=True) == 1),
        first & (first.sum(axis=1, keepdims=True) > 1),
    )
    column = {who: n for n, who in enumerate(model.messengers)}
    shares = [
        Firmness(place, *(float(lists[:, column[place.messenger]].mean()) for lists in (first, sure, tied)))
        for place in model.places()
    ]
    return tuple(sorted((one for one in shares if one.first), key=lambda one: -one.first))
