"""`jupyter nbconvert` makes pages of lessons: each picture has its sentence there, and no box is dead."""

from __future__ import annotations

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter

from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.panels.face import WIDGET

LESSONS = {lesson_id(path): path for path in lesson_files()}
OUTPUTS = {"lab": ".jp-OutputArea-output", "classic": ".output_subarea"}
WAITS_FOR_A_KERNEL = f"input, select, button, script, iframe, [type='{WIDGET}']"


def outputs_of(lesson, template):
    """Convert a lesson; return its outputs on the page, and what each says in the notebook."""
    page, _ = HTMLExporter(template_name=template).from_notebook_node(lesson)
    stored = [output.data for cell in lesson.cells for output in cell.get("outputs", [])]
    assert stored
    return BeautifulSoup(page, "html.parser").select(OUTPUTS[template]), stored


def said(tag):
    return " ".join(tag.get_text(" ").split())


@pytest.mark.parametrize("template", OUTPUTS)
@pytest.mark.parametrize("name", LESSONS)
def test_each_picture_has_its_sentence_and_no_box_is_dead(name, template):
    boxes, stored = outputs_of(nbformat.read(LESSONS[name], 4), template)
    assert len(boxes) == len(stored)
    pictures = 0
    for box, data in zip(boxes, stored, strict=True):
        assert said(box)
        assert not box.select(WAITS_FOR_A_KERNEL)
        for image in box.select("img"):
            pictures += 1
            assert image["alt"] == image.find_next("figcaption").text == data["text/plain"]
            assert image["src"].startswith("data:image/png;base64,iVBORw0KGgo")
    assert pictures or name == "E1"  # whose pictures are covered


@pytest.mark.parametrize("template", OUTPUTS)
def test_a_lesson_that_was_saved_live_makes_the_same_page(template):
    lesson = nbformat.read(LESSONS["00"], 4)
    before = [str(box) for box in outputs_of(lesson, template)[0]]
    for cell in lesson.cells:
        for output in cell.get("outputs", []):
            output.data[WIDGET] = {"version_major": 2, "version_minor": 0, "model_id": "gone"}
    assert [str(box) for box in outputs_of(lesson, template)[0]] == before
