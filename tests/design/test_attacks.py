"""Attacks: each yields what the engine and the models say, and what would have helped does help."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.design import ATTACKS, Design, attack, journey_of, remedy
from guidekit.design.measures import stopped_share
from guidekit.exhibits.designing import _targets
from guidekit.exposure import exposure
from guidekit.models import Federation, OnionRouting, Spam, Theft
from guidekit.words import percent
from tests.designs import BRIAR, DESIGNS, OPTIONS, SESSION, game_of

CLOSED = Design(encryption="end to end", keys="a ratchet")


def got(design, name):
    return {gain.name: gain.got for gain in attack(design, name).gains}


@settings(max_examples=80)
@given(DESIGNS, st.sampled_from(list(ATTACKS)))
def test_every_attack_on_every_design(design, name):
    outcome = attack(design, name)
    assert outcome.sentence.endswith(".")
    assert outcome.loss >= 0
    assert [gain.name for gain in outcome.gains] == [gain.name for gain in attack(Design(), name).gains]
    assert "nan" not in outcome.sentence + "".join(gain.words for gain in outcome.gains)
    found = remedy(design, name)
    if found:
        part, option, sentence = found
        better = design.but(**{part: int(option) if part == "hops" else option})
        assert attack(better, name).sentence == sentence
        assert attack(better, name).loss < outcome.loss


@settings(max_examples=60)
@given(DESIGNS, st.sampled_from(list(ATTACKS)))
def test_no_other_single_part_would_have_helped_more(design, name):
    """`remedy` tries only the parts an attack names; here every part is tried."""
    best = min(
        attack(design.but(**{part: option}), name).loss for part, row in OPTIONS.items() for option in row
    )
    found = remedy(design, name)
    helped = design.but(**{found[0]: int(found[1]) if found[0] == "hops" else found[1]}) if found else design
    assert attack(helped, name).loss == pytest.approx(best)


def test_a_seized_phone_is_the_theft_model_with_a_screen():
    theft = Theft("ABBAABBABAAB", 6)
    later = theft.opened("signal")
    assert (attack(CLOSED, "Seize a phone").loss) == len({*range(1, 7), *later}) + 1
    vanish = attack(CLOSED.but(vanish="after a day", lock="a PIN"), "Seize a phone")
    # Half a day lies between two messages: of the six, only those of the last day are left, the newest two.
    assert vanish.loss == pytest.approx(len({5, 6, *later}) + 0.001)
    for design in (Design(), CLOSED.but(keys="one for years", vanish="after a day")):
        assert attack(design, "Seize a phone").loss == 13


def test_blocking():
    federated = CLOSED.but(routing="two servers")
    left = Federation(servers=20_000).reach_after_removing(100)
    assert percent(left) in attack(federated, "Block the servers").sentence
    assert percent(1 - left) in attack(federated, "Block the servers").gains[0].words
    assert got(CLOSED, "Block the servers")["Pairs cut off"]
    assert not got(CLOSED.but(door="an unlisted door"), "Block the servers")["Pairs cut off"]
    direct = CLOSED.but(routing="direct", storage="a Mailbox", discovery="link or code")
    assert not got(direct, "Block the servers")["Pairs cut off"]
    assert got(direct.but(discovery="username"), "Block the servers")["New contacts"]
    assert got(direct.but(storage="a swarm"), "Block the servers")["Pairs cut off"]


def test_an_operator_hands_over_what_is_kept_and_not_what_passed():
    plain = got(Design(), "Ask the operator")
    assert plain["What she wrote"]
    assert plain["Who writes to whom"]
    assert plain["Her contact list"]
    sealed = CLOSED.but(sender="locked inside", discovery="link or code")
    assert not any(got(sealed, "Ask the operator")[name] for name in ("What she wrote", "Who writes to whom"))
    assert got(sealed, "Ask the operator")["More, if ordered to write it down from now on"]
    assert not any(got(SESSION, "Ask the operator").values())
    assert not got(Design(storage="nowhere"), "Ask the operator")["What she wrote"]


def test_a_tenth_of_the_relays_is_onion_routing():
    fresh = OnionRouting(adversary=0.1).compromise_over([100]).without_guards[0]
    assert (
        percent(fresh) in attack(BRIAR.but(entry="a new one each time"), "Run a tenth of the relays").sentence
    )
    kept = OnionRouting(adversary=0.1).circuit_compromise()
    assert percent(kept) in attack(BRIAR, "Run a tenth of the relays").sentence
    assert not any(got(Design(), "Run a tenth of the relays").values())
    # A message that passes six relays, each hostile in one case of ten, drawn from the definition.
    passed = sum(all(row) for row in itertools.product([True] * 9 + [False], repeat=6))
    assert stopped_share(BRIAR) == pytest.approx(1 - passed / 10**6)
    assert stopped_share(BRIAR.but(routing="one server", storage="a server")) == 0
    assert got(Design(door="an unlisted door"), "Run a tenth of the relays")["Messages it can stop"]


def test_who_carries_a_message_is_among_those_who_may_be_hostile():
    carried = CLOSED.but(nearby="others carry it")
    outcome = attack(carried, "Run a tenth of the relays")
    assert outcome.gains[-1].got
    assert "Strangers who carry" in outcome.open_to
    assert remedy(carried, "Run a tenth of the relays")[0] == "nearby"
    for way in OPTIONS["nearby"]:
        open_to = game_of(carried.but(nearby=way)).open_to()
        assert any("Bluetooth can be seen" in words for words in open_to) == (way != "no way")
        assert any("carry" in words for words in open_to) == (way == "others carry it")


def test_a_push_service_can_be_asked():
    quiet = SESSION.but(habit="only while open")
    assert attack(quiet, "Ask the operator").open_to == ""
    woken = attack(SESSION.but(habit="push"), "Ask the operator")
    assert woken.open_to == "An order to the push service"
    assert {gain.name for gain in woken.gains if gain.got} == {"That she uses it", "When her phone is woken"}


@settings(max_examples=200)
@given(DESIGNS)
def test_an_attack_on_a_machine_of_the_way_yields_something_or_says_why_not(design):
    """Whoever handles the packets of a message has something, or the line says why it has not."""
    for name in ATTACKS:
        outcome = attack(design, name)
        touched = _targets(game_of(design, attack=name).hand_over())
        yields = [gain for gain in outcome.gains if gain.got]
        assert bool(outcome.open_to) == bool(yields), name
        assert all(gain.words and gain.words != percent(0) for gain in outcome.gains), name
        if name == "Ask the operator":
            assert bool(yields) >= bool(touched)
        if touched and not yields:
            reasons = {"Run a tenth of the relays": "see both ends", "Spam": "without the link"}
            assert reasons[name] in outcome.gains[0].words
    asked = got(design, "Ask the operator")
    others = ("What she wrote", "Who writes to whom", "Her contact list", "When her phone is woken")
    assert asked["That she uses it"] or not any(asked[other] for other in others)
    assert game_of(design).open_to()


@settings(max_examples=40)
@given(DESIGNS)
def test_a_watcher_of_all_links_is_the_engine_s(design):
    table = exposure(journey_of(design), correlate=True).set_index(["observer", "datum"]).level
    found = got(design, "Watch the network")
    assert found["Who talks to whom"] == bool(table["global observer", "link"])
    assert found["What they write"] == bool(table["global observer", "content"])


def test_spam_is_caught_by_the_name_of_its_sender():
    assert attack(Design(), "Spam").loss == pytest.approx(Spam(openness=0).spam_per_day())
    sealed = CLOSED.but(sender="locked inside")
    assert attack(sealed, "Spam").loss == pytest.approx(Spam(openness=1).spam_per_day())
    assert attack(sealed.but(discovery="link or code"), "Spam").loss == 0


def test_an_unknown_attack_is_refused():
    with pytest.raises(ValueError, match="there is no attack"):
        attack(Design(), "Ask nicely")
