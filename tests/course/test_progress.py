"""The progress follows the journal, hides answers not seen yet, and can be exported or deleted."""

from __future__ import annotations

import csv
import io

import pytest

import guidekit as gk
from guidekit import cli
from guidekit.course.journal import journal
from guidekit.course.progress import COLUMNS, export, lessons_done
from guidekit.course.questions import Question
from guidekit.panels.quiz import quiz
from guidekit.tables.query import load

pytestmark = pytest.mark.usefixtures("small_course")


def begin() -> None:
    """Predict in lesson 00, see the answer, and give one wrong answer."""
    gk.predict("00-delay", "How long?", low=0, high=700, unit="ms").commit(160)
    answer(right=False)


def answer(right: bool, number: int = 1) -> Question:
    """Answer a question of lesson 00."""
    asked = quiz("00")
    question = asked.questions[number - 1]
    asked.answer(number, next(o.words for o in question.options if o.right == right))
    return question


def look() -> None:
    gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), knobs=["hops"], prediction="00-delay")


def test_a_beginner_starts_with_lesson_00():
    progress = gk.progress()
    assert [s.lesson for s in progress.standings] == list(load("lessons").id)
    assert not any(s.begun for s in progress.standings)
    assert "Go on with lesson 00" in progress.summary
    assert progress.summary.startswith("0 of ")


def test_an_answer_is_told_only_once_it_was_seen():
    begin()
    (record,) = [p for p in gk.progress().standings[0].predictions if p.guess]
    assert (record.guess, record.answer) == ("160 ms", "")
    assert "181 ms" not in repr(gk.progress())
    look()
    (record,) = [p for p in gk.progress().standings[0].predictions if p.guess]
    assert record.answer == "181 ms"
    assert "you said 160 ms, the answer is 181 ms: higher than you said" in repr(gk.progress())
    assert "181 ms" in gk.progress()._repr_html_()


def test_the_answer_is_that_of_the_panel_as_it_opens():
    begin()
    panel = gk.explore(
        gk.exhibits.start.trade_off, gk.models.OnionRouting(), knobs=["hops"], prediction="00-delay"
    )
    panel.turn(hops=8)
    assert "419 ms" in panel.sentence
    assert panel.told == ""
    assert [entry.value for entry in journal().all("result")] == ["181.140752393 = 181 ms"]


def test_what_to_look_at_again_goes_away_with_the_right_answer():
    begin()
    assert gk.progress().standings[0].again == (quiz("00").questions[0].again,)
    answer(right=True)
    assert gk.progress().standings[0].again == ()


def test_a_lesson_is_done_when_all_is_predicted_and_right():
    begin()
    for name, most in (("00-machines", 30), ("00-both-ends", 9)):
        assert not gk.progress().standings[0].done
        gk.predict(name, "How many?", low=0, high=most, unit="machines").commit(4)
    for number in range(1, len(quiz("00").questions) + 1):
        answer(right=True, number=number)
    first = gk.progress().standings[0]
    assert first.done
    assert "Go on with lesson 01" in gk.progress().summary
    assert lessons_done() == ("00",)


def test_a_lesson_is_not_done_before_all_is_predicted_and_the_newest_answers_are_right():
    for number in range(1, len(quiz("00").questions) + 1):
        answer(right=True, number=number)
    assert lessons_done() == ()
    begin()  # predicts, and answers one question wrongly
    assert lessons_done() == ()
    answer(right=True)
    assert lessons_done() == ("00",)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("0,25", "ms"),
        ("", "ms"),
        ("nan", "ms"),
        ("5 1", "ms"),
        ("1e9", "ms"),
        ("-5", "ms"),
        ("160", "s"),
        ("160", ""),
    ],
)
def test_what_is_no_guess_or_none_of_the_question_today_counts_nowhere(value, unit):
    for number in range(1, len(quiz("00").questions) + 1):
        answer(right=True, number=number)
    journal().write("prediction", "00-delay", value, unit)
    first = gk.progress().standings[0]
    assert (first.guesses[0], first.done, lessons_done()) == ("0", False, ())
    assert gk.predict("00-delay", "How long?", low=0, high=700, unit="ms").guess is None
    gk.predict("00-delay", "How long?", low=0, high=700, unit="ms").commit(160)
    assert gk.progress().standings[0].done
    assert lessons_done() == ("00",)


