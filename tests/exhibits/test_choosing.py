"""The exhibits of choosing say what the model says, keep words apart, and hide nothing that is unknown."""

from __future__ import annotations

from html import escape, unescape

import numpy as np
import pytest

from guidekit.choice import CRITERIA, PRESETS, Disagreement, Situations, ThreatModel, findings, preset
from guidekit.choice.advice import advice_for, helpers_for
from guidekit.choice.presets import PEOPLE, WHO
from guidekit.choice.ranking import MEETS, STRUCK_OUT
from guidekit.choice.threat import LEVELS
from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits import choosing
from guidekit.panels.surface import show
from guidekit.tables.asked import COMMON, FINE, WEAK, EightQuestions
from guidekit.tables.query import load
from guidekit.tables.snapshot import DATE_TITLES, MESSENGERS
from guidekit.tables.wording import messenger_names
from guidekit.words import percent
from tests.drawing.boxes import labels, overlaps
from tests.exhibits.everywhere import written

SIZE = (8.4, 3.8)
SEVEN = ThreatModel().messengers
HOME, WORK = "Someone watched at home", "Someone who reports on their employer"


def picture(model, exhibit=choosing.messenger_bars, size=SIZE):
    sheet = Canvas(size)
    return show(exhibit, model, sheet), sheet


def words_of(sheet):
    return [label.words for label in labels(sheet)]


@pytest.mark.parametrize("ticks", [("signal",), SEVEN, MESSENGERS], ids=["one", "seven", "all"])
@pytest.mark.parametrize("name", [name for name in PRESETS if name not in (HOME, WORK)])  # no bars
def test_no_words_lie_on_others_and_each_bar_is_as_long_as_it_should_be(name, ticks):
    model = preset(name).but(messengers=ticks)
    _, sheet = picture(model)
    assert overlaps(sheet) == []
    words = words_of(sheet)
    filled = [
        np.ptp(shape.path.vertices[:, 0]) / (606 - 12 - 176)
        for shape in marks(sheet).shapes
        if shape.fill == LIGHT_INK.focus and shape.path.vertices[:, 0].min() == pytest.approx(176)
    ]
    shown = [place for place in model.places() if place.name in words]
    assert list(model.places()[: len(shown)]) == shown  # those that are cut off stand at the end
    assert len(shown) >= min(len(ticks), 7)
    hidden = model.places()[len(shown) :]
    more = f"and {len(hidden)} more; none of them is ranked higher"
    level = sum(place.level for place in hidden)
    more += f", but {level} of them may be first" if level else ""
    assert (more in words) == bool(hidden)
    ranked = [place for place in shown if place.standing == MEETS and place.low > 0.01]
    assert filled[: len(ranked)] == pytest.approx([place.low for place in ranked])
    for place in shown:
        if place.standing == STRUCK_OUT:
            assert any(CRITERIA[place.because[0]].lacks in line for line in words)


@pytest.mark.parametrize("ticks", [("signal",), SEVEN, MESSENGERS], ids=["one", "seven", "all"])
@pytest.mark.parametrize(
    "who",
    [preset(HOME), preset(WORK), preset("A family").but(net="to be seen using it is a risk")],
    ids=["home", "work", "seen"],
)
def test_whoever_is_watched_sees_no_ranking(who, ticks):
    """The rows stand by name, whatever is wished, and no length or stripe tells who is better."""
    model = who.but(messengers=ticks)
    _, sheet = picture(model)
    assert overlaps(sheet) == []
    words = words_of(sheet)
    names = [place.name for place in model.places() if place.name in words]
    shown = [line for line in words if line in names]
    assert shown == sorted(names, key=str.lower)
    assert len(shown) >= min(len(ticks), 7)
    assert not any(LIGHT_INK.focus in (shape.fill, shape.edge) for shape in marks(sheet).shapes)
    assert not [line for line in words if "first: " in line or "may be first" in line or "ranked" in line]
    turned = picture(model.but(**dict.fromkeys(CRITERIA, "1")))[1]
    both = set(names) & set(words_of(turned))
    assert [line for line in words_of(turned) if line in both] == [line for line in shown if line in both]


@pytest.mark.parametrize("name", PRESETS)
def test_the_sentence_says_how_sure_it_is(name):
    model = preset(name)
    said, _ = picture(model)
    firsts = model.firsts()
    assert said.value == sum(place.standing == MEETS for place in model.places())
    if name in (HOME, WORK):  # a first place would be read as advice
        assert not [place for place in model.places() if place.name.split(" (")[0] in said]
        return
    assert all(percent(first.low) in said for first in firsts)
    assert ("none is known to meet every must." in said) == (not firsts)
    assert ("they are level" in said) == (sum(place.rank > 0 for place in model.level()) > 1)
    assert sum(word in said for word in ("First for sure", "By what is known,")) == bool(firsts)
    assert ("If every must is met" in said) == any(not place.rank for place in model.level())
    for place in model.places():
        named = place.level or place.rank == 1 or place.standing not in (MEETS, STRUCK_OUT)
        assert (place.name.split(" (")[0] in said) == named, place


