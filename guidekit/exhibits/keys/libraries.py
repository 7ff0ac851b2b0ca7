"""The exhibits of this file are tables of what stolen keys open in real libraries, beside the model."""

from __future__ import annotations

import functools

from guidekit.drawing.page import Page, TableRow, table, verdict
from guidekit.models.ratchet import KEYS, Theft
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
    """Show what a thief reads when as few keys as possible are kept, and when those are that apps keep.

    The sentence says it for Megolm, Bramble's rotation and a static key.
    """
    lines: list[TableRow] = []
    for name, words, *kept in (
        ("megolm", "Megolm", "each key, as far as it has turned", "the first key of each session"),
        ("bramble", "Bramble's rotation", "the keys of this period", "B's keys of the period before too"),
        ("static", "static key", "the key; A's own messages go to B only", "a copy of A's own messages too"),
    ):
        for keys, what in zip(KEYS, kept, strict=True):
            opened = run_library(name, model.but(keys=keys))
            lines.append((words, [what, _spans(opened), str(len(opened))]))
    page.write(table(["protocol", "A keeps", "the thief reads", "how many"], lines))
    forward, first, few, more, theirs, copied = (cells[2] for _, cells in lines)
    return (
        f"There are {plural(len(model.turns), 'message')}. In Megolm the library opens {forward} when keys "
        f"are wound forward, and {first} when the first key of each session is kept. In Bramble's rotation "
        f"it opens {few} with this period's keys, and {more} with B's keys of the period before. With a "
        f"static key it opens {theirs}, and {copied} when A's own messages are copied to A's other devices."
    )


def run_library(name: str, model: Theft) -> list[int]:
    """Run one library on the conversation of a model and list the messages that the stolen keys open.

    Parameters
    ----------
    name : str
        The protocol: "olm", "megolm", "bramble" or "static".
    model : Theft
        The conversation, the moment of the theft and the keys that A keeps.

    Returns
    -------
    list of int
        The numbers of the messages, counted from 0.
    """
    apps, turned = model.keys == "apps", (model.turns, model.snapshot)
    if name == "megolm":
        frame = megolm.theft(*turned, model.rotation, model.minutes_between, keep_history=apps)
    elif name == "bramble":
        frame = bramble.theft(*turned, model.minutes_between, keep_previous=apps)
    elif name == "static":
        frame = static.theft(*turned, own_copies=apps)
    else:
        frame = olm.theft(*turned)
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
