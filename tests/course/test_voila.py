"""The page that lists the lessons says of each what the table says, and leads to whatever else lies there."""

from __future__ import annotations

import re

import nbformat
import pytest

from guidekit.course import glossary
from guidekit.course.voila import HERE, give_title, page_config
from guidekit.paths import course_folder
from guidekit.tables.query import load

jinja2 = pytest.importorskip("jinja2")
LESSONS = load("lessons")


def listed(*notebooks: str, where: str = "") -> tuple[str, list[str]]:
    """Return the page of a folder with some notebooks, and where its links lead."""
    loader = jinja2.FileSystemLoader(HERE / "templates" / "course")
    page = jinja2.Environment(loader=loader, autoescape=True).get_template("tree.html").render(
        page_config=page_config({}, notebook_path=where),
        contents={"content": [{"type": "notebook", "path": path, "name": path} for path in notebooks]},
        notebook_path=where,
        base_url="/",
    )  # fmt: skip
    return page, re.findall(r'href="/voila/render/([^"]*)"', page)


def test_the_lessons_stand_in_the_order_of_the_table_with_title_minutes_and_question():
    core = LESSONS[LESSONS.id.str.isdigit()]
    page, links = listed(*sorted(core.notebook, reverse=True), "glossary.ipynb")
    assert links == [*core.notebook, "glossary.ipynb", *LESSONS.notebook[len(core) :]]
    for row in LESSONS.itertuples():
        title = f"{row.id} {row.title}" if row.id.isdigit() else row.title
        entry = rf">{re.escape(title)}</a>\s*<span class=\"more\">{row.minutes:.0f} min</span><br>"
        assert re.search(entry + re.escape(row.question), page), row.id


def test_what_a_learner_put_there_is_listed_too_and_a_lesson_that_is_gone_is_not():
    _, links = listed("03-steal-a-key.ipynb", "my-own.ipynb", "03-steal-a-key.new.ipynb")
    assert links[0] == "03-steal-a-key.ipynb"
    assert "04-one-operator-sees.ipynb" not in links
    assert links[-2:] == ["my-own.ipynb", "03-steal-a-key.new.ipynb"]


def test_the_folder_of_extra_notebooks_lists_them_and_leads_back():
    page, links = listed("extra/hash-tables-that-ran.ipynb", "extra/mine.ipynb", where="/extra")
    assert links == ["extra/hash-tables-that-ran.ipynb", "extra/mine.ipynb"]
    assert "<h1>Extra</h1>" in page
    assert '<a href="/">All lessons</a>' in page


def test_a_lesson_is_told_nothing_of_the_list():
    assert page_config({"a": 1}, notebook_path="03-steal-a-key.ipynb", base_url="/") == {"a": 1}
    assert len(page_config({}, notebook_path="")["lessons"]) == len(LESSONS)


@pytest.mark.parametrize("row", list(LESSONS.itertuples()), ids=lambda row: row.id)
def test_the_tab_of_a_lesson_bears_its_title(row):
    notebook = nbformat.read(course_folder("notebooks") / row.notebook, 4)
    assert give_title(None, notebook, cwd="")["metadata"]["title"] == row.title


def test_the_glossary_has_a_title_a_notebook_without_a_heading_none_and_one_with_its_own_keeps_it():
    terms = nbformat.reads(glossary.notebook().decode(), 4)
    assert give_title(None, terms).metadata.title == "Look up a term"
    words = nbformat.v4.new_markdown_cell("## A part")
    assert "title" not in give_title(None, nbformat.v4.new_notebook(cells=[words])).metadata
    own = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A")], metadata={"title": "B"})
    assert give_title(None, own).metadata.title == "B"
