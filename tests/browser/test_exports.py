"""A committed lesson on paper: what `nbconvert` writes, printed, has its pictures and their sentences."""

from __future__ import annotations

import subprocess

import nbformat
import pytest
from nbconvert import HTMLExporter, WebPDFExporter
from pypdf import PdfReader

from guidekit.course.lessons import lesson_files, lesson_id
from tests.patience import PATIENCE

from .lab import CHROMIUM, FLAGS

LESSON = next(path for path in lesson_files() if lesson_id(path) == "02")


def printed_by_hand(folder):
    """The command of `docs/browsers.md`, on the page that nbconvert wrote."""
    page, _ = HTMLExporter(exclude_input=True).from_filename(str(LESSON))
    (folder / "page.html").write_text(page, encoding="utf-8")
    command = [CHROMIUM, *FLAGS, "--headless", f"--print-to-pdf={folder / 'page.pdf'}", "page.html"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def printed_by_webpdf(folder, monkeypatch):
    """`nbconvert --to webpdf`, which asks Playwright for a Chromium, and is given that of the system."""
    from playwright.async_api import BrowserType

    launch = BrowserType.launch
    ours = {"executable_path": CHROMIUM, "timeout": 1000 * PATIENCE}
    monkeypatch.setattr(BrowserType, "launch", lambda self, **rest: launch(self, **rest | ours))
    paper, _ = WebPDFExporter(exclude_input=True, browser_args=FLAGS).from_filename(str(LESSON))
    (folder / "page.pdf").write_bytes(paper)


def letters(words):
    """What is left of words where paper breaks lines and joins letters."""
    return "".join(words.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff").split())


@pytest.mark.parametrize("way", ["by hand", "webpdf"])
def test_a_printed_lesson_has_its_pictures_with_their_sentences(way, tmp_path, monkeypatch):
    if way == "by hand":
        printed_by_hand(tmp_path)
    else:
        printed_by_webpdf(tmp_path, monkeypatch)
    paper = PdfReader(tmp_path / "page.pdf")
    lesson = nbformat.read(LESSON, 4)
    stored = [output.data for cell in lesson.cells for output in cell.get("outputs", [])]
    pictures = [data for data in stored if "<img" in str(data.get("text/html"))]
    text = letters("".join(page.extract_text() for page in paper.pages))
    assert sum(len(page.images) for page in paper.pages) == len(pictures) > 0
    assert [data["text/plain"] for data in pictures if letters(data["text/plain"]) not in text] == []
    assert "importguidekit" not in text