@pytest.mark.parametrize("name", PRESETS)
def test_what_no_messenger_does_and_who_helps_stand_above_the_bars(name):
    model = preset(name)
    _, sheet = picture(model)
    person = next(one for one in PEOPLE.values() if one.knobs() == dict(PRESETS[name]))
    words = words_of(sheet)
    assert words[0] == person.who
    assert words[1] == f"by facts of {DATE_TITLES[-1]}"
    box = " ".join(words[2 : words.index("Must")])
    assert box.startswith(" ".join(filter(None, (person.before, person.limits, "Who helps: "))))


def test_who_is_left_alone_is_not_called_firm():
    _, sheet = picture(preset("A family").but(messengers=("session",)))
    words = words_of(sheet)
    assert "Only one is left among these: there is nothing to compare it with." in words
    assert not [line for line in words if "for sure" in line]


def test_what_is_known_against_the_first_stands_beside_its_bar():
    model = preset("A protest where the network may be cut").but(net="no")
    first = model.places()[0]
    assert first.high - first.low > 0.15  # much of it is open; that hides no known failure
    words = words_of(picture(model)[1])
    at = words.index(first.name)
    assert words[at + 1 : at + 3] == ["loses by:", CRITERIA[first.costs].label]


@pytest.mark.parametrize(
    "changes", [{"phone": "hardly"}, {"talk": "no"}, {"calls": "must"}, {"against": "a state"}, {}]
)
def test_a_safer_device_comes_first_whenever_somebody_close_is_feared(changes):
    """The warning hangs on that answer, not on all eight: in the picture, its sentence, and the changes."""
    model = preset(HOME).but(**changes)
    said, sheet = picture(model)
    told, html = written(choosing.wish_changes, model)
    assert overlaps(sheet) == []
    for words in (said, told, " ".join(words_of(sheet))):
        assert ("First a safer device" in words) == (changes != {"against": "a state"})
    assert said.startswith("First") == ("against" not in changes)
    if "against" not in changes:  # then no other messenger is offered
        now = {place.name.split(" (")[0] for place in model.firsts()}
        rows = html.split("<details")[0]
        others = {name.split(" (")[0] for name in messenger_names().values()} - now
        assert not [name for name in others if f">{name}<" in rows]


@pytest.mark.parametrize("more", [{}, {"phone": "yes, and keep it"}, {"reach": "people with any phone"}])
def test_whoever_fears_an_employer_is_told_of_its_devices(more):
    said, sheet = picture(ThreatModel(against="my employer", **more))
    told, _ = written(choosing.wish_changes, ThreatModel(against="my employer", **more))
    for words in (told, " ".join(words_of(sheet))):
        assert "the device or the network belongs to the employer" in words
    assert said


def test_where_an_app_must_not_be_seen_help_comes_before_any_name():
    model = ThreatModel(net="to be seen using it is a risk")
    said, _ = picture(model)
    assert said.startswith("A new app can itself be seen")
    assert model.firsts()
    assert not [place for place in model.places() if place.name.split(" (")[0] in said]


def test_a_messenger_that_practitioners_name_and_we_strike_out_is_said_to_be_struck_out():
    told = str(picture(Situations("Alice, a source"), choosing.practice, (8.4, 2.55))[0])
    assert "WhatsApp is struck out here" in told


def test_one_changed_answer_takes_no_warning_away():
    for name, person in zip(PRESETS, PEOPLE.values(), strict=True):
        model = preset(name)
        turned = model.but(talk="yes" if model.talk != "yes" else "no")
        assert person.limits in " ".join(words_of(picture(turned)[1])), name


def test_nobody_first_and_nobody_ticked():
    said, _ = picture(ThreatModel(unseen="must"))
    assert said.startswith("Of 7 messengers, none is known to meet every must.")
    assert picture(ThreatModel(messengers=()))[0] == "Nobody is ticked, so there is nobody to compare."
    close = ThreatModel(messengers=(), against="somebody close to me")
    assert picture(close)[0].startswith("First a safer device")
    nothing = ThreatModel(**dict.fromkeys(CRITERIA, "left out"))
    assert "Nothing has a weight, so all who meet the musts are level" in picture(nothing)[0]


def test_the_only_one_left_is_said_to_be_so_among_those_ticked():
    """Nothing is said of those that are not ticked, nor that no other can be better."""
    said, _ = picture(ThreatModel(messengers=("signal", "briar"), against="strangers", calls="must"))
    assert "The only one left among these is Signal" in said
    assert "better" not in said


def test_without_the_internet_the_share_stands_beside_the_verdict():
    """Half has to arrive, as on the card of lesson 13, and the model says how many do."""
    _, sheet = picture(preset("A protest where the network may be cut"))
    share = percent(findings("briar", ThreatModel().date)["nearby"].high)
    assert CRITERIA["nearby"].enough == 0.5
    assert any(words.endswith(f"without the internet, {share}") for words in words_of(sheet))


