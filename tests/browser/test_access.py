"""Access for everyone: axe finds nothing of ours, in light and dark, and nothing is wider than its page."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest

from .conftest import LESSONS
from .lab import lab, open_lesson, run_all
from .test_lessons import lessons

(AXE,) = Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")
LOOK = """async () => {
  const found = await axe.run({include: [['.jp-OutputArea-output']]}, {resultTypes: ['violations']});
  return found.violations.map(v => `${v.id}, ${v.nodes.length} times: ${v.nodes[0].html.slice(0, 99)}`) }"""
WIDE = """() => [...document.querySelectorAll('.jp-OutputArea-output')]
  .filter(e => e.scrollWidth > e.clientWidth + 2 && !e.querySelector('.gk-page'))
  .map(e => e.innerText.slice(0, 80))"""


def violations(page) -> list[str]:
    page.add_script_tag(path=str(AXE))
    return page.evaluate(LOOK)


@pytest.mark.parametrize("name", lessons())
def test_axe_finds_nothing_of_ours(page, address, name):
    open_lesson(page, address, name)
    run_all(page)
    assert violations(page) == []


@pytest.mark.long
@pytest.mark.parametrize("name", LESSONS, ids=lambda name: name[:2])
def test_axe_finds_nothing_of_ours_in_the_dark(window, course, tmp_path_factory, name):
    with lab(course, tmp_path_factory.mktemp("dark"), dark=True) as served:
        page = window.new_page()
        open_lesson(page, served, name)
        run_all(page)
        assert violations(page) == []
        page.close()


@pytest.mark.parametrize("name", lessons())
def test_nothing_is_wider_than_a_small_page(page, address, name):
    page.set_viewport_size({"width": 1024, "height": 768})
    open_lesson(page, address, name)
    run_all(page)
    assert page.evaluate(WIDE) == []
