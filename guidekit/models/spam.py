"""Spam: what it costs to let strangers write without showing who they are."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.knobs import Model, knob


@dataclass(frozen=True)
class Spam(Model):
    """Sealed Sender for contacts only, or for everyone who has a number.

    A sealed message carries no name that the server could block or slow down. Whoever accepts sealed
    messages from everyone hides first contacts from the server, and lets in more spam.

    Every default is an assumption; no source gives them. What is certain is the direction: how many times
    more spam arrives is only the ratio of the two shares that are not caught.

    The model leaves out: filters on the phone, spammers who write more where it works, and proofs of
    work or of an invitation that would let strangers in without a name.

    Examples
    --------
    >>> closed, open_ = Spam(openness=0), Spam(openness=1)
    >>> [(round(x.spam_per_day(), 2), round(x.sender_exposure(), 2)) for x in (closed, open_)]
    [(0.05, 0.1), (0.7, 0.0)]
    """

    openness: float = knob(
        0.0, 0.0, 1.0, "share of users", "Open to all", "Who accepts sealed messages from everyone"
    )
    attempts: float = knob(
        1.0, 0.0, 100, "messages per user and day", "Attempts", "Spam that is sent to each user"
    )
    caught: float = knob(
        0.95, 0.0, 1.0, "share of spam", "Caught by name", "Spam stopped when the server sees the sender"
    )
    caught_sealed: float = knob(
        0.3,
        0.0,
        1.0,
        "share of spam",
        "Caught sealed",
        "Spam stopped when the server does not see the sender",
    )
    first_contacts: float = knob(
        0.1, 0.0, 1.0, "share of messages", "First contacts", "Honest messages that come from strangers"
    )

    def spam_per_day(self) -> float:
        """Count the spam that arrives, in messages per user and day; spammers seal wherever they can."""
        passed = self.openness * (1 - self.caught_sealed) + (1 - self.openness) * (1 - self.caught)
        return self.attempts * passed

    def sender_exposure(self) -> float:
        """Compute the share of the honest messages of which the server sees the sender."""
        return self.first_contacts * (1 - self.openness)
