"""The rules of the tables that a reader learns from: questions, terms, lessons and journeys.

What makes a table loadable is held in `guidekit.tables`; what is here makes it good to learn from.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from guidekit.course.lessons import EXTRA, is_core, lesson_files
from guidekit.course.notebook import Notebook
from guidekit.course.prose import word_count
from guidekit.tables.csvfile import CsvFile, cell_parts, course_csv

OPTIONS = (3, 4)
ASKED = {True: (4, 6), False: (3, 6)}
"""The fewest and the most questions of a lesson of the course, and of an extra notebook."""
FEWEST_WORDS = 8  # of a reason
MANY = 20  # questions, from which on the places of their right options are counted
MOST_WORDS_OF_A_TERM = 32  # a sentence
PLACES = ("first", "second", "third", "fourth")
EMPTY_REASON = re.compile(r"(right|wrong|correct|yes|no)[.!]", re.I)

_Group = list[tuple[int, Any]]  # the rows of a question, each with its number


def table_problems() -> list[str]:
    """Say which rows of the course's tables break a rule.

    Returns
    -------
    list of str
        One line a problem, with file, line, column and what is allowed; nothing if all is well.

    Examples
    --------
    >>> table_problems()
    []
    """
    looks = (_sources, _lessons, _questions, _places, _terms, _journeys, _parties)
    return [problem for look in looks for problem in look()]


def _rows(name: str) -> tuple[CsvFile, _Group]:
    file = course_csv(name)
    return file, list(enumerate(file.entries))


def _sources() -> Iterator[str]:
    file, rows = _rows("sources")
    for row, entry in rows:
        if not re.fullmatch(r"S-[\w-]+", entry.id):
            yield file.problem(row, "id", entry.id, "S- and a word, such as S-example")


def _lessons() -> Iterator[str]:
    """Hold the list of lessons to the notebooks, and each lesson to those before it."""
    file, rows = _rows("lessons")
    found = _headings_by_notebook()
    if not found:
        return  # a course without notebooks is told as such
    listed = [entry.notebook for _, entry in rows]
    for row, entry in rows:
        if entry.notebook not in found:
            allowed = "a notebook of notebooks/: its number and a name, or extra/ and a name"
            yield file.problem(row, "notebook", entry.notebook, allowed)
        elif found[entry.notebook] and found[entry.notebook][0] != entry.title:
            allowed = f"{found[entry.notebook][0]!r}, as its notebook begins"
            yield file.problem(row, "title", entry.title, allowed)
        for need in cell_parts(entry.needs):
            if need >= entry.id:
                yield file.problem(row, "needs", entry.needs, "lessons that come before it")
        if is_core(entry.id) and not 10 <= float(entry.minutes) <= 30:
            yield file.problem(row, "minutes", entry.minutes, "10 to 30 for a lesson of the course")
        for column in ("short", "branch", "picture"):
            if is_core(entry.id) != bool(getattr(entry, column)):
                allowed = "something for a lesson of the course, nothing for an extra notebook"
                yield file.problem(row, column, getattr(entry, column), allowed)
    ids = [entry.id for _, entry in rows]
    order = sorted(ids, key=lambda id: (not is_core(id), id))
    for row, (id, wanted) in enumerate(zip(ids, order, strict=True)):
        if id != wanted:
            allowed = f"{wanted} here: the lessons in their order, then the extra notebooks"
            yield file.problem(row, "id", id, allowed)
            break
    for notebook in found:
        if notebook not in listed:
            yield f"{file.file}: there is no row for notebooks/{notebook}; allowed: one for each notebook"


def _headings_by_notebook() -> dict[str, list[str]]:
    """List the title and the headings of each notebook, by its place; none for one that cannot be read."""
    found = {}
    with contextlib.suppress(OSError):
        for path in lesson_files():
            place = f"{EXTRA}/{path.name}" if path.parent.name == EXTRA else path.name
            try:
                cells = Notebook.read(path).cells
            except (ValueError, OSError):  # which the check of the lessons tells
                cells = ()
            found[place] = [words for cell in cells for level, words in cell.headings() if level <= 2]
    return found


def _asked() -> dict[str, _Group]:
    asked: dict[str, _Group] = {}
    for row, entry in _rows("questions")[1]:
        asked.setdefault(entry.id, []).append((row, entry))
    return asked


def _questions() -> Iterator[str]:
    file, rows = _rows("questions")
    asked, seen = _asked(), dict[str, str]()
    for name, group in asked.items():
        row, first = group[0]
        if not re.fullmatch(rf"{first.lesson}-[a-z]+", name):
            allowed = f"the lesson and one word in small letters, such as {first.lesson}-receipts"
            yield file.problem(row, "id", name, allowed)
        if not first.question.endswith("?"):
            yield file.problem(row, "question", first.question, "a question, with a question mark")
        if (other := seen.setdefault(first.question, name)) != name:
            yield file.problem(row, "question", first.question, f"each question once: {other} asks it, too")
        if len(group) not in OPTIONS:
            yield file.problem(row, "option", first.option, f"three or four options for {name}")
        if [at for at, _ in group] != list(range(row, row + len(group))):
            yield file.problem(row, "id", name, "the rows of a question one below the other")
        yield from _options(file, group)
    yield from _headings(file, rows)
    yield from _counts(asked)


def _options(file: CsvFile, group: _Group) -> Iterator[str]:
    """Hold the options of a question and their reasons to what helps a learner."""
    longest = max(len(entry.option) for _, entry in group)
    for column in ("option", "reason"):
        times = Counter(getattr(entry, column).casefold() for _, entry in group)
        for row, entry in group:
            if times[getattr(entry, column).casefold()] > 1:
                yield file.problem(row, column, getattr(entry, column), f"each {column} of {entry.id} once")
    for row, entry in group:
        if entry.right == "yes" and len(entry.option) == longest:
            allowed = "a right option that is not the longest, which would give it away"
            yield file.problem(row, "option", entry.option, allowed)
        if EMPTY_REASON.match(entry.reason):
            allowed = "which mistake the option is, or what the lesson showed, and not “right” or “wrong”"
            yield file.problem(row, "reason", entry.reason, allowed)
        elif word_count(entry.reason) < FEWEST_WORDS or entry.reason[-1] not in ".?":
            allowed = f"{FEWEST_WORDS} words or more, and a full stop at the end"
            yield file.problem(row, "reason", entry.reason, allowed)


def _headings(file: CsvFile, rows: _Group) -> Iterator[str]:
    """Find questions that send a learner back to a heading that their lesson does not have."""
    found = _headings_by_notebook()
    notebooks = {entry.id: entry.notebook for _, entry in _rows("lessons")[1]}
    for row, entry in rows:
        notebook = notebooks.get(entry.lesson)
        headings = [words for words in found.get(str(notebook), [])[1:] if words != "Check yourself"]
        if headings and entry.again not in headings:
            allowed = f"a heading of {notebook}: {'; '.join(headings)}"
            yield file.problem(row, "again", entry.again, allowed)


def _counts(asked: dict[str, _Group]) -> Iterator[str]:
    """Find lessons with too few questions or too many, and those that are out of order."""
    file, rows = _rows("lessons")
    lessons = [group[0][1].lesson for group in asked.values()]
    for row, entry in rows:
        fewest, most = ASKED[is_core(entry.id)]
        if not fewest <= lessons.count(entry.id) <= most:
            allowed = f"{fewest} to {most} questions for it in questions.csv, which has"
            yield file.problem(row, "id", entry.id, f"{allowed} {lessons.count(entry.id)}")
    order = [entry.id for _, entry in rows]
    for before, group in zip(["", *lessons], asked.values(), strict=False):
        row, first = group[0]
        if {before, first.lesson} <= {*order} and order.index(first.lesson) < order.index(before):
            allowed = f"the questions of a lesson before those of {before}"
            yield course_csv("questions").problem(row, "lesson", first.lesson, allowed)


def _places() -> Iterator[str]:
    """Find out whether the place or the shortness of an option gives it away."""
    file, asked = course_csv("questions"), _asked()
    places = {
        name: next((nth for nth, (_, entry) in enumerate(group) if entry.right == "yes"), 0)
        for name, group in asked.items()
    }
    lessons: dict[str, list[str]] = {}
    for name, group in asked.items():
        lessons.setdefault(group[0][1].lesson, []).append(name)
    for lesson, names in lessons.items():
        if len(names) > 1 and len({places[name] for name in names}) == 1:
            row, last = asked[names[-1]][places[names[-1]]]
            allowed = f"it in another place: in lesson {lesson} the right one always stands {{place}}"
            yield file.problem(row, "option", last.option, allowed.format(place=PLACES[places[names[-1]]]))
    if len(asked) < MANY:
        return
    row, last = next(reversed(asked.values()))[0]
    for nth in range(3):
        if (share := sum(place == nth for place in places.values()) / len(asked)) < 0.25:
            allowed = "the right one in each of the first three places in a quarter of all questions or more"
            told = f"{allowed}; it stands {PLACES[nth]} in {share:.0%}"
            yield file.problem(row, "option", last.option, told)
    short = sum(
        group[places[name]][1].option == min((entry.option for _, entry in group), key=len)
        for name, group in asked.items()
    )
    if short >= len(asked) / 2:
        allowed = "the shortest option right in less than half of all questions"
        yield file.problem(row, "option", last.option, f"{allowed}; it is in {short} of {len(asked)}")


def _terms() -> Iterator[str]:
    file, rows = _rows("glossary")
    names = Counter(name.casefold() for _, entry in rows for name in _names(entry))
    before = ""
    for row, entry in rows:
        if entry.term.casefold() < before:
            yield file.problem(row, "term", entry.term, "the terms in alphabetical order")
        before = max(before, entry.term.casefold())
        if twice := [name for name in _names(entry) if names[name.casefold()] > 1]:
            yield file.problem(row, "term", twice[0], "each name of a term once, also those in also")
        said = re.findall(r"[^.?!]+[.?!](?= |$)", entry.definition)
        whole = "".join(said).strip() == entry.definition and entry.definition[0].isupper()
        if not whole or len(said) > 2 or any(len(one.split()) > MOST_WORDS_OF_A_TERM for one in said):
            allowed = f"one or two whole sentences, each of at most {MOST_WORDS_OF_A_TERM} words"
            yield file.problem(row, "definition", entry.definition, allowed)


def _names(entry: Any) -> list[str]:
    return [entry.term, *cell_parts(entry.also, ";")]


def _journeys() -> Iterator[str]:
    """Find journeys that do not say, on their first row, how they are known."""
    file, rows = _rows("journeys")
    seen = set()
    for row, entry in rows:
        if entry.journey in seen:
            continue
        seen.add(entry.journey)
        for column in ("architecture", "as_of", "source_ids"):
            if not getattr(entry, column):
                yield file.problem(row, column, "", f"something on the first row of {entry.journey}")
        if not entry.note.endswith("."):
            allowed = "a sentence with a full stop: what the sources leave open, or what is simpler here"
            yield file.problem(row, "note", entry.note, allowed)


def _parties() -> Iterator[str]:
    file, rows = _rows("parties")
    journeys = course_csv("journeys")
    used = {*journeys.column("from"), *journeys.column("to")}
    for row, entry in rows:
        if entry.party not in used:
            yield file.problem(
                row, "party", entry.party, "a party on some hop of journeys.csv, or no row for it"
            )
