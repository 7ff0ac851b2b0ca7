"""The sheet of a lesson: one page to keep, written in its last cell in a form that can be printed.

The cell `sheet` of a core lesson has, in this order: its heading, the question as people ask it, three
points, what to do tonight, what this does not protect from, the line to remember, and the next lesson.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from guidekit.course.lessons import is_core, lesson_id
from guidekit.course.notebook import Notebook, NotebookCell
from guidekit.course.prose import sentences, word_count
from guidekit.names import check_known
from guidekit.paths import course_folder
from guidekit.tables.rows import course_rows

CELL = "sheet"
"""The id of the cell that holds the sheet."""
HEADING, TONIGHT, LIMITS = "## Your sheet", "**Tonight**", "**What this does not protect from**"
POINTS, FEWEST, MOST = 3, 2, 4
"""How many points a sheet has, and how few and how many things each of its two lists."""

POINT_FORM = "{nth}. **One to five words.** One to three short sentences."
NEXT_FORM = "Next: [**06 Title**](06-title.ipynb), and why."
"""What a line of a sheet must look like, as an error says it."""
_QUESTION = re.compile(r"\*([^*].*[?.])\*")
_POINT = re.compile(r"(\d)\. \*\*([^*]+\.)\*\* (.+)")
_REMEMBER = re.compile(r"Remember: \*([^*]+[.?!])\*")
_NEXT = re.compile(r"Next: \[\*\*([^*]+)\*\*\]\(([^)\s]+)\)(.*[.?])")


@dataclass(frozen=True)
class SheetWords:
    """What stands in the cell of a sheet, with the marks of Markdown inside its lines.

    Attributes
    ----------
    question : str
        The question of the lesson as people ask it.
    points : tuple of (str, str)
        What to keep: a few words, and one to three short sentences.
    tonight, limits : tuple of str
        What to do tonight, and what this does not protect from.
    remember : str
        The line to remember.
    following : str
        The lesson that comes next, with a link, and why; empty after the last.
    """

    question: str
    points: tuple[tuple[str, str], ...]
    tonight: tuple[str, ...]
    limits: tuple[str, ...]
    remember: str
    following: str


@dataclass(frozen=True)
class Sheet:
    """The sheet of a lesson.

    Attributes
    ----------
    lesson, title : str
        The id and the title of the lesson.
    minutes : int
        How long the lesson takes.
    picture : NotebookCell
        The code cell whose picture stands on the sheet.
    words : SheetWords
        What its cell says.
    """

    lesson: str
    title: str
    minutes: int
    picture: NotebookCell
    words: SheetWords


def sheet_words(text: str, last: bool = False) -> SheetWords:
    """Read the text of the cell `sheet`.

    Parameters
    ----------
    text : str
        The Markdown of the cell.
    last : bool
        Whether it is the sheet of the last lesson, which may name no next one.

    Returns
    -------
    SheetWords
        Its parts.

    Raises
    ------
    ValueError
        If a line is not what the form asks for there; the message names the line and what is allowed.
    """
    lines = _Lines(text)
    lines.take(HEADING, lambda line: line == HEADING)
    question = lines.match("one sentence in stars, such as *Who sees it?*", _QUESTION)[1]
    points = tuple(_point(lines, nth) for nth in range(1, POINTS + 1))
    lines.take(TONIGHT, lambda line: line == TONIGHT)
    tonight = lines.points()
    lines.take(LIMITS, lambda line: line == LIMITS)
    limits = lines.points()
    remember = lines.match("Remember: *one line.*", _REMEMBER)[1]
    if last and lines.at_end():
        return SheetWords(question, points, tonight, limits, remember, "")
    words, file, why = lines.match(NEXT_FORM, _NEXT).groups()
    if not lines.at_end():
        lines.refuse("nothing after the next lesson")
    return SheetWords(question, points, tonight, limits, remember, f"[**{words}**]({file}){why}")


def _point(lines: _Lines, nth: int) -> tuple[str, str]:
    allowed = POINT_FORM.format(nth=nth)
    found = lines.match(allowed, _POINT)
    if int(found[1]) != nth or not 1 <= word_count(found[2]) <= 5 or not 1 <= len(sentences(found[3])) <= 3:
        lines.back().refuse(allowed)
    return found[2], found[3]


class _Lines:
    """The lines of a cell, read from the first to the last; a line that is indented goes on with the last."""

    def __init__(self, text: str) -> None:
        self.lines: list[tuple[int, str]] = []
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            if line.startswith("  ") and self.lines:
                self.lines[-1] = (self.lines[-1][0], f"{self.lines[-1][1]} {line.strip()}")
            else:
                self.lines.append((number, line.rstrip()))
        self.at = 0

    def at_end(self) -> bool:
        return self.at == len(self.lines)

    def back(self) -> _Lines:
        self.at -= 1
        return self

    def refuse(self, allowed: str) -> None:
        if self.at_end():
            raise ValueError(f"the sheet ends too early; allowed here: {allowed}")
        number, line = self.lines[self.at]
        raise ValueError(f"line {number}: {line!r}; allowed here: {allowed}")

    def take(self, allowed: str, fits: Callable[[str], bool]) -> str:
        if self.at_end() or not fits(self.lines[self.at][1]):
            self.refuse(allowed)
        self.at += 1
        return self.lines[self.at - 1][1]

    def match(self, allowed: str, form: re.Pattern[str]) -> re.Match[str]:
        line = self.take(allowed, lambda line: form.fullmatch(line) is not None)
        found = form.fullmatch(line)
        assert found is not None  # `take` has looked
        return found

    def points(self) -> tuple[str, ...]:
        """Read a list; it has neither too few points nor too many."""
        found: list[str] = []
        while not self.at_end() and self.lines[self.at][1].startswith("- "):
            if len(found) == MOST:
                self.refuse(f"at most {MOST} points")
            found.append(self.take("- a point", lambda line: line[-1] in ".?!)")[2:])
        if len(found) < FEWEST:
            self.refuse(f"{FEWEST} to {MOST} points that begin with “- ”")
        return tuple(found)


def sheet_problem(notebook: Notebook) -> str:
    """Say what is wrong with the sheet of a lesson, by cell and line; nothing if it can be printed."""
    found = [cell for cell in notebook.cells if cell.id == CELL and cell.kind == "markdown"]
    if not found:
        return f"there is no cell {CELL!r} of text; allowed: one, under “Your sheet”"
    try:
        sheet_words(found[0].text, _is_last(lesson_id(notebook.name)))
    except ValueError as problem:
        return f"cell {CELL}: {problem}"
    return ""


def _is_last(lesson: str) -> bool:
    return lesson == str(max(row.id for row in course_rows("lessons") if is_core(row.id)))


def sheets(lessons: Sequence[str] = ()) -> list[Sheet]:
    """Read the sheets of core lessons.

    Parameters
    ----------
    lessons : sequence of str
        The ids of the lessons, such as ``"03"``; none means all core lessons.

    Returns
    -------
    list of Sheet
        In the order of the course.

    Raises
    ------
    ValueError
        If there is no such lesson, or a sheet is not written in the form that can be printed; the message
        names every lesson, cell and line.
    """
    rows = [row for row in course_rows("lessons") if is_core(row.id)]
    check_known("lesson with a sheet", lessons, [row.id for row in rows])
    found, problems = [], []
    for row in rows:
        if lessons and row.id not in lessons:
            continue
        notebook = Notebook.read(course_folder("notebooks") / row.notebook)
        cells = {cell.id: cell for cell in notebook.cells}
        if problem := sheet_problem(notebook):
            problems.append(f"{notebook.name}, {problem}")
        elif row.picture not in cells or cells[row.picture].kind != "code":
            problems.append(
                f"{notebook.name} has no code cell {row.picture!r}, as lessons.csv names it in picture"
            )
        else:
            words = sheet_words(cells[CELL].text, _is_last(row.id))
            found.append(Sheet(row.id, row.title, int(row.minutes), cells[row.picture], words))
    if problems:
        raise ValueError("\n".join(["some sheets cannot be printed:", *problems]))
    return found
