"""A lesson as its file has it: its headings, its cells, and the calls that its code makes."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guidekit.course.guesses import guess_rule
from guidekit.knobs import Knob

_ASKED = ("id", "question", "low", "high", "unit", "log")  # of a prediction, in this order
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class NotebookCell:
    """A cell of a lesson.

    Attributes
    ----------
    id : str
        The id of the cell, or ``number 3`` if it has none.
    kind : str
        ``"markdown"``, ``"code"`` or ``"raw"``.
    text : str
        What stands in the cell.
    outputs : tuple of dict
        What the cell showed when it was last run, as the file has it.
    hidden : bool
        Whether the source is folded away, so that a reader sees only what the cell shows.
    """

    id: str
    kind: str
    text: str
    outputs: tuple[dict[str, Any], ...] = ()
    hidden: bool = False

    def headings(self) -> list[tuple[int, str]]:
        """List the level and the words of each heading of a markdown cell; other cells have none."""
        if self.kind != "markdown":
            return []
        return [(len(marks), words) for marks, words in _HEADING.findall(_FENCE.sub("", self.text))]


@dataclass(frozen=True)
class Notebook:
    """A lesson as its file has it: the name of the file, and the cells in order."""

    name: str
    cells: tuple[NotebookCell, ...]

    @classmethod
    def read(cls, path: Path) -> Notebook:
        """Read a notebook without running it.

        Parameters
        ----------
        path : pathlib.Path
            The file of the notebook.

        Returns
        -------
        Notebook
            Its name and its cells.

        Raises
        ------
        ValueError
            If the file is no notebook of format 4; the message names it.
        """
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            if raw["nbformat"] != 4:
                raise ValueError(f"nbformat is {raw['nbformat']!r}")
            cells = [_cell(cell, number) for number, cell in enumerate(raw["cells"])]
        except (KeyError, TypeError, ValueError, RecursionError) as broken:  # also no JSON, no UTF-8
            raise ValueError(
                f"{path} cannot be read as a notebook of format 4 ({type(broken).__name__}: {broken})"
            ) from broken
        return cls(path.name, tuple(cells))

    def headings(self) -> list[str]:
        """List the headings of the second level, which name the parts of the lesson."""
        return [words for cell in self.cells for level, words in cell.headings() if level == 2]

    def calls(self) -> Iterator[tuple[NotebookCell, str, ast.Call]]:
        """Walk over the calls of the lesson.

        Yields
        ------
        tuple of NotebookCell, str and ast.Call
            The cell, the dotted name that is called, and the call. A code cell with anything but one call
            is left out.
        """
        for cell in self.cells:
            call = only_call(cell) if cell.kind == "code" else None
            if call is not None:
                yield cell, ast.unparse(call.func), call

    def predictions(self) -> dict[str, str]:
        """Return the words of each question that the lesson asks before the answer, by the id."""
        questions = {}
        for _, name, call in self.calls():
            words = [word.value for word in call.args[:2] if isinstance(word, ast.Constant)]
            if name == "gk.predict" and len(words) == 2:
                questions[str(words[0])] = str(words[1])
        return questions

    def scales(self) -> dict[str, Knob]:
        """Return what may be guessed for each of these questions, by the id, unless it has to be computed."""
        rules = {}
        for _, name, call in self.calls():
            if name != "gk.predict":
                continue
            try:
                given = dict(zip(_ASKED, map(ast.literal_eval, call.args), strict=False))
                given |= {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}
                rules[given.pop("id")] = guess_rule(
                    **{name: given[name] for name in _ASKED[2:] if name in given}
                )
            except (
                KeyError,
                TypeError,
                ValueError,
            ):  # not written as plain values, or not a prediction at all
                continue
        return rules


def only_call(cell: NotebookCell) -> ast.Call | None:
    """Return the call that is all of a code cell, or None if the cell holds anything else."""
    try:
        body = ast.parse(cell.text).body
    except (SyntaxError, ValueError):  # older Pythons refuse a null byte with a ValueError
        return None
    whole = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    return whole if isinstance(whole, ast.Call) else None


def _cell(raw: dict[str, Any], number: int) -> NotebookCell:
    text = raw["source"]
    return NotebookCell(
        str(raw.get("id", f"number {number}")),
        raw["cell_type"],
        text if isinstance(text, str) else "".join(text),
        tuple(dict(output) for output in raw.get("outputs", ())),
        dict(dict(raw.get("metadata", {})).get("jupyter", {})).get("source_hidden") is True,
    )
