"""One lesson as it stands in its file: its headings, its cells, and the calls its code makes."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class NotebookCell:
    """One cell: its id, ``markdown`` or ``code``, its text, and what it showed when it was last run."""

    id: str
    kind: str
    text: str
    outputs: tuple[dict[str, Any], ...] = ()

    def headings(self) -> list[tuple[int, str]]:
        """List the headings of a markdown cell: level and words."""
        if self.kind != "markdown":
            return []
        return [(len(marks), words) for marks, words in _HEADING.findall(_FENCE.sub("", self.text))]


@dataclass(frozen=True)
class Notebook:
    """A lesson: the name of its file and its cells, in order."""

    name: str
    cells: tuple[NotebookCell, ...]

    @classmethod
    def read(cls, path: Path) -> Notebook:
        """Read a notebook without running it.

        Raises
        ------
        ValueError
            If the file is no notebook of format 4; the message names it.
        """
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            if found["nbformat"] != 4:
                raise ValueError(f"nbformat is {found['nbformat']!r}")
            cells = [_cell(raw, number) for number, raw in enumerate(found["cells"])]
        except (KeyError, TypeError, ValueError) as broken:  # also what is no JSON or no UTF-8
            raise ValueError(
                f"{path} cannot be read as a notebook of format 4 ({type(broken).__name__}: {broken})"
            ) from broken
        return cls(path.name, tuple(cells))

    def headings(self) -> list[str]:
        """List the headings of the second level: the parts of the lesson."""
        return [words for cell in self.cells for level, words in cell.headings() if level == 2]

    def calls(self) -> Iterator[tuple[NotebookCell, str, ast.Call]]:
        """Walk over the calls that stand alone in a code cell: the cell, the dotted name and the call.

        A cell whose code cannot be parsed has none.
        """
        for cell in self.cells:
            call = alone(cell) if cell.kind == "code" else None
            if call is not None:
                yield cell, ast.unparse(call.func), call

    def predictions(self) -> dict[str, str]:
        """Return the question of every prediction of the lesson by its id."""
        asked = {}
        for _, name, call in self.calls():
            words = [word.value for word in call.args[:2] if isinstance(word, ast.Constant)]
            if name == "gk.predict" and len(words) == 2:
                asked[str(words[0])] = str(words[1])
        return asked


def alone(cell: NotebookCell) -> ast.Call | None:
    """Return the one call that is all of a code cell, or None."""
    try:
        body = ast.parse(cell.text).body
    except SyntaxError:
        return None
    whole = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    return whole if isinstance(whole, ast.Call) else None


def _cell(raw: dict[str, Any], number: int) -> NotebookCell:
    text = raw["source"]
    return NotebookCell(
        str(raw.get("id", f"number {number}")),
        raw["cell_type"],
        text if isinstance(text, str) else "".join(text),
        tuple(raw.get("outputs", ())),
    )
