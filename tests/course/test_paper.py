"""The sheets on paper: one page a lesson with every word on it, links that lead somewhere, always alike."""

from __future__ import annotations

import io

import pytest

from guidekit.course.glossary import Term, terms
from guidekit.course.markup import print_marks
from guidekit.course.paper import SheetPicture, booklet, known_month
from guidekit.course.sheets import sheets
from guidekit.drawing.canvas import Canvas
from guidekit.drawing.sketch import Sketch
from guidekit.tables.query import load
from tests.course.small_course import SHEET, write_course

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("reportlab")


def picture(size=(7, 4), sentence="The thief reads three messages <and no more>.") -> SheetPicture:
    canvas = Canvas(size)
    Sketch(canvas).box(10, 10, 100, 100, fill="focus")
    return SheetPicture(canvas.png(), sentence)


def printed(lessons=(), of=(), size=(7, 4)) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(booklet([(sheet, picture(size)) for sheet in sheets(lessons)], of)))


def words_of(page) -> str:
    return " ".join(page.extract_text().split())


def test_each_sheet_is_one_page_with_all_its_words(small_course):
    pages = printed().pages
    last = load("lessons").id[load("lessons").id.str.isdigit()].iloc[-1]
    assert len(pages) == int(last) + 1
    for page, sheet in zip(pages, sheets(), strict=True):
        found = words_of(page)
        for said in (
            f"Lesson {sheet.lesson}",
            f"{sheet.minutes} minutes",
            sheet.title,
            "What can a thief read of Alice & Bob?",
            "Used keys are gone.",
            "new secret is made. See session for a word.",
            "Open Linked devices and look",
            "A watched screen.",
            "The thief reads three messages <and no more>.",
            "Remember: keys forget; phones do not.",
            "If you are in danger, talk to people who do this every day",
            "see People who help in lesson 12.",
            "you are here",
            f"Known up to {known_month()}",
        ):
            assert said in found, (sheet.lesson, said)
        assert ("Next: 04 One operator" in found) == (sheet.lesson != last)
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


def test_the_terms_follow_in_columns_and_all_of_them_are_there(small_course):
    reader = printed(["03"], terms())
    found = " ".join(words_of(page) for page in reader.pages[1:])
    assert len(reader.pages) > 2
    for term in terms():
        assert f"{term.name}: " in found
    assert found.count("(Lesson ") == len(terms())


def test_the_outline_the_title_and_the_language_are_in_the_file(small_course):
    reader = printed(["03", "12"], terms())
    assert [entry.title for entry in reader.outline] == ["03 Steal a key", "12 Choose", "Look up a term"]
    assert [reader.get_destination_page_number(entry) for entry in reader.outline] == [0, 1, 2]
    assert reader.metadata.title == "guidekit: one page to keep from each lesson"
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_links_lead_to_what_is_printed_and_nowhere_else(small_course):
    def targets(reader):
        numbers = {page.indirect_reference.idnum: nth for nth, page in enumerate(reader.pages)}
        marks = [mark.get_object() for mark in reader.pages[0].get("/Annots", [])]
        return {numbers[mark["/Dest"].get_object()[0].idnum] for mark in marks}

    own = [Term("session", "A conversation of two phones.", "03")]
    reader = printed(["03", "04", "12"], own)
    assert targets(reader) == {1, 2, 3}  # what comes next, who helps, and the term behind them
    assert targets(printed(["03", "04"])) == {1}
    assert (
        print_marks("[here](https://example.org/a_b)", set()) == '<a href="https://example.org/a_b">here</a>'
    )


def test_the_fonts_are_ours_and_in_the_file(small_course):
    fonts = printed(["03"]).pages[0]["/Resources"]["/Font"].get_object().values()
    found = [font.get_object() for font in fonts]
    ours = [font for font in found if "Guidekit" in str(font["/BaseFont"])]
    assert len(ours) >= 3  # regular, semibold, bold
    assert all("/FontFile2" in font["/FontDescriptor"] for font in ours)


def test_a_sign_that_our_typeface_does_not_have_is_printed_all_the_same(small_course):
    write_course(small_course, {"03": SHEET.replace("A watched screen.", "A watched screen ☂.")})
    assert "A watched screen ☂." in words_of(printed(["03"]).pages[0])


@pytest.mark.parametrize("size", [(7, 2), (7, 4), (8.6, 2.6), (7, 9)])
def test_a_picture_of_any_shape_stays_on_the_page(small_course, size):
    assert len(printed(["03"], size=size).pages) == 1


def test_a_table_is_printed_with_every_cell(small_course):
    rows = (
        ("The attack", "It", "What that means"),
        ("Seize a phone", "✘ yields", "Of 12 messages 5 are read."),
    )
    shown = SheetPicture(
        b"", "Two of six attacks yield something.", rows + (("Spam", "✔ nothing", "None."),) * 5
    )
    (page,) = pypdf.PdfReader(io.BytesIO(booklet([(sheets(["05"])[0], shown)], []))).pages
    assert all(entry in words_of(page) for row in rows for entry in row)
    assert words_of(page).count("✔ nothing") == 5
    long = SheetPicture(b"", "Too much.", rows * 20)
    with pytest.raises(ValueError, match="the sheet of lesson 05 does not fit on one page"):
        booklet([(sheets(["05"])[0], long)], [])


def test_the_same_course_gives_the_same_bytes(small_course):
    pages = [(sheet, picture()) for sheet in sheets(["03", "04"])]
    assert booklet(pages, terms()) == booklet(pages, terms())


def test_a_sheet_that_says_too_much_is_refused_with_its_lesson(small_course):
    long = " ".join(["A thief who stays in the phone and waits for the next message"] * 30)
    write_course(small_course, {"05": SHEET.replace("- A watched screen.", f"- {long}.\n- {long}.")})
    with pytest.raises(
        ValueError, match=r"the sheet of lesson 05 does not fit on one page; allowed: about \d+ li"
    ):
        printed(["05"])


def test_a_sheet_that_says_a_little_too_much_gets_smaller_letters(small_course):
    long = " ".join(["A thief who stays in the phone and waits for the next message"] * 6)
    write_course(small_course, {"05": SHEET.replace("- A watched screen.", f"- {long}.\n- {long}.")})
    assert words_of(printed(["05"]).pages[0]).count("A thief who stays") == 12


def test_the_date_is_that_of_the_newest_fact():
    newest = load("facts").as_of.astype(str).max()
    assert known_month().endswith(newest[:4])
