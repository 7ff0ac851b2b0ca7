"""The quiz is driven as a learner drives it: choose, answer, read why."""

from __future__ import annotations

import json

import pytest

import guidekit as gk
from guidekit.course.journal import journal
from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.course.questions import questions
from guidekit.panels.face import OURS, WIDGET
from guidekit.panels.quiz import quiz
from guidekit.tables import TableError

QUESTION = questions("00")[0]
RIGHT = next(o for o in QUESTION.options if o.right)
WRONG = next(o for o in QUESTION.options if not o.right)
UNANSWERED = {"words", "options", "given"}


def answered(option):
    asked = quiz("00")
    asked.answer(1, option.words)
    return asked, asked.asked[0]


def test_a_wrong_answer_gets_its_own_reason_and_the_place_to_look_again():
    asked, face = answered(WRONG)
    assert (face["right"], asked.right[0]) == (False, False)
    assert face["reason"].startswith(WRONG.reason)
    assert f"Look again at “{QUESTION.again}”" in face["reason"]


def test_a_right_answer_says_why_the_others_are_wrong():
    asked, face = answered(RIGHT)
    assert (face["right"], asked.right[0], face["reason"]) == (True, True, RIGHT.reason)
    assert face["others"] == [[o.words, o.reason] for o in QUESTION.options if not o.right]


def test_a_wrong_answer_does_not_give_the_right_one_away():
    _, face = answered(WRONG)
    assert face["others"] == []
    told = json.dumps({key: value for key, value in face.items() if key != "options"}, ensure_ascii=False)
    for option in QUESTION.options:
        if option != WRONG:
            assert option.reason not in told
            assert option.words not in told


@pytest.mark.parametrize("path", lesson_files(), ids=lesson_id)
def test_before_an_answer_the_page_knows_only_what_is_asked(path, wire):
    lesson = lesson_id(path)
    quiz(lesson)
    (first,) = wire.opened
    assert wire.updates == []
    for face, question in zip(first["asked"], questions(lesson), strict=True):
        assert face == {
            "words": question.words,
            "options": [option.words for option in question.options],
            "given": "",
        }
    state = json.dumps({key: value for key, value in first.items() if key != "_esm"}, ensure_ascii=False)
    for question in questions(lesson):
        for option in question.options:
            assert json.dumps(option.reason, ensure_ascii=False)[1:-1] not in state


def test_an_answer_tells_nothing_of_the_other_questions(wire, page):
    asked = page(quiz("00"), {"answer": [1, RIGHT.words], "number": 4})
    (update,) = wire.updates
    assert (update["answered"], update["version"]) == (4, 1)
    assert update["asked"] == asked.asked
    for face in update["asked"][1:]:
        assert set(face) == UNANSWERED


def test_what_is_no_answer_is_said_and_nothing_is_kept(page):
    asked = quiz("00")
    before = asked.asked
    total = len(asked.questions)
    wrong = [
        [1, ""], [1, None], [1, ["a"]], [1, "an option of last year"], [], [1], [1, "a", "b"], None, 7,
        *([odd, RIGHT.words] for odd in (0, total + 1, -1, "1", None, 1.5)),
    ]  # fmt: skip
    for number, content in enumerate(wrong, 1):
        page(asked, {"answer": content, "number": number})
        assert asked.problem, content
        assert (asked.answered, asked.asked, asked.status) == (
            number,
            before,
            f"0 of {total} answered, 0 right.",
        )
    assert journal().all("answer") == []
    page(asked, {"answer": [1, ""], "number": 30})
    assert "choose one of them first" in asked.problem
    with pytest.raises(ValueError, match=r"question 1: 'so' is none of its answers"):
        asked.answer(1, "so")
    with pytest.raises(ValueError, match=f"there is no question 99; allowed: 1 to {total}"):
        asked.answer(99, RIGHT.words)
    asked.answer(1, RIGHT.words)
    assert asked.problem == ""


def test_every_message_is_answered_and_a_page_that_missed_some_gets_the_state(wire, page):
    asked = page(quiz("00"), {"number": 2})
    assert (asked.answered, len(wire.updates)) == (2, 1)
    page(asked, {"ask": asked.version})
    assert len(wire.updates) == 1
    page(asked, {"ask": 0})
    assert wire.updates[1]["version"] == asked.version


def test_an_answer_is_there_after_a_restart():
    answered(WRONG)
    journal.cache_clear()
    again = quiz("00")
    assert (again.asked[0]["given"], again.right[0]) == (WRONG.words, False)
    assert again.status.startswith("1 of ")


def test_the_count_follows_the_answers():
    asked = quiz("00")
    total = len(asked.questions)
    assert asked.status == f"0 of {total} answered, 0 right."
    assert asked.right == [None] * total
    asked.answer(1, WRONG.words)
    assert asked.status == f"1 of {total} answered, 0 right."
    asked.answer(1, RIGHT.words)
    assert asked.status == f"1 of {total} answered, 1 right."
    assert [entry.value for entry in journal().all("answer")] == [WRONG.words, RIGHT.words]


def test_an_answer_that_the_question_no_longer_has_counts_as_none():
    journal().write("answer", QUESTION.id, "an option of last year")
    asked = quiz("00")
    assert asked.right[0] is None
    assert set(asked.asked[0]) == UNANSWERED


def test_the_faces_ask_and_do_not_answer():
    for asked in (quiz("00"), answered(RIGHT)[0]):
        data, metadata = asked._repr_mimebundle_()
        assert metadata == OURS
        assert set(data) == {WIDGET, "text/plain", "text/html"}
        for face in ("text/plain", "text/html"):
            assert WRONG.reason not in data[face]
            assert RIGHT.reason not in data[face]
        for option in QUESTION.options:
            assert option.words in data["text/plain"]


def test_a_quiz_is_one_widget(wire):
    quiz("00")
    assert len(wire.opened) == 1


def test_stored_words_are_escaped_and_live_ones_are_words(tmp_path):
    rows = ["id,lesson,question,option,right,reason,again"]
    rows += ["00-x,00,1 < 2?,<b>yes</b>,yes,1 < 2.,Try it", "00-x,00,1 < 2?,no,no,Count.,Try it"]
    (tmp_path / "questions.csv").write_text("\n".join(rows), encoding="utf-8")
    mine = quiz("00", path=tmp_path)
    mine.answer(1, "<b>yes</b>")
    assert mine.asked[0]["reason"] == "1 < 2."  # the page sets it as text
    html = mine._repr_mimebundle_()[0]["text/html"]
    assert "&lt;b&gt;yes" in html
    assert "1 &lt; 2?" in html
    assert "<b>" not in html


def test_a_lesson_without_questions_and_a_broken_table_are_said(tmp_path):
    with pytest.raises(ValueError, match="there is no lesson with questions '99'; allowed: 0"):
        gk.quiz("99")
    rows = ["id,lesson,question,option,right,reason,again", "00-x,00,Why?,so,yes,Because.,Try it"]
    (tmp_path / "questions.csv").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(
        TableError, match=r"questions.csv, line 2, column option: 'so'.* at least two options"
    ):
        gk.quiz("00", path=tmp_path)
