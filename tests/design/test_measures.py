"""Measures of designs: each agrees with the engine, or with the model that it stands on."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from guidekit.design import Design
from guidekit.design.build import journey_of
from guidekit.design.costs import delay, effort, machines, wakeups
from guidekit.design.measures import (
    ASKS_MINUTES,
    SERVERS_THERE,
    delivery_share,
    operator_exposure,
    pairs_left,
    share_without_internet,
    stranger_secrets,
)
from guidekit.exposure import exposure
from guidekit.models import Federation, NearbyPeople, OnionRouting, Presence, SwarmStorage
from tests.designs import BRIAR, OPTIONS, SESSION

DATA = Path(__file__).parents[2] / "data"


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


@pytest.mark.parametrize("hours", ["1", None, True, -1, float("nan"), [1.0]])
@pytest.mark.parametrize("storage", ["nowhere", "a server"])
def test_hours_that_are_no_time_are_refused(hours, storage):
    with pytest.raises(ValueError, match="hours = "):
        delivery_share(Design(storage=storage), hours)


@pytest.mark.parametrize("storage", ["nowhere", "a server"])
@pytest.mark.parametrize("habit", OPTIONS["habit"])
def test_the_longer_a_message_may_take_the_more_arrive(storage, habit):
    design = Design(storage=storage, habit=habit)
    shares = [delivery_share(design, hours) for hours in (0, 0.1, 1, 24, 24 * 14, math.inf)]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


def test_a_word_is_no_switch():
    with pytest.raises(ValueError, match="neither True nor False"):
        operator_exposure(BRIAR, servers="no")


def test_numbers_that_have_a_row_are_those_of_the_row():
    rows = pd.read_csv(DATA / "parameters.csv").set_index("id").value.astype(float)
    assert rows["briar.alarm_minutes"] == ASKS_MINUTES
    assert wakeups(Design(habit="asks every 15 minutes")) == rows["wakeups.briar_alarm_day"]
    assert wakeups(Design(habit="own connection")) == 86_400 / rows["briar.max_idle_s"]
    assert wakeups(Design(habit="push")) == pytest.approx(86_400 / rows["push.heartbeat_mobile_s"])
    assert round(rows["mx.servers"], -4) == SERVERS_THERE
    # A look by Bluetooth once a minute is ours, and happens to be as often as asking once a minute.
    assert wakeups(Design(nearby="others carry it")) == rows["wakeups.poll60_day"]


def test_costs_are_counted_on_the_journey():
    assert (delay(Design(routing="direct", storage="nowhere")), machines(SESSION)) == (0.04, 13)
    assert delay(SESSION) == OnionRouting(hops=7).delays()[1]
    assert wakeups(Design(habit="own connection", nearby="others carry it")) == 24 * 3600 / 30 + 24 * 60
    assert wakeups(Design(habit="asks every 15 minutes")) == 24 * 4
    assert effort(Design(door="an unlisted door", routing="direct", storage="nowhere")) == 0  # no effect
