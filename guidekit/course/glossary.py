"""The glossary explains each term of the course in one or two sentences, and names its lesson."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass

from guidekit.course.prose import in_markdown
from guidekit.names import check_known
from guidekit.tables.csvfile import cell_parts
from guidekit.tables.rows import course_rows, rows_by
from guidekit.words import fill, paragraph

FILE = "glossary.md"
HEAD = "# Look up a term\n\nThe terms of guidekit's lessons, in alphabetical order."
ALSO = "Also called {names}."
LESSON_NOTE = "(Lesson {lesson}.)"
IN_LESSON = "Lesson {lesson}."
EXPLAINED = "Explained in lesson {lesson}, [{title}]({file})."


@dataclass(frozen=True)
class Term:
    """A term of the course.

    Attributes
    ----------
    name : str
        The term.
    definition : str
        What it means, in one or two sentences.
    lesson : str
        The two digits of the lesson that explains it first.
    also : tuple of str
        Its other names.
    sources : tuple of str
        The ids of the sources.
    """

    name: str
    definition: str
    lesson: str
    also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Return the anchor that JupyterLab gives to the heading of the term."""
        return self.name.replace(" ", "-")

    @property
    def link(self) -> str:
        """Return the place that a lesson links to, such as ``glossary.md#Sealed-Sender``.

        A notebook would not do: JupyterLab stays at the top of one that it has to open first.
        """
        return f"{FILE}#{self.anchor}"

    @property
    def other_names(self) -> str:
        """Write the other names as a sentence; it is empty if there are none."""
        return fill(ALSO, names=", ".join(self.also)) if self.also else ""

    def __repr__(self) -> str:
        explained = paragraph(self.definition, self.other_names, fill(LESSON_NOTE, lesson=self.lesson))
        return f"{self.name}: {explained}"

    def _repr_html_(self) -> str:
        other = f" {html.escape(self.other_names)}" if self.also else ""
        return (
            f"<p><b>{html.escape(self.name)}</b>: {html.escape(self.definition)}{other} "
            f"<small>{html.escape(fill(IN_LESSON, lesson=self.lesson))}</small></p>"
        )


def terms() -> list[Term]:
    """List every term of the glossary, in alphabetical order."""
    rows = [
        Term(
            row.term,
            row.definition,
            row.lesson,
            tuple(cell_parts(row.also, ";")),
            tuple(cell_parts(row.source_ids)),
        )
        for row in course_rows("glossary")
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
    by_name = {word.lower(): one for one in terms() for word in (*one.also, one.name)}
    check_known("term", [name.lower()], by_name)
    return by_name[name.lower()]


def sheet() -> str:
    """Write the glossary as Markdown, with a heading for each term, which lessons link to."""
    return "\n\n".join(_sections()) + "\n"


def notebook() -> bytes:
    """Write the glossary as a notebook, since Voilà shows nothing else; the bytes are always the same."""
    cells = [
        {"cell_type": "markdown", "id": f"term-{n}", "metadata": {}, "source": text.splitlines(keepends=True)}
        for n, text in enumerate(_sections())
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def _sections() -> Iterator[str]:
    lessons = rows_by("lessons", "id")
    yield HEAD
    for one in terms():
        row = lessons[one.lesson]
        explained = fill(EXPLAINED, lesson=one.lesson, title=in_markdown(row.title), file=row.notebook)
        words = in_markdown(paragraph(one.definition, one.other_names))
        yield f"### {in_markdown(one.name)}\n\n{words}\n\n{explained}"
