"""The quiz, driven as a learner does: choose, answer, read why."""

from __future__ import annotations

import re

import pytest

import guidekit as gk
from guidekit.course.journal import journal
from guidekit.course.questions import questions
from guidekit.panels.quiz import quiz
from guidekit.tables import TableError

ASKED = questions("00")[0]
RIGHT = next(o for o in ASKED.options if o.right)
WRONG = next(o for o in ASKED.options if not o.right)


def answer(asked, option) -> str:
    asked.control.value = option.words
    asked.answer()
    return re.sub(r"<[^>]+>", "", asked.verdict.value)


def test_a_wrong_answer_gets_its_own_reason_and_the_place_to_look_again():
    asked = quiz("00").asked[0]
    said = answer(asked, WRONG)
    assert said.startswith("✗ Not quite.")
    assert re.sub(r"[&;#\w]+;", "", WRONG.reason)[:20] in said
    assert f"Look again at “{ASKED.again}”" in said
    assert asked.right is False


def test_a_right_answer_says_why_the_others_are_wrong():
    asked = quiz("00").asked[0]
    said = answer(asked, RIGHT)
    assert said.startswith("✓ Right.")
    assert "Why not the others?" in said
    assert asked.right is True


def test_a_wrong_answer_does_not_give_the_right_one_away():
    asked = quiz("00").asked[0]
    answer(asked, WRONG)
    assert "Why not the others" not in asked.verdict.value
    assert RIGHT.words not in asked.verdict.value


def test_nothing_chosen_is_said_and_nothing_is_kept():
    asked = quiz("00").asked[0]
    asked.answer()
    assert "Choose one of the answers first" in asked.verdict.value
    assert journal().all("answer") == []


def test_an_answer_is_there_after_a_restart():
    answer(quiz("00").asked[0], WRONG)
    journal.cache_clear()
    again = quiz("00")
    assert again.asked[0].control.value == WRONG.words
    assert again.asked[0].right is False
    assert again.status.startswith("1 of ")


def test_the_count_follows_the_answers():
    whole = quiz("00")
    total = len(whole.asked)
    assert whole.status == f"0 of {total} answered, 0 right."
    answer(whole.asked[0], WRONG)
    assert whole.status == f"1 of {total} answered, 0 right."
    answer(whole.asked[0], RIGHT)
    assert whole.status in whole._total.value
    assert whole.status == f"1 of {total} answered, 1 right."


def test_an_answer_that_the_question_no_longer_has_counts_as_none():
    journal().write("answer", ASKED.id, "an option of last year")
    assert quiz("00").asked[0].right is None


def test_the_faces_ask_and_do_not_answer():
    bundle = quiz("00")._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "text/plain", "text/html"}
    for face in ("text/plain", "text/html"):
        assert WRONG.reason not in bundle[face]
        assert RIGHT.reason not in bundle[face]
    for option in ASKED.options:
        assert option.words in bundle["text/plain"]


def test_each_button_has_a_name_of_its_own():
    names = [asked.button.description for asked in quiz("00").asked]
    assert len(set(names)) == len(names)


def test_words_are_escaped(tmp_path):
    rows = ["id,lesson,question,option,right,reason,again"]
    rows += ["00-x,00,1 < 2?,<b>yes</b>,yes,1 < 2.,Try it", "00-x,00,1 < 2?,no,no,Count.,Try it"]
    (tmp_path / "questions.csv").write_text("\n".join(rows), encoding="utf-8")
    mine = quiz("00", path=tmp_path)
    mine.asked[0].control.value = "<b>yes</b>"
    mine.asked[0].answer()
    assert "1 &lt; 2." in mine.asked[0].verdict.value
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
