"""Federation: published values, drawn rooms, and what removal, blocks and closed servers leave."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.models import ClosedServers, Federation
from guidekit.models.room import probability_all_spared
from guidekit.scenario import Comparison, Federated
from tests.models.strategies import any_model, is_share, shares

ANY = any_model(Federation)


SIZES = st.lists(st.integers(1, 10**6), min_size=1, max_size=12)


def test_published_values():
    matrix = Federation(servers=100_000, concentration=1.05, room_size=100)
    assert matrix.servers_seeing_room() == pytest.approx(74.92, abs=5e-3)
    assert matrix.reach_after_removing(10) == pytest.approx(0.4901, abs=5e-5)


def test_the_fediverse_of_2022(fediverse):
    """○ 4,601 servers, 7.82 M users; Zipf 1.115 fits the top 10 to 0.1 points."""
    measured = Federation.from_cumulative(*fediverse, users=7_824_386)
    held = np.cumsum(measured.shares())
    assert held[[0, 9, 99]].tolist() == pytest.approx([0.113, 0.443, 0.677], abs=5e-4)
    assert measured.shares().size == 4601
    zipf = Federation(servers=4601, concentration=1.115)
    assert zipf.shares()[:10].sum() == pytest.approx(held[9], abs=1e-3)
    assert "4601 servers with 7824386 users" in repr(measured)


def test_rooms_agree_with_drawn_members():
    """Seed 1: 6,000 rooms of 40 on 300 servers; four standard errors."""
    federation = Federation(servers=300, concentration=1.1, room_size=40, dishonest=0.1)
    rng = np.random.default_rng(1)
    rooms = rng.choice(300, (6000, 40), p=federation.shares())
    seen = np.zeros((6000, 300), dtype=bool)
    seen[np.arange(6000)[:, None], rooms] = True
    count = seen.sum(axis=1)

    def agrees(drawn, want):
        assert drawn.mean() == pytest.approx(want, abs=4 * drawn.std() / math.sqrt(6000))

    agrees(count, federation.servers_seeing_room())
    agrees(seen[:, 4], federation.operator_sees_room(5))
    agrees(seen[:, 20], federation.operator_sees_room(21))
    agrees((seen & (rng.random((6000, 300)) < 0.1)).any(axis=1), federation.dishonest_sees_room())
    agrees((seen & (rng.random((6000, 300)) >= 0.9)).sum(axis=1), federation.copies_after_deletion(0.9))
    agrees((seen & (rng.random((6000, 300)) >= 0.99)).any(axis=1), federation.deletion_incomplete(0.99))


@pytest.mark.parametrize("sizes", [[1, 1], [3, 2, 1], [2, 2, 2, 1], [5, 0, 1]])
def test_with_so_many_users_every_room_is_a_choice_of_people(sizes):
    """Every room there can be, counted person by person: nobody is in it twice."""
    home = [server for server, users in enumerate(sorted(sizes, reverse=True)) for _ in range(users)]
    pairs = list(itertools.combinations(home, 2))
    for room in range(2, len(home) + 1):
        one = Federation.from_sizes(sizes, room_size=room, dishonest=0.3)
        seen = [set(members) for members in itertools.combinations(home, room)]
        mean = sum(map(len, seen)) / len(seen)
        assert one.servers_seeing_room() == pytest.approx(mean, abs=1e-9)
        assert one.operator_sees_room(1) == pytest.approx(sum(0 in s for s in seen) / len(seen), abs=1e-9)
        spared = sum(0.7 ** len(s) for s in seen) / len(seen)
        assert one.dishonest_sees_room() == pytest.approx(1 - spared, abs=1e-9)
    assert one.islands() == pytest.approx(sum(a == b for a, b in pairs) / len(pairs))
    left = sum(a > 0 and b > 0 for a, b in pairs) / len(pairs)
    assert one.reach_after_removing(1) == pytest.approx(left)
    blocked = sum({a, b} == {0, 1} for a, b in pairs) / len(pairs)
    assert one.reach_after_blocking([(1, 2)]) == pytest.approx(1 - blocked)


def test_the_largest_server_has_its_measured_share_everywhere(fediverse):
    """fediverse.top1_share: 11.25 % of the crawl's users; with it 79 % of the pairs are left without it."""
    measured = fediverse[1][0]
    for one in (Federation(), Federated(), Comparison()):
        turned = {name: getattr(one, name) for name in ("servers", "concentration")}
        assert Federation(**turned).shares()[0] == pytest.approx(measured, abs=5e-4), type(one)
    assert Federation().reach_after_removing(1) == pytest.approx((1 - measured) ** 2, abs=1e-3)


