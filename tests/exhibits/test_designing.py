"""A design is judged over all designs, and the solutions that lesson 10 folds away pass."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings

import guidekit as gk
from guidekit.design import REQUIREMENTS, Design, check
from guidekit.drawing.page import Page
from guidekit.exhibits import designing
from guidekit.panels.panel import show
from tests.designs import DESIGNS

LESSON = Path(__file__).parents[2] / "notebooks" / "10-design-your-own.ipynb"


@settings(max_examples=40)
@given(DESIGNS)
def test_the_page_over_all_designs(design):
    page = Page()
    sentence = show(designing.judgement, design, page, guess=3.0)
    met = sum(verdict.met for verdict in check(design).verdicts)
    assert f"meets {met} of {len(REQUIREMENTS)} requirements" in sentence
    assert sentence.endswith(f"You predicted 3; the answer here is {met}.")
    assert "nan" not in sentence + page.html
    assert page.html.count("✔\u00a0met") == met
    assert page.html.count("✘\u00a0not\u00a0met") == 3 - met


def solutions():
    cells = nbformat.read(LESSON, as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.findall(r"<code>(gk\.design\.check\(.*?\)\))</code>", text)


@pytest.mark.parametrize("solution", solutions())
def test_the_folded_solutions_pass(solution):
    report = eval(solution, {"gk": gk})
    assert report.passed


def test_there_are_different_solutions_and_a_panel_that_starts_badly():
    designs = {eval(one, {"gk": gk}).design for one in solutions()}
    assert len(designs) == 3
    assert len({design.storage for design in designs}) == 3
    assert not any(verdict.met for verdict in check(Design()).verdicts)


def test_the_report_reads_the_same_in_words_and_in_a_table():
    report = check(Design())
    for verdict in report.verdicts:
        assert verdict.hint in repr(report)
        assert verdict.hint in report._repr_html_()
