"""The exhibits of this file draw what it costs to hide who talks to whom: delay, dummy messages, or both."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, line, mark, subplots
from guidekit.models import PoissonMixnet, Trilemma
from guidekit.words import duration, number, percent, plural

_DELAYS = np.geomspace(0.001, 600, 40)
_SETS = Subplot(
    x="time a message takes (median)", y="senders it hides among", xlim=(1e-3, 5000), ylim=(0.8, 1e10),
    xlog=True, ylog=True,
    xticks=((0.001, "1 ms"), (0.1, "0.1 s"), (10, "10 s"), (600, "10 min"), (3600, "1 h")),
    yticks=((1, "1"), (100, "100"), (1e4, "10,000"), (1e6, "1 million"), (1e9, "1 billion")),
)  # fmt: skip


def mixnet(model: PoissonMixnet, figure: Figure) -> str:
    """Draw among how many senders a mixed message hides, against the time that it takes.

    The sentence says both for the mixes that are chosen.
    """
    (ax,) = subplots(figure, _SETS)
    rates = (("1 message a second", 1.0, 5), ("1 million a second", 1e6, 2), ("as chosen", model.rate, 0))
    for words, rate, nth in rates:
        waits, sets = _held(rate, model.layers)
        line(ax, words, waits, sets, nth)
    wait, hidden = model.latency_quantile(0.5), model.effective_set()
    mark(ax, "here", wait, hidden, number(hidden), 1)
    return (
        f"A message hides among {plural(hidden, 'sender')} from an observer who sees each enter and leave, "
        f"and takes {duration(wait)} (median). It is held for {duration(model.mean_delay)} in the mean by "
        f"{'each of ' if model.layers > 1 else ''}{plural(model.layers, 'mix', 'mixes')}. All together send "
        f"{plural(model.rate, 'message')} a second."
    )


_NOISE = np.geomspace(1e-4, 1, 60)
_BOUND = Subplot(
    x="dummy messages for each user and round", y="what the observer keeps", xlim=(1e-4, 1.2), ylim=(0, 1.05),
    xlog=True, percent="y",
    xticks=((1e-4, "1 in 10,000"), (1e-2, "1 in 100"), (1e-1, "1 in 10"), (1, "1")),
)  # fmt: skip
_ROUNDS = ((1, 5), (10, 1), (100, 2))


def trilemma(model: Trilemma, figure: Figure) -> str:
    """Draw the least advantage that any protocol leaves to an observer, against noise, for several delays.

    The sentence says the bound for the noise and the delay that are chosen.
    """
    (ax,) = subplots(figure, _BOUND)
    for rounds, nth in _ROUNDS:
        line(ax, plural(rounds, "round"), _NOISE, _bounds(model.users, rounds), nth, linewidth=1.4)
    line(ax, "as chosen", _NOISE, _bounds(model.users, model.latency_rounds), 0, linewidth=2.8)
    bound = model.advantage_bound()
    mark(ax, "here", model.noise, bound, percent(bound), 0)
    return (
        f"An observer of every link keeps at least {percent(bound)} of certainty, whatever the protocol. "
        f"There are {model.users:,} users. Each sends {plural(model.noise, 'dummy message')} a round and "
        f"waits up to {plural(model.latency_rounds, 'round')}."
    )


@functools.lru_cache(maxsize=256)
def _held(rate: float, layers: int) -> tuple[list[float], list[float]]:
    models = [PoissonMixnet(rate, layers, float(delay)) for delay in _DELAYS]
    return [m.latency_quantile(0.5) for m in models], [m.effective_set() for m in models]


@functools.lru_cache(maxsize=256)
def _bounds(users: int, rounds: int) -> list[float]:
    return [Trilemma(users, rounds, float(noise)).advantage_bound() for noise in _NOISE]
