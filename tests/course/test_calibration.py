"""Calibration: hits are counted, and a habit is named only where chance alone would rarely look like it."""

from __future__ import annotations

import re

import pytest

import guidekit as gk
from guidekit.course.calibration import Calibration, CalibrationRow
from guidekit.course.guesses import GuessOutcome, guess_rule, result_text
from guidekit.course.journal import journal
from guidekit.course.lessons import lesson_files
from guidekit.course.notebook import Notebook

RULE = guess_rule(0, 100, "servers")


def row(value=None, ends=(40, 60), lesson="01"):
    words = "" if value is None else str(value)
    return CalibrationRow(lesson, "How many?", GuessOutcome(RULE, ends, value, words))


def guesses(hits, above, below):
    return Calibration(tuple(row(value) for value in [50] * hits + [70] * above + [10] * below))


def test_six_of_twelve_are_too_narrow_and_too_low():
    found = guesses(6, 4, 2)
    assert (found.hits, found.expected) == (6, 10)
    assert found.headline == (
        "6 of 12 answers lay inside what you said. "
        "You had said you were fairly sure: then about ten would have."
    )
    assert found.advice == (
        "Half of the answers lay outside: your guesses were too narrow, and more often too low than too high."
    )


def tail(n, keep):
    """Count over all series of hits and misses, by the definition: no formula of a distribution."""
    total = 0.0
    for bits in range(2**n):
        hits = bits.bit_count()
        if keep(hits):
            total += 0.8**hits * 0.2 ** (n - hits)
    return total


@pytest.mark.parametrize("n", [5, 8, 12])
def test_a_habit_is_named_where_chance_would_rarely_look_like_it(n):
    for hits in range(n + 1):
        advice = guesses(hits, n - hits, 0).advice
        narrow, wide = tail(n, lambda h, h0=hits: h <= h0) < 0.1, tail(n, lambda h, h0=hits: h >= h0) < 0.1
        assert ("too narrow" in advice) == narrow
        assert ("wider than they had to be" in advice) == wide
        assert ("too low than too high" in advice) == (n - hits >= 2 and not wide)


def test_many_hits_are_too_wide():
    assert guesses(12, 0, 0).advice == "Every answer lay inside: your guesses were wider than they had to be."
    assert "Nearly every answer" in guesses(29, 1, 0).advice
    assert guesses(4, 1, 0).advice == "Your guesses were about as wide as they had to be."
    assert guesses(8, 0, 2).advice.endswith("but more often too high than too low.")


def test_with_few_answers_nothing_is_said_of_habits():
    for n in range(1, 5):
        assert guesses(0, n, 0).advice == (
            "It is too early to say what your guesses have in common: that takes five answers."
        )
    assert guesses(1, 0, 0).headline == "Your one answer so far lay inside what you said."
    assert guesses(0, 1, 0).headline == "Your one answer so far lay outside what you said."
    assert Calibration((row(),)).headline.startswith("None of your guesses has met its answer yet")
    none = Calibration((row(ends=None), row(ends=None)))
    assert none.lines == ["You have made no guess yet."]
    assert "<table" not in none.html()


def test_every_prediction_has_a_row_and_every_dot_its_place():
    found = Calibration((row(50), row(70), row(10), row(), row(ends=None)))
    html = found.html()
    assert [one.verdict for one in found.rows] == [
        "hit", "higher than you said", "lower than you said",
        "not seen yet: run the panel below the prediction", "no guess yet",
    ]  # fmt: skip
    cells = re.findall(r"<tr>.*?</tr>", html)[1:]
    assert [cell.count("<rect") for cell in cells] == [1, 1, 1, 1, 0]
    dots = [re.findall(r'cx="([\d.]+)%" .*?fill:var\(--gk-(\w+)', cell) for cell in cells]
    assert dots == [[("50.00", "focus")], [("70.00", "paper")], [("10.00", "paper")], [], []]
    assert html.count("40 to 60 servers") == 4


def test_an_answer_of_an_older_version_waits_for_its_panel():
    one = CalibrationRow("00", "?", GuessOutcome(RULE, (40, 60), None, "50 servers"))
    assert one.verdict == "run the panel again to compare"
    assert Calibration((one,)).places == []


def test_progress_ends_with_it_and_reads_the_scales_from_the_lessons(small_course):
    gk.predict("00-delay", "How long?", low=0, high=700, unit="ms").commit((160, 300))
    journal().write("result", "00-delay", result_text(181.1, "181 ms"))
    (first,) = [one for one in gk.progress().calibration.rows if one.outcome.ends]
    assert (first.lesson, first.verdict, first.outcome.scale) == ("00", "hit", ("0", "700 ms"))
    assert gk.progress()._repr_html_().endswith(gk.progress().calibration.html())
    assert "Your one answer so far lay inside" in repr(gk.progress())


def test_every_lesson_tells_the_scale_of_each_of_its_questions():
    for path in lesson_files():
        notebook = Notebook.read(path)
        assert set(notebook.scales()) == set(notebook.predictions())
