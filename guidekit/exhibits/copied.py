"""Lesson 03, the model and the real thing: what a copy of the keys opened in Signal's own library."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from guidekit.exhibits.misfit import verdict
from guidekit.exhibits.runs import spans
from guidekit.models import Theft
from guidekit.models.knobs import Model, knob
from guidekit.pages import Entry, Page, table
from guidekit.recorded import origin, recording

MODELS = {"signal": "the eager model, Signal's specification", "olm": "the lazy model, Olm"}


@dataclass(frozen=True)
class Copied(Model):
    """A's keys are copied in a conversation that Signal's own library carried; B's messages are tried.

    The library was asked about the other person's keys, so the letters A and B are swapped here.
    """

    stolen_after: int = knob(
        7, 0, 18, "messages", "Stolen after message", "A's keys are copied right after it; 0 is the first"
    )

    def recorded(self) -> list[int]:
        """List the messages that the copy opened in the library.

        >>> Copied(7).recorded()
        [8, 11, 12]
        """
        rows = recording("libsignal_exposure")
        opened = rows[(rows.snapshot_after == self.stolen_after) & (rows.readable == 1)]
        return [int(message) for message in opened.message]

    def modelled(self, protocol: str) -> list[int]:
        """List B's messages that the model of a ratchet opens; ``"signal"`` is eager, ``"olm"`` lazy.

        >>> Copied(7).modelled("signal"), Copied(7).modelled("olm")
        ([8, 11, 12], [8])
        """
        turns = _turns()
        return [m for m in Theft(turns, self.stolen_after).opened(protocol) if turns[m] == "B"]


@functools.cache
def _turns() -> str:
    """Return who wrote each recorded message, the letters swapped."""
    return "".join(recording("pqxdh_sizes").sender).translate(str.maketrans("AB", "BA"))


def healing(model: Copied, page: Page) -> str:
    """Lay what a copy of the keys opened in Signal's library beside the eager and the lazy model."""
    real = model.recorded()
    rows: list[tuple[str, list[Entry | str]]] = [
        ("Signal's library, recorded", [spans(real), str(len(real)), ""])
    ]
    for name, words in MODELS.items():
        opened = model.modelled(name)
        rows.append((words, [spans(opened), str(len(opened)), verdict(opened == real)]))
    page.write(table(["", "the thief reads", "how many", "verdict"], rows, caption=f"Who writes: {_turns()}"))
    eager, lazy, missed = _overall()
    return (
        f"Keys copied after message {model.stolen_after}: Signal's own library "
        f"({origin('libsignal_exposure')}) lets the thief read {spans(real)} of B's messages. Over all "
        f"{len(_turns())} moments of the theft the eager model agrees with it in {eager} and the lazy one in "
        f"{lazy}; where it differs it says up to {missed} messages too few."
    )


@functools.cache
def _overall() -> tuple[int, int, int]:
    """Count the moments at which each model is right, and the most messages that the lazy one misses."""
    moments = [Copied(at) for at in range(len(_turns()))]
    eager, lazy = (sum(m.recorded() == m.modelled(name) for m in moments) for name in MODELS)
    return eager, lazy, max(len(m.recorded()) - len(m.modelled("olm")) for m in moments)
