"""A small course of the tests' own, with little in each notebook, and one lesson that breaks no rule."""

from __future__ import annotations

import json
from pathlib import Path

from guidekit.panels.still import still_figure
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
    """Write a notebook for each lesson: a prediction, and in a core lesson a picture and the sheet given."""
    rows = list(load("lessons").itertuples())
    core = [row for row in rows if row.id.isdigit()]
    (folder / "extra").mkdir(exist_ok=True)
    for row in rows:
        unit, high = ("ms", 700) if row.id == "00" else ("%", 1)
        asked = (
            f'gk.predict("{row.id}-delay", "How long, over three relays?", low=0, high={high}, unit="{unit}")'
        )
        cells = [cell("title", "markdown", f"# {row.title}"), cell("predict", "code", asked)]
        if row in core:
            sheet = SHEET if row is not core[-1] else SHEET[: SHEET.index("\nNext:")]
            cells.append(cell(row.picture, "code", PICTURE))
            cells.append(cell("sheet", "markdown", (sheets or {}).get(row.id, sheet)))
        write_notebook(folder / row.notebook, cells)
    return folder


# --- one lesson that breaks no rule ---------------------------------------------------------------------

NAME = "99-keep-a-door-shut.ipynb"
COVER = "Covered: guess first, then look."
WORDS = {
    "title": "# Keep a door shut\n\n*Lesson 99 of guidekit. About 15 minutes.*\n\n"
    "Alice has a key. Bob has a door. Somebody watches both. Who gets in?",
    "see": "## See who passes\n\nEach relay sees [two neighbours](01-who-sees-what.ipynb).",
    "count": "## Count the ends\n\nA [relay](glossary.md#relay) passes a message on.",
    "stay": "## Ask who stays\n\nThe first one is chosen once.",
    "saw": "## What you saw\n\n- Two ends are enough.\n- The first one stays.",
    "check": "## Check yourself\n\nTwo questions.",
    "exercise": "How many ends are there?\n\n<details><summary>Answer, worked</summary>\n"
    "1 and 1 and 2 and 3 are 7.\n</details>",
    "turn": "Change one number below.",
    "left": "## What this leaves out\n\nA phone in other hands. A contact who tells. A watched screen.",
    "sheet": SHEET,
}


def shown(words: str, picture: bool = False) -> list[dict[str, object]]:
    """Return what a cell has stored: its words, or a picture and below it its sentence."""

    def output(**data: str) -> dict[str, object]:
        return {"output_type": "display_data", "data": data, "metadata": {}}

    if not picture:
        return [output(**{"text/plain": words, "text/html": f"<p>{words}</p>"})]
    return [output(**{"text/plain": words, "text/html": still_figure(b"PNG", words)})]


def good_lesson() -> list[dict[str, object]]:
    """Return the cells of a core lesson that breaks no rule."""
    ends = 'gk.explore(gk.exhibits.relays.both_ends, gk.models.OnionRouting(), knobs=["adversary"]'
    codes: dict[str, tuple[str, list[dict[str, object]]]] = {
        "import": ("import guidekit as gk", []),
        "map": ('gk.course_map("00")', shown("You are at lesson 00 of 13.", picture=True)),
        "guide": ('gk.guide_says("signal.e2ee-all")', shown("said")),
        "quiz": ('gk.quiz("00")', shown("Two questions")),
        "change": (f"{ends})", shown("An adversary holds both ends.", picture=True)),
    }
    codes["guide"][1][0]["data"]["text/html"] = "<details><table><tr><td>a</td></tr></table></details>"
    for word in ("see", "count", "stay"):
        asked = f'gk.predict("99-{word}", "What share of all?", low=0, high=1, unit="%")'
        codes[f"predict-{word}"] = (asked, shown("What share of all?"))
        codes[f"panel-{word}"] = (f'{ends}, prediction="99-{word}")', shown(COVER))
    order = (
        *(
            "title",
            "import",
            "map",
            "see",
            "predict-see",
            "panel-see",
            "count",
            "predict-count",
            "panel-count",
        ),
        *(
            "stay",
            "predict-stay",
            "panel-stay",
            "guide",
            "saw",
            "check",
            "quiz",
            "exercise",
            "turn",
            "change",
        ),
        *("left", "sheet"),
    )
    cells = []
    for name in order:
        made = cell(name, "code" if name in codes else "markdown", WORDS.get(name) or codes[name][0])
        if name in codes:
            made["outputs"] = codes[name][1]
        if name == "change":
            made["metadata"] = {}
        cells.append(made)
    return cells
