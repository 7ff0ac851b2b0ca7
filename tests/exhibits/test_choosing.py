"""The exhibits of lesson 09 say what the model says, keep words apart, and hide nothing that is unknown."""

from __future__ import annotations

from html import escape

import numpy as np
import pytest

from guidekit.choice import CRITERIA, PRESETS, Helpers, Lottery, Situations, ThreatModel, findings, preset
from guidekit.choice.advice import helpers_for
from guidekit.choice.presets import PEOPLE
from guidekit.choice.ranking import MEETS, STRUCK_OUT
from guidekit.choice.threat import LEVELS
from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits import choosing
from guidekit.panels.panel import show
from guidekit.tables.snapshot import MESSENGERS
from guidekit.tables.wording import messenger_names
from guidekit.words import percent, word_list
from tests.drawing.boxes import labels, overlaps
from tests.exhibits.everywhere import written

SIZE = (7, 5.6)
SEVEN = ThreatModel().messengers


def picture(model):
    sheet = Canvas(SIZE)
    return show(choosing.messenger_bars, model, sheet), sheet


@pytest.mark.parametrize("ticks", [("signal",), SEVEN, MESSENGERS], ids=["one", "seven", "all"])
@pytest.mark.parametrize("name", PRESETS)
def test_no_words_lie_on_others_and_each_bar_is_as_long_as_it_should_be(name, ticks):
    model = preset(name).but(messengers=ticks)
    _, sheet = picture(model)
    assert overlaps(sheet) == []
    words = [label.words for label in labels(sheet)]
    filled = [
        np.ptp(shape.path.vertices[:, 0]) / (sheet.bbox.width - 16 - 196)
        for shape in marks(sheet).shapes
        if shape.fill == LIGHT_INK.focus and shape.path.vertices[:, 0].min() == pytest.approx(196)
    ]
    ranked = [place for place in model.places() if place.standing == MEETS and place.low > 0.01]
    assert filled[: len(ranked)] == pytest.approx([place.low for place in ranked])
    for place in model.places():
        assert place.name in words
        if place.standing == STRUCK_OUT:
            assert any(CRITERIA[place.because[0]].lacks in line for line in words)


@pytest.mark.parametrize("name", PRESETS)
def test_the_sentence_says_how_sure_it_is(name):
    model = preset(name)
    said, _ = picture(model)
    firsts = model.firsts()
    assert all(percent(first.low) in said for first in firsts)
    assert ("known to meet every must." in said) == (not firsts)
    assert ("first for sure" in said) == model.sure()
    assert ("they are level" in said) == (sum(place.rank > 0 for place in model.level()) > 1)
    assert sum(word in said for word in ("first for sure", "leads by what is known")) == bool(firsts)
    assert ("if every must is met" in said) == any(not place.rank for place in model.level())
    for place in model.places():
        short = place.name.split(" (")[0]
        named = place.level or place.standing == STRUCK_OUT or place.rank == 1 or not firsts
        assert (short in said) == named, short
    person = next(one for one in PEOPLE.values() if one.knobs() == dict(PRESETS[name]))
    assert said.startswith(person.before)
    assert said.startswith("First a safer device") == (name == "Someone watched at home")


@pytest.mark.parametrize(
    "changes", [{"phone": "hardly"}, {"talk": "no"}, {"calls": "must"}, {"against": "a state"}, {}]
)
def test_a_safer_device_comes_first_whenever_somebody_close_is_feared(changes):
    """The warning hangs on that answer, not on all eight: in the picture, its sentence, and the changes."""
    model = preset("Someone watched at home").but(**changes)
    said, sheet = picture(model)
    told = [said, written(choosing.wish_changes, model)[0], " ".join(line.words for line in labels(sheet))]
    assert overlaps(sheet) == []
    for words in told:
        assert ("First a safer device" in words) == (changes != {"against": "a state"})
    assert told[0].startswith("First") == told[1].startswith("First") == ("against" not in changes)


def test_nobody_first_and_nobody_ticked():
    said, _ = picture(ThreatModel(unseen="must"))
    assert said.startswith("Of 17 messengers, 7 are ticked. Nobody of these is known to meet every must.")
    assert picture(ThreatModel(messengers=()))[0] == "Nobody is ticked, so there is nobody to compare."
    close = ThreatModel(messengers=(), against="somebody close to me")
    assert picture(close)[0].startswith("First a safer device")
    nothing = ThreatModel(**dict.fromkeys(CRITERIA, "left out"))
    assert picture(nothing)[0].startswith(
        "Of 17 messengers, 7 are ticked. Nothing has a weight, so all who meet the musts are level"
    )


