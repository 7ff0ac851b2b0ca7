from __future__ import annotations

import hashlib
import json

from guidekit.course.lessons import RECORD, copy_lessons, course_files

NAMES = [path.name for path in course_files()]


def test_lessons_are_copied_once_and_edits_are_kept(tmp_path):
    folder = tmp_path / "course"
    assert copy_lessons(folder)["new"] == NAMES
    assert copy_lessons(folder)["same"] == NAMES
    edited = folder / NAMES[0]
    edited.write_text("mine", encoding="utf-8")
    done = copy_lessons(folder)
    assert done["kept"] == [NAMES[0]]
    assert edited.read_text(encoding="utf-8") == "mine"


def test_an_untouched_lesson_of_an_older_version_is_brought_up_to_date(tmp_path):
    copy_lessons(tmp_path)
    old = tmp_path / NAMES[0]
    old.write_text("the lesson of last year", encoding="utf-8")
    record = json.loads((tmp_path / RECORD).read_text())
    record[NAMES[0]] = hashlib.sha256(old.read_bytes()).hexdigest()
    (tmp_path / RECORD).write_text(json.dumps(record))
    assert copy_lessons(tmp_path)["updated"] == [NAMES[0]]
    assert old.read_bytes() == course_files()[0].read_bytes()


def test_files_that_were_there_before_are_kept_even_with_a_broken_record(tmp_path):
    (tmp_path / NAMES[0]).write_text("mine", encoding="utf-8")
    (tmp_path / RECORD).write_text("{ not json")
    assert copy_lessons(tmp_path)["kept"] == [NAMES[0]]


def test_copying_onto_the_checkout_changes_nothing():
    folder = course_files()[0].parent
    before = sorted(folder.iterdir())
    assert copy_lessons(folder)["same"] == NAMES
    assert sorted(folder.iterdir()) == before
