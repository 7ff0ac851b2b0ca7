"""The exhibits of this file are tables of what stolen keys open in real libraries, beside the model."""

from __future__ import annotations

import functools
from typing import Any

from guidekit.drawing.page import Page, TableRow, table, verdict
from guidekit.models.ratchet import Theft
from guidekit.protocols import bramble, megolm, olm, static
from guidekit.recordings.reading import origin
from guidekit.recordings.signal import MODELS, CopiedKeys, turns
from guidekit.words import large_first, plural

_LIBRARIES = {
    "olm": ("Olm", "vodozemac"),
    "megolm": ("Megolm", "vodozemac"),
    "bramble": ("Bramble's rotation", "cryptography"),
    "static": ("static key", "PyNaCl"),
}


def agreement(model: Theft, page: Page) -> str:
    """Show which messages stolen keys open in the model beside those that they open in each real library.

    The sentence says in how many protocols both agree.
    """
    same = 0
    lines: list[TableRow] = []
    for name, (words, library) in _LIBRARIES.items():
        expected, opened = model.opened(name), run_library(name, model)
        same += expected == opened
        lines.append((words, [_spans(expected), library, _spans(opened), verdict(expected == opened)]))
    page.write(table(["protocol", "the model says", "library", "the library opens", "verdict"], lines))
    read = ". ".join(f"{large_first(words)}: {cells[2]}" for words, cells in lines)
    return (
        f"Keys are copied after message {model.snapshot} of {len(model.turns)}. Model and library "
        f"agree in {same} of {len(_LIBRARIES)} protocols. The libraries open these messages. {read}."
    )


def key_storage(model: Theft, page: Page) -> str:
    """Show what a thief reads when as few keys as possible are kept, and when the usual keys are.

    The sentence says it for Bramble's rotation and for Megolm.
    """
    lines = [
        (words, [what, _spans(opened), str(len(opened))])
        for words, what, opened in (
            ("Bramble's rotation", "the keys of this period", run_library("bramble", model)),
            (
                "Bramble's rotation",
                "those, and the incoming keys of the period before",
                run_library("bramble", model, keep_previous=True),
            ),
            ("Megolm", "each key, as far as it has turned", run_library("megolm", model)),
            ("Megolm", "the first key of each session", run_library("megolm", model, keep_history=True)),
        )
    ]
    page.write(table(["protocol", "A keeps", "the thief reads", "how many"], lines))
    few, more, forward, first = (cells[2] for _, cells in lines)
    return (
        f"There are {plural(len(model.turns), 'message')}. In Bramble's rotation the library opens {few} "
        f"when only this period's keys are kept, and {more} with those of the period before. In Megolm it "
        f"opens {forward} when keys are wound forward, and {first} when the first key of each session is "
        "kept."
    )


def run_library(name: str, model: Theft, **kept: bool) -> list[int]:
    """Run one library on the conversation of a model and list the messages that the stolen keys open.

    Parameters
    ----------
    name : str
        The protocol: "olm", "megolm", "bramble" or "static".
    model : Theft
        The conversation and the moment of the theft.
    kept : bool
        The keys that A keeps besides: ``keep_previous`` for Bramble, ``keep_history`` for Megolm.

    Returns
    -------
    list of int
        The numbers of the messages, counted from 0.
    """
    more: dict[str, Any] = dict(kept)
    if name in ("megolm", "bramble"):
        more["minutes_between"] = model.minutes_between
    if name == "megolm":
        more["rotation"] = model.rotation
    run = {"olm": olm.theft, "megolm": megolm.theft, "bramble": bramble.theft, "static": static.theft}[name]
    frame = run(model.turns, model.snapshot, **more)
    return [int(message) for message in frame.message[frame.readable]]


def _spans(numbers: list[int]) -> str:
    """Write the numbers of messages, and a run of them as from–to.

    >>> _spans([4, 5, 6, 9]), _spans([])
    ('4–6, 9', 'none')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs) or "none"


def library_healing(model: CopiedKeys, page: Page) -> str:
    """Show what a copy of the keys opened in Signal's library beside the eager and the lazy model.

    The sentence says at how many moments of the theft each model agrees with the library.
    """
    real = model.recorded()
    rows: list[TableRow] = [("Signal's library, recorded", [_spans(real), str(len(real)), ""])]
    for name, words in MODELS.items():
        opened = model.modelled(name)
        rows.append((words, [_spans(opened), str(len(opened)), verdict(opened == real)]))
    page.write(table(["", "the thief reads", "how many", "verdict"], rows, caption=f"Who writes: {turns()}"))
    eager, lazy, missed = _overall()
    return (
        f"Keys are copied after message {model.stolen_after}. Of B's messages Signal's own library "
        f"({origin('libsignal_exposure')}) lets the thief read {_spans(real)}. There are {len(turns())} "
        f"moments of the theft. The eager model agrees with the library in {eager} and the lazy one in "
        f"{lazy}. Where the lazy one differs it says up to {plural(missed, 'message')} too few."
    )


@functools.cache
def _overall() -> tuple[int, int, int]:
    """Count the moments at which each model is right, and the most messages that the lazy one misses."""
    moments = [CopiedKeys(at) for at in range(len(turns()))]
    eager, lazy = (sum(m.recorded() == m.modelled(name) for m in moments) for name in MODELS)
    return eager, lazy, max(len(m.recorded()) - len(m.modelled("olm")) for m in moments)
