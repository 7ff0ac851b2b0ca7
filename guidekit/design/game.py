"""The game: a card, a design, and two players who build, attack and answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from guidekit.design import wording
from guidekit.design.attacks import ATTACKS, Outcome, attack, remedy, single_changes
from guidekit.design.cards import CARDS, Verdict, judge
from guidekit.design.costs import COSTS
from guidekit.design.design import Design
from guidekit.knobs import knob, knobs_of
from guidekit.words import fill, paragraph, small_first, word_list

PARTS = tuple(knobs_of(Design))
"""The names of the parts of a design, in order."""


@dataclass(frozen=True)
class Game(Design):
    """A design on the table, the card it is for, and whose turn it is.

    One player builds, the other attacks once, and the first may change one part in answer. Alone one
    plays both, or opens the file of a friend and attacks that.

    Examples
    --------
    >>> game = Game(card="A team in a clinic").hand_over()
    >>> game.whose()
    'Player 2 attacks'
    >>> game.but(encryption="end to end")
    Traceback (most recent call last):
    ValueError: While the other player attacks, the design stays as it is
    """

    card: str = knob(
        "A source and a journalist", label="Card", help="The people to build for", choices=tuple(CARDS)
    )
    attack: str = knob(
        "Seize a phone", label="Attack", help="What the other player does", choices=tuple(ATTACKS)
    )
    turn: str = knob("build", label="Turn", help="Whose turn it is", choices=("build", "attack", "answer"))
    builder: int = knob(1, 1, 2, "player", "Builder", "The player who builds")
    seed: int = knob(1, 0, 9999, "", "Seed", "The order in which cards are drawn")
    before: Design | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.turn == "build":
            if self.before is not None:
                raise ValueError("before: there was no attack yet; allowed: None")
        elif not isinstance(self.before, Design):
            raise ValueError(f"before = {self.before!r} is no design; allowed: the design that is attacked")
        elif self.turn == "attack" and self.design() != self.before:
            raise ValueError("While the other player attacks, the design stays as it is")
        elif len(self.changed()) > 1:
            words = [knobs_of(Design)[name].label for name in self.changed()]
            raise ValueError(f"One part may change in answer. Put one back first: {word_list(words)}")

    def design(self) -> Design:
        """Return the design alone."""
        return Design(**{name: getattr(self, name) for name in PARTS})

    def verdict(self) -> Verdict:
        """Hold the design against the card."""
        return judge(self.design(), self.card)

    def outcome(self) -> Outcome:
        """Play the chosen attack against the design."""
        return attack(self.design(), self.attack)

    def outcome_before(self) -> Outcome:
        """Play the chosen attack against the design as it was when it was handed over."""
        return attack(self.before or self.design(), self.attack)

    def changed(self) -> tuple[str, ...]:
        """List the parts that were changed in answer to the attack."""
        if self.before is None:
            return ()
        return tuple(name for name in PARTS if getattr(self, name) != getattr(self.before, name))

    def whose(self) -> str:
        """Say whose turn it is, and what it is for."""
        player = 3 - self.builder if self.turn == "attack" else self.builder
        return fill(wording.TURNS[self.turn], player=player)

    def hand_over(self) -> Game:
        """Give the turn to the other player, who attacks."""
        return replace(self, turn="attack", before=self.design())

    def answer(self) -> Game:
        """Give the turn back: one part may change."""
        return replace(self, turn="answer", before=self.design() if self.before is None else self.before)

    def build(self) -> Game:
        """End the attack and go on building; what was changed in answer stays."""
        return replace(self, turn="build", before=None)

    def swap(self) -> Game:
        """Change places: the other player builds for the next card, from the first design."""
        start = {name: getattr(Design(), name) for name in PARTS}
        fresh: Game = replace(self, **start, turn="build", before=None, builder=3 - self.builder)
        return fresh.draw()

    def draw(self) -> Game:
        """Draw the next card of the pile, which the seed has shuffled."""
        pile = [list(CARDS)[n] for n in np.random.default_rng(self.seed).permutation(len(CARDS))]
        drawn: Game = replace(self, card=pile[(pile.index(self.card) + 1) % len(pile)])
        return drawn

    def hint(self) -> str:
        """Say which single part would help: against the attack, or for the card.

        Examples
        --------
        >>> Game().hint()
        'Only the two can open a message. One part that would do: Encryption, end to end.'
        """
        if self.turn != "build":
            return self._hint_for_attack()
        verdict = self.verdict()
        failed = [n for n, result in enumerate(verdict.results) if not result.met]
        if not failed and not verdict.over:
            return wording.HINT["won"]
        if failed:
            return self._hint_for_need(failed[0])
        costs = [small_first(COSTS[name].label) for name in verdict.over]
        return fill(wording.HINT["budget"], costs=word_list(costs))

    def _hint_for_need(self, number: int) -> str:
        need, design = CARDS[self.card].needs[number], self.design()
        found: list[tuple[int, int, str, str | int]] = []
        for part, option in single_changes(design, need.parts):
            other = judge(design.but(**{part: option}), self.card)
            if other.results[number].met:
                left = sum(not result.met for result in other.results)
                found.append((left + len(other.over), len(found), part, option))
        if not found:
            parts = word_list([small_first(knobs_of(Design)[part].label) for part in need.parts])
            return fill(wording.HINT["several"], need=need.words, parts=parts)
        _, _, part, option = min(found)
        label = knobs_of(Design)[part].label
        return fill(wording.HINT["one"], need=need.words, part=label, option=option)

    def _hint_for_attack(self) -> str:
        found = remedy(self.before or self.design(), self.attack)
        if found is None:
            return wording.HINT["no remedy"]
        part, option, then = found
        label = knobs_of(Design)[part].label
        hint = fill(wording.HINT["remedy"], part=label, option=option, then=small_first(then))
        old = self.before or self.design()
        new = old.but(**{part: int(option) if part == "hops" else option})
        worse = [
            small_first(name) for name in ATTACKS if attack(new, name).loss > attack(old, name).loss + 1e-9
        ]
        return paragraph(hint, fill(wording.HINT_WORSE, attacks=word_list(worse)) if worse else "")

    def open_to(self) -> tuple[str, ...]:
        """List in a few words each what the design does not protect from: every attack that yields something.

        Examples
        --------
        >>> Game().open_to()[-1]
        'Spam: 0.05 a day'
        """
        found = (attack(self.design(), name).open_to for name in ATTACKS)
        return tuple(words for words in found if words)
