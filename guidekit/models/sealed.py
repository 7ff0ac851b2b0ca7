"""Sealed Sender: a sender that one envelope hides, and many envelopes betray to a server that counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import Model, count, knob, probability, within

LONGEST = 2000  # epochs that are looked at before `identified_after` says never
SECONDS = 86_400  # of a day
COUNTING = ("hits", "hits less control hits")


@dataclass(frozen=True)
class SealedSender(Model):
    """A server that cannot read who wrote, but sees to whom receipts go.

    After someone gets a message, their phone at once answers the sender with a delivery receipt. An
    epoch is the moment after such a delivery to the target. In it the sender's account gets a
    receipt, and so do others for reasons of their own. The server counts, account by account, in how
    many epochs it got one. The target's true partner stands out.

    How many others there are in an epoch follows from how many receipts an account gets in a day: a
    larger crowd brings a larger background. People are unequal: the account of rank r gets receipts in
    proportion to 1/r^inequality (Zipf), up to those of the busiest. The partner is busy like the mean.

    The server counts in one of two ways. Plain hits mistake an account that is always busy for the
    partner. So it can also look at as many control epochs, moments in which the target got nothing,
    and take off the hits in those.

    With several associates each epoch belongs to one of them at random, and the question is when a
    given one stands out. Defences are arguments: `answered` below 1 means that receipts are off and the
    partner only shows in that share of the epochs, when someone really answers. `cover` are dummy
    receipts to random accounts, counted in backgrounds.

    The model leaves out: people who write at certain hours, groups, the network address, which the
    server sees in any case, and a server that knows from long before how busy each account is.

    References
    ----------
    Martiny, Kaptchuk, Aviv, Roche and Wustrow, Improving Signal's Sealed Sender (NDSS 2021), for the attack
    by delivery receipts. Only its abstract was read. What it supposes about the crowd was not, so its "as
    few as 5 messages" (``sda.messages_to_link`` in ``parameters.csv``) is no check of this model. The epoch
    model is ours. ``whatsapp.messages_day`` gives the receipts of a day, those of another messenger; the
    epoch, the inequality and the busiest account are assumptions.

    Examples
    --------
    A hundred million accounts: four messages are enough if all are equally busy. If they are not, plain
    hits take 35, and control epochs bring it down again:

    >>> alike, unequal = SealedSender(inequality=0, counting="hits"), SealedSender(counting="hits")
    >>> alike.identified_after(0.99), unequal.identified_after(0.99), SealedSender().identified_after(0.99)
    (4, 35, 10)
    """

    users: int = knob(
        100_000_000, 1000, 1_000_000_000, "accounts", "Users", "How many accounts there are", log=True
    )
    daily: float = knob(
        50.0, 1, 1000, "receipts a day", "Receipts", "How many an account gets in a day, on average",
        log=True, source="whatsapp.messages_day",
    )  # fmt: skip
    inequality: float = knob(
        1.0, 0.0, 1.5, "Zipf exponent", "Inequality", "0: all accounts equally busy; larger: a few very busy"
    )
    busiest: float = knob(
        100_000.0, 1000, 1_000_000, "receipts a day", "Busiest", "How many the busiest accounts get", log=True
    )
    counting: str = knob(
        "hits less control hits", label="Counting", help="Whether busy accounts are allowed for",
        choices=COUNTING, titles=("only hits", "hits, less those by accident"),
    )  # fmt: skip
    window: float = knob(
        1.0, 0.1, 60, "s", "Epoch", "How long after a delivery the server looks", log=True
    )  # sda.epoch_seconds, an assumption
    associates: int = knob(1, 1, 50, "people", "Associates", "With how many people the target writes")
    epochs: int = knob(5, 1, 200, "epochs", "Epochs", "Deliveries to the target that are watched", log=True)

    def background(self) -> float:
        """Count the other accounts that get a receipt in an epoch, in the mean, without cover."""
        rates, people = self._crowd(0.0)
        return float(rates @ people)

    def false_match(self, epochs: int | None = None, answered: float = 1.0, cover: float = 0.0) -> float:
        """Compute the probability that some stranger fits as well as the true partner.

        Parameters
        ----------
        epochs : int, optional
            How many epochs are watched; by default the knob.
        answered : float
            In which share of the partner's epochs the partner shows; 1 with automatic receipts.
        cover : float
            Dummy receipts, in mean backgrounds.

        Returns
        -------
        float
            The mean of 1 − Π P(stranger's score < partner's score) over the partner's score. With one
            associate who always shows, plain hits and everyone alike: 1 − (1−qⁿ)^(users−1).

        Examples
        --------
        >>> million = SealedSender(users=1_000_000, daily=86.4, inequality=0, counting="hits")
        >>> [round(million.false_match(n), 4) for n in (1, 2, 3)]
        [1.0, 0.6318, 0.001]
        """
        n = count("epochs", self.epochs if epochs is None else epochs, 0, LONGEST, "epochs")
        shown, own = self._partner(answered, cover)
        rates, people = self._crowd(cover)
        # For each kind of stranger the chance of a score of at least 1, 2, … n.
        hits = _binomial(n, rates)
        fits = np.cumsum(hits[:, ::-1], axis=1)[:, ::-1]
        partner = _binomial(n, np.array([shown]))[0]
        if self.counting != "hits":
            size = 2 * n + 2
            ahead = np.conj(np.fft.rfft(hits, size)) * np.fft.rfft(fits, size)
            fits = np.fft.irfft(ahead, size)[:, : n + 1]
            partner = np.convolve(partner, _binomial(n, np.array([own]))[0][::-1])[n:]
        with np.errstate(divide="ignore"):
            nobody = people @ np.log1p(-np.clip(fits[:, 1:], 0, 1))
        alone = float(partner[1:] @ np.exp(nobody))  # with no score at all the partner is one of many
        some = float(partner[1:] @ -np.expm1(nobody))
        return min(1.0, max(0.0, some + max(0.0, 1 - float(partner[1:].sum())))) if alone else 1.0

    def identified_after(self, probability: float, answered: float = 1.0, cover: float = 0.0) -> float:
        """Count the epochs after which no stranger fits as well as the partner, with this probability.

        Parameters
        ----------
        probability : float
            How sure the server wants to be, 0 to 1.
        answered, cover : float
            The defences, as in `false_match`.

        Returns
        -------
        int or math.inf
            The smallest n found with false_match(n) ≤ 1 − probability; infinite when that never comes,
            or not within 2,000 epochs.

        Examples
        --------
        With receipts off and an answer to one message in ten, it takes far longer:

        >>> SealedSender().identified_after(0.99, answered=0.1)
        1296
        """
        allowed = 1 - within("probability", probability, 0.0, 1.0)
        shown, own = self._partner(answered, cover)
        if allowed == 1:
            return 0
        rival = own if self.counting != "hits" else self._crowd(cover)[0].max()
        if allowed == 0 or shown <= rival:
            return math.inf
        # Double until it is enough. Then the logarithm of the chance falls almost evenly: aim along it, and
        # halve the gap every second time, so that a bad aim cannot last.
        low, high, above, below = 0, 1, 1.0, self.false_match(1, answered, cover)
        while below > allowed:
            if high == LONGEST:
                return math.inf
            low, high, above = high, min(2 * high, LONGEST), below
            below = self.false_match(high, answered, cover)
        halve = True
        while high - low > 1:
            halve = not halve
            steep = 0.5 if halve or below <= 0 else math.log(above / allowed) / math.log(above / below)
            middle = min(max(low + round(steep * (high - low)), low + 1), high - 1)
            chance = self.false_match(middle, answered, cover)
            if chance > allowed:
                low, above = middle, chance
            else:
                high, below = middle, chance
        return high

    def simulate(self, seed: int = 1, answered: float = 1.0, cover: float = 0.0) -> NDArray[np.int64]:
        """Draw one observation and rank the true partner after each epoch.

        Parameters
        ----------
        seed : int
            The seed of the generator.
        answered, cover : float
            The defences, as in `false_match`.

        Returns
        -------
        numpy.ndarray
            Shape (epochs,): 1 + the number of strangers with at least as high a score. 1: identified.

        Notes
        -----
        Strangers who are equally busy and have the same score are alike, so only how many there are of
        each kind is drawn. The cost hardly depends on the number of users.

        Examples
        --------
        >>> SealedSender(users=1_000_000_000, epochs=5).simulate(seed=1).tolist()
        [473217, 19259, 3050, 620, 123]
        """
        shown, own = self._partner(answered, cover)
        rates, people = self._crowd(cover)
        # The older kind of generator draws the same in every numpy; the newer one changed with 2.5.
        rng = np.random.RandomState(np.random.PCG64(count("seed", seed, 0, math.inf)))
        control = self.counting != "hits"
        score = np.cumsum((rng.random(self.epochs) < shown).astype(int))
        if control:
            score -= np.cumsum(rng.random(self.epochs) < own)
        ranks = np.empty(self.epochs, dtype=np.int64)
        kinds, zero = people[:, None].astype(np.int64), 0  # strangers by business and score
        for epoch in range(self.epochs):
            kinds = _moved(kinds, rates, rng, up=True)
            if control:
                kinds, zero = _moved(kinds, rates, rng, up=False), zero + 1
            ranks[epoch] = 1 + kinds[:, max(0, zero + int(score[epoch])) :].sum()
        return ranks

    def _partner(self, answered: float, cover: float) -> tuple[float, float]:
        """Return the chance that an epoch shows the partner, and that a control epoch does."""
        receipts = self.daily * (1 + within("cover", cover, 0, 1e9, "backgrounds"))
        own = -math.expm1(-receipts * self.window / SECONDS)
        because = probability("answered", answered) / self.associates
        return because + (1 - because) * own, own

    def _crowd(self, cover: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the kinds of strangers: the chance of a receipt in an epoch, and how many there are."""
        receipts, people = _receipts(self.users, self.daily, self.inequality, self.busiest)
        people = people.copy()
        people[-1] -= self.associates  # they are among the many
        return -np.expm1(-(receipts + cover * self.daily) * self.window / SECONDS), people