@pytest.mark.parametrize(("servers", "members"), [(1, 5), (2, 3), (4, 6), (7, 4)])
@pytest.mark.parametrize("keep", [0.05, 0.5, 0.93])
def test_spared_agrees_with_every_room_there_can_be(servers, members, keep):
    p = np.arange(1, servers + 1) / np.arange(1, servers + 1).sum()
    want = 0.0
    for index in np.ndindex(*[servers] * members):
        want += math.prod(p[list(index)]) * keep ** len(set(index))
    assert probability_all_spared(keep, p, members) == pytest.approx(want, abs=1e-12)


@settings(max_examples=40)
@given(ANY, shares())
def test_stays_in_range(federation, share):
    n = federation.shares().size
    assert federation.shares().sum() == pytest.approx(1)
    assert (np.diff(federation.shares()) <= 0).all()
    assert 1 <= federation.servers_seeing_room() <= min(n, federation.room_size) + 1e-9
    assert 1 - 1e-9 <= federation.effective_servers() <= n * (1 + 1e-9)
    found = [
        federation.operator_sees_room(1),
        federation.operator_sees_room(n),
        federation.dishonest_sees_room(),
        federation.deletion_incomplete(share),
        federation.reach_after_removing(int(share * n)),
        federation.reach_after_blocking([(1, 2), (n - 1, n)]),
        federation.reach_when_closed(share),
        federation.islands(),
    ]
    assert all(is_share(p) for p in found)


@settings(max_examples=40)
@given(ANY, shares(), shares())
def test_what_makes_it_worse(federation, one, other):
    low, high = sorted([one, other])
    n = federation.shares().size
    assert (
        federation.reach_after_removing(int(high * n))
        <= federation.reach_after_removing(int(low * n)) + 1e-12
    )
    assert federation.reach_when_closed(high) <= federation.reach_when_closed(low) + 1e-12
    assert federation.copies_after_deletion(high) <= federation.copies_after_deletion(low) + 1e-12
    assert federation.deletion_incomplete(high) <= federation.deletion_incomplete(low) + 1e-9
    honest, spying = federation.but(dishonest=low / 2), federation.but(dishonest=high / 2)
    assert honest.dishonest_sees_room() <= spying.dishonest_sees_room() + 1e-9
    if federation.room_size < 1000:
        larger = federation.but(room_size=federation.room_size + 1)
        assert larger.servers_seeing_room() >= federation.servers_seeing_room()
        assert larger.operator_sees_room(1) >= federation.operator_sees_room(1)
    if federation.concentration <= 1.9:
        steeper = federation.but(concentration=federation.concentration + 0.1)
        assert steeper.effective_servers() <= federation.effective_servers()
        assert steeper.reach_after_removing(1) <= federation.reach_after_removing(1)


def test_one_server_is_a_centralized_messenger():
    one = Federation.from_sizes([500])
    assert one.shares().tolist() == [1.0]
    assert one.servers_seeing_room() == one.operator_sees_room(1) == one.islands() == 1
    assert one.reach_after_removing(1) == 0
    assert one.dishonest_sees_room() == pytest.approx(one.dishonest)
    assert one.reach_when_closed(1) == 1


def test_no_concentration_is_equal_shares():
    equal = Federation(servers=50, concentration=0)
    assert equal.shares() == pytest.approx(np.full(50, 0.02))
    assert equal.effective_servers() == pytest.approx(50)


def test_nobody_dishonest_and_nobody_blocked():
    assert Federation(dishonest=0).dishonest_sees_room() == 0
    assert Federation().deletion_incomplete(1) == 0
    assert Federation().deletion_incomplete(0) == 1
    assert Federation().reach_after_blocking([]) == 1
    assert Federation().reach_after_removing(0) == pytest.approx(1)
    assert Federation().reach_when_closed(0) == 1


@given(SIZES)
def test_sizes_in_any_order(sizes):
    total = sum(sizes)
    one = Federation.from_sizes(sizes, room_size=2) if total >= 2 else None
    if one is None:
        return
    assert one == Federation.from_sizes(reversed(sizes), room_size=2)
    assert one.islands() == pytest.approx(sum(s * (s - 1) for s in sizes) / (total * (total - 1)))
    assert Federation(sizes=tuple(sizes), room_size=2) == one
    if len(sizes) <= 12:
        assert eval(repr(one)) == one
    every = [(i, j) for i in range(1, len(sizes) + 1) for j in range(i + 1, len(sizes) + 1)]
    assert one.reach_after_blocking(every) == pytest.approx(one.islands())
    assert one.reach_when_closed(1) == pytest.approx(one.islands())


