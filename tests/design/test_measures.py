"""Measures of designs: each agrees with the engine, or with the model that it stands on."""

from __future__ import annotations

import pytest

from guidekit.design import Design
from guidekit.design.build import journey_of
from guidekit.design.measures import delivery_share, operator_exposure, pairs_left, stranger_secrets
from guidekit.exposure import exposure
from guidekit.models import Federation, OnionRouting, Presence, SwarmStorage
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
    assert pairs_left(Design(routing="two servers", servers=100)) == pytest.approx(
        Federation(servers=100).reach_after_removing(1)
    )
    assert pairs_left(Design(routing="relays", storage="a server")) == 0


def test_waiting_is_presence():
    visits = Presence(on_hours=0.25, off_hours=2.75)
    assert delivery_share(Design()) == pytest.approx(visits.delivered_within(1, mailbox=True))
    assert delivery_share(Design(storage="nowhere")) == pytest.approx(visits.delivered_within(1))
    assert visits.online_fraction() * 24 == pytest.approx(2)  # two hours a day
    asks = [delivery_share(Design(habit="asks now and then", minutes=m)) for m in (1, 15, 60, 120, 240)]
    assert asks == sorted(asks, reverse=True)
    assert asks[0] == pytest.approx(delivery_share(Design(habit="push")), abs=2e-3)
