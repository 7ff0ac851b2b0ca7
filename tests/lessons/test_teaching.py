"""The teacher's page: its times and prerequisites are those of the tables, and what it names is there."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import nbformat

from guidekit.course.lessons import lesson_files
from guidekit.tables.query import load

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
LESSONS = load("lessons").fillna("")


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


def test_each_lesson_has_its_minutes_and_what_comes_before():
    rows = re.findall(r"^\| (\d\d) \| (\d+) \| (.*?) \| (.+) \|$", section("The lessons"), re.M)
    told = [(id, int(minutes), needs.replace("–", "")) for id, minutes, needs, _ in rows]
    assert told == list(LESSONS[["id", "minutes", "needs"]].itertuples(index=False, name=None))


def test_a_lesson_opens_under_the_title_that_leads_to_it():
    for path, title in zip(lesson_files(), LESSONS.title, strict=True):
        assert nbformat.read(path, 4).cells[0].source.startswith(f"# {title}"), path.name


def test_each_lesson_has_two_or_three_questions_for_the_class():
    told = dict(re.findall(r"^\*\*(\d\d)\*\* (.+?)(?=\n\n)", section("The lessons"), re.M | re.S))
    assert list(told) == list(LESSONS.id)
    assert all(2 <= len(re.findall(r"\*[^*]+?\?[^*]*\*", words)) <= 3 for words in told.values())


def test_a_plan_takes_as_long_as_it_says():
    for minutes in (45, 90):
        rows = re.findall(r"^\| (\d+) \|", section(f"Run it in {minutes} minutes"), re.M)
        assert sum(map(int, rows)) == minutes


def test_the_plan_names_parts_that_lesson_01_has():
    (path,) = [path for path in lesson_files() if path.name.startswith("01")]
    text = "\n".join(cell.source for cell in nbformat.read(path, 4).cells).casefold()
    for part in re.findall(r"\*([A-Z][\w ]+)\*", section("Run it in 45 minutes")):
        assert re.search(rf"^## (try it: )?{part.casefold()}", text, re.M), part


def test_the_columns_it_names_are_those_of_the_tables():
    flat = " ".join(section("Add something of your own").split()).replace(", ", ",")
    named = [set(words.split(",")) for words in re.findall(r"`([a-z_]+(?:,[a-z_]+){3,})`", flat)]
    tables = {}
    for path in (ROOT / "data").glob("*.csv"):
        with open(path, encoding="utf-8", newline="") as file:
            tables[path.stem] = set(next(csv.reader(file)))
    assert len(named) == 10
    assert all(columns in tables.values() or columns < tables["journeys"] for columns in named)


def test_it_is_short():
    words = re.sub(r"^```csv\n.*?^```$", "", PAGE, flags=re.M | re.S)  # but for the rows of a whole messenger
    assert len(words.splitlines()) < 200
