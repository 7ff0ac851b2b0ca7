"""The exhibits of this file are tables of what stolen keys open in real libraries, beside the model."""

from __future__ import annotations

import functools
from itertools import pairwise

from guidekit.drawing.page import Page, TableRow, table, verdict
from guidekit.exhibits.keys import wording
from guidekit.models.ratchet import KEYS, Theft
from guidekit.protocols import bramble, megolm, olm, static
from guidekit.recordings.reading import origin
from guidekit.recordings.signal import MODELS, CopiedKeys, turns
from guidekit.words import answered, fill, plural

_LIBRARIES = {
    "olm": ("Olm", "vodozemac"),
    "megolm": ("Megolm", "vodozemac"),
    "bramble": ("Bramble", "cryptography"),
    "static": ("One key for ever", "PyNaCl"),
}


def agreement(model: Theft, page: Page) -> str:
    """Show which messages stolen keys open in the model beside those that they open in each real library.

    The sentence says in how many protocols both agree. That is also the answer.
    """
    same = 0
    lines: list[TableRow] = []
    for name, (words, library) in _LIBRARIES.items():
        expected, opened = model.opened(name), run_library(name, model)
        same += expected == opened
        lines.append((words, [_spans(expected), library, _spans(opened), verdict(expected == opened)]))
    page.write(table(["protocol", "the model says", "library", "the library opens", "verdict"], lines))
    protocols, count = len(_LIBRARIES), len(model.turns)
    said = fill(wording.AGREEMENT, at=model.snapshot, all=count, same=same, protocols=protocols)
    return answered(said, same, lambda count: plural(count, "protocol"))


def key_storage(model: Theft, page: Page) -> str:
    """Show what a thief reads when as few keys as possible are kept, and when those are that apps keep.

    The sentence says it for Megolm, Bramble's rotation and a key that never changes. The answer is what the
    first key of each Megolm session opens.
    """
    counts: list[int] = []
    lines: list[TableRow] = []
    for name, words, *kept in (
        ("megolm", "Megolm", "each key, as far as it has turned", "the first key of each session"),
        ("bramble", "Bramble", "the keys of this period", "Bob's keys of the period before too"),
        ("static", "One key for ever", "the key", "the key, and a copy of what she writes"),
    ):
        for keys, what in zip(KEYS, kept, strict=True):
            opened = run_library(name, model.but(keys=keys))
            counts.append(len(opened))
            lines.append((words, [what, _spans(opened), str(len(opened))]))
    page.write(table(["protocol", "Alice keeps", "the thief reads", "how many"], lines))
    read = dict(zip(("forward", "first", "few", "more", "theirs", "copied"), counts, strict=True))
    said = fill(wording.STORED, messages=len(model.turns), **read)
    return answered(said, read["first"], lambda count: plural(count, "message"))


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
        The numbers of the messages, counted from 1.
    """
    apps, turned = model.keys == "apps", (model.turns, model.snapshot)
    if name == "megolm":
        tried = megolm.theft.rows(*turned, model.rotation, model.minutes_between, keep_history=apps)
    elif name == "bramble":
        tried = bramble.theft.rows(*turned, model.minutes_between, keep_previous=apps)
    elif name == "static":
        tried = static.theft.rows(*turned, own_copies=apps)
    else:
        tried = olm.theft.rows(*turned)
    return [row.message for row in tried if row.readable]


def _spans(numbers: list[int]) -> str:
    """Write the numbers of messages, a run of them as from–to, and many with the same gap as a row.

    >>> _spans([4, 5, 6, 9]), _spans([]), _spans([2, 4, 6, 8, 10, 12, 14])
    ('4–6, 9', 'none', '2, 4, 6 … 14')
    """
    gaps = {after - before for before, after in pairwise(numbers)}
    if len(numbers) > 5 and len(gaps) == 1 and gaps != {1}:
        return f"{', '.join(map(str, numbers[:3]))} … {numbers[-1]}"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs) or "none"


def library_healing(model: CopiedKeys, page: Page) -> str:
    """Show what a copy of the keys opened in Signal's library beside the eager and the lazy model.

    The sentence says at how many moments of the theft each model agrees with the library. The answer is the
    number of messages that the library opened.
    """
    real = model.recorded()
    rows: list[TableRow] = [("Signal's library, recorded", [_spans(real), str(len(real)), ""])]
    for name, words in MODELS.items():
        opened = model.modelled(name)
        rows.append((words, [_spans(opened), str(len(opened)), verdict(opened == real)]))
    caption = fill(wording.WRITERS, turns=turns())
    page.write(table(["", "the thief reads", "how many", "verdict"], rows, caption=caption))
    said = fill(
        wording.LIBRARY,
        at=model.stolen_after,
        origin=origin("libsignal_exposure"),
        read=len(real),
        moments=len(turns()),
        **_overall(),
    )
    return answered(said, len(real), lambda count: plural(count, "message"))


@functools.cache
def _overall() -> dict[str, int]:
    """Count the moments at which each model is right, and the most messages that the lazy one misses."""
    moments = [CopiedKeys(at) for at in range(1, len(turns()) + 1)]
    eager, lazy = (sum(m.recorded() == m.modelled(name) for m in moments) for name in MODELS)
    missed = max(len(m.recorded()) - len(m.modelled("olm")) for m in moments)
    return {"eager": eager, "lazy": lazy, "missed": missed}
