"""Lessons in a learner's folder are brought up to date, and nothing that a learner wrote is lost."""

from __future__ import annotations

import contextlib
import errno
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit import cli
from guidekit.course.lessons import RECORD, copy_lessons, course_files
from guidekit.paths import course_folder, digest

NAMES = [path.relative_to(course_folder("notebooks")).as_posix() for path in course_files()]
NAME, NEW = "00-x.ipynb", "00-x.new.ipynb"


def lesson(*texts: str, outputs: object = (), **metadata: object) -> bytes:
    """Write a notebook with a code cell for each text."""
    cells = [
        {"cell_type": "code", "id": f"c{at}", "source": text, "outputs": list(outputs), "metadata": metadata}
        for at, text in enumerate(texts)
    ]
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def run(content: bytes) -> bytes:
    """Do to a notebook what JupyterLab does when all of it is run: outputs, counts, notes, a cell more."""
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "hello"}]
        cell |= {"execution_count": 7, "metadata": {"scrolled": True}}
    notebook["metadata"] = {"widgets": {}, "kernelspec": {"name": "mine"}}
    notebook["cells"].append({"cell_type": "code", "id": "more", "source": [], "outputs": [], "metadata": {}})
    return json.dumps(notebook, indent=1).encode()


def edit(content: bytes) -> bytes:
    notebook = json.loads(content)
    notebook["cells"][0]["source"] = "".join(notebook["cells"][0]["source"]) + "  # mine"
    return json.dumps(notebook).encode()


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of one lesson; returns a function that publishes it and copies it to a learner's folder."""
    shipped, folder = tmp_path / "shipped", tmp_path / "mine"
    shipped.mkdir()
    monkeypatch.setattr("guidekit.course.lessons.course_folder", lambda _: shipped)

    def publish(content: bytes) -> dict[str, list[str]]:
        (shipped / NAME).write_bytes(content)
        return {outcome: names for outcome, names in copy_lessons(folder).items() if names}

    publish.folder, publish.file, publish.new = folder, folder / NAME, folder / NEW
    return publish


V1, V2, V3 = lesson("one", "two"), lesson("one", "2"), lesson("one", "3")
DRAWN_ANEW = lesson("one", "two", outputs=[{"output_type": "display_data"}])