@dataclass(frozen=True)
class Watch(SealedSender):
    """Sealed Sender with two defences that a learner can turn.

    `answered` is 1 while phones send delivery receipts by themselves. Without receipts something goes
    back only when a person answers at once. `cover` are dummy receipts that everybody's phones send
    to random accounts, counted in backgrounds.

    Both defences are assumptions; no source gives them.

    Examples
    --------
    Receipts off, and an answer to one message in ten; or a hundred times more noise:

    >>> off, noise = Watch(answered=0.1), Watch(cover=100)
    >>> [round(x.messages_needed(0.99)) for x in (Watch(), off, noise)]
    [10, 1296, 15]
    """

    answered: float = knob(
        1.0,
        0.0,
        1.0,
        "share of messages",
        "Answered at once",
        "1 with automatic receipts; without them only what people answer at once",
    )
    cover: float = knob(
        0.0, 0.0, 100.0, "times the background", "Cover", "Dummy receipts that phones send to random accounts"
    )

    def ranks(self, seed: int = 1) -> NDArray[np.int64]:
        """Draw the rank of the true partner after each epoch, shape (epochs,); 1 means identified."""
        return self.simulate(seed, self.answered, self.cover)

    def messages_needed(self, probability: float) -> float:
        """Count the messages after which the server is this sure; they are infinite when it never can be."""
        return self.identified_after(probability, self.answered, self.cover)


