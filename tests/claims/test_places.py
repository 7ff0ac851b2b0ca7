"""Every place that says how a claim stands says the same: the command, the panel, the lessons, the choice."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from guidekit.choice import PRESETS, Disagreement, Situations, ThreatModel, findings, preset
from guidekit.choice.engine import private_way
from guidekit.choice.ranking import MEETS
from guidekit.claims import guide_says
from guidekit.claims.flips import SENTENCES, Flips
from guidekit.exposure.reading import shipped_parties
from guidekit.knobs import place_of
from guidekit.models import ContactReach, KademliaLookup
from guidekit.scenario import AnonymousRouting, Centralized, Comparison, Federated, PeerToPeer
from guidekit.tables.query import load
from guidekit.words import number

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def text_of(lesson: str) -> str:
    cells = json.loads(next(NOTEBOOKS.glob(f"{lesson}-*.ipynb")).read_text(encoding="utf-8"))["cells"]
    return " ".join(" ".join("".join(cell["source"]) for cell in cells).split())


def test_a_lesson_s_table_shows_the_command_s_answer(answers):
    shown: set[str] = set()
    for notebook in NOTEBOOKS.glob("*.ipynb"):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if "gk.guide_says(" in source:
                ids = re.findall(r'"([a-z0-9-]+(?:\.[a-z0-9-]+)+)"', source)
                assert list(guide_says(*ids).evidence) == [answers[claim] for claim in ids], notebook.name
                shown |= set(ids)
    assert shown <= set(load("claims").id)
    assert len(shown) > 50


def test_the_panel_of_lesson_08_shows_the_command_s_verdicts(answers):
    for claim in SENTENCES:
        found = Flips(claim).curve()
        assert Flips(claim, place_of(found.rule, found.usual)).here()[2] == (answers[claim].verdict == "yes")


def test_one_con_of_federation_never_flips(answers):
    cons = [claim for claim in SENTENCES if claim.startswith("federated.con.")]
    never = {claim for claim in cons if answers[claim].flips_at.at is None}
    assert never == {"federated.con.features-complex"}


@pytest.mark.parametrize("share", [0.05, 0.1, 0.3])
def test_choice_scenario_and_claims_have_one_rule_of_adversaries(share):
    """What a messenger's machines learn is what its way's machines learn, whoever asks."""
    ways = {
        "signal": Centralized(),
        "element": Federated().but(room=2),
        "briar": PeerToPeer(relays="yes"),
        "session": AnonymousRouting(),
    }
    for who, way in ways.items():
        asked = way.but(adversary=share).value("link.machines")
        found = private_way(who, "", share)
        assert found.link == pytest.approx(asked, rel=0.02), who  # a room of two may share one server
        told = findings(who, ThreatModel().date, share)["link"].high
        year = way.but(adversary=share).value("link.year")
        assert told == pytest.approx(1 - (found.link + found.names + year) / 3), who


def test_the_threat_models_differ_as_the_guide_says_they_must(answers):
    assert answers["guide.threat-model"].verdict == "yes"
    assert len({preset(name).firsts() for name in PRESETS}) >= 2


def test_the_text_of_lesson_12_says_what_its_panels_show():
    text, agreements = text_of("12"), Situations().agreements()
    models = {name: preset(name) for name in PRESETS}
    firsts = {name: " and ".join(place.name for place in model.firsts()) for name, model in models.items()}
    assert f"{firsts['A family']} leads for the family, and {firsts['The app is blocked']} for the" in text
    assert list(firsts.values()).count("") == 4
    assert "For four of the eight, none of the seven is known to meet every must" in text
    assert not any(model.sure() for model in models.values())
    assert "**Nobody is first for sure**, not for one of the eight" in text
    assert sum(bool(one.advised) for one in agreements) == 4
    assert "**Practitioners name a messenger for four of the eight.**" in text
    assert min(one.sources for one in agreements) == 3
    assert "We read at least three texts for each" in text
    alice = models["A source and a journalist"]
    assert set(alice.musts()) == {"content", "kept"}
    turned = alice.but(contacts="rather")
    assert set(turned.musts()) == {"content"}
    assert turned.wanted()["kept"] > 0
    back = [place for place in turned.places() if place.standing == MEETS]
    assert (len(alice.firsts()), len(back)) == (0, 4)
    assert "One changed answer gave Alice four names" in text
    two = Disagreement().differences()
    assert [sum(one.turns[side] for one in two) for side in (0, 1)] == [1, 0]
    assert len(two) == 9
    assert "They differ in nine points" in text


def test_one_operator_is_worst_in_three_rows_each_time_with_everything():
    table = Comparison().table()
    risks = table[table.index.str.startswith(("lost", "exposed"))]
    worst = risks.centralized[risks.centralized == risks.max(axis=1)]
    assert worst.tolist() == [1.0] * 3
    assert "in three of all: each time because everything hangs on it" in text_of("11")


def test_a_look_up_tells_as_many_strangers_in_every_room():
    """The table of who learns what, the scenario, and the panel of lesson 08: one network of peers."""
    told = PeerToPeer().strangers()
    assert shipped_parties()["dht-peer"].count == round(told)
    assert "KademliaLookup(nodes=4_000_000, stale=0.2, parallel=10)" in text_of("08")
    assert KademliaLookup(nodes=4_000_000, stale=0.2).strangers_told() == pytest.approx(told, rel=1e-3)


def test_a_slow_message_is_that_of_the_scenario_and_of_lesson_08(answers):
    slow = answers["anonymous.con.slow"]
    assert slow.value == AnonymousRouting().value("latency.median")
    assert slow.threshold == pytest.approx(1.1 * Centralized().value("latency.median"))
    assert (slow.verdict, slow.kind) == ("no", "assumed")


def test_the_four_ways_are_asked_about_the_same_two_people():
    people = {way().scenario.room for way in (Centralized, Federated, PeerToPeer, AnonymousRouting)}
    assert people == {2}


def test_an_exchange_of_links_reaches_as_many_in_the_claim_as_in_the_model(answers):
    links, book = (number(ContactReach().reached(steps)) for steps in (4, 1))
    assert f"reaches {links} of 150 people" in str(answers["briar.add-contact"])
    assert f"a phone book reaches {book}" in str(answers["briar.add-contact"])
