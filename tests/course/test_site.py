"""The site: what stands in its pages, and what is refused. Browsers try the built one in tests/browser."""

from __future__ import annotations

import json
import re

import pytest

from guidekit.cli import main
from guidekit.course.glossary import terms
from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.course.notebook import Notebook
from guidekit.course.site.build import MARK, check_target, heading_slug
from guidekit.course.site.frames import FrameCard, FrameJob, frame_jobs, make_frames, read_card
from guidekit.course.site.pages import front_page, lesson_page, standing_place, term_page
from guidekit.course.site.reference import reference_pages
from guidekit.tables.query import load

JOBS = list(frame_jobs())


def cards_of(lesson: str) -> dict[str, tuple[FrameJob, FrameCard]]:
    card = FrameCard("panel", "The answer is forty-two.", "", 400, 300, None)
    return {job.cell: (job, card) for job in JOBS if job.lesson == lesson}


def test_every_panel_of_every_lesson_has_a_job_with_a_name_of_its_own():
    names = [job.name for job in JOBS]
    assert len(set(names)) == len(names)
    drawn = sum(
        name in ("gk.explore", "gk.journey", "gk.course_map")
        for path in lesson_files()
        for _, name, _ in Notebook.read(path).calls()
    )
    assert sum(job.call.startswith(("gk.explore", "gk.journey", "gk.course_map")) for job in JOBS) == drawn


@pytest.mark.parametrize("path", lesson_files(), ids=lesson_id)
def test_a_page_has_the_words_of_its_lesson_and_links_that_lead_to_pages(path):
    page = lesson_page(path, cards_of(lesson_id(path)))
    assert ".ipynb)" not in page
    for cell in Notebook.read(path).cells:
        if cell.kind == "markdown" and "Run All" not in cell.text:
            first = cell.text.splitlines()[-1]
            assert re.sub(r"\.ipynb", ".md", first) in re.sub(r"\.ipynb", ".md", page)
    for data in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page):
        json.loads(data.replace("<\\/", "</"))


def test_nobody_is_told_to_run_a_cell_that_a_page_does_not_have():
    for path in lesson_files():
        shown = [cell for cell in Notebook.read(path).cells if cell.kind == "code" and not cell.hidden]
        page = lesson_page(path, cards_of(lesson_id(path)))
        assert page.count("Shift+Enter") <= len(shown), path.name
        assert "Run All" not in page, path.name


def test_a_covered_panel_says_nothing_before_the_script_runs_but_on_paper():
    page = lesson_page(lesson_files()[0], cards_of("00"))
    without = re.sub(r'<figure class="gk-start">.*?</figure>', "", page, flags=re.DOTALL)
    assert "forty-two" in page
    assert "forty-two" not in without


def test_a_page_brings_the_meaning_of_each_term_that_it_links():
    path = next(path for path in lesson_files() if lesson_id(path) == "05")
    page = lesson_page(path, cards_of("05"))
    meanings = json.loads(re.search(r'id="gk-terms">(.*?)</script>', page)[1])
    by_name = {term.name: term.definition for term in terms()}
    assert meanings == {name: by_name[name] for name in meanings}
    assert {"operator", "bridge", "proxy"} <= set(meanings)


def test_what_a_reader_did_is_reckoned_from_every_question_of_the_course():
    course = json.loads(re.search(r">(\{.*\})</script>", standing_place())[1])
    assert [lesson["id"] for lesson in course["lessons"]] == list(load("lessons").id)
    assert sum(len(lesson["questions"]) for lesson in course["lessons"]) == load("questions").id.nunique()
    assert all(len(question["options"]) > 1 for one in course["lessons"] for question in one["questions"])


def test_the_front_page_names_each_lesson_with_its_question_and_its_minutes():
    page = front_page()
    for row in load("lessons").itertuples():
        assert f"{row.id} {row.title}" in page
        assert f"{row.question} | {row.minutes} |" in page


def test_the_terms_have_the_places_that_lessons_link_to():
    page = term_page()
    for term in terms():
        assert f"## {term.name}\n" in page
        assert heading_slug(term.name) == term.anchor


def test_the_reference_names_what_a_notebook_calls_and_every_model():
    pages = dict(reference_pages())
    assert "guidekit.panels.panel.explore" in pages["api/face.md"]
    assert ".. autoclass:: guidekit.models.onion.OnionRouting" in pages["api/models.md"]
    assert "taken_apart" in pages["api/exhibits.md"]


def test_frames_are_made_once_and_hold_no_answer_of_the_learner(tmp_path, monkeypatch):
    jobs = frame_jobs(["00"], states=4)
    job = next(job for job in jobs if job.lesson == "00" and job.cell == "delay")
    make_frames(job, tmp_path)
    card = read_card(job, tmp_path)
    assert (card.kind, card.prediction) == ("panel", "00-delay")
    assert 4 <= card.states < 20
    made = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert {name.removeprefix(f"{job.name}.") for name in made} == {
        *("light.js", "dark.js", "light.webp", "dark.webp", "json")
    }
    make_frames(job, tmp_path)
    assert made == {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}


def test_a_quick_build_leaves_nothing_that_a_whole_one_would_keep():
    few = {job.name for job in frame_jobs(["05"], states=4)}
    assert not few & {job.name for job in JOBS}


def test_a_frame_has_a_head_over_each_column_and_whole_sentences(tmp_path):
    job = next(job for job in JOBS if job.call.startswith("gk.protocols.onion.bit_flips"))
    make_frames(job, tmp_path)
    html = read_card(job, tmp_path).html
    assert "<th></th>" not in html
    assert "..." not in html


def test_a_cell_that_cannot_be_recorded_is_named(tmp_path):
    broken = FrameJob("05", "star", "gk.explore(gk.exhibits.operator.taken_apart, None)", "broken")
    with pytest.raises(ValueError, match=r"lesson 05, cell star cannot be recorded \("):
        make_frames(broken, tmp_path)
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("what", ["file", "full", "nowhere"])
def test_a_folder_of_somebody_else_is_refused_and_left_alone(tmp_path, what):
    target = tmp_path / "site" if what != "nowhere" else tmp_path / "a" / "site"
    if what == "file":
        target.write_text("mine")
    if what == "full":
        target.mkdir()
        (target / "mine.txt").write_text("mine")
    with pytest.raises(OSError, match=r"site|folder"):
        check_target(target)
    assert main(["site", str(target)]) == 2
    if what == "full":
        assert [path.name for path in target.iterdir()] == ["mine.txt"]
        (target / MARK).write_text("")
        check_target(target)


@pytest.mark.parametrize("option", [["--states", "0"], ["--workers", "0"], ["--lessons", "99"]])
def test_a_wrong_option_is_refused_before_anything_is_made(tmp_path, option, capsys):
    assert main(["site", str(tmp_path / "site"), *option]) == 2
    assert "allowed" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()
