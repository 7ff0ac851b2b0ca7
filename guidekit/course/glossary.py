"""The glossary: each term of the course in one or two sentences, and the lesson that explains it."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from guidekit.names import known
from guidekit.tables.query import load

FILE = "glossary.md"


@dataclass(frozen=True)
class Term:
    """One term: what it means, its other names, the lesson that explains it first, and the sources."""

    name: str
    definition: str
    lesson: str
    also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The anchor of its heading, as JupyterLab makes it."""
        return self.name.replace(" ", "-")

    @property
    def link(self) -> str:
        """Where a lesson links to: ``glossary.md#Sealed-Sender``.

        A notebook would not do: JupyterLab stays at the top of one that it has to open first.
        """
        return f"{FILE}#{self.anchor}"

    @property
    def others(self) -> str:
        """Its other names as a sentence, or nothing."""
        return f"Also called {', '.join(self.also)}." if self.also else ""

    def __repr__(self) -> str:
        more = f" {self.others}" if self.also else ""
        return f"{self.name}: {self.definition}{more} (Lesson {self.lesson}.)"

    def _repr_html_(self) -> str:
        other = f" {html.escape(self.others)}" if self.also else ""
        return (
            f"<p><b>{html.escape(self.name)}</b>: {html.escape(self.definition)}{other} "
            f"<small>Lesson {self.lesson}.</small></p>"
        )


def terms() -> list[Term]:
    """List every term of the glossary, in alphabetical order."""
    rows = [
        Term(row.term, row.definition, row.lesson, _parts(row.also, ";"), _parts(row.source_ids))
        for row in load("glossary").itertuples()
    ]
    return sorted(rows, key=lambda term: term.name.lower())


def term(name: str) -> Term:
    """Look up a term of the course.

    Parameters
    ----------
    name : str
        The term or one of its other names, in any case.

    Returns
    -------
    Term
        Its definition; a paragraph in a notebook, a line elsewhere.

    Raises
    ------
    ValueError
        If the glossary does not have it; the message names those near to it.

    Examples
    --------
    >>> term("Adversary").lesson
    '00'
    """
    found = {word.lower(): one for one in terms() for word in (*one.also, one.name)}
    known("term", [name.lower()], found)
    return found[name.lower()]


def sheet() -> str:
    """Write the glossary as Markdown, with a heading for each term that lessons link to."""
    return "\n\n".join(_sections()) + "\n"


def notebook() -> bytes:
    """Write the glossary as a notebook, for Voilà, which shows nothing else; the same bytes every time."""
    cells = [
        {"cell_type": "markdown", "id": f"term-{n}", "metadata": {}, "source": text.splitlines(keepends=True)}
        for n, text in enumerate(_sections())
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def _sections() -> Iterator[str]:
    lessons = load("lessons").set_index("id")
    yield "# Look up a term\n\nThe terms of guidekit's lessons, in alphabetical order."
    for one in terms():
        row = lessons.loc[one.lesson]
        also = f" {one.others}" if one.also else ""
        explained = f"Explained in lesson {one.lesson}, [{row.title}]({row.notebook})."
        yield f"### {one.name}\n\n{one.definition}{also}\n\n{explained}"


def _parts(cell: object, separator: str | None = None) -> tuple[str, ...]:
    return () if pd.isna(cell) else tuple(part.strip() for part in str(cell).split(separator))
