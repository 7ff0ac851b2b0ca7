"""A sheet is read as it is written, and whatever else stands there is named by lesson, cell and line."""

from __future__ import annotations

import pytest

from guidekit.course.sheets import sheet_words, sheets
from guidekit.tables.query import load
from tests.course.small_course import SHEET, write_course


def test_the_parts_are_those_that_stand_there():
    words = sheet_words(SHEET)
    assert words.question == "What can a thief read of Alice & Bob?"
    assert [name for name, _ in words.points] == [
        "Used keys are gone.",
        "A talk heals.",
        "Not every app does.",
    ]
    assert words.points[1][1].endswith("See [session](glossary.md#session) for a word.")  # from two lines
    assert (len(words.tonight), len(words.limits)) == (2, 3)
    assert words.limits[2] == "A watched screen."
    assert words.remember == "keys forget; phones do not."
    assert words.following.startswith("[**04 One operator**](04-one-operator-sees.ipynb), because")
    assert sheet_words(SHEET[: SHEET.index("\nNext:")], last=True).following == ""


BREAKS = {
    "another heading": (
        "## Your sheet",
        "## The sheet",
        "line 1: '## The sheet'; allowed here: ## Your sheet",
    ),
    "no question": ("*What can a thief read of Alice & Bob?*\n", "", "line 4: '1. "),
    "two points": ("3. **Not every app does.**", "**Not every app does.**", "line 8: .*allowed here: 3. "),
    "a number twice": ("3. **Not", "2. **Not", "line 8: .*allowed here: 3. "),
    "a long name": ("A talk heals.", "A talk between two people heals.", "line 6: .*One to five words"),
    "four sentences": (
        "It is deleted",
        "It is new. It is his. It is deleted",
        "line 5: .*One to three short",
    ),
    "a name of no words": ("**A talk heals.**", "**.**", "line 6: .*One to five words"),
    "no full stop": ("Used keys are gone.", "Used keys are gone", "line 5"),
    "another list": ("**Tonight**", "**What to do**", r"line 10: .*allowed here: \*\*Tonight"),
    "one thing tonight": (
        "- Ask whether the history is copied to a cloud.\n",
        "",
        "line 14: .*2 to 4 points",
    ),
    "five limits": ("- A watched screen.\n", "- One.\n- Two.\n- Three.\n", "line 21: '- Three.'.*at most 4"),
    "nothing to remember": ("Remember: *", "Keep: *", "line 21: 'Keep"),
    "no next lesson": ("Next: [**04", "[**04", "line 23: .*Next: "),
    "something after it": ("words only.\n", "words only.\n\nThe end.\n", "line 25: 'The end.'.*nothing"),
}


@pytest.mark.parametrize(("was", "now", "said"), BREAKS.values(), ids=list(BREAKS))
def test_what_does_not_fit_is_named_with_its_line(was, now, said):
    assert was in SHEET
    with pytest.raises(ValueError, match=said):
        sheet_words(SHEET.replace(was, now))


def test_a_sheet_that_ends_too_early_says_what_is_missing():
    with pytest.raises(ValueError, match="ends too early; allowed here: Next: "):
        sheet_words(SHEET[: SHEET.index("\nNext:")])  # only the last lesson may name no next one
    with pytest.raises(ValueError, match="ends too early; allowed here: ## Your sheet"):
        sheet_words("")


def test_the_sheets_of_a_course_come_in_its_order(small_course):
    found = sheets()
    assert [sheet.lesson for sheet in found] == [id for id in load("lessons").id if id.isdigit()]
    assert (found[3].title, found[3].minutes, found[3].picture.kind) == ("Steal a key", 30, "code")
    assert [sheet.lesson for sheet in sheets(["05", "03"])] == ["03", "05"]
    with pytest.raises(ValueError, match="lesson with a sheet"):
        sheets(["E1"])


def test_every_sheet_that_cannot_be_printed_is_named_at_once(small_course):
    broken = {"03": SHEET.replace("**Tonight**", "**Today**"), "07": "## Your sheet\n\nTo be written."}
    write_course(small_course, broken)
    with pytest.raises(ValueError, match=r"03-steal-a-key\.ipynb, cell sheet: line 10: .*\n07-servers-apart"):
        sheets()
    assert len(sheets(["04", "05"])) == 2  # those that were not asked for are not in the way


def test_a_picture_that_is_not_there_is_named(small_course):
    path = small_course / "05-one-operator-decides.ipynb"
    path.write_text(path.read_text().replace('"id": "star"', '"id": "begin"'))
    with pytest.raises(
        ValueError, match=r"05-one-operator-decides\.ipynb has no code cell 'star', as lessons\.csv"
    ):
        sheets(["05"])
