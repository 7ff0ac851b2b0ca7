"""Mixing: a Poisson mixnet makes messages wait for one another; the trilemma says what hiding must cost."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import Model, knob, probability

EULER_GAMMA = 0.5772156649015329
DENSE = 20.0  # messages a layer holds in the mean, above which a series is right to 1e−6


@dataclass(frozen=True)
class PoissonMixnet(Model):
    """Relays that hold each message for a random time, so that arrivals and departures lose order.

    Messages come at `rate` as a Poisson stream. Each layer holds a message for an exponential time
    with mean `mean_delay`. An observer sees every message enter and leave, but not what happens between
    the layers. One message leaves, and the observer asks which arrival it was, and weighs each by how well
    its delay would fit. The entropy of the answer is what the mixnet buys; the delay is what it costs.

    The model leaves out: hostile mixes, cover traffic (raise `rate` for it), and what many messages
    of the same two people give away in time. Whoever watches the links between the layers too, or counts
    who else has left already, learns more. In our simulation of three layers of one mix each that leaves
    2.4 bits instead of 2.8 where a layer holds one message in the mean, and about the same where it holds
    twenty.

    References
    ----------
    Danezis, The traffic analysis of continuous-time mixes (2004), for what an observer infers from a
    delay; Piotrowska et al., The Loopix anonymity system (2017), for layers of Poisson mixes; Serjantov
    and Danezis, Towards an information theoretic metric for anonymity (2002), for the entropy and the
    effective set. Rate and delay are assumptions.

    Examples
    --------
    A hundred messages a second, three layers of a quarter of a second:

    >>> mix = PoissonMixnet(rate=100, layers=3, mean_delay=0.25)
    >>> round(mix.entropy_bits(), 2), round(mix.effective_set())
    (7.31, 159)

    Ten times the traffic gives the same hiding for a tenth of the wait:

    >>> busy = mix.but(rate=1000, mean_delay=0.025)
    >>> round(busy.entropy_bits(), 2), round(mix.latency_quantile(0.5) / busy.latency_quantile(0.5))
    (7.31, 10)
    """

    rate: float = knob(
        100.0, 1, 1e6, "messages/s", "Messages a second", "All messages that pass the mixnet", log=True
    )
    layers: int = knob(3, 1, 7, "mixes", "Mixes", "How many mixes a message passes")
    mean_delay: float = knob(
        0.25, 0.001, 600, "s", "Delay in a mix", "The mean time one mix holds a message", log=True
    )

    def entropy_bits(self) -> float:
        """Compute the entropy of "which arrival was it?", in bits.

        Returns
        -------
        float
            h + E log₂ Σf, where h is the entropy of a Gamma(layers, mean_delay) delay in bits, and the
            sum of its density f runs over the true arrival and all others. In dense traffic the sum is the
            rate Λ, which gives the usual log₂Λ + h.

        Examples
        --------
        One layer in dense traffic gives log₂(e·λ/μ). Where messages seldom meet, hardly anything is left:

        >>> round(PoissonMixnet(rate=800 / math.e, layers=1, mean_delay=1).entropy_bits(), 2)
        9.65
        >>> round(PoissonMixnet(rate=1, layers=1, mean_delay=0.25).entropy_bits(), 2)
        0.66
        """
        count = self.layers
        digamma = sum(1 / i for i in range(1, count)) - EULER_GAMMA
        spread = count + math.lgamma(count) + (1 - count) * digamma  # of a delay whose layers take 1 each
        return (_mean_log_sum(count, self.rate * self.mean_delay) + spread) / math.log(2)

    def effective_set(self) -> float:
        """Compute how many equally likely senders would hide as much, 2^H; 1 is no hiding at all."""
        return float(2 ** self.entropy_bits())

    def latency_quantile(self, q: float) -> float:
        """Compute the time within which a share `q` of the messages has passed all layers.

        Parameters
        ----------
        q : float
            0 to 1; 0.5 is the median.

        Returns
        -------
        float
            Seconds, from the Gamma(layers, mean_delay) law; infinite at 1.
        """
        from scipy.special import gammaincinv

        return float(gammaincinv(self.layers, probability("q", q)) * self.mean_delay)


@dataclass(frozen=True)
class Trilemma(Model):
    """A bound for every protocol, known or not, that hides who sent a message.

    A user hides among those whose packets an observer could confuse with theirs: real ones that
    travel at the same time (more with more delay) and dummies (more with more noise).

    The model leaves out: hostile relays, for which the bound is stricter still, and users who do not
    take turns. It bounds the best protocol; real ones do worse.

    References
    ----------
    Das, Meiser, Mohammadi, Kate, Anonymity trilemma: strong anonymity, low bandwidth overhead, low
    latency: choose two (IEEE S&P 2018, eprint 2017/954), synchronised users. The defaults are
    assumptions.

    Examples
    --------
    Ten rounds of delay and a dummy in a hundred rounds are far too little for ten thousand users:

    >>> round(Trilemma(users=10_000, latency_rounds=10, noise=0.01).advantage_bound(), 5)
    0.89899

    Ten times the noise could be enough:

    >>> Trilemma(users=10_000, latency_rounds=10, noise=0.1).advantage_bound()
    0.0
    """

    users: int = knob(10_000, 2, 100_000_000, "people", "Users", "How many use the protocol", log=True)
    latency_rounds: int = knob(10, 0, 10_000, "rounds", "Delay", "Rounds a message may take to arrive")
    noise: float = knob(
        0.01, 0.0, 1.0, "dummy messages per user and round", "Noise", "Messages sent only to hide others"
    )

    def covered(self) -> float:
        """Compute the share of the others among whom a message can hide at most, min(1, (ℓ+βnℓ)/(n−1))."""
        hiding = self.latency_rounds * (1 + self.noise * self.users)
        return min(1.0, hiding / (self.users - 1))

    def advantage_bound(self) -> float:
        """Compute the smallest advantage that an observer keeps: 0 is guessing, 1 is certainty.

        Returns
        -------
        float
            1 − min(1, (ℓ+βnℓ)/(n−1)) for ℓ rounds of delay, noise β and n users.
        """
        return 1 - self.covered()


def _mean_log_sum(layers: int, load: float) -> float:
    """Compute the mean logarithm of the density of a delay, summed over the true arrival and all others.

    Each layer takes 1 in the mean, and `load` arrivals come in that time.
    """
    # The sum S over the true arrival and all others has the transform E e^{−tS} = G'(t)·e^{−load·G(t)}, where
    # G(t) = ∫ 1 − e^{−t·f}: the first factor is the true arrival, the second a Poisson stream (Campbell).
    # From it E ln S = ∫ (e^{−t} − E e^{−tS}) dt/t. In dense traffic the first terms of a series are enough.
    if load > DENSE:
        square, cube = (math.exp(_log_power(layers, n)) for n in (2, 3))
        return math.log(load) + square / (2 * load) + (square**2 / 4 - cube / 6) / load**2
    places, kept, slope = _transform(layers)
    step = places[1] - places[0]
    return float((np.exp(-np.exp(places)) - slope * np.exp(-load * kept)).sum() * step)


def _log_power(layers: int, n: int) -> float:
    """Return ln ∫ fⁿ for the density f of a sum of so many exponential times of mean 1."""
    shape = n * (layers - 1) + 1
    return math.lgamma(shape) - shape * math.log(n) - n * math.lgamma(layers)


@lru_cache(maxsize=8)
def _transform(layers: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return places ln t, G(t) and G'(t) there."""
    places, log_delay = np.linspace(-36, 44, 401), np.linspace(-46, 5, 1501)
    delay = np.exp(log_delay)
    density = np.exp((layers - 1) * log_delay - delay - math.lgamma(layers))
    weight = delay * (log_delay[1] - log_delay[0])
    seen = np.exp(places)[:, None] * density
    return places, -np.expm1(-seen) @ weight, np.exp(-seen) @ (density * weight)
