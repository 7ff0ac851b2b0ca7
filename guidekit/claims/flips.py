"""Flips: a pro or con of the guide as a curve against one knob, and the place where it stops being true.

The curve, the bar and the flip are those of `check_claim`: a verdict is worked out nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from guidekit.claims.answers import check_claim
from guidekit.claims.bars import MARGIN
from guidekit.claims.contest import NAMES
from guidekit.claims.evidence import Evidence, Line
from guidekit.knobs import Flip, Knob, Model, knob, value_at
from guidekit.knobs.flips import STEPS

SENTENCES = (
    *("centralized.pro.fast-features", "centralized.pro.trusted-self-host", "centralized.con.ownership"),
    *("federated.pro.choose-trust", "federated.con.features-complex", "federated.con.blocking"),
    *("p2p.pro.minimal-information", "p2p.con.both-online", "p2p.con.battery"),
    *("anonymous.pro.minimal-information", "anonymous.pro.offline-relay"),
    *("anonymous.con.slow", "anonymous.con.features"),
)
"""The pros and cons that hold one way against another by an outcome of the same scenario."""
TITLES = (
    "One operator: new features come faster",
    "One operator: host it yourself",
    "One operator: its owner can change it",
    "Servers that talk: choose whom to trust",
    "Servers that talk: features need agreement",
    "Servers that talk: servers block servers",
    "Phone to phone: strangers learn little",
    "Phone to phone: both must be online",
    "Phone to phone: it needs more battery",
    "Relays: little or nothing is learned",
    "Relays: they keep it while one is offline",
    "Relays: messages are slow",
    "Relays: new features are harder",
)
"""What a page writes for each of `SENTENCES`."""


@dataclass(frozen=True)
class Curve:
    """One sentence of the guide against one knob.

    Attributes
    ----------
    claim, metric : str
        The id of the sentence, and that of the outcome that is compared.
    sides : tuple of str
        The names of the two ways.
    rule : Knob
        The knob that is turned.
    x, values, bars : tuple of float
        The knob, the way's own value, and the bar that it must stay on the right side of.
    more : bool
        Whether the sentence is true above the bar.
    true : tuple of bool
        Whether it is true at each of them.
    usual : float
        The knob's default.
    flips_at : float or None
        The flip that is nearest to the default; None if there is none.
    turned : str
        The side whose own knob it is; empty where it turns both.
    restates : str
        Why the flip only restates a number of ours; empty where it does not.
    """

    claim: str
    metric: str
    sides: tuple[str, ...]
    rule: Knob
    x: tuple[float, ...]
    values: tuple[float, ...]
    bars: tuple[float, ...]
    more: bool
    true: tuple[bool, ...]
    usual: float
    flips_at: float | None
    turned: str
    restates: str

    def rival(self, bar: float) -> float:
        """Return the value of the other side behind a bar, which lies our margin away from it."""
        return bar / (1 + MARGIN) if self.more else bar * (1 + MARGIN)


@dataclass(frozen=True)
class Flips(Model):
    """One of the guide's pros and cons, and a place on the slider of the knob that can flip it.

    Examples
    --------
    A con of peer-to-peer, that both have to be online, flips when people are online long enough:

    >>> round(Flips("p2p.con.both-online").curve().flips_at, 1)
    6.4
    """

    claim: str = knob(
        "p2p.con.both-online", label="Sentence", help="Which of the guide's pros and cons", choices=SENTENCES,
        titles=TITLES,
    )  # fmt: skip
    place: float = knob(
        0.563, 0.0, 1.0, "share of the way", "Along its slider",
        "What is turned stands under the picture: here from its low end to its high one",
    )  # fmt: skip

    def curve(self) -> Curve:
        """Return the curve of the sentence; kept, since it does not depend on the place."""
        return curve(self.claim)

    def setting(self) -> float:
        """Return the knob at the place."""
        return float(value_at(self.curve().rule, self.place))

    def here(self) -> tuple[float, float, bool]:
        """Return the value and the bar at the place, and whether the sentence is true there."""
        _, line, _ = _checked(self.claim)
        x = value_at(self.curve().rule, self.place)
        return float(line.measure(x)), float(line.place(x)), line.holds(x)


@lru_cache(maxsize=64)
def curve(claim: str) -> Curve:
    """Draw one sentence against its knob, with the flip that its check found.

    Parameters
    ----------
    claim : str
        The id of the sentence, one of `SENTENCES`.

    Returns
    -------
    Curve
        The values and the bars along the knob's slider, and the flip.
    """
    found, line, flip = _checked(claim)
    ends = [end for end in (flip.at, flip.still) if end is not None]
    # The settings that the search for the flip has asked, and both sides of the flip.
    steps = sorted({value_at(line.rule, step / STEPS) for step in range(STEPS + 1)} | {*ends})
    values, bars = zip(*((float(line.measure(x)), float(line.place(x))) for x in steps), strict=True)
    return Curve(
        claim, line.bar, line.sides, line.rule, tuple(map(float, steps)), values, bars,
        line.sense.startswith(">"), tuple(map(line.holds, steps)), float(line.start),
        float(max(ends)) if ends else None, NAMES.get(flip.knob.split(".")[0], ""),
        found.restates.partition(": ")[2],
    )  # fmt: skip


@lru_cache(maxsize=64)
def _checked(claim: str) -> tuple[Evidence, Line, Flip]:
    """Return the evidence of a claim, kept with its line, and its flip."""
    found = check_claim(claim)
    if found.line is None or found.flips_at is None:
        raise ValueError(f"{claim!r} has no knob to turn; allowed: {', '.join(SENTENCES)}")
    return found, found.line, found.flips_at
