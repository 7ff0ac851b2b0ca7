"""Design files: what is saved is loaded, and whatever is broken is refused whole, with a reason."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.design import Design, DesignFileError, as_text, from_text, load_design, save_design
from tests.designs import DESIGNS

GOOD = json.loads(as_text(Design()))


def text(**changes):
    return json.dumps({"format": GOOD["format"], "design": GOOD["design"] | changes})


@given(DESIGNS)
def test_what_is_written_is_read(design):
    assert from_text(as_text(design)) == design


def test_save_and_load_design(tmp_path):
    path = save_design(Design(hops=2), tmp_path / "mine.json")
    assert load_design(path) == Design(hops=2)
    save_design(Design(hops=1), path)
    assert load_design(str(path)) == Design(hops=1)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.json"]
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())  # as Windows' editor writes it
    assert load_design(path) == Design(hops=1)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("", r"line 1, column 1: Expecting value; allowed: JSON"),
        ('{"format": "guidekit design 1",', r"line 1, column 32"),
        ("[]", r"it holds a list; allowed: an object"),
        ("{}", r"format is missing\n  design is missing"),
        (json.dumps(GOOD | {"format": "x"}), r"format = 'x'; allowed: 'guidekit design 1'"),
        (json.dumps(GOOD | {"design": 3}), r"design = 3; allowed: an object"),
        (json.dumps(GOOD | {"extra": 3}), r"extra is an unknown key; allowed: format, design"),
        (text(routing="pigeon"), r"design.routing = 'pigeon' is not one of its choices; allowed: direct,"),
        (text(hops=9), r"design.hops = 9 is outside its range; allowed: 1 to 3 relays"),
        (text(hops=1.5), r"design.hops = 1.5 is not a whole number"),
        (text(hops=True), r"design.hops = True is not a number"),
        (text(hops="3"), r"design.hops = '3' is not a number; allowed: 1 to 3 relays"),
        (text(kept=None), r"design.kept = None is not a number"),
        (text(storage=["a swarm"]), r"design.storage = \['a swarm'\]"),
        (text(hops=10**400), r"design.hops = 1000.*out of all bounds; allowed: 1 to 3"),
        (text(rooting="relays"), r"design.rooting is an unknown key; allowed: routing"),
        (text(kept=float("nan")), r"NaN is not a number"),
        (text().replace('"hops": 3', '"hops": 3, "hops": 2'), r"the key 'hops' stands there twice"),
        ("[" * 60_000, r"allowed: JSON"),
        ('{"format": "guidekit design 1", "design": {}}', r"design.encryption is missing"),
    ],
)  # fmt: skip
def test_a_broken_file_is_one_clear_error(tmp_path, broken, says):
    path = tmp_path / "theirs.json"
    path.write_text(broken)
    with pytest.raises(ValueError, match=says) as caught:
        load_design(path)
    assert str(caught.value).startswith(f"{path} is not a design; nothing was loaded:\n  ")


def test_every_problem_is_listed_at_once():
    with pytest.raises(DesignFileError) as caught:
        from_text(text(hops=9, routing="pigeon", more=1))
    assert len(caught.value.problems) == 3


KEYS = st.sampled_from(["format", "design", *GOOD["design"]])
ATOMS = st.none() | st.booleans() | st.floats() | st.text()
RUBBISH = st.recursive(ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner))


@given(st.text() | RUBBISH.map(json.dumps))
def test_anything_else_is_refused_and_never_crashes(rubbish):
    with pytest.raises(DesignFileError):
        from_text(rubbish)


def test_a_file_that_is_no_text(tmp_path):
    path = tmp_path / "picture.json"
    path.write_bytes(b"\x89PNG\xff")
    with pytest.raises(DesignFileError, match=r"byte 0 is no text; allowed: UTF-8"):
        load_design(path)
    path.write_bytes(b" " * 70_000)
    with pytest.raises(DesignFileError, match=r"it has 70000 bytes; allowed: at most 65536"):
        load_design(path)
    with pytest.raises(DesignFileError, match="it is a folder"):
        load_design(tmp_path)
    with pytest.raises(FileNotFoundError, match="there is no file"):
        load_design(tmp_path / "none.json")


def test_saving_never_writes_over_something_else(tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("my thesis")
    with pytest.raises(
        FileExistsError, match="is there already and is not a design, so it was left as it is"
    ):
        save_design(Design(), notes)
    assert notes.read_text() == "my thesis"
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*nowhere to put mine.json into"):
        save_design(Design(), tmp_path / "nowhere" / "mine.json")


def test_a_failed_save_keeps_the_old_file(tmp_path, monkeypatch):
    path = save_design(Design(hops=2), tmp_path / "mine.json")

    def fails(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("guidekit.paths.os.replace", fails)
    with pytest.raises(
        PermissionError, match=r"the file .*mine.json cannot be written \(Permission denied\)"
    ):
        save_design(Design(hops=1), path)
    assert load_design(path) == Design(hops=2)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.json"]