@lru_cache(maxsize=64)
def _receipts(
    users: int, mean: float, inequality: float, busiest: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return kinds of accounts: their receipts a day, and how many there are of each, the busiest first.

    The first ranks count one by one. The many others are cut into stretches, each twice as long as the one
    before, and stand for two kinds each (the nodes of Gauss), so that a sum over all accounts is exact to
    a few in a hundred.
    """
    if inequality == 0 or busiest <= mean:
        return np.array([mean]), np.array([float(users)])
    first = np.arange(1, 17.0)
    edges = np.geomspace(16.5, users + 0.5, 2 + math.ceil(math.log2(users / 16)))
    half, middle = np.diff(edges) / 2, (edges[:-1] + edges[1:]) / 2
    ranks = np.concatenate([first, (middle[:, None] + half[:, None] * [-(3**-0.5), 3**-0.5]).ravel()])
    people = np.concatenate([np.ones(16), np.rint(np.repeat(half, 2))])
    people[-1] += users - people.sum()
    share = ranks**-inequality
    low, high = 0.0, busiest / share[-1]
    for _ in range(60):  # the scale at which the mean is right although the busiest are capped
        scale = (low + high) / 2
        if np.minimum(busiest, scale * share) @ people < mean * users:
            low = scale
        else:
            high = scale
    receipts = np.minimum(busiest, high * share)
    kinds, which = np.unique(-receipts, return_inverse=True)  # all that are capped are one kind
    return -kinds, np.bincount(which, people).astype(np.float64)


def _binomial(n: int, chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of 0, 1, … n hits for each chance, shape (chances, n + 1)."""
    hits, at = np.arange(n + 1.0), chance[:, None]
    ways = np.array([math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in range(n + 1)])
    with np.errstate(divide="ignore", invalid="ignore"):  # none of no hits is 1, also where 0·log 0 is asked
        found = np.where(hits > 0, hits * np.log(at), 0) + np.where(hits < n, (n - hits) * np.log1p(-at), 0)
    return np.asarray(np.exp(ways + found))


def _moved(
    kinds: NDArray[np.int64], rates: NDArray[np.float64], rng: np.random.RandomState, up: bool
) -> NDArray[np.int64]:
    """Let each stranger's score go one up, or one down, with the chance of their kind."""
    at = np.flatnonzero(kinds)  # by kind and score, row by row: one index takes less time than two
    there, kind = kinds.ravel()[at], at // kinds.shape[1]
    hit = rng.binomial(there, rates[kind])
    moved = np.zeros((kinds.shape[0], kinds.shape[1] + 1), dtype=np.int64)  # one more score
    at += kind  # a row is one longer now
    moved.ravel()[at + (not up)] = there - hit  # going down, the new column is the lowest score
    moved.ravel()[at + up] += hit
    return moved