CASES = {
    "untouched, nothing changed": (V1, V1, {"same": [NAME]}, V1),
    "untouched, a new lesson": (V1, V2, {"updated": [NAME]}, V2),
    "untouched, new outputs": (V1, DRAWN_ANEW, {"updated": [NAME]}, DRAWN_ANEW),
    "run, nothing changed": (run(V1), V1, {"same": [NAME]}, run(V1)),
    "run, a new lesson": (run(V1), V2, {"updated": [NAME]}, V2),
    "run, new outputs": (run(V1), DRAWN_ANEW, {"updated": [NAME]}, DRAWN_ANEW),
    "edited, nothing changed": (edit(V1), V1, {"kept": [NAME]}, edit(V1)),
    "edited, new outputs": (edit(V1), DRAWN_ANEW, {"kept": [NAME]}, edit(V1)),
    "edited, a new lesson": (edit(V1), V2, {"kept": [NAME], "beside": [NEW]}, edit(V1)),
    "edited into the new lesson": (V2, V2, {"same": [NAME]}, V2),
    "edited into the new lesson and run": (run(V2), V2, {"updated": [NAME]}, V2),
    "a cell more": (lesson("one", "two", "mine"), V2, {"kept": [NAME], "beside": [NEW]}, None),
    "a cell less": (lesson("one"), V2, {"kept": [NAME], "beside": [NEW]}, None),
    "a cell emptied": (lesson("one", ""), V2, {"kept": [NAME], "beside": [NEW]}, None),
    "cells in another order": (
        json.dumps({"cells": json.loads(V1)["cells"][::-1]}).encode(),
        V2, {"kept": [NAME], "beside": [NEW]}, None,
    ),
    "a cell of another type": (
        V1.replace(b'"code"', b'"raw"', 1), V2, {"kept": [NAME], "beside": [NEW]}, None,
    ),
    "written by half": (V1[:-20], V2, {"kept": [NAME], "beside": [NEW]}, None),
    "empty": (b"", V1, {"kept": [NAME]}, None),
    "no notebook": (b"[1]", V2, {"kept": [NAME], "beside": [NEW]}, None),
    "nested without end": (b"[" * 100_000, V2, {"kept": [NAME], "beside": [NEW]}, None),
    "no text": (b"\xff\xfe\x00", V2, {"kept": [NAME], "beside": [NEW]}, None),
    "removed": (None, V2, {"new": [NAME]}, V2),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_becomes_of_a_lesson_that_was_laid_there(course, case):
    mine, published, outcome, left = CASES[case]
    assert course(V1) == {"new": [NAME]}
    course.file.unlink() if mine is None else course.file.write_bytes(mine)
    assert course(published) == outcome
    assert course.file.read_bytes() == (mine if left is None else left)
    assert course.new.exists() == ("beside" in outcome)
    again = course(published)
    assert again == ({"kept": [NAME]} if "kept" in outcome else {"same": [NAME]})  # beside only once
    assert course.file.read_bytes() == (mine if left is None else left)


def test_a_newer_lesson_replaces_the_one_beside_unless_somebody_worked_in_it(course):
    course(V1)
    course.file.write_bytes(edit(V1))
    assert course(V2)["beside"] == [NEW]
    course.new.write_bytes(run(V2))
    assert course(V3)["beside"] == [NEW]
    assert course.new.read_bytes() == V3
    course.new.write_bytes(edit(V3))
    assert course(V2)["beside"] == ["00-x.new2.ipynb"]
    assert course.new.read_bytes() == edit(V3)
    assert course.file.read_bytes() == edit(V1)


def test_a_lesson_beside_that_was_removed_does_not_come_back(course):
    course(V1)
    course.file.write_bytes(edit(V1))
    course(V2)
    course.new.unlink()
    assert course(V2) == {"kept": [NAME]}
    assert course(V3) == {"kept": [NAME], "beside": [NEW]}


def test_whoever_takes_over_the_new_lesson_is_brought_up_to_date_again(course):
    course(V1)
    course.file.write_bytes(edit(V1))
    course(V2)
    course.new.replace(course.file)
    course.file.write_bytes(run(V2))
    assert course(V3) == {"updated": [NAME]}
    assert course.file.read_bytes() == V3


def test_a_file_of_that_name_that_was_never_laid_there_is_kept(course):
    course.folder.mkdir()
    course.file.write_bytes(edit(V1))
    course.new.write_bytes(b"mine, too")
    assert course(V1) == {"kept": [NAME], "beside": ["00-x.new2.ipynb"]}
    assert course.file.read_bytes() == edit(V1)
    assert course.new.read_bytes() == b"mine, too"


OLD = {
    "untouched, nothing changed": (V1, V1, {"same": [NAME]}, V1),
    "untouched, a new lesson": (V1, V2, {"updated": [NAME]}, V2),
    "run, nothing changed": (run(V1), V1, {"same": [NAME]}, run(V1)),
    "run, new outputs": (run(V1), DRAWN_ANEW, {"updated": [NAME]}, DRAWN_ANEW),
    "run, a new lesson": (run(V1), V2, {"kept": [NAME], "beside": [NEW]}, run(V1)),  # nobody knows its text
    "edited, nothing changed": (edit(V1), V1, {"kept": [NAME]}, edit(V1)),
    "edited, a new lesson": (edit(V1), V2, {"kept": [NAME], "beside": [NEW]}, edit(V1)),
    "written by half": (V1[:-20], V2, {"kept": [NAME], "beside": [NEW]}, V1[:-20]),
}


@pytest.mark.parametrize("case", OLD)
def test_a_record_of_whole_files_is_read(course, case):
    mine, published, outcome, left = OLD[case]
    course(V1)
    (course.folder / RECORD).write_text(json.dumps({NAME: digest(V1)}))
    course.file.write_bytes(mine)
    assert course(published) == outcome
    assert course.file.read_bytes() == left
    assert course(published) == ({"kept": [NAME]} if "kept" in outcome else {"same": [NAME]})


@pytest.mark.parametrize("record", ["{ not json", "[]", "[" * 100_000, "\0", '{"00-x.ipynb": 3}',
                                    '{"00-x.ipynb": {"sources": 3}}', '{"00-x.ipynb": null}'])  # fmt: skip
def test_with_a_broken_record_everything_counts_as_edited_and_is_kept(course, record):
    course(V1)
    (course.folder / RECORD).write_text(record)
    course.file.write_bytes(edit(V1))
    assert course(V2) == {"kept": [NAME], "beside": [NEW]}
    assert course.file.read_bytes() == edit(V1)
    assert json.loads((course.folder / RECORD).read_text())[NEW]["file"] == digest(V2)


def test_a_lesson_that_cannot_be_read_is_kept(course, monkeypatch):
    course(V1)
    read = Path.read_bytes

    def refuse(path):  # root may read everything
        if path == course.file:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    with monkeypatch.context() as unreadable:
        unreadable.setattr(Path, "read_bytes", refuse)
        assert course(V2) == {"kept": [NAME], "beside": [NEW]}
    assert course.file.read_bytes() == V1


def test_a_folder_in_the_place_of_a_lesson_is_kept(course):
    course.file.mkdir(parents=True)
    assert course(V1) == {"kept": [NAME], "beside": [NEW]}
    assert course.file.is_dir()


def test_a_folder_that_cannot_be_written_is_said_unless_nothing_is_to_be_written(course, monkeypatch):
    course(V1)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("guidekit.writing.os.fsync", full)
    course.file.write_bytes(run(V1))
    assert course(V1) == {"same": [NAME]}
    with pytest.raises(OSError, match="No space left on device") as said:
        course(V2)
    assert said.value.filename == str(course.file)
    assert course.file.read_bytes() == run(V1)


TEXTS = st.lists(st.sampled_from(["", "one", "two", "  "]), max_size=3).map(tuple)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("publish"), TEXTS),
        st.tuples(st.just("write"), TEXTS),
        st.tuples(st.sampled_from(["run", "edit", "break", "remove"]), st.sampled_from([NAME, NEW])),
    ),
    max_size=12,
)