def test_every_grade_shows_what_is_open_and_has_its_reason():
    model = preset("A source and a journalist")
    _, html = written(choosing.wish_changes, model)
    inside = html.split("Every grade", 1)[1]
    cells = [cell for who in SEVEN for cell in model.findings(who).values()]
    assert inside.count("? unknown") == sum(cell.unknown for cell in cells)
    assert inside.count("<li>") == len(CRITERIA) * len(SEVEN)
    assert inside.index(CRITERIA["content"].label) < inside.index(CRITERIA["hands"].label)  # musts first
    assert not {*"●◐○"} & {*inside}  # a disc means that somebody learns something, and nothing does here


def test_lesson_02_and_the_grades_never_contradict_each_other():
    """Both ask the same facts: what is said plainly there is never the opposite here, only less sure."""
    pairs = {"phone": "number", "vanish": "vanish", "open": "checked", "copies": "backup"}
    asked = EightQuestions(messengers=MESSENGERS, questions=tuple(pairs)).answers()
    facts = load("facts", ThreatModel().date)
    for (who, question), answer in asked.items():
        found = findings(who, ThreatModel().date, members=2)[pairs[question]]
        named = facts[(facts.messenger == who) & (facts.attribute == COMMON[question].attribute)]
        stated = "unknown" if named.empty else named.value.item()
        assert found.evidence[0].value == stated, (who, question)
        if answer.mark == FINE and "real name" not in found.reason:
            assert found.high == 1, (who, question)
        if answer.mark == WEAK:
            assert found.low == 0, (who, question)


def test_what_would_change_it_is_the_model_s():
    model = preset("A group that anyone can join")
    sentence, html = written(choosing.wish_changes, model)
    flips = model.flips()
    before, after = (list(LEVELS)[wish] for wish in (flips[0].before, flips[0].after))
    assert f"“{CRITERIA[flips[0].criterion].label}” from {before} to {after}" in sentence
    assert sentence.value == flips[0].size
    assert html.count("gk-moved") == len(flips)
    turned = model.but(**{flips[0].criterion: after})
    assert all(place.name in sentence for place in turned.level())


@pytest.mark.parametrize("who", WHO)
def test_every_person_has_a_row_and_one_is_read_out(who):
    model = Situations(who)
    sentence, sheet = picture(model, choosing.practice, (8.4, 2.55))
    words = words_of(sheet)
    assert overlaps(sheet) == []
    named = sum(bool(one.advised) for one in Situations().agreements())
    assert (sentence.answer, sentence.value) == (str(named), named)
    assert words.count("a safer device and help first") == 2  # watched at home, and at work
    assert [line for line in words if line in WHO] == list(WHO)
    person = PEOPLE[WHO[who]]
    assert person.limits in sentence
    assert person.practice in sentence
    assert ("They advise against" in sentence) == any(row.advised_against for row in advice_for(WHO[who]))


@pytest.mark.parametrize("pair", [("A colleague, watched", "Alice, a source"), ("A family", "A family")])
def test_two_lists_stand_side_by_side(pair):
    model = Disagreement(*pair)
    sentence, sheet = picture(model, choosing.wish_lists, (8.4, 3.7))
    found = model.differences()
    assert overlaps(sheet) == []
    assert sentence.value == sum(one.turns[0] for one in found)
    shown = [one for one in found if CRITERIA[one.criterion].label in words_of(sheet)]
    assert list(found[: len(shown)]) == shown
    hushed = [words for words in words_of(sheet) if words == "then another one"]
    assert len(hushed) == sum(one.turns[0] and bool(one.firsts[0]) for one in shown if pair[0][2] == "c")
    if pair[0] != pair[1]:
        assert sentence.startswith("First a safer device")
        assert words_of(sheet)[0].startswith("First a safer device")
        points = sum(shape.fill == LIGHT_INK.focus for shape in marks(sheet).shapes)
        assert points == 2 + sum(1 if wish == 6 else wish for one in shown for wish in one.wishes)


def test_help_is_there_for_everyone_with_what_no_messenger_does():
    page = choosing.people_who_help()
    html, text = unescape(page._repr_html_()).replace("<wbr>", ""), str(page)
    for name, person in PEOPLE.items():
        inside = html.split(f"<summary>{person.who}</summary>")[1].split("What practitioners advise")[0]
        rows = helpers_for(name)
        assert person.limits in inside
        assert person.limits in text
        assert person.before in inside
        for row in rows:
            for words in (row.organisation, row.address, row.phone, row.languages, row.note):
                assert words in inside
            assert row.address in text
        assert len(rows) or person.elsewhere in inside
        assert inside.count("not tried by us") == sum(not row.tried for row in rows)
    assert escape("We have called or written to none of these 19 places.") in page._repr_html_()
    assert not load("help").tried.notna().any()
