"""Sealed Sender: a sender that one envelope hides, and many envelopes betray to a server that counts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import Model, count, knob, probability, within

LONGEST = 100_000  # epochs that are looked at before `identified_after` says never


@dataclass(frozen=True)
class SealedSender(Model):
    """A server that cannot read who wrote, but sees to whom receipts go.

    After someone gets a message, their phone at once answers the sender with a delivery receipt. An
    epoch is the moment after such a delivery to the target. In it the sender's account gets a
    receipt, and so do `receipts` others for reasons of their own. The server counts, account by
    account, in how many epochs it got one. The target's true partner stands out.

    Others get receipts independently, each with the same chance. With several associates each epoch
    belongs to one of them at random, and the question is when a given one stands out.

    Defences are arguments: `answered` below 1 means that receipts are off and the partner only shows
    in that share of the epochs, when someone really answers. `cover` are dummy receipts in an epoch,
    to random accounts.

    The model leaves out: people who write at certain hours, groups, and the network address, which
    the server sees in any case.

    References
    ----------
    Martiny, Kaptchuk, Aviv, Roche and Wustrow, Improving Signal's Sealed Sender (NDSS 2021), for the attack
    by delivery receipts; ``sda.messages_to_link`` in ``parameters.csv``. The epoch model is ours; how many
    receipts an epoch has is an assumption.

    Examples
    --------
    A hundred million accounts, ten thousand of them busy: three messages are enough.

    >>> signal = SealedSender(users=100_000_000, receipts=10_000)
    >>> signal.identified_after(0.99)
    3
    """

    users: int = knob(
        100_000_000, 1000, 1_000_000_000, "accounts", "Users", "How many accounts there are", log=True
    )
    receipts: int = knob(
        10_000,
        10,
        1_000_000,
        "receipts in an epoch",
        "Background",
        "Others with a receipt in an epoch",
        log=True,
    )
    associates: int = knob(1, 1, 50, "people", "Associates", "With how many people the target writes")
    epochs: int = knob(5, 1, 1000, "epochs", "Epochs", "Deliveries to the target that are watched", log=True)

    def false_match(self, epochs: int | None = None, answered: float = 1.0, cover: float = 0.0) -> float:
        """Compute the probability that some stranger fits as well as the true partner.

        Parameters
        ----------
        epochs : int, optional
            How many epochs are watched; by default the knob.
        answered : float
            In which share of the partner's epochs the partner shows; 1 with automatic receipts.
        cover : float
            Dummy receipts in each epoch.

        Returns
        -------
        float
            With one associate who always shows 1 − (1−qⁿ)^(m−1), q = receipts/m. In general the mean
            of 1 − P(stranger has fewer hits)^(m−associates) over the partner's hits.

        Examples
        --------
        >>> million = SealedSender(users=1_000_000, receipts=1000)
        >>> [round(million.false_match(n), 6) for n in (1, 2, 3)]
        [1.0, 0.63212, 0.000999]
        """
        n = count("epochs", self.epochs if epochs is None else epochs, 0, LONGEST, "epochs")
        shown, q = self._chances(answered, cover)
        strangers = self.users - self.associates
        if shown == 1:
            return _someone(q**n, strangers)
        from scipy.special import bdtr, bdtrc, gammaln

        reach = 9 * math.sqrt(n * shown * (1 - shown)) + 9
        hits = np.arange(max(0, math.floor(n * shown - reach)), min(n, math.ceil(n * shown + reach)) + 1.0)
        if shown == 0:  # nothing to see: the partner has no hit, as every stranger may have
            return 1.0
        ways = gammaln(n + 1) - gammaln(hits + 1) - gammaln(n - hits + 1)
        weight = np.exp(ways + hits * math.log(shown) + (n - hits) * math.log1p(-shown))
        fits = np.where(hits > 0, bdtrc(np.maximum(hits - 1, 0), n, q), 1.0)
        fewer = np.where(hits > 0, bdtr(np.maximum(hits - 1, 0), n, q), 0.0)
        with np.errstate(divide="ignore"):
            nobody = np.where(fits < 0.5, np.log1p(-np.minimum(fits, 0.5)), np.log(fewer))
        chance = float(weight @ -np.expm1(strangers * nobody) / weight.sum())
        return min(1.0, max(0.0, chance))

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
            The smallest n with false_match(n) ≤ 1 − probability; infinite when that never comes, or
            with several associates or defences not within 100,000 epochs.

        Examples
        --------
        With receipts off and an answer to one message in ten, it takes longer:

        >>> SealedSender().identified_after(0.99, answered=0.1)
        98
        """
        allowed = 1 - within("probability", probability, 0.0, 1.0)
        shown, q = self._chances(answered, cover)
        if allowed == 1:
            return 0
        if allowed == 0 or q >= shown:
            return math.inf
        if shown == 1:
            rare = -math.expm1(math.log1p(-allowed) / (self.users - self.associates))
            n = max(1, math.floor(math.log(rare) / math.log(q)) - 1)
            while self.false_match(n, answered, cover) > allowed:
                n += 1
            return n
        low, high = 0, 1
        while self.false_match(high, answered, cover) > allowed:
            low, high = high, 2 * high
            if high > LONGEST:
                return math.inf
        while high - low > 1:
            middle = (low + high) // 2
            if self.false_match(middle, answered, cover) > allowed:
                low = middle
            else:
                high = middle
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
            Shape (epochs,): 1 + the number of strangers with at least as many hits. 1: identified.

        Notes
        -----
        Strangers with the same number of hits are alike, so only how many there are of each kind is
        drawn. The cost does not depend on the number of users.

        Examples
        --------
        >>> SealedSender(users=1_000_000_000, receipts=10_000, epochs=4).simulate(seed=1).tolist()
        [9999, 1, 1, 1]
        """
        shown, q = self._chances(answered, cover)
        rng = np.random.default_rng(count("seed", seed, 0, math.inf))
        partner = np.cumsum(rng.random(self.epochs) < shown)
        ranks = np.empty(self.epochs, dtype=np.int64)
        low, kinds = 0, np.array([self.users - self.associates])  # strangers with low, low + 1, … hits
        for epoch in range(self.epochs):
            more = rng.binomial(kinds, q)
            kinds = np.append(kinds - more, 0)
            kinds[1:] += more
            some = np.flatnonzero(kinds)
            low, kinds = low + int(some[0]), kinds[some[0] : some[-1] + 1]
            ranks[epoch] = 1 + kinds[max(0, int(partner[epoch]) - low) :].sum()
        return ranks

    def _chances(self, answered: float, cover: float) -> tuple[float, float]:
        """Return the chance that an epoch shows the partner, and that it shows a given stranger."""
        within("cover", cover, 0, 1e9, "receipts in an epoch")
        q = min(1.0, (self.receipts + cover) / self.users)
        own = probability("answered", answered) / self.associates
        return own + (1 - own) * q, q


@dataclass(frozen=True)
class Watch(SealedSender):
    """Sealed Sender with two defences that a learner can turn.

    `answered` is 1 while phones send delivery receipts by themselves. Without receipts something goes
    back only when a person answers at once. `cover` are dummy receipts that everybody's phones send
    to random accounts, counted in backgrounds.

    Both defences and the background are assumptions; no source gives them.

    Examples
    --------
    Receipts off, and an answer to one message in ten; or a hundred times more noise:

    >>> off, noise = Watch(answered=0.1), Watch(cover=100)
    >>> [round(x.messages_needed(0.99)) for x in (Watch(), off, noise)]
    [3, 98, 6]
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
        return self.simulate(seed, self.answered, self.cover * self.receipts)

    def messages_needed(self, probability: float) -> float:
        """Count the messages after which the server is this sure; they are infinite when it never can be."""
        return self.identified_after(probability, self.answered, self.cover * self.receipts)


def _someone(chance: float, people: int) -> float:
    """Compute the probability that this happens to at least one of so many people."""
    return 1.0 if chance >= 1 else -math.expm1(people * math.log1p(-chance))
