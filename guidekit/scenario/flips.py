"""Flips: a pro or con of the guide as a curve against one knob, and the place where it stops being true."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from guidekit.knobs import Knob, Model, knob, knob_of, search, value_at
from guidekit.scenario.architecture import Architecture
from guidekit.scenario.sides import ABOUT, Side

POINTS = 41  # of a curve
CLOSE = 1e-9  # how near the two sides of a flip are brought, as a share: the curves must cross there


@dataclass(frozen=True)
class Curve:
    """One sentence of the guide against one knob.

    Attributes
    ----------
    claim : str
        The id of the sentence.
    metric : str
        The id of the metric that is compared.
    rule : Knob
        The knob that is turned.
    x, values, bars : tuple of float
        The knob, the architecture's own value, and the value it must stay on the right side of.
    above : bool
        Whether the sentence is true where the value lies above the bar.
    usual : float
        The knob's default.
    flips_at : float or None
        The flip that is nearest to the default; None if there is none.
    """

    claim: str
    metric: str
    rule: Knob
    x: tuple[float, ...]
    values: tuple[float, ...]
    bars: tuple[float, ...]
    above: bool
    usual: float
    flips_at: float | None

    def true_at(self, value: float, bar: float) -> bool:
        """Say whether the sentence is true for a value and its bar."""
        return value > bar if self.above else value < bar


@dataclass(frozen=True)
class Flips(Model):
    """One of the guide's pros and cons, and a place on the slider of the knob that can flip it.

    A pro is true while the architecture is better than its rival by a tenth, a con while it is worse by
    a tenth. The tenth is an assumption: what someone would notice.

    Examples
    --------
    A con of peer-to-peer, that both have to be online, flips when people are online long enough:

    >>> round(Flips("p2p.con.both-online").curve().flips_at, 1)
    6.4
    """

    claim: str = knob(
        "p2p.con.both-online", label="Sentence", help="Which of the guide's pros and cons",
        choices=tuple(ABOUT),
    )  # fmt: skip
    place: float = knob(
        0.5, 0.0, 1.0, "share of the way", "Turn its knob", "From the low end of the range to the high one"
    )

    def side(self) -> Side:
        """Return what the sentence compares."""
        return ABOUT[self.claim]

    def curve(self) -> Curve:
        """Return the curve of the sentence; kept, since it does not depend on the place."""
        return curve(self.claim)

    def here(self) -> tuple[float, float, float]:
        """Return the knob at the place, the value there and the bar."""
        x = float(value_at(self.curve().rule, self.place))
        return (x, *value_and_bar(self.claim, x))


@lru_cache(maxsize=64)
def curve(claim: str) -> Curve:
    """Draw one sentence against its knob, and search for the flip nearest to the default.

    Parameters
    ----------
    claim : str
        The id of the sentence, one of `ABOUT`.

    Returns
    -------
    Curve
        The values of both sides along the knob's slider, and the flip.
    """
    side = ABOUT[claim]
    rule, usual = knob_of(_owner(side), side.knob), _default(side)
    x = tuple(dict.fromkeys(float(value_at(rule, step / (POINTS - 1))) for step in range(POINTS)))
    values, bars = zip(*(value_and_bar(claim, one) for one in x), strict=True)
    drawn = Curve(claim, side.metric, rule, x, values, bars, side.factor > 1, usual, None)
    at_default = drawn.true_at(*value_and_bar(claim, usual))

    def true(setting: float) -> bool:
        value, bar = value_and_bar(claim, float(setting))
        # Where both are zero, as without an adversary, there is nothing to be better at: no flip lies there.
        return drawn.true_at(value, bar) if value or bar else at_default

    flip = search(side.knob, rule, usual, true, CLOSE)
    if flip.at is None or flip.still is None:
        return drawn
    return dataclasses.replace(drawn, flips_at=max(float(flip.at), float(flip.still)))


def value_and_bar(claim: str, x: float) -> tuple[float, float]:
    """Return the value of a sentence's architecture, and the bar that its rival sets.

    Parameters
    ----------
    claim : str
        The id of the sentence, one of `ABOUT`.
    x : float
        The value of the sentence's knob.

    Returns
    -------
    tuple of float
        The metric of the architecture, and that of its rival with the tenth, both in the metric's unit.
    """
    side = ABOUT[claim]
    own, rival = (_turned(way, side, x) for way in (side.own, side.rival))
    return own.value(side.metric), rival.value(side.metric) * side.factor


def _turned(way: Architecture, side: Side, x: float) -> Architecture:
    """Turn the knob on the architecture that it belongs to; one of the scenario turns both."""
    if side.turns not in ("both", type(way).__name__):
        return way
    changed: Architecture = way.but(**{side.knob: int(x) if knob_of(_owner(side), side.knob).whole else x})
    return changed


def _owner(side: Side) -> Any:
    if side.turns == "both":
        return side.own.scenario
    return side.own if type(side.own).__name__ == side.turns else side.rival


def _default(side: Side) -> float:
    return float(getattr(_owner(side), side.knob))