def test_progress_reads_the_journal_once(monkeypatch):
    begin()
    read = []
    monkeypatch.setattr(journal(), "all", lambda *given: read.append(given) or [])
    gk.progress()
    lessons_done()
    export(journal())
    quiz("00")
    assert len(read) == 4


def test_export_has_every_prediction_and_answer():
    begin()
    look()
    rows = list(csv.DictReader(io.StringIO(export(journal()))))
    assert tuple(rows[0]) == COLUMNS
    guess, wrong = rows
    assert [guess[name] for name in ("kind", "said", "right", "answer")] == [
        "prediction",
        "160",
        "no",
        "181 ms",
    ]
    assert "three relays" in guess["question"]
    assert (wrong["kind"], wrong["right"], wrong["lesson"]) == ("answer", "no", "00")
    assert wrong["answer"] != wrong["said"]


def test_the_command_shows_exports_and_deletes(tmp_path, capsys, monkeypatch):
    begin()
    assert cli.main(["progress"]) == 0
    assert "1 of " in capsys.readouterr().out
    target = tmp_path / "mine.csv"
    assert cli.main(["progress", "--export", str(target)]) == 0
    assert "2 entries" in capsys.readouterr().out
    assert len(target.read_text().splitlines()) == 3
    assert cli.main(["progress", "--export", "-"]) == 0
    assert capsys.readouterr().out == target.read_text()
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert cli.main(["progress", "--reset"]) == 1
    assert len(journal().all()) == 2
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    assert cli.main(["progress", "--reset"]) == 0
    assert journal().all() == []


def test_what_is_exported_is_counted(tmp_path, capsys):
    begin()
    look()  # its result stands beside the prediction, on the same row
    target = tmp_path / "mine.csv"
    assert cli.main(["progress", "--export", str(target)]) == 0
    assert "2 entries" in capsys.readouterr().out
    assert len(target.read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.filterwarnings("ignore:Your answers cannot be kept")
def test_a_journal_that_cannot_be_read_costs_no_earlier_export_and_is_never_called_deleted(
    tmp_path, capsys, own_journal
):
    target = tmp_path / "mine.csv"
    target.write_text("of last week")
    own_journal.write_bytes(b"spoilt" * 2000)
    for asked in (["--export", str(target)], ["--export", "-"], ["--reset", "--yes"], []):
        assert cli.main(["progress", *asked]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "not a database" in said.err
    assert target.read_text() == "of last week"


def test_reset_without_anyone_to_ask_deletes_nothing(monkeypatch, capsys):
    begin()

    def nobody(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    assert cli.main(["progress", "--reset"]) == 1
    assert len(journal().all()) == 2
    assert cli.main(["progress", "--reset", "--yes"]) == 0
    assert journal().all() == []


def test_an_export_that_cannot_be_written_is_one_clear_line(tmp_path, capsys):
    assert cli.main(["progress", "--export", str(tmp_path / "no" / "mine.csv")]) == 2
    assert f"there is no folder {tmp_path / 'no'} to put mine.csv into" in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore:Your answers cannot be kept")
def test_a_journal_that_cannot_be_used_is_told_with_its_remedy(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("GUIDEKIT_JOURNAL", str(tmp_path / "file" / "journal.sqlite3"))
    journal.cache_clear()
    assert cli.main(["progress"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"guidekit: the journal {tmp_path / 'file' / 'journal.sqlite3'} cannot be used (")
    assert said.endswith("; `guidekit check` says what to run\n")
