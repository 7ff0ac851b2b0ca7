"""The quiz is driven as a learner drives it: choose, answer, read why."""

from __future__ import annotations

import re

import pytest

import guidekit as gk
from guidekit.course.journal import journal
from guidekit.course.questions import questions
from guidekit.panels.quiz import quiz
from guidekit.tables import TableError

QUESTION = questions("00")[0]
RIGHT = next(o for o in QUESTION.options if o.right)
WRONG = next(o for o in QUESTION.options if not o.right)


def answer(question, option) -> str:
    question.control.value = option.words
    question.answer()
    return re.sub(r"<[^>]+>", "", question.verdict.value)


def test_a_wrong_answer_gets_its_own_reason_and_the_place_to_look_again():
    question = quiz("00").questions[0]
    words = answer(question, WRONG)
    assert words.startswith("✗ Not quite.")
    assert re.sub(r"[&;#\w]+;", "", WRONG.reason)[:20] in words
    assert f"Look again at “{QUESTION.again}”" in words
    assert question.right is False


def test_a_right_answer_says_why_the_others_are_wrong():
    question = quiz("00").questions[0]
    words = answer(question, RIGHT)
    assert words.startswith("✓ Right.")
    assert "Why not the others?" in words
    assert question.right is True


def test_a_wrong_answer_does_not_give_the_right_one_away():
    question = quiz("00").questions[0]
    answer(question, WRONG)
    assert "Why not the others" not in question.verdict.value
    assert RIGHT.words not in question.verdict.value


def test_nothing_chosen_is_said_and_nothing_is_kept():
    question = quiz("00").questions[0]
    question.answer()
    assert "Choose one of the answers first" in question.verdict.value
    assert journal().all("answer") == []


def test_an_answer_is_there_after_a_restart():
    answer(quiz("00").questions[0], WRONG)
    journal.cache_clear()
    again = quiz("00")
    assert again.questions[0].control.value == WRONG.words
    assert again.questions[0].right is False
    assert again.status.startswith("1 of ")


def test_the_count_follows_the_answers():
    whole = quiz("00")
    total = len(whole.questions)
    assert whole.status == f"0 of {total} answered, 0 right."
    answer(whole.questions[0], WRONG)
    assert whole.status == f"1 of {total} answered, 0 right."
    answer(whole.questions[0], RIGHT)
    assert whole.status in whole._total.value
    assert whole.status == f"1 of {total} answered, 1 right."


def test_an_answer_that_the_question_no_longer_has_counts_as_none():
    journal().write("answer", QUESTION.id, "an option of last year")
    assert quiz("00").questions[0].right is None


def test_the_faces_ask_and_do_not_answer():
    bundle = quiz("00")._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "text/plain", "text/html"}
    for face in ("text/plain", "text/html"):
        assert WRONG.reason not in bundle[face]
        assert RIGHT.reason not in bundle[face]
    for option in QUESTION.options:
        assert option.words in bundle["text/plain"]


def test_each_button_has_a_name_of_its_own():
    names = [question.button.description for question in quiz("00").questions]
    assert len(set(names)) == len(names)


def test_words_are_escaped(tmp_path):
    rows = ["id,lesson,question,option,right,reason,again"]
    rows += ["00-x,00,1 < 2?,<b>yes</b>,yes,1 < 2.,Try it", "00-x,00,1 < 2?,no,no,Count.,Try it"]
    (tmp_path / "questions.csv").write_text("\n".join(rows), encoding="utf-8")
    mine = quiz("00", path=tmp_path)
    mine.questions[0].control.value = "<b>yes</b>"
    mine.questions[0].answer()
    assert "1 &lt; 2." in mine.questions[0].verdict.value
    assert "&lt;b&gt;yes" in mine._repr_mimebundle_()["text/html"]


def test_a_lesson_without_questions_and_a_broken_table_are_said(tmp_path):
    with pytest.raises(ValueError, match="there is no lesson with questions '99'; allowed: 0"):
        gk.quiz("99")
    rows = ["id,lesson,question,option,right,reason,again", "00-x,00,Why?,so,yes,Because.,Try it"]
    (tmp_path / "questions.csv").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(
        TableError, match=r"questions.csv, line 2, column option: 'so'.* at least two options"
    ):
        gk.quiz("00", path=tmp_path)