def test_every_cell_shows_what_is_open():
    model = preset("A source and a journalist")
    sentence, html = written(choosing.criterion_cells, model)
    assert html.count("? unknown") == int(sentence.split("Nothing is known of ")[1].split(";")[0])
    assert html.count('scope="row"') >= len(CRITERIA)
    assert html.index(CRITERIA["content"].label) < html.index(CRITERIA["hands"].label)  # musts stand first
    assert html.count("<li>") == len(CRITERIA) * len(SEVEN)


def test_what_would_change_it_is_the_model_s():
    model = preset("A group that anyone can join")
    sentence, html = written(choosing.wish_changes, model)
    flip = model.flips()[0]
    before, after = (list(LEVELS)[wish] for wish in (flip.before, flip.after))
    then = word_list(messenger_names()[who] for who in flip.firsts) or "nobody"
    assert f"put “{CRITERIA[flip.criterion].label}” from {before} to {after}: then {then}" in sentence
    changing = [name for name, row in model.firsts_at().items() if len(set(row.values())) > 1]
    assert html.count("gk-moved") == len(changing)


def test_the_answer_is_counted_and_every_person_has_a_row():
    sentence, html = written(choosing.practice, Situations())
    assert sentence.startswith(
        "Among the messengers that are ticked, one is first for sure for none of the 8."
    )
    assert (sentence.answer, sentence.value) == ("0", 0)
    assert html.count("a safer device and help first; then") == 1
    for one in Situations().agreements():
        assert html.count(one.why.split(". ")[-1][:40].replace("'", "&#x27;")) == 1


@pytest.mark.parametrize("name", PRESETS)
def test_help_is_shown_with_what_no_messenger_does(name):
    model = Helpers(name)
    sentence, html = written(choosing.help_places, model)
    person, rows = PEOPLE[model.situation()], helpers_for(model.situation())
    assert person.limits in sentence
    assert all(address in html.replace("<wbr>", "") for address in rows.address)
    shown = html.replace("<wbr>", "")
    for column in ("phone", "languages", "read", "note"):
        assert all(escape(cell) in shown for cell in rows[column]), column
    assert html.count("undated") >= (rows.date == "").sum()
    lands = {where.split(",")[0] for where in rows["where"]} - {"worldwide"}
    assert all(land in sentence for land in lands)
    assert ("For anywhere else it has no row" in sentence) == (
        bool(lands) and not any("worldwide" in where for where in rows["where"])
    )
    assert f"Our table has {len(rows)} place" in sentence or (person.elsewhere in sentence and not len(rows))


def test_the_lottery_counts_what_it_says():
    sentence, html = written(choosing.wish_lottery, Lottery(lists=400))
    shares = Lottery(lists=400).shares()
    assert percent(float(shares["first"].max())) in sentence
    assert html.count('scope="row"') == len(SEVEN)
    assert "nobody is ticked" in written(choosing.wish_lottery, Lottery(messengers=()))[0]


def test_a_cell_that_stands_on_weak_evidence_alone_is_not_shown_as_met():
    model = ThreatModel(messengers=("briar",), kept="must")
    _, html = written(choosing.criterion_cells, model)
    row = html.split(CRITERIA["kept"].label)[1].split("</tr>")[0]
    assert "◐" in row
    assert "●" not in row


def test_the_only_one_left_is_said_to_be_so_among_those_ticked():
    """Nothing is said of those that are not ticked, nor that no other can be better."""
    said, sheet = picture(ThreatModel(messengers=("signal", "briar"), against="strangers", calls="must"))
    assert said.startswith("Of 17 messengers, 2 are ticked. Signal is the only one of these that is known to")
    assert "better" not in said
    assert "the only one left" in [label.words for label in labels(sheet)]


def test_without_the_internet_the_share_stands_beside_the_verdict():
    """Half has to arrive, as on the card of lesson 10, and the model says how many do."""
    said, sheet = picture(preset("A protest where the network may be cut"))
    share = percent(findings("briar", ThreatModel().date)["nearby"].high)
    assert CRITERIA["nearby"].enough == 0.5
    assert f"Briar (too few messages arrive without the internet, {share})" in said
    assert any(label.words.endswith(f"without the internet, {share}") for label in labels(sheet))
