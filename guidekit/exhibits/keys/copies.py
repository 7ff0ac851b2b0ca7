"""What a copy of the keys opened in Signal's own library."""

from __future__ import annotations

import functools

from guidekit.drawing.page import Page, TableCell, table, verdict
from guidekit.exhibits.keys.runs import spans
from guidekit.recordings.reading import origin
from guidekit.recordings.signal import MODELS, CopiedKeys, turns


def library_healing(model: CopiedKeys, page: Page) -> str:
    """Lay what a copy of the keys opened in Signal's library beside the eager and the lazy model."""
    real = model.recorded()
    rows: list[tuple[str, list[TableCell | str]]] = [
        ("Signal's library, recorded", [spans(real), str(len(real)), ""])
    ]
    for name, words in MODELS.items():
        opened = model.modelled(name)
        rows.append((words, [spans(opened), str(len(opened)), verdict(opened == real)]))
    page.write(table(["", "the thief reads", "how many", "verdict"], rows, caption=f"Who writes: {turns()}"))
    eager, lazy, missed = _overall()
    return (
        f"Keys copied after message {model.stolen_after}: Signal's own library "
        f"({origin('libsignal_exposure')}) lets the thief read {spans(real)} of B's messages. Over all "
        f"{len(turns())} moments of the theft the eager model agrees with it in {eager} and the lazy one in "
        f"{lazy}; where it differs it says up to {missed} messages too few."
    )


@functools.cache
def _overall() -> tuple[int, int, int]:
    """Count the moments at which each model is right, and the most messages that the lazy one misses."""
    moments = [CopiedKeys(at) for at in range(len(turns()))]
    eager, lazy = (sum(m.recorded() == m.modelled(name) for m in moments) for name in MODELS)
    return eager, lazy, max(len(m.recorded()) - len(m.modelled("olm")) for m in moments)
