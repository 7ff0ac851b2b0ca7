"""What panels show, as programs that write it as JSON: `python -m tests.settings.taken WHAT FILE [NAME...]`.

WHAT is ``course`` for every panel of every lesson, under the settings that are named, or ``each`` for a few
panels, each of the settings in a process of its own: what it changed there, or the error that came of it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from matplotlib import text
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from guidekit.course.lessons import lesson_files
from guidekit.drawing import stamps, typeface
from guidekit.drawing.settings import own_settings
from guidekit.panels.panel import Panel, explore
from tests.exhibits.everywhere import class_of, every_exhibit
from tests.panels.every import panels_of, states
from tests.settings.hostile import SETTINGS

SAMPLE = (
    *("operator.first_day", "operator.race", "operator.see_and_keep"),
    *("relays.circuit_round_trips", "relays.provider", "messengers.snapshot"),
)
"""Exhibits that between them draw curves, bars, limits, hatches, signs, arrows, dots and a table."""


def course() -> dict[str, list[Any]]:
    """Return what each panel of each lesson shows at its start, and in another state."""
    found = {}
    for path in lesson_files():
        for nth, panel in enumerate(panels_of(path)):
            where = f"{path.stem} {nth} {panel.exhibit.__name__}"
            panel.uncover()
            found[where] = shown(panel)
            panel.set(list(states(panel))[-1])
            found[f"{where}, turned"] = shown(panel)
    return found


def shown(panel: Panel) -> list[Any]:
    """Return all that is seen and heard of a panel: of its picture a digest."""
    seen = hashlib.sha256(panel.png).hexdigest() if panel.png else panel.html
    return [seen, panel.sentence, panel.code, panel.problem, panel.controls, panel.values]


def each() -> dict[str, Any]:
    """Return what is wrong with the panels of the sample under each of the settings, and what it did."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it says which fonts it does not find
    panels = [explore(exhibit, class_of(exhibit)()) for exhibit in map(every_exhibit().__getitem__, SAMPLE)]
    usual, plain = look(panels), drawn_plainly()
    return {name: forked(name, panels, usual, plain) for name in SETTINGS}


def look(panels: list[Panel]) -> list[Any]:
    """Turn the panels on the paper that they have, and on a fresh one."""
    found = []
    for panel in panels:
        panel.set(list(states(panel))[-1])
        found.append([shown(panel), hashlib.sha256(panel.still()[0]).hexdigest()])
    return found


def drawn_plainly() -> str:
    """Return the picture of a figure that is not of the course, which the settings may change."""
    figure = Figure()
    canvas = FigureCanvasAgg(figure)
    ax = figure.subplots()
    ax.plot(range(500), [n % 7 - 1.5 for n in range(500)], label="a curve")
    ax.set_title("a title")
    ax.legend()
    canvas.draw()
    return hashlib.sha256(canvas.buffer_rgba()).hexdigest()


def forked(name: str, panels: list[Panel], usual: list[Any], plain: str) -> dict[str, Any]:
    """Let a child of this process take on a setting and look again; return what it found."""
    reading, writing = os.pipe()
    if child := os.fork():  # type: ignore[attr-defined,unused-ignore]
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            told = pipe.read()
        os.waitpid(child, 0)
        return dict(json.loads(told)) if told else {"error": "it died"}
    found: dict[str, Any] = {}
    try:
        SETTINGS[name]()
        # What was measured before is not known to who begins with these settings.
        for kept in (typeface.text_width, stamps.stamp, getattr(text, "_get_text_metrics_function", None)):
            getattr(kept, "cache_clear", lambda: None)()
        now = look(panels)
        found["differ"] = sum(one != other for one, other in zip(usual, now, strict=True))
        try:
            found["bites"] = drawn_plainly() != plain
        except Exception as error:
            found["bites"] = str(error)[:60]
        with own_settings():
            found["held"] = drawn_plainly() == plain
    except BaseException:
        found["error"] = traceback.format_exc()
    os.write(writing, json.dumps(found).encode())
    os._exit(0)


if __name__ == "__main__":
    what, file, *names = sys.argv[1:]
    for name in names:
        SETTINGS[name]()
    Path(file).write_text(json.dumps({"course": course, "each": each}[what]()), encoding="utf-8")
