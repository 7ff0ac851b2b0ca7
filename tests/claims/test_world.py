"""The world: a day, what is turned in it, and what statements about its cells say."""

from __future__ import annotations

import math
import re

import pytest

from guidekit.claims import World, check_claim, check_claims
from guidekit.claims.world import Statement, split_statements
from guidekit.models import Presence


def test_the_age_is_that_of_the_day_asked_about():
    day, later = (
        check_claim("signal.spec", World(day=when)).facts[0] for when in ("2026-11-23", "2026-11-24")
    )
    days, more = (int(re.search(r"([\d,]+) days", line)[1].replace(",", "")) for line in (day, later))
    assert more == days + 1


def test_a_fact_is_turned_today_and_not_in_the_guide_s_time():
    world = World(turned={"element:content.e2ee_calls_group": "maybe"})
    assert world.fact("element", "content.e2ee_calls_group") == "maybe"
    assert world.fact("element", "content.e2ee_calls_group", world.guide_day) == "no"
    assert "element:content.e2ee_calls_group" in world.moved("element.group-calls")


def test_a_role_turns_its_own_side_of_a_comparison():
    world = World(turned={"Presence.on_hours": 4, "mailbox.off_hours": 2})
    assert world.model(Presence) == Presence(on_hours=4)
    assert world.model(Presence, "mailbox") == Presence(on_hours=4, off_hours=2)


def test_a_knob_or_a_parameter_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match=r"Scenario\.adversary = 2 is outside its range"):
        check_claim("anonymous.pro.minimal-information", World(turned={"Scenario.adversary": 2}))
    with pytest.raises(ValueError, match=r"federation\.honoured = 2 is outside its range"):
        check_claim("federated.con.features-lacking", World(turned={"federation.honoured": 2}))
    for wrong in (math.nan, math.inf, "much"):
        with pytest.raises(ValueError, match=r"tor\.rtt_s = "):
            check_claim("anonymous.con.slow", World(turned={"tor.rtt_s": wrong}))
    with pytest.raises(ValueError, match=r"there is no parameter 'signal\.operator'"):
        World().parameter("signal.operator")


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("p2p.con.battery", "Nonsense.knob"),
        ("p2p.con.battery", "Radio.apps"),
        ("centralized.pro.fast-features", "FeatureRollout.release_days"),
        ("federated.pro.own-data", "Federation.room_size"),
        ("centralized.pro.easy-start", "signal.mau"),
        ("signal.spec", "element:open.spec_published"),
    ],
)
def test_what_changes_nothing_in_a_claim_is_refused(claim, name):
    for ask in (check_claim, lambda one, world: check_claims([one, "briar.spec"], world=world)):
        with pytest.raises(ValueError, match=f"'{re.escape(name)}' changes nothing in "):
            ask(claim, World(turned={name: 1}))


def test_what_one_of_several_claims_asks_for_may_be_turned():
    world = World(turned={"Scenario.contacts": 8})
    found = check_claims(["signal.spec", "federated.con.blocking"], world=world)
    assert [one.holds for one in found] == [True, False]


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        ("is yes", "yes", "no"),
        ("lists wifi", "tor; wifi", "tor; wifi_direct"),
        ("known", "no", "unknown"),
        ("not none", "tor", "none"),
        ("not none", "tor", "unknown"),
    ],
)
def test_a_statement_holds_for_one_value_and_not_for_another(text, true, false):
    statement = Statement.from_text(f"briar:transport.links {text}")
    worlds = [World(turned={"briar:transport.links": value}) for value in (true, false)]
    assert [statement.holds(world) for world in worlds] == [True, False]
    right, wrong = split_statements(worlds[1], f"briar:transport.links {text}")
    assert right == []
    assert re.match(rf"of Briar, “.+” is {false.replace(';', ',')} since \d{{4}}[\d-]*, not ", wrong[0])
