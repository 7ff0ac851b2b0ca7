"""Crowds: hiding in a group that passes messages on at random."""

from __future__ import annotations

import math
from dataclasses import dataclass

from guidekit.knobs import Model, knob


@dataclass(frozen=True)
class Crowds(Model):
    """A group in which each member passes a message to a random member or, by chance, to its goal.

    Some members work together. The first of them on a path sees the member before it. That one may
    be the sender or only somebody who passed the message on.

    The model leaves out: several messages of the same sender, which give the sender away over time,
    and an observer of the network.

    References
    ----------
    Reiter and Rubin, Crowds: anonymity for web transactions (1998); Díaz et al., Towards measuring
    anonymity (2002) for the degree. Group size and collaborators are assumptions.

    Examples
    --------
    >>> Crowds(members=100, collaborators=10, forward=0.75).predecessor_probability()
    0.3325
    """

    members: int = knob(100, 3, 10_000, "people", "Members", "How many are in the group", log=True)
    collaborators: int = knob(10, 0, 10_000, "people", "Collaborators", "How many work together against it")
    forward: float = knob(0.75, 0.5, 0.99, "probability", "Passing on", "The chance to pass on once more")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.collaborators > self.members:
            raise ValueError(
                f"Crowds.collaborators = {self.collaborators} is more than there are members; "
                f"allowed: 0 to {self.members} people"
            )

    def predecessor_probability(self) -> float:
        """Probability that the member before the first collaborator is the sender.

        Returns
        -------
        float
            1 − p·(n−c−1)/n, given that a collaborator is on the path; 1 when nobody else is honest.
        """
        others = max(0, self.members - self.collaborators - 1)
        return 1 - self.forward * others / self.members

    def probable_innocence(self) -> bool:
        """Whether the member before is no more likely to be the sender than not to be.

        Returns
        -------
        bool
            n ≥ p·(c+1)/(p−½), which is the same as a predecessor probability of at most ½.

        Examples
        --------
        >>> Crowds(members=5, collaborators=1).probable_innocence()
        False
        """
        if self.forward == 0.5:
            return False
        return self.members >= self.forward * (self.collaborators + 1) / (self.forward - 0.5)

    def degree_of_anonymity(self) -> float:
        """Entropy of "who sent it?" against the most it could be, 0 to 1.

        Returns
        -------
        float
            H / log₂N, where N = n − c are the members who could be the sender: the member before
            with the predecessor probability, all other honest ones alike. 0 when only one is left.
        """
        suspects = self.members - self.collaborators
        if suspects < 2:
            return 0.0
        first = self.predecessor_probability()
        other = self.forward / self.members
        entropy = -first * math.log2(first) - (suspects - 1) * other * math.log2(other)
        return min(1.0, entropy / math.log2(suspects))
