"""What a journey is made of: parties, and hops with a packet of layers on each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from guidekit.exposure.words import ANYONE, KINDS, TRUSTED, listed


class JourneyError(ValueError):
    """What is wrong with a journey, and where; a reader of files adds the line."""

    def __init__(self, column: str, value: str, why: str, allowed: str, hop: int = 0, layer: int = 0) -> None:
        self.column, self.hop, self.layer = column, hop, layer
        self.problem = f"{value!r} {why}; allowed: {allowed}"
        super().__init__(f"hop {hop + 1}, {column}: {self.problem}")


@dataclass(frozen=True)
class Party:
    """Someone who holds packets on the way.

    Attributes
    ----------
    name : str
        The name used in hops and keys.
    kind : str
        One of `guidekit.exposure.KINDS`.
    label : str
        How a sentence calls it; by default the name.
    count : int
        How many alike stand behind the name, such as the seven nodes of a swarm: with a hostile
        share f, at least one of them is hostile with probability 1 − (1−f)^count. All stand in the
        same place on the path; where their places differ, name them one by one.
    ships_code_to : sequence of str
        The parties whose client it delivers: it can read whatever they can read.
    """

    name: str
    kind: str
    label: str = ""
    count: int = 1
    ships_code_to: Sequence[str] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", self.label or self.name)
        object.__setattr__(self, "ships_code_to", names(self.ships_code_to))
        if self.kind not in KINDS:
            raise JourneyError("kind", self.kind, "is not a kind of party", listed(KINDS, "or"))
        if isinstance(self.count, bool) or not isinstance(self.count, int) or self.count < 1:
            raise JourneyError(
                "count", str(self.count), "is not a number of parties", "a whole number from 1"
            )

    @property
    def trusted(self) -> bool:
        """Whether it belongs to the people who talk."""
        return self.kind in TRUSTED


@dataclass(frozen=True)
class Layer:
    """One wrapping of a packet: what to call it, who holds its key, and what opening it reveals.

    >>> Layer("end-to-end", ["alice", "bob"], ["content"]).clear
    False
    """

    name: str
    keys: Collection[str]
    reveals: Sequence[str] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", names(self.keys))
        object.__setattr__(self, "reveals", names(self.reveals))

    @property
    def clear(self) -> bool:
        """Whether no key is needed."""
        return ANYONE in self.keys


@dataclass(frozen=True)
class Hop:
    """One link of the journey and the packet on it, outermost layer first.

    Attributes
    ----------
    source, target : str
        The parties at the two ends of the link.
    packet : sequence of Layer
        The layers, outermost first.
    nearby : bool
        Whether the link is a few metres of radio instead of the internet.
    later : bool
        Whether the packet waited before this hop, so that timing no longer ties it to the hop before.
    """

    source: str
    target: str
    packet: Sequence[Layer] = ()
    nearby: bool = False
    later: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "packet", tuple(self.packet))

    @property
    def ends(self) -> tuple[str, str]:
        """The two parties of the link."""
        return self.source, self.target


def names(words: Collection[str]) -> tuple[str, ...]:
    """Keep a list of names as a tuple; a single name counts as a list of one."""
    return (words,) if isinstance(words, str) else tuple(words)
