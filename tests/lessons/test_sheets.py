"""The sheets of the shipped lessons are printed: each fits on one page, and its words are there."""

from __future__ import annotations

import io

import pytest

from guidekit.course.glossary import terms
from guidekit.course.paper import booklet
from guidekit.course.sheets import sheets
from guidekit.course.stills import still
from guidekit.tables.query import load

pypdf = pytest.importorskip("pypdf")


def test_each_shipped_sheet_fits_on_one_page():
    found = sheets()
    pages = [(sheet, still(sheet.picture)) for sheet in found]
    reader = pypdf.PdfReader(io.BytesIO(booklet(pages, terms())))
    behind = reader.get_destination_page_number(reader.outline[-1])
    assert behind == len(found) == sum(load("lessons").id.str.isdigit())
    for page, (sheet, picture) in zip(reader.pages, pages, strict=False):
        words = "".join(page.extract_text().split())
        for said in (sheet.title, sheet.words.points[0][0], sheet.words.remember, picture.sentence):
            assert "".join(said.replace("*", "").split()) in words, sheet.lesson
