"""Measures of designs: each agrees with the engine, or with the model that it stands on."""

from __future__ import annotations

import numpy as np
import pytest

from guidekit.design import Design
from guidekit.design.build import journey_of
from guidekit.design.costs import delay, effort, machines, wakeups
from guidekit.design.measures import (
    delivery_share,
    operator_exposure,
    pairs_left,
    share_without_internet,
    stranger_secrets,
)
from guidekit.exposure import exposure
from guidekit.models import Federation, NearbyPeople, OnionRouting, Presence, SwarmStorage
from tests.designs import BRIAR, SESSION


def test_the_engine_says_who_reads():
    for design in (Design(), SESSION, BRIAR, Design(routing="two servers"), Design(routing="direct")):
        table = exposure(journey_of(design)).set_index(["observer", "datum"]).level
        kinds = {party.name: party.kind for party in journey_of(design).parties}
        expected = {
            (who, datum)
            for (who, datum), level in table.items()
            if level and datum in ("content", "link") and kinds.get(who) not in ("end", "mailbox")
            and who != "global observer"
        }  # fmt: skip
        assert set(stranger_secrets(design)) == expected


def test_relays_alone_are_onion_routing():
    fresh = BRIAR.but(entry="a new one each time")
    assert operator_exposure(fresh) == pytest.approx(
        OnionRouting(adversary=0.1).compromise_over([100]).without_guards[0]
    )
    assert operator_exposure(BRIAR) == pytest.approx(OnionRouting(adversary=0.1).circuit_compromise())


def test_a_swarm_is_the_swarm_model():
    large = SwarmStorage(nodes=10_000, adversary=0.1, swarm=7)  # a design draws each node on its own
    assert operator_exposure(SESSION) == pytest.approx(large.link_exposure(), abs=2e-5)


def test_reach_is_the_federation_s():
    assert pairs_left(Design(routing="two servers")) == pytest.approx(
        Federation(servers=20_000).reach_after_removing(1)
    )
    assert pairs_left(Design(routing="relays", storage="a server")) == 0


def test_waiting_is_presence():
    visits = Presence(on_hours=0.25, off_hours=2.75)
    assert delivery_share(Design()) == pytest.approx(visits.delivered_within(1, mailbox=True))
    assert delivery_share(Design(storage="nowhere")) == pytest.approx(visits.delivered_within(1))
    assert visits.online_fraction() * 24 == pytest.approx(2)  # two hours a day
    # Who asks every quarter of an hour waits half of it on average: between push and an open app.
    seldom, push, opened = (
        delivery_share(Design(habit=habit)) for habit in ("asks every 15 minutes", "push", "only while open")
    )
    assert opened < seldom < push
    phone = Presence(on_hours=11, off_hours=1)
    asked = np.linspace(0, 0.25, 10_001)
    assert seldom == pytest.approx(float(np.mean(phone.delivered_within(1 - asked, mailbox=True))), abs=1e-4)


def test_without_internet_is_the_walk_of_lesson_06():
    assert share_without_internet("the two, when near") == NearbyPeople(relay="direct").chance()
    assert share_without_internet("others carry it") == NearbyPeople(relay="epidemic").chance()


def test_costs_are_counted_on_the_journey():
    assert (delay(Design(routing="direct", storage="nowhere")), machines(SESSION)) == (0.04, 13)
    assert delay(SESSION) == OnionRouting(hops=7).delays()[1]
    assert wakeups(Design(habit="own connection", nearby="others carry it")) == 24 * 3600 / 30 + 24 * 60
    assert wakeups(Design(habit="asks every 15 minutes")) == 24 * 4
    assert effort(Design(door="an unlisted door", routing="direct", storage="nowhere")) == 0  # no effect
