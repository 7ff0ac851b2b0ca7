"""A small course of our own: a notebook for each core lesson, with a sheet and a picture, and little else."""

from __future__ import annotations

import json
from pathlib import Path

from guidekit.tables.query import load

SHEET = """## Your sheet

*What can a thief read of Alice & Bob?*

1. **Used keys are gone.** Every message has its own key. It is deleted after use.
2. **A talk heals.** When the other one writes, a *new* secret is made. See
   [session](glossary.md#session) for a word.
3. **Not every app does.** With one key for ever, a single theft opens all.

**Tonight**

- Open *Linked devices* and look, together with [somebody who helps](12-choose.ipynb).
- Ask whether the history is copied to a cloud.

**What this does not protect from**

- A phone in other hands.
- A contact who tells.
- A watched screen.

Remember: *keys forget; phones do not.*

Next: [**04 One operator**](04-one-operator-sees.ipynb), because a lock hides words only.
"""
PICTURE = (
    'gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), prediction="00-delay", size=(7, 3.8))'
)


def cell(id: str, kind: str, text: str) -> dict[str, object]:
    """Return a cell as a notebook has it; one with code is folded and was never run."""
    whole: dict[str, object] = {"id": id, "cell_type": kind, "metadata": {}, "source": text}
    if kind == "code":
        whole |= {"outputs": [], "execution_count": None, "metadata": {"jupyter": {"source_hidden": True}}}
    return whole


def write_notebook(path: Path, cells: list[dict[str, object]]) -> Path:
    """Write a notebook of these cells."""
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


def write_course(folder: Path, sheets: dict[str, str] | None = None) -> Path:
    """Write a notebook for each core lesson, with the sheets that are given."""
    rows = [row for row in load("lessons").itertuples() if row.id.isdigit()]
    for row in rows:
        sheet = SHEET if row is not rows[-1] else SHEET[: SHEET.index("\nNext:")]
        cells = [
            cell("title", "markdown", f"# {row.title}"),
            cell(row.picture, "code", PICTURE),
            cell("sheet", "markdown", (sheets or {}).get(row.id, sheet)),
        ]
        write_notebook(folder / row.notebook, cells)
    return folder
