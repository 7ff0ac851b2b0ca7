"""Say of a sentence of the guide whether it names an advantage or a drawback, and where it flips."""

from __future__ import annotations

import functools
from functools import partial

from guidekit.claims import Flips
from guidekit.claims.flips import Curve
from guidekit.exhibits.tradeoffs import wording
from guidekit.exhibits.tradeoffs.scales import metric_words
from guidekit.knobs import Knob
from guidekit.scenario import METRICS
from guidekit.tables.rows import rows_by
from guidekit.words import answered, fill, number, paragraph, percent, plural, small_first, with_unit

SIDES = {
    "one operator": "one operator",
    "a server of one's own": "a server of one's own",
    "a federation": "servers that talk",
    "peers": "phone to phone",
    "anonymous routing": "relays",
}
"""What a way is called beside a picture, by its name in a check."""


def flip_sentence(model: Flips) -> str:
    """Say whether a sentence names an advantage or a drawback at the place of the slider, and where it flips.

    Parameters
    ----------
    model : Flips
        The sentence, and the place of its knob's slider.

    Returns
    -------
    str
        The verdict here, both values, the flip nearest to the default, and whether it only restates
        numbers of ours.
    """
    found = model.curve()
    x, (value, bar, true) = model.setting(), model.here()
    own, rival = (SIDES[side] for side in found.sides)
    at = partial(setting_words, found.rule)
    its, beside = _apart(found.metric, value, bar)
    words = paragraph(
        fill(
            wording.TRUTH, claim=claim_words(model.claim), knob=_knob_words(found), setting=at(x),
            verdict=verdict_words(model.claim, true),
        ),
        fill(wording.OWN, metric=METRICS[found.metric].plain, own=own, value=its),
        fill(
            wording.RIVAL_BEYOND if METRICS[found.metric].share and bar > 1 else wording.RIVAL, rival=rival,
            value=measure_words(found.metric, found.rival(bar)), margin=wording.MARGIN[found.more],
            bar=beside,
        ),
    )  # fmt: skip
    if found.flips_at is None:
        return paragraph(words, fill(wording.NO_FLIP, low=at(found.x[0]), high=at(found.x[-1])))
    flip = fill(wording.FLIP, flip=at(found.flips_at), usual=at(found.usual))
    ours = fill(wording.RESTATES, why=found.restates) if found.restates else ""
    return answered(paragraph(words, flip, ours), found.flips_at, at)


def verdict_words(claim: str, true: bool) -> str:
    """Say what a pro or con is at a place of its slider.

    >>> verdict_words("p2p.con.battery", True), verdict_words("p2p.pro.minimal-information", False)
    ('a drawback', 'no advantage')
    """
    return wording.VERDICT[claim.split(".")[1], true]


def measure_words(metric: str, value: float) -> str:
    """Write a value of a metric with what is counted.

    >>> measure_words("feature", 42.0), measure_words("wakeups", 894.0), measure_words("link.both", 0.1)
    ('42 days', '894 times', '10 %')
    """
    counted = {"days": "days", "wake-ups a day": "times"}.get(METRICS[metric].unit, "")
    return with_unit(metric_words(metric, value), counted)


def _apart(metric: str, one: float, other: float) -> tuple[str, str]:
    """Write two values, with more digits where fewer would make them look equal.

    >>> _apart("link.both", 0.1, 0.2), _apart("link.both", 0.4961, 0.4953)
    (('10 %', '20 %'), ('49.61 %', '49.53 %'))
    """
    words = measure_words(metric, one), measure_words(metric, other)
    if words[0] != words[1] or one == other:
        return words
    if METRICS[metric].share:
        return f"{number(100 * one, 4)} %", f"{number(100 * other, 4)} %"
    unit = {"s": "s", "days": "days"}.get(METRICS[metric].unit, "times")
    return with_unit(number(one, 4), unit), with_unit(number(other, 4), unit)


def _knob_words(found: Curve) -> str:
    """Write what is turned, inside a sentence, and whose it is."""
    knob = small_first(found.rule.label)
    return f"{knob} ({SIDES[found.turned]})" if found.turned else knob


def setting_words(rule: Knob, value: float) -> str:
    """Write the value of a knob with its unit, rounded for a sentence; `Knob.words` writes it exactly.

    Parameters
    ----------
    rule : Knob
        The knob.
    value : float
        A value in the knob's unit.

    Returns
    -------
    str
        The value as a percentage for a share, with the unit elsewhere; an exponent has no unit.

    Examples
    --------
    >>> setting_words(Knob(0, 1, "share of servers"), 0.25), setting_words(Knob(0, 24, "hours"), 0.31)
    ('25 %', '18.6 minutes')
    >>> setting_words(Knob(0, 24, "hours"), 6.36), setting_words(Knob(0, 3600, "s"), 998)
    ('6.4 hours', '16.6 minutes')
    """
    if rule.percent:
        return percent(value)
    if rule.unit == "hours" and value < 1:
        return plural(float(number(60 * value)), "minute")
    if rule.unit == "hours" and value >= 48:
        return plural(float(number(value / 24)), "day")
    if rule.unit == "s" and value >= 60:
        return plural(float(number(value / 60)), "minute")
    written = number(value)
    if "exponent" in rule.unit:  # a pure number
        return written
    one = "person" if rule.unit == "people" else rule.unit.removesuffix("s")
    return f"{written} {one if written == '1' and len(rule.unit) > 1 else rule.unit}"


@functools.lru_cache(maxsize=64)
def claim_words(claim: str) -> str:
    """Return a sentence of the guide by its id."""
    return str(rows_by("claims", "id")[claim].claim)
