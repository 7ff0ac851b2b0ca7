"""Servers: queues, outages, takeovers, islands, upkeep, spam and radios, drawn or counted one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import CatchUp, FeatureRace, FirstDay, Island, OfflineQueue, Radio, Spam, Upkeep
from guidekit.models.fragility import largest_parts, most_linked_first

GRAPHS = st.integers(2, 12).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), min_size=1, max_size=25),
        st.permutations(range(n)),
    )
)


def test_catching_up_agrees_with_a_server_that_goes_up_and_down():
    """Seed 1: 4,000 runs of the two states; four standard errors."""
    model = CatchUp(down=0.3, outage=2.0, pause=30.0, longest=2.0)
    rng = np.random.default_rng(1)
    tries = model.tries()
    waits = []
    for _ in range(4000):
        up, clock, change = rng.random() > 0.3, 0.0, 0.0
        if up:
            waits.append(0.0)
            continue
        for nth in range(1, tries.size):
            clock = tries[nth]
            change = change or rng.exponential(2.0)
            while change <= clock:
                up = not up
                change += rng.exponential(2.0 * 0.7 / 0.3 if up else 2.0)
            if up:
                waits.append(clock)
                break
    waits = np.array(waits)
    for hours in (0.0, 1.0, 5.0, 12.0):
        share = (waits <= hours + 1e-9).mean()
        assert share == pytest.approx(model.delivered_within(hours), abs=4 * math.sqrt(0.25 / 4000))
    late = waits[waits > 0]
    assert late.mean() == pytest.approx(model.mean_wait(), abs=4 * late.std() / math.sqrt(late.size))


def largest_part(nodes, links):
    """Largest component by walking about, slowly and plainly."""
    best, seen = 0, set()
    for start in nodes:
        if start in seen:
            continue
        part, waiting = set(), [start]
        while waiting:
            node = waiting.pop()
            if node not in part:
                part.add(node)
                waiting += [b if a == node else a for a, b in links if node in (a, b)]
        seen |= part
        best = max(best, len(part))
    return best


@given(GRAPHS)
def test_one_pass_agrees_with_walking_about(graph):
    n, links, order = graph
    sizes = largest_parts(n, np.array(links), np.array(order))
    for removed in range(n + 1):
        left = set(order[removed:])
        assert sizes[removed] == largest_part(left, [(a, b) for a, b in links if a in left and b in left])


@given(GRAPHS)
def test_the_most_linked_goes_first(graph):
    n, links, shuffled = graph
    degrees = np.bincount(np.array(links).ravel(), minlength=n)
    order = most_linked_first(np.array(links), degrees, np.array(shuffled)).tolist()
    assert sorted(order) == list(range(n))
    left = set(range(n))
    for node in order:
        alive = [(a, b) for a, b in links if a in left and b in left and a != b]
        count = {i: sum((a == i) + (b == i) for a, b in alive) for i in left}
        loops = {a for a, b in links if a == b}
        if not loops:  # a link to oneself counts twice and goes with its node
            assert count[node] == max(count.values())
        left.discard(node)


def test_a_queue_drops_what_waits_too_long():
    """Seed 1: 100,000 absences with messages at any moment of them; four standard errors between absences."""
    queue = OfflineQueue(kept=5, away=4)
    rng = np.random.default_rng(1)
    absences = rng.exponential(4, 100_000)
    written = rng.poisson(absences)  # one a day
    starts = np.repeat(absences, written)
    lost = starts * rng.random(starts.size) > 5
    error = 4 * math.sqrt(lost.mean() * np.square(written).mean() / written.mean() / lost.size)
    assert lost.mean() == pytest.approx(queue.lost(), abs=error)
    assert OfflineQueue(kept=5, away=queue.longest(0.1)).lost() == pytest.approx(0.1)


@pytest.mark.parametrize(("members", "contacts", "follow"), [(12, 40, 0.5), (31, 40, 0.5), (2, 10, 1.0)])
def test_an_island_is_filled_contact_by_contact(members, contacts, follow):
    room, here, outside = members - 1, 0, 0
    for number in range(contacts):
        if number < follow * contacts and room:
            room, here = room - 1, here + 1
        else:
            outside += 1
    island = Island(members=members, contacts=contacts, follow=follow, population=5000)
    assert island.contacts_reached() == pytest.approx(here / contacts)
    assert island.exposed_outside() == pytest.approx(outside / contacts)
    assert island.reach() == pytest.approx(sum(person < members for person in range(1, 5000)) / 4999)


def test_upkeep_is_booked_month_by_month():
    server = Upkeep(users=17, setup_hours=25, monthly_hours=3.5, user_hours=0.8, years=4)
    hours = 25.0
    for month in range(48):
        hours += 3.5
        if month % 12 == 0:
            hours += 17 * 0.8
    assert server.hours_per_year() == pytest.approx(hours / 4)
    assert server.hours_per_user() == pytest.approx(hours / 4 / 17)
    cheap = next(n for n in range(1, 1000) if server.but(users=n).hours_per_user() <= 1.2)
    assert server.users_until(1.2) == cheap


def test_the_first_day_is_drawn_contact_by_contact():
    """Seed 2: 20,000 newcomers; four standard errors."""
    day = FirstDay(users=60_000, contacts=40, world=2_000_000)
    there = (np.random.default_rng(2).integers(0, 2_000_000, (20_000, 40)) < 60_000).sum(axis=1)
    assert there.mean() == pytest.approx(day.found(), abs=4 * there.std() / math.sqrt(20_000))
    nobody = (there == 0).mean()
    assert nobody == pytest.approx(day.nobody(), abs=4 * math.sqrt(nobody / 20_000))
    assert day.but(users=round(day.users_needed(3))).found() == pytest.approx(3)


def test_spam_is_drawn_message_by_message():
    """Seed 4: 100,000 messages of each kind; four standard errors."""
    inbox = Spam(openness=0.3, attempts=4, caught=0.8, caught_sealed=0.25, first_contacts=0.4)
    rng, size = np.random.default_rng(4), 100_000
    sealed = rng.random(size) < 0.3
    passes = rng.random(size) >= np.where(sealed, 0.25, 0.8)
    error = 4 * math.sqrt(0.25 / size)
    assert 4 * passes.mean() == pytest.approx(inbox.spam_per_day(), abs=4 * error)
    named = (rng.random(size) < 0.4) & ~(rng.random(size) < 0.3)
    assert named.mean() == pytest.approx(inbox.sender_exposure(), abs=error)


@pytest.mark.parametrize(("keepalive", "tail"), [(90.0, 20.0), (12.0, 25.0)])
def test_a_radio_is_played_second_by_second(keepalive, tail):
    radio = Radio(keepalive=keepalive, tail=tail, power=2.5)
    wakes, awake, until = 0, 0, -1.0
    for second in range(86_400):
        if second % keepalive == 0:
            wakes, until = wakes + 1, second + tail
        awake += second < until
    assert radio.wakeups_per_day() == wakes
    assert radio.awake_share() == pytest.approx(awake / 86_400, abs=1e-12)
    assert radio.joules_per_day() == pytest.approx(2.5 * awake)


def shipped(rng, size, parts, teams, release, update):
    """Draw when all of so many parts have a feature: each is of some team, which ships it, and is updated."""
    ships = rng.exponential(release, (size, teams))
    team = rng.integers(0, teams, (size, parts))
    return (np.take_along_axis(ships, team, axis=1) + rng.exponential(update, (size, parts))).max(axis=1)


def test_a_race_is_level_where_it_flips():
    """Seed 6: 200,000 pairs in a federation and with one operator; four standard errors."""
    race = FeatureRace(client_days=20, server_days=12, implementations=2, release_days=25, standard_days=40)
    rng, size, share = np.random.default_rng(6), 200_000, 0.75
    day, cycle = race.days_until(share), race.flips_at(share)
    clients, servers = (shipped(rng, size, 2, 2, 25, update) for update in (20, 12))
    one = shipped(rng, size, 2, 1, cycle, 20)
    error = 4 * math.sqrt(share * (1 - share) / size)
    assert 0 < cycle < 365
    assert (np.maximum(clients, servers) + 40 <= day).mean() == pytest.approx(share, abs=error)
    assert (one <= day).mean() == pytest.approx(share, abs=error)