def test_a_block_counts_once_in_any_order():
    federation = Federation(servers=10)
    p = federation.shares()
    want = 1 - 2 * p[0] * p[1]
    assert federation.reach_after_blocking([(1, 2), (2, 1), (1, 2)]) == pytest.approx(want)


def test_giants_matter_and_small_ones_hardly():
    federation = Federation()
    assert federation.reach_after_blocking([(1, 2)]) < 0.99
    assert federation.reach_after_blocking([(9_999, 10_000)]) > 0.999999


@pytest.mark.parametrize(
    ("sizes", "says"),
    [
        ([], "sizes is empty"),
        ([5, -1], r"sizes\[1\] = -1 is outside its range; allowed: 0 to 1e\+11 people"),
        ([math.nan], r"sizes\[0\] = nan is not a whole number"),
        ([math.inf], r"sizes\[0\] = inf is not a whole number"),
        ([2.5, 1], r"sizes\[0\] = 2\.5 is not a whole number"),
        ([100, "12"], r"sizes\[1\] = '12' is not a number"),
        ([100, None], r"sizes\[1\] = None is not a number"),
        ("100", "is not a list of numbers"),
        (100, "is not a list of numbers"),
        (None, "is not a list of numbers"),
        ([0, 0], "no user at all"),
        ([6, 3], "room_size = 10 is more than there are users; allowed: 2 to 9 people"),
    ],
)
def test_bad_sizes_are_refused(sizes, says):
    with pytest.raises(ValueError, match=says):
        Federation.from_sizes(sizes)
    if sizes is not None:
        with pytest.raises(ValueError, match=says):
            Federation(sizes=sizes)


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ((1, 21), r"rank in \(1, 21\) = 21 is outside its range; allowed: 1 to 20"),
        ((0, 2), r"rank in \(0, 2\) = 0 is outside its range"),
        ((3, 3), "a server with itself"),
        ((1, 2, 3), "is not a pair of ranks"),
        (7, "is not a pair of ranks"),
        ((1, "2"), "'2' is not a number"),
        ((1, 1.5), "1.5 is not a whole number"),
        ((1, math.nan), "nan is not a whole number"),
    ],
)
def test_a_blocked_pair_that_does_not_exist_is_refused(pair, says):
    with pytest.raises(ValueError, match=says):
        Federation(servers=20).reach_after_blocking([pair])


def test_servers_that_do_not_exist_are_refused():
    with pytest.raises(ValueError, match="rank = 21 is outside its range; allowed: 1 to 20"):
        Federation(servers=20).operator_sees_room(21)
    with pytest.raises(ValueError, match="largest = 21 is outside its range; allowed: 0 to 20 servers"):
        Federation(servers=20).reach_after_removing(21)
    with pytest.raises(ValueError, match=r"honoured = 1\.5"):
        Federation().copies_after_deletion(1.5)


@pytest.mark.parametrize(
    ("servers", "members"), [(10, 100), (150, 100), (250, 100), (1990, 1000), (2010, 1000)]
)
@pytest.mark.parametrize("keep", [0.3, 0.95, 0.999])
def test_spared_agrees_with_filling_equal_servers_one_by_one(servers, members, keep):
    """Both sides of where the series takes over."""
    different = np.zeros(members + 1)
    different[0] = 1
    count = np.arange(members + 1)
    for _ in range(members):
        on_a_new_one = different * np.clip(1 - count / servers, 0, 1)
        different = different - on_a_new_one
        different[1:] += on_a_new_one[:-1]
    want = float(different @ keep**count)
    assert probability_all_spared(keep, np.full(servers, 1 / servers), members) == pytest.approx(
        want, abs=1e-9
    )


@pytest.mark.parametrize("pairs", [5, None, "12", b"12", 1.5])
def test_blocks_that_are_no_list_of_pairs_are_refused(pairs):
    with pytest.raises(ValueError, match="pairs = "):
        Federation().reach_after_blocking(pairs)


def test_closed_servers_agree_with_drawn_pairs():
    """Each server is open or closed on its own; a pair talks on one server, or over two that are open."""
    model = ClosedServers(servers=40, concentration=1.3, closed=0.35)
    rng = np.random.default_rng(7)
    pairs = rng.choice(40, (60_000, 2), p=model.shares())
    open_ones = rng.random((60_000, 40)) >= model.closed
    one, other = (open_ones[np.arange(60_000), pairs[:, side]] for side in (0, 1))
    talk = (pairs[:, 0] == pairs[:, 1]) | (one & other)
    assert model.reach_when_closed(model.closed) == pytest.approx(talk.mean(), abs=0.01)
