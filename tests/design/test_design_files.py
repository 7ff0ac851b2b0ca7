"""Design files: what is saved is loaded, and whatever is broken is refused whole, with a reason."""

from __future__ import annotations

import errno
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.design import DesignFileError, Game, as_text, from_text, load_design, save_design
from guidekit.design.files import FORMER
from tests.designs import GAMES

GOOD = json.loads(as_text(Game()))


def text(**changes):
    return json.dumps(GOOD | {"design": GOOD["design"] | changes})


@given(GAMES)
def test_what_is_written_is_read(game):
    assert from_text(as_text(game)) == game.build().but(attack="Seize a phone", builder=1)


def test_save_and_load_design(tmp_path):
    path = save_design(Game(hops=2), tmp_path / "mine.json")
    assert load_design(path) == Game(hops=2)
    save_design(Game(hops=1), path)
    assert load_design(str(path)) == Game(hops=1)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.json"]
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())  # as Windows' editor writes it
    assert load_design(path) == Game(hops=1)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("", r"line 1, column 1: Expecting value; allowed: JSON"),
        ('{"format": "guidekit design",', r"line 1, column 30"),
        ("[]", r"it holds a list; allowed: an object"),
        ("{}", r"format is missing\n  version is missing\n  seed is missing\n  card is missing\n  design is"),
        (json.dumps(GOOD | {"format": "x"}), r"format = 'x'; allowed: 'guidekit design'"),
        (json.dumps(GOOD | {"format": "guidekit design 1"}), r"was written by the first edition"),
        (json.dumps(GOOD | {"version": 3, "new": 1}), r"version = 3 was written by a newer course: update"),
        (json.dumps(GOOD | {"version": 1}), r"version = 1; allowed: 2"),
        (json.dumps(GOOD | {"version": True}), r"version = True; allowed: 2"),
        (json.dumps(GOOD | {"card": "A king"}), r"card = 'A king' is not one of its choices"),
        (json.dumps(GOOD | {"seed": -1}), r"seed = -1 is outside its range; allowed: 0 to 9999"),
        (json.dumps(GOOD | {"design": 3}), r"design = 3; allowed: an object"),
        (json.dumps(GOOD | {"extra": 3}), r"extra is an unknown key; allowed: format, version, se"),
        (text(routing="pigeon"), r"design.routing = 'pigeon' is not one of its choices; allowed: direct,"),
        (text(hops=9), r"design.hops = 9 is outside its range; allowed: 1 to 3 relays"),
        (text(hops=1.5), r"design.hops = 1.5 is not a whole number"),
        (text(hops=True), r"design.hops = True is not a number"),
        (text(hops="3"), r"design.hops = '3' is not a number; allowed: 1 to 3 relays"),
        (text(lock=None), r"design.lock = None is not one of its choices; allowed: none, a PIN"),
        (text(storage=["a swarm"]), r"design.storage = \['a swarm'\]"),
        (text(hops=10**400), r"design.hops = 1000.*out of all bounds; allowed: 1 to 3"),
        (text(rooting="relays"), r"design.rooting is an unknown key; allowed: routing"),
        (text(hops=float("nan")), r"NaN is not a number"),
        (text().replace('"hops": 3', '"hops": 3, "hops": 2'), r"the key 'hops' stands there twice"),
        pytest.param("[" * 60_000, r"allowed: JSON", id="deep"),
        (json.dumps(GOOD | {"design": {}}), r"design.encryption is missing"),
        pytest.param(" " * 10_000_000, r"it has 10,000,000 bytes; allowed: at most 65,536", id="10 MB"),
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


KEYS = st.sampled_from([*GOOD, *GOOD["design"]])
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
    with pytest.raises(DesignFileError, match=r"it has 70,000 bytes; allowed: at most 65,536"):
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
        save_design(Game(), notes)
    assert notes.read_text() == "my thesis"
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*nowhere to put mine.json into"):
        save_design(Game(), tmp_path / "nowhere" / "mine.json")


def test_a_failed_save_keeps_the_old_file(tmp_path, monkeypatch):
    path = save_design(Game(hops=2), tmp_path / "mine.json")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("guidekit.writing.os.fsync", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*mine\.json'"):
        save_design(Game(hops=1), path)
    assert load_design(path) == Game(hops=2)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.json"]


def test_a_text_of_ten_million_letters_is_not_even_read():
    with pytest.raises(DesignFileError, match="it has 10,000,000 letters; allowed: at most 65,536"):
        from_text(" " * 10_000_000)


@pytest.mark.parametrize(("former", "now"), FORMER.items())
def test_a_design_of_the_first_edition_opens_under_the_words_of_today(former, now):
    game = Game(encryption="end to end", sender=now)
    text = as_text(game)
    assert from_text(text.replace(now, former)) == from_text(text) == game
