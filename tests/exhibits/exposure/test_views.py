"""The tables of who learns what are those of the exposure engine."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.drawing.page import Page
from guidekit.exhibits.exposure import views
from guidekit.exposure import exposure, journeys
from guidekit.exposure.question import JOURNEYS, TOGETHER, WhoLearns
from guidekit.panels.panel import explore
from guidekit.panels.surface import show
from tests.exhibits.everywhere import written


@settings(max_examples=15)
@given(st.data())
def test_over_the_whole_range(data):
    journey = data.draw(st.sampled_from(JOURNEYS))
    names = data.draw(st.lists(st.sampled_from(list(WhoLearns(journey).options("together"))), unique=True))
    model = WhoLearns(
        journey, tuple(names), data.draw(st.sampled_from(["no", "yes"])), data.draw(st.floats(0, 1))
    )
    sentence, html = written(views.who_learns, model)
    assert sentence.endswith(".")
    assert sentence[0].isupper()
    assert "nan" not in sentence + html
    named = re.findall(r"<summary>Why: (.*?)</summary>", html)
    assert len(named) == len(set(named)) == len(model.levels())
    assert all(f'<th scope="row" style="text-align:left">{name}</th>' in html for name in named)


def test_the_table_is_the_engine_s():
    model = WhoLearns("tor-circuit", ("entry", "exit"), "yes", 0.25)
    sentence, html = written(views.who_learns, model)
    expected = exposure("tor-circuit", [("entry", "exit")], adversary=0.25, correlate=True)
    link = expected[expected.datum == "link"].set_index("observer").level
    assert (link["entry + exit"], link["adversary"]) == (1.0, 0.0625)
    assert sentence.startswith("The entry relay and the exit relay together, comparing times, learn")
    assert "who talks to whom" in sentence
    assert "holds 25 % of the machines links the two ends in 6.2 % of cases" in sentence
    together, adversary = (
        re.search(rf'<th scope="row"[^>]*>{name}</th>(.*?)</tr>', html)[1]
        for name in ("These together", "An adversary with 25\u00a0%")
    )
    assert "learns it" in together
    assert "--gk-share:6.25%" in adversary
    assert ">6.2\u00a0%</span>" in adversary


@pytest.mark.parametrize("journey", JOURNEYS)
def test_each_cell_says_what_the_engine_says_of_its_data(journey):
    model = WhoLearns(journey, hostile=0.1)
    levels = model.levels()
    for words, data in views._columns(levels):
        assert words
        for learned in levels.values():
            shares = [learned[datum] for datum in data]
            cell = views._entry(dict(zip(data, shares, strict=True)), "because")
            assert cell.look.split()[0] == {(1.0,): "knows", (0.0,): "not"}.get(tuple({*shares}), "part")
            if len({*shares}) == 1:
                assert cell.share in (None, shares[0])
    covered = [datum for _, data in views._columns(levels) for datum in data]
    assert sorted(covered) == sorted(views._data(levels))


@pytest.mark.parametrize("journey", JOURNEYS)
def test_no_reason_names_a_party_by_its_id(journey):
    model = WhoLearns(journey, timing="yes", hostile=0.1)
    ids = {party.name for party in journeys()[journey].parties if "-" in party.name or party.name == "alice"}
    layers = {layer.name for hop in journeys()[journey].hops for layer in hop.packet}
    for *_, reason in model.rows():
        words = views._in_words(model, reason)
        assert not [name for name in ids - layers if re.search(rf"(?<![\w-]){name}(?![\w-])", words)], words
        assert all(
            words.count(f"the {layer} layer") == reason.count(f"the {layer} layer") for layer in layers
        )


def test_words_of_people_are_escaped():
    assert "Alice&#x27;s network" in written(views.who_learns, WhoLearns("tor-circuit"))[1]


def test_members_that_do_not_meet_a_journey_are_left_out():
    model = WhoLearns("signal-sealed", ("entry", "exit"))
    assert model.members() == ()
    assert TOGETHER not in model.levels()


def test_sealed_sender_takes_one_thing_from_the_server():
    before, _ = written(views.server_counts, WhoLearns("signal-unsealed"))
    after, _ = written(views.server_counts, WhoLearns("signal-sealed"))
    assert before.startswith("Signal's server learns 7 of 8")
    assert after.startswith("Signal's server learns 6 of 8")
    page = Page()
    said = show(views.server_counts, WhoLearns(), page)
    assert (said.answer, said.value) == ("6", 6)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_where_no_server_is_whoever_watches_is_counted(journey):
    sentence, html = written(views.server_counts, WhoLearns(journey))
    assert re.search(r" learns \d+ of \d+: ", sentence)
    learned, all_of_it = map(int, re.search(r" learns (\d+) of (\d+): ", sentence).groups())
    assert (html.count("●"), html.count("○")) == (learned, all_of_it - learned)
    if journey == "briar-nearby":
        assert sentence.startswith("Listener nearby learns ")


def choices(panel):
    """Return the words that stand at the ticks."""
    (spec,) = (spec for spec in panel.controls if spec["name"] == "together")
    return spec["choices"]


def test_ticks_follow_the_journey_and_a_list_from_the_browser_is_taken():
    panel = explore(views.who_learns, WhoLearns("tor-circuit"))
    assert "middle" in choices(panel)
    panel.turn(together=["entry", "middle"])
    assert panel.model.together == ("entry", "middle")
    assert panel.values["together"] == ["entry", "middle"]
    panel.turn(journey="signal-sealed")
    assert "signal-server" in choices(panel)
    assert "middle" not in choices(panel)
    assert panel.problem == ""
    panel.press("Reset")
    assert panel.values["together"] == []
    assert "middle" in choices(panel)
    with pytest.raises(ValueError, match=r"WhoLearns\.together = 'entry' is no list of words"):
        WhoLearns(together="entry")
