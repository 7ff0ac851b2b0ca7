"""What a stranger wrote runs nothing in a real Chromium: lessons and pages over hostile tables."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.hostile.payloads import ALL_AT_ONCE, PAYLOADS
from tests.patience import PATIENCE

from .visit import elsewhere, overhear

LOOKED = "() => [window.gkRan, document.querySelectorAll('svg[onload], [onerror], [onmouseover]').length]"


def poisoned(where):
    """Return the HTML of lessons or pages over tables that end in every payload."""
    command = [sys.executable, "-m", "tests.hostile.poisoned_course", where, ALL_AT_ONCE]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3 * PATIENCE, check=True)
    return json.loads(done.stdout[done.stdout.index("{") :])


@pytest.fixture
def opened(browser):
    context = browser.new_context()
    page = context.new_page()
    page.asked = []
    overhear(page, page.asked)
    yield page
    context.close()


def touch_everything(page):
    """Open every fold, and pass the mouse and the keyboard over what might listen."""
    page.evaluate("() => document.querySelectorAll('details').forEach(fold => fold.open = true)")
    page.mouse.move(100, 100)
    page.mouse.move(300, 300)
    for _ in range(5):
        page.keyboard.press("Tab")


def test_a_payload_that_is_not_escaped_runs(opened):
    """Else the others prove nothing."""
    opened.set_content(f"<main>{PAYLOADS['image']}</main>")
    opened.wait_for_function("() => window.gkRan === 1")


@pytest.mark.parametrize("part", ["0", "1", "2", "3"])
def test_no_table_of_a_lesson_runs_what_it_says(opened, part):
    html = "".join(f"<section>{one}</section>" for one in poisoned(part).values())
    assert html.count("gkRan") > 10
    opened.set_content("<main></main>")
    # As JupyterLab and our widgets put it into a page that is already there.
    opened.evaluate("html => document.querySelector('main').innerHTML = html", html)
    touch_everything(opened)
    assert opened.evaluate(LOOKED) == [None, 0]
    opened.set_content(f"<main>{html}</main>")  # and as a page of its own, where scripts would run at once
    touch_everything(opened)
    assert opened.evaluate(LOOKED) == [None, 0]
    assert elsewhere(opened.asked) == []


def test_no_page_of_the_site_runs_what_its_tables_say(opened, tmp_path):
    pytest.importorskip("myst_parser")
    for name in poisoned(str(tmp_path)):
        opened.goto((tmp_path / f"{name}.html").as_uri())
        touch_everything(opened)
        assert opened.evaluate(LOOKED) == [None, 0]
        links = opened.evaluate("() => [...document.links].map(link => link.protocol)")
        assert not {*links} - {"file:", "https:", "http:"}
    assert not [asked for asked in opened.asked if not asked.startswith(("file:", "data:", "blob:"))]
