"""One JupyterLab and one browser for all tests here; without Chromium they say so and are skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec

import pytest

from guidekit.course.lessons import EXTRA, course_files, lesson_files, lesson_id
from guidekit.paths import course_folder
from tests.patience import PATIENCE

from .lab import CHROMIUM, lab, launch, new_window
from .visit import visit

LESSONS = [path.relative_to(course_folder("notebooks")).as_posix() for path in lesson_files()]
SHORT = ("00-four-ways.ipynb", "01-who-sees-what.ipynb")


def pytest_collection_modifyitems(items):
    missing = "Chromium is not installed: apt install chromium"
    for item in items:
        if "browser" in item.nodeid and CHROMIUM is None and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason=missing))


def pytest_generate_tests(metafunc):
    """A test that takes `lesson` is run on each, unless it names one; those of one lesson share a visit."""
    named = any("lesson" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    if "lesson" in metafunc.fixturenames and not named:
        every = [pytest.param(name, marks=() if name in SHORT else pytest.mark.long) for name in LESSONS]
        ids = [lesson_id(name) for name in LESSONS]
        metafunc.parametrize("lesson", every, ids=ids, indirect=True, scope="session")


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=1000 * PATIENCE)
    assert CHROMIUM, "CI runs the browser tests: install Chromium"
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A fresh clone's lessons: nobody has trusted them."""
    folder = tmp_path_factory.mktemp("course")
    (folder / EXTRA).mkdir()
    for path in course_files():
        shutil.copy(path, folder / path.relative_to(course_folder("notebooks")))
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The course as `guidekit site` builds it; the panels of lesson 00 play, with a few states each."""
    folder = tmp_path_factory.mktemp("site")
    options = ["site", str(folder), "--lessons", "00", "--states", "8", "--workers", "2"]
    call = "import sys; from guidekit.cli import main; sys.exit(main(sys.argv[1:]))"
    subprocess.run([sys.executable, "-c", call, *options], check=True)
    return folder


@pytest.fixture(scope="session")
def address(course, tmp_path_factory):
    with lab(course, tmp_path_factory.mktemp("lab")) as served:
        yield served


@pytest.fixture(scope="module", params=["jupyterlab", "notebook"])
def served(request, course, tmp_path_factory):
    """The same lessons in JupyterLab and in Notebook 7."""
    if request.param == "jupyterlab":
        yield request.getfixturevalue("address")
        return
    if find_spec("notebook") is None:
        pytest.skip("Notebook 7 is not installed")
    with lab(course, tmp_path_factory.mktemp("notebook"), app="notebook") as served:
        yield served


@pytest.fixture(scope="session")
def window(browser):
    """One window for all tests: a fresh one costs 1.7 s because it has no cache."""
    context = new_window(browser, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(window):
    opened = window.new_page()
    yield opened
    opened.evaluate("() => window.jupyterapp?.serviceManager.sessions.shutdownAll()")
    opened.close()


@pytest.fixture(scope="session")
def lesson(request, window, address):
    """A lesson that was opened, looked at, and run once."""
    with visit(window, address, request.param) as visited:
        yield visited
