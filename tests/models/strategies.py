"""Any model at all, with every knob anywhere in its range: read from the knobs themselves."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

from guidekit.knobs import Knob, knobs_of


def values(rule: Knob) -> st.SearchStrategy[Any]:
    """Values over the whole range of one knob, its ends included."""
    if rule.choices:
        return st.sampled_from(rule.choices)
    if rule.letters:
        return st.text(rule.letters, min_size=int(rule.low), max_size=min(60, int(rule.high)))
    ends = st.sampled_from([rule.low, rule.high])
    if rule.whole:
        low, high = int(rule.low), int(rule.high)
        inside: st.SearchStrategy[Any] = st.integers(low, high)
        if rule.log and low > 0:
            inside = st.floats(math.log(low), math.log(high)).map(
                lambda x: min(high, max(low, round(math.exp(x))))
            )
        return st.one_of(ends.map(int), inside)
    inside = st.floats(rule.low, rule.high)
    if rule.log and rule.low > 0:
        spread = st.floats(math.log(rule.low), math.log(rule.high))
        inside = spread.map(lambda x: min(rule.high, max(rule.low, math.exp(x))))
    return st.one_of(ends.map(float), inside)


def any_model(cls: type, **fixed: Any) -> st.SearchStrategy[Any]:
    """Models of a class with every knob drawn, except those that are fixed or given a strategy."""
    drawn = {name: values(rule) for name, rule in knobs_of(cls).items()}
    for name, value in fixed.items():
        drawn[name] = value if isinstance(value, st.SearchStrategy) else st.just(value)
    return st.builds(cls, **drawn)


def shares() -> st.SearchStrategy[float]:
    """Numbers from 0 to 1."""
    return st.floats(0, 1)


def is_share(value: float) -> bool:
    """Whether a value can be a probability: a number, not NaN, from 0 to 1."""
    return 0 <= value <= 1
