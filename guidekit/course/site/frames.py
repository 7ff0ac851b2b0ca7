"""The frames of the site: each cell of a lesson that shows something becomes what a page plays or prints."""

from __future__ import annotations

import ast
import base64
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any

from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.course.notebook import Notebook, only_call
from guidekit.paths import course_folder, digest, write_whole

FRAMES = "frames"
"""The folder of the site that holds what panels show."""
LEFT_OUT = ("gk.predict", "gk.quiz", "gk.progress")
"""Calls that the page answers by itself."""


@dataclass(frozen=True)
class FrameJob:
    """A cell of a lesson that shows something; the name of its files changes with what it shows.

    A panel keeps at most so many `states`; as many as `record` takes where that is None.
    """

    lesson: str
    cell: str
    call: str
    name: str
    states: int | None = None


@dataclass(frozen=True)
class FrameCard:
    """What a page must know of a cell before its frames are there.

    Attributes
    ----------
    kind : str
        ``"panel"`` where frames are played, ``"still"`` where one state is shown, ``"html"`` for a table.
    sentence : str
        What is to be seen at the start.
    html : str
        The table of the start; empty for a picture.
    width, height : int
        The size of the picture in pixels.
    prediction : str or None
        The id of the prediction that covers the panel.
    states : int
        How many states can be reached.
    """

    kind: str
    sentence: str = ""
    html: str = ""
    width: int = 0
    height: int = 0
    prediction: str | None = None
    states: int = 1


def frame_jobs(lessons: Sequence[str] = (), states: int | None = None) -> Iterator[FrameJob]:
    """List the cells that show something, in the order of the lessons.

    Parameters
    ----------
    lessons : sequence of str
        The ids of the lessons whose panels play; by default all. The others show their start alone.
    states : int, optional
        The most states of a panel that plays.
    """
    source = _package_digest()
    for path in lesson_files():
        lesson = lesson_id(path)
        most = states if not lessons or lesson in lessons else 1
        for cell in Notebook.read(path).cells:
            call = only_call(cell) if cell.kind == "code" else None
            if call is not None and ast.unparse(call.func) not in LEFT_OUT:
                text = ast.unparse(call)
                mark = digest(f"{source}{text}{most}".encode())[:10]
                yield FrameJob(lesson, cell.id, text, f"{lesson}-{cell.id}.{mark}", most)


def make_frames(job: FrameJob, folder: Path) -> None:
    """Write the frames of a cell and its card, unless they are there already.

    Parameters
    ----------
    job : FrameJob
        The cell.
    folder : pathlib.Path
        Where the files go. The card comes last: where it is, everything is.

    Raises
    ------
    ValueError
        If the cell cannot be run; the message names it.
    """
    os.environ["GUIDEKIT_JOURNAL"] = ":memory:"  # what this learner said is not in a site for all
    if (folder / f"{job.name}.json").exists():
        return
    import guidekit

    try:
        shown = eval(job.call, {"gk": guidekit})
        card = _panel(shown, job, folder) if hasattr(shown, "record") else _written(shown)
    except Exception as problem:
        where = f"lesson {job.lesson}, cell {job.cell}"
        raise ValueError(f"{where} cannot be recorded ({type(problem).__name__}: {problem})") from problem
    write_whole(folder / f"{job.name}.json", json.dumps(asdict(card), ensure_ascii=False).encode())


def read_card(job: FrameJob, folder: Path) -> FrameCard:
    """Read the card of a cell whose frames are made."""
    return FrameCard(**json.loads((folder / f"{job.name}.json").read_text(encoding="utf-8")))


def _panel(panel: Any, job: FrameJob, folder: Path) -> FrameCard:
    name, plays = job.name, panel.kind == "panel" and panel.knobs
    recording = panel.record(*filter(None, [job.states if plays else 1]))
    for theme in ("light", "dark"):
        if plays:
            text = f'gkPack("{name}.{theme}","{base64.b64encode(recording.pack(theme)).decode()}");\n'
            write_whole(folder / f"{name}.{theme}.js", text.encode())
        if recording.pictures:
            group = len(recording.pictures[theme]) - len(recording.states)
            at = recording.opening["start"] * group // len(recording.states)
            write_whole(folder / f"{name}.{theme}.webp", recording.pictures[theme][at])
    start = recording.states[recording.opening["start"]]
    more: dict[str, Any] = {"sentence": start["sentence"], "html": start.get("html", "")}
    if panel.kind != "panel":  # the designer writes a table beside its picture
        more = {"sentence": panel.sentence}
    if recording.pictures:
        more |= {"width": panel.width, "height": panel.height}
    reached = sum("problem" not in state for state in recording.states)
    return FrameCard("panel" if plays else "still", **more, prediction=panel.prediction, states=reached)


def _written(shown: Any) -> FrameCard:
    """Write what a notebook shows by itself, a frame without the numbers of its rows and with whole words."""
    if hasattr(shown, "to_html"):
        import pandas as pd

        with pd.option_context("display.max_colwidth", None):
            return FrameCard("html", html=shown.to_html(index=False, border=0, classes="gk-table"))
    html = str(shown._repr_html_()) if hasattr(shown, "_repr_html_") else f"<pre>{escape(str(shown))}</pre>"
    return FrameCard("html", html=html)


def _package_digest() -> str:
    """Return a digest of everything that a picture may hang on: the package, its fonts and the tables."""
    package = Path(__file__).resolve().parents[2]
    inside = [path for path in package.rglob("*") if path.suffix in (".py", ".ttf")]
    files = sorted(
        {*inside, *course_folder("data").rglob("*.*")} - set((package / "course" / "site").rglob("*"))
    )
    return digest(b"".join(path.name.encode() + path.read_bytes() for path in files if path.is_file()))
