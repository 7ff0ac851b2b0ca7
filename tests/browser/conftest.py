"""One JupyterLab and one browser for all tests here; without Chromium they say so and are skipped."""

from __future__ import annotations

import os
import shutil

import pytest

from guidekit.lessons import lesson_files

from .lab import CHROMIUM, FLAGS, lab

LESSONS = [path.name for path in lesson_files()]


def pytest_collection_modifyitems(items):
    missing = "Chromium is not installed: apt install chromium"
    for item in items:
        if "browser" in item.nodeid and CHROMIUM is None and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "CI runs the browser tests: install Chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A fresh clone's lessons: nobody has trusted them."""
    folder = tmp_path_factory.mktemp("course")
    for path in lesson_files():
        shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="session")
def address(course, tmp_path_factory):
    with lab(course, tmp_path_factory.mktemp("lab")) as served:
        yield served


@pytest.fixture(scope="session")
def window(browser):
    """One window for all tests: a fresh one costs 1.7 s because it has no cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def page(window):
    opened = window.new_page()
    yield opened
    opened.evaluate("() => window.jupyterapp?.serviceManager.sessions.shutdownAll()")
    opened.close()
