"""Watch: a server that counts receipts, against people who defend themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guidekit.models.knobs import knob
from guidekit.models.sealed import SealedSender


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
        """Rank of the true partner after each epoch in one run; 1 means identified."""
        return self.simulate(seed, self.answered, self.cover * self.receipts)

    def messages_needed(self, probability: float) -> float:
        """Messages after which the server is this sure, infinite when it never can be."""
        return self.identified_after(probability, self.answered, self.cover * self.receipts)
