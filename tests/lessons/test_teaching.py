"""The teacher's page: its times and prerequisites are those of the tables, and what it names is there."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import nbformat

from guidekit.course.lessons import lesson_files
from guidekit.course.lint import ENDING
from guidekit.course.notebook import Notebook
from guidekit.tables.query import load

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
LESSONS = load("lessons").fillna("")
CORE = LESSONS[LESSONS.id.str.isdigit()]


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


def test_each_lesson_has_its_minutes_and_what_comes_before():
    rows = re.findall(r"^\| (\d\d) \| (\d+) \| (.*?) \| (.+) \|$", section("The lessons"), re.M)
    told = [(id, int(minutes), needs.replace("–", "")) for id, minutes, needs, _ in rows]
    assert told == list(CORE[["id", "minutes", "needs"]].itertuples(index=False, name=None))


def test_each_extra_notebook_stands_in_a_table_of_its_own():
    rows = re.findall(r"^\| (.+?) \| (\d+) \| (.*?) \| (.+) \|$", section("The extra notebooks"), re.M)
    told = [(title, int(minutes), needs) for title, minutes, needs, _ in rows]
    extra = LESSONS[~LESSONS.id.isin(CORE.id)]
    assert told == list(extra[["title", "minutes", "needs"]].itertuples(index=False, name=None))


def test_a_lesson_opens_under_the_title_that_leads_to_it():
    for row in LESSONS.itertuples():
        first = nbformat.read(ROOT / "notebooks" / row.notebook, 4).cells[0]
        assert first.source.startswith(f"# {row.title}\n"), row.id


def test_each_lesson_has_two_or_three_questions_for_the_class():
    told = dict(re.findall(r"^\*\*(\d\d)\*\* (.+?)(?=\n\n)", section("The lessons"), re.M | re.S))
    assert list(told) == list(CORE.id)
    assert all(2 <= len(re.findall(r"\*[^*]+?\?[^*]*\*", words)) <= 3 for words in told.values())


def test_a_plan_takes_as_long_as_it_says():
    for minutes in (45, 90):
        rows = re.findall(r"^\| (\d+) \|", section(f"Run it in {minutes} minutes"), re.M)
        assert sum(map(int, rows)) == minutes


def test_a_plan_fits_the_lessons_it_names():
    """A class needs longer than a reader alone; the parts that a plan names are those of every lesson."""
    alone = CORE.set_index("id").minutes
    assert alone["01"] <= 45 - 10  # ten for the board and the questions
    groups = re.search(
        r"^\| (\d+) \| Four groups take one of ([\d, ]+):", section("Run it in 90 minutes"), re.M
    )
    assert all(alone[id] <= int(groups[1]) for id in groups[2].split(", "))
    (first,) = [path for path in lesson_files() if path.name.startswith("01")]
    for minutes in (45, 90):
        parts = re.findall(r"\*([A-Z][\w ]+)\*", section(f"Run it in {minutes} minutes"))
        assert set(parts) <= {*ENDING, *Notebook.read(first).headings()}


def test_the_columns_it_names_are_those_of_the_tables():
    flat = " ".join(section("Add something of your own").split()).replace(", ", ",")
    named = [set(words.split(",")) for words in re.findall(r"`([a-z_]+(?:,[a-z_]+){3,})`", flat)]
    tables = {}
    for path in (ROOT / "data").glob("*.csv"):
        with open(path, encoding="utf-8", newline="") as file:
            tables[path.stem] = set(next(csv.reader(file)))
    assert len(named) == 11
    assert all(columns in tables.values() or columns < tables["journeys"] for columns in named)


def test_it_is_short_but_for_the_rows_of_a_whole_messenger():
    words = re.sub(r"^```text\n.*?^```$", "", PAGE, flags=re.M | re.S)
    assert len(words.splitlines()) < 260
