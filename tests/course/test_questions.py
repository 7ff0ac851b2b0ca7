from __future__ import annotations

import pytest

from guidekit.course.journal import journal
from guidekit.course.questions import latest_option, questions


def test_questions_of_a_lesson_are_those_of_all_in_the_same_order():
    every = questions()
    for lesson in {question.lesson for question in every}:
        assert questions(lesson) == [question for question in every if question.lesson == lesson]


def test_a_lesson_without_questions_is_named():
    with pytest.raises(ValueError, match="there is no lesson with questions '99'; allowed: 0"):
        questions("99")


def test_the_newest_answer_counts_and_one_of_another_wording_does_not():
    first, second = questions("00")[:2]
    assert latest_option(first, journal().newest()) is None
    for option in first.options:
        journal().write("answer", first.id, option.words)
        assert latest_option(first, journal().newest()) == option
    assert latest_option(second, journal().newest()) is None
    journal().write("answer", first.id, "an option of last year")
    assert latest_option(first, journal().newest()) is None


def test_a_table_of_ones_own_is_read_instead(tmp_path):
    rows = ["id,lesson,question,option,right,reason,again"]
    rows += ["00-x,00,1 < 2?,yes,yes,1 < 2.,Try it", "00-x,00,1 < 2?,no,no,Count.,Try it"]
    (tmp_path / "questions.csv").write_text("\n".join(rows), encoding="utf-8")
    (question,) = questions("00", path=tmp_path)
    assert (question.id, question.words, question.again) == ("00-x", "1 < 2?", "Try it")
    assert [option.right for option in question.options] == [True, False]
    assert question.option("no").reason == "Count."
