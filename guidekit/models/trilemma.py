"""The anonymity trilemma: hiding well, arriving fast, sending little. Pick two."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.models.knobs import Model, knob


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
        """Share of the others among whom a message can hide at most, min(1, (ℓ+βnℓ)/(n−1))."""
        hiding = self.latency_rounds * (1 + self.noise * self.users)
        return min(1.0, hiding / (self.users - 1))

    def advantage_bound(self) -> float:
        """Smallest advantage that an observer keeps: 0 is guessing, 1 is certainty.

        Returns
        -------
        float
            1 − min(1, (ℓ+βnℓ)/(n−1)) for ℓ rounds of delay, noise β and n users.
        """
        return 1 - self.covered()
