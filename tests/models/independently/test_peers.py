"""Peers: look-ups among real identifiers, people who come and go, and meetings drawn one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import KademliaLookup, NearbyPeople, PhoneWeek, Presence, Proximity, meeting_rate, walk
from guidekit.models.proximity import epidemic_share
from tests.models.strategies import any_model


def contacts(low, high, bucket, rng):
    """Draw the places of so many different nodes from each stretch of a list; −1 where there are no more."""
    sizes = high - low
    picks = np.full((sizes.size, bucket), -1)
    few = np.flatnonzero(sizes <= 40 * bucket)  # shuffle the whole stretch
    if few.size:
        most = int(sizes[few].max())
        order = rng.random((few.size, most))
        order[np.arange(most) >= sizes[few, None]] = 2
        chosen = np.argsort(order, axis=1)[:, :bucket]
        chosen[np.arange(chosen.shape[1]) >= sizes[few, None]] = -1
        picks[few, : chosen.shape[1]] = chosen
    many = np.flatnonzero(sizes > 40 * bucket)  # draw until all are different
    while many.size:
        drawn = rng.integers(0, sizes[many, None], (many.size, bucket))
        picks[many] = drawn
        line = np.sort(drawn, axis=1)
        many = many[(line[:, 1:] == line[:, :-1]).any(axis=1)]
    return np.where(picks < 0, -1, low[:, None] + picks)


def look_up(dht, lookups, rng):
    """Look up among real identifiers; return hops, who was told, and seconds, a number for each look-up."""
    ids = np.sort(rng.choice(2**50, dht.nodes, replace=False))
    ends = rng.integers(0, [dht.nodes, dht.nodes - 1], (lookups, 2))
    ends[:, 1] += ends[:, 1] >= ends[:, 0]
    here, target = ids[ends].T
    hops, told, seconds = np.zeros(lookups, dtype=int), np.zeros(lookups, dtype=int), np.zeros(lookups)
    on = np.arange(lookups)
    while on.size:
        wanted = target[on]
        bits = np.frexp((here[on] ^ wanted).astype(float))[1] - 1  # the first bit in which they differ
        low = np.searchsorted(ids, wanted >> bits << bits)
        high = np.searchsorted(ids, ((wanted >> bits) + 1) << bits)
        picks = contacts(low, high, dht.bucket, rng)
        known = ids[picks]
        far = np.where(picks < 0, 2**60, known ^ wanted[:, None])
        order = np.argsort(far, axis=1)
        known, far = np.take_along_axis(known, order, 1), np.take_along_axis(far, order, 1)
        live = (far < 2**60) & ((far == 0) | (rng.random(far.shape) >= dht.stale))
        first = np.where(live.any(axis=1), live.argmax(axis=1), -1)  # the nearest that answers
        batch = np.arange(dht.bucket) // dht.parallel
        asked = live & (batch == (first // dht.parallel)[:, None]) & (far > 0)
        told[on] += np.where(first < 0, 0, asked.sum(axis=1))
        silent = np.where(first < 0, math.ceil(dht.bucket / dht.parallel), first // dht.parallel)
        seconds[on] += silent * dht.timeout + (first >= 0) * dht.rtt_ms / 1000
        hops[on] += 1
        here[on] = np.where(first < 0, here[on], known[np.arange(on.size), first])
        on = on[here[on] != target[on]]
    return hops, told, seconds


# Nodes, bucket, stale, in parallel, and the mean hops that another program of this kind found (within 0.02).
NETWORKS = [
    (1000, 8, 0.0, 3, 2.378),
    (3000, 20, 0.0, 1, 2.199),
    (10_000, 8, 0.0, 4, 3.132),
    (10_000, 20, 0.0, 3, 2.523),
    (20_000, 4, 0.0, 2, 4.132),
    (150, 20, 0.0, 7, None),
    (2000, 1, 0.3, 1, None),
    (5000, 6, 0.5, 2, None),
    (700, 20, 0.85, 3, None),
]


@pytest.mark.parametrize(("nodes", "bucket", "stale", "parallel", "found"), NETWORKS)
def test_look_ups_are_those_among_real_identifiers(nodes, bucket, stale, parallel, found):
    """Seed 7: 1,000 look-ups in each of 24 networks; four standard errors between networks."""
    dht = KademliaLookup(nodes, bucket, parallel, stale, rtt_ms=80, timeout=0.6)
    rng = np.random.default_rng(7)
    means = np.array([[x.mean() for x in look_up(dht, 1000, rng)] for _ in range(24)])
    error = 4 * means.std(axis=0, ddof=1) / math.sqrt(24)
    drawn = dht.lookup_seconds(20_000, seed=7)
    want = [dht.expected_hops(), dht.strangers_told(), drawn.mean()]
    error[2] += 4 * drawn.std() / math.sqrt(drawn.size)
    assert (np.abs(means.mean(axis=0) - want) <= error + 0.001).all(), (means.mean(axis=0), want, error)
    assert found is None or means[:, 0].mean() == pytest.approx(found, abs=0.02)


@given(any_model(Presence), st.floats(0.001, 1000))
def test_presence_is_the_chain_of_three_states(habit, hours):
    from scipy.linalg import expm

    leave, come = 1 / habit.on_hours, 1 / habit.off_hours
    generator = np.array(  # sender only, recipient only, neither; what is missing is delivery
        [[-leave - come, 0, leave], [0, -leave - come, leave], [come, come, -2 * come]]
    )
    waiting = expm(generator * hours)[0].sum() * (1 - habit.online_fraction())
    assert habit.delivered_within(hours) == pytest.approx(1 - waiting, abs=1e-8)


def test_presence_is_that_of_drawn_lives():
    """Seed 3: 20,000 pairs are played event by event; four standard errors."""
    habit = Presence(on_hours=2, off_hours=5)
    rng = np.random.default_rng(3)
    waits = []
    for _ in range(20_000):
        now, sender, recipient = 0.0, True, bool(rng.random() < habit.online_fraction())
        while not (sender and recipient):
            ends = [rng.exponential(2 if there else 5) for there in (sender, recipient)]
            now += min(ends)  # exponential times may be drawn anew after each event
            if ends[0] < ends[1]:
                sender = not sender
            else:
                recipient = not recipient
        waits.append(now)
    drawn = np.array(waits)
    assert drawn.mean() == pytest.approx(habit.mean_wait(), abs=4 * drawn.std() / math.sqrt(drawn.size))
    share = (drawn <= 6).mean()
    assert share == pytest.approx(
        habit.delivered_within(6), abs=4 * math.sqrt(share * (1 - share) / drawn.size)
    )


@pytest.mark.parametrize(("on", "off"), [(1, 9), (0.5, 4.5), (8, 4), (12, 48)])
def test_two_phones_that_really_come_and_go_wait_as_the_closed_form_says(on, off):
    """The 400 drawn weeks, of which nothing follows from the closed form; four standard errors."""
    model = PhoneWeek(on_hours=on, off_hours=off)
    for mailbox, waits in enumerate(model.waits().T):
        for hours in (0.0, 0.5, 6, 24, 100, 168):
            p = float(model.delivered_within(hours, bool(mailbox)))
            error = math.sqrt(p * (1 - p) / waits.size)
            assert abs((waits <= hours).mean() - p) <= 4 * error + 1e-9


@pytest.mark.parametrize("people", [2, 10, 60])
def test_epidemic_agrees_with_the_chain_of_carriers(people):
    from scipy.linalg import expm

    steps = np.arange(1, people + 1)
    rates = steps * (people + 1.0 - steps)
    generator = np.diag(np.append(-rates, 0)) + np.diag(rates, 1)
    for tau in (0.001, 0.02, 0.1, 0.5, 2):
        want = expm(generator * tau)[0] @ np.arange(people + 1) / people
        assert epidemic_share(people, np.asarray(tau)) == pytest.approx(want, abs=2e-8)


def test_proximity_is_that_of_drawn_meetings():
    """Seed 5: 4,000 crowds of 12, every pair's meetings drawn; four standard errors."""
    rng = np.random.default_rng(5)
    others, runs = 12, 4000
    times = {"direct": [], "two-hop": [], "epidemic": []}
    counts = {"two-hop": [], "epidemic": []}
    at = 0.15
    for _ in range(runs):
        first = np.triu(rng.exponential(1.0, (others + 1, others + 1)), 1)
        first = first + first.T  # when each pair first meets; 0 is the sender, 1 the recipient
        times["direct"].append(first[0, 1])
        # A relay that got its copy meets the recipient after another exponential time.
        again = first[0, 2:] + rng.exponential(1.0, others - 1)
        times["two-hop"].append(min(first[0, 1], again.min()))
        counts["two-hop"].append(1 + (first[0, 2:] <= at).sum())
        reached = np.full(others + 1, np.inf)  # shortest paths: each edge is passed after its own time
        reached[0], done = 0.0, set()
        while len(done) <= others:
            node = min(set(range(others + 1)) - done, key=lambda i: reached[i])
            done.add(node)
            reached = np.where(
                np.arange(others + 1) == node, reached, np.minimum(reached, reached[node] + first[node])
            )
        times["epidemic"].append(reached[1])
        counts["epidemic"].append((np.delete(reached, 1) <= at).sum())
    for relay, drawn in times.items():
        crowd, sample = Proximity(people=others, meetings=1, relay=relay), np.array(drawn)
        assert sample.mean() == pytest.approx(crowd.mean_delay(), abs=4 * sample.std() / math.sqrt(runs))
        share = (sample <= at).mean()
        assert crowd.delivered_within(at) == pytest.approx(
            share, abs=4 * math.sqrt(share * (1 - share) / runs)
        )
        if relay != "direct":
            held = np.array(counts[relay])
            assert crowd.carriers(at) == pytest.approx(held.mean(), abs=4 * held.std() / math.sqrt(runs))


def test_one_carrier_on_a_walk_arrives_as_often_as_the_formula_says():
    model = NearbyPeople(hours=6.0, people=5)
    arrived = np.mean([model.carriers(seed)[1] for seed in range(300)])
    p = model.chance()
    assert abs(arrived - p) <= 4 * math.sqrt(p * (1 - p) / 300)


def test_meeting_rate_agrees_with_people_who_walk():
    """Seed 6: 40 people on 4 km² for 20 hours, about 1,500 meetings; 10 %, four standard errors."""
    area, reach, speed, hours, people = 4.0, 0.03, 5.0, 20.0, 40
    places = walk(people, hours, 20_000, area, speed, leg_hours=0.2, seed=6)
    first, second = np.triu_indices(people, 1)
    near = np.empty((places.shape[0], first.size), dtype=bool)
    for start in range(0, places.shape[0], 2000):
        part = places[start : start + 2000]
        near[start : start + 2000] = ((part[:, first] - part[:, second]) ** 2).sum(axis=-1) < reach**2
    starts = (near[1:] & ~near[:-1]).sum()
    assert starts / hours / first.size == pytest.approx(meeting_rate(area, reach * 1000, speed), rel=0.10)