def written(content: bytes) -> object:
    """Return what a person would miss: the texts that are there, or all of what is no notebook."""
    try:
        return tuple("".join(cell["source"]) for cell in json.loads(content)["cells"] if any(cell["source"]))
    except ValueError:
        return content


@given(STEPS)
def test_nothing_that_was_written_is_ever_lost(tmp_path_factory, steps):
    place = tmp_path_factory.mktemp("course")
    shipped, folder = place / "shipped", place / "mine"
    shipped.mkdir()
    (shipped / NAME).write_bytes(V1)
    published = {written(V1), written(b'{"cells": []}')}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("guidekit.course.lessons.course_folder", lambda _: shipped)
        copy_lessons(folder)
        for act, what in steps:
            if act == "publish":
                (shipped / NAME).write_bytes(lesson(*what))
                published.add(written(lesson(*what)))
            elif act == "write":
                (folder / NAME).write_bytes(lesson(*what, "mine"))
            elif (file := folder / what).exists():
                change = {"run": run, "edit": edit, "break": lambda content: content[:-9] + b"mine"}
                with contextlib.suppress(ValueError, IndexError):  # nothing to run or to edit in there
                    file.write_bytes(change[act](file.read_bytes())) if act != "remove" else file.unlink()
            before = {path.name: written(path.read_bytes()) for path in folder.glob("*.ipynb")}
            copy_lessons(folder)
            for name, text in before.items():
                assert text in published or written((folder / name).read_bytes()) == text
            assert (folder / NAME).exists()


@pytest.fixture
def extra(course):
    """The same course with a notebook of the same name in the folder for extra ones."""
    shipped = course.folder.parent / "shipped" / "extra"
    shipped.mkdir()

    def publish(content: bytes, more: bytes) -> dict[str, list[str]]:
        (shipped / NAME).write_bytes(more)
        return course(content)

    publish.folder, publish.file = course.folder, course.folder / "extra" / NAME
    return publish


def test_an_extra_notebook_has_a_folder_and_a_line_of_its_own_in_the_record(extra):
    assert extra(V1, V2) == {"new": [NAME, f"extra/{NAME}"]}
    assert extra.file.read_bytes() == V2
    extra.file.write_bytes(edit(V2))
    assert extra(V1, V3) == {"same": [NAME], "kept": [f"extra/{NAME}"], "beside": [f"extra/{NEW}"]}
    assert (extra.folder / "extra" / NEW).read_bytes() == V3
    assert extra(V2, V3) == {"updated": [NAME], "kept": [f"extra/{NAME}"]}
    assert extra.file.read_bytes() == edit(V2)
    assert sorted(json.loads((extra.folder / RECORD).read_text())) == [NAME, f"extra/{NAME}", f"extra/{NEW}"]


def test_a_file_in_the_place_of_the_extra_folder_is_named_and_stays(extra):
    extra.folder.mkdir()
    (extra.folder / "extra").write_text("mine")
    with pytest.raises(NotADirectoryError, match=r"extra is a file, not a folder"):
        extra(V1, V2)
    assert (extra.folder / "extra").read_text() == "mine"


# --- the course itself --------------------------------------------------------------------------


def test_the_shipped_lessons_are_copied_once_and_may_be_run(tmp_path):
    folder = tmp_path / "course"
    assert copy_lessons(folder)["new"] == NAMES
    assert copy_lessons(folder)["same"] == NAMES
    first, *rest = NAMES
    (folder / first).write_bytes(run((folder / first).read_bytes()))
    assert copy_lessons(folder)["same"] == NAMES
    (folder / first).write_text("mine", encoding="utf-8")
    (folder / rest[-1]).write_text("my glossary", encoding="utf-8")
    done = copy_lessons(folder)
    assert (done["kept"], done["same"], done["beside"]) == ([first, rest[-1]], rest[:-1], [])
    assert (folder / first).read_text(encoding="utf-8") == "mine"


def test_a_new_glossary_is_laid_beside_an_edited_one(tmp_path):
    copy_lessons(tmp_path, {"glossary.ipynb": V1, "words.md": b"a"})
    (tmp_path / "words.md").write_bytes(b"a and mine")
    assert copy_lessons(tmp_path, {"glossary.ipynb": V1, "words.md": b"b"})["beside"] == ["words.new.md"]


def test_copying_onto_the_checkout_changes_nothing():
    folder = course_files()[0].parent
    before = sorted(folder.iterdir())
    assert copy_lessons(folder)["same"] == NAMES
    assert sorted(folder.iterdir()) == before


def test_the_command_says_what_was_laid_beside_an_edited_lesson(course, capsys):
    course(V1)
    course.file.write_bytes(edit(V1))
    (course.folder.parent / "shipped" / NAME).write_bytes(V2)
    assert cli.main(["lab", "--copy-only", str(course.folder)]) == 0
    first, second, _ = capsys.readouterr().out.splitlines()
    assert first == f"{NAME}: kept, because you edited it"
    assert second == f"{NEW}: the new version, laid beside yours"
