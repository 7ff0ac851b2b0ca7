"""A real Tor network against the model of circuits and the exposure of its journey.

Tolerances: the round trip's slope is the median's, and within 15 % of two link delays a hop. A loaded
machine adds to a build (each of its steps waits for several processes), so the time to build lies between
95 % and 180 % of d·h·(h+1); its shape is quadratic wherever it beats the straight line.
"""

from __future__ import annotations

import numpy as np
import pytest

from guidekit.exposure import exposure
from guidekit.models import OnionRouting
from tests.measured.recorded import recording

tables = recording("tor", program="tor", marked=True)
timed = recording("tor")  # times are read off the shipped recording: a machine that runs tests is a busy one

ORDER = ["a client without a name", "entry", "middle", "exit", "the destination"]
SLOPE = 0.15


def medians(tables, column: str):
    """Yield each link delay with its hops and the median times."""
    table = tables("tor_hops")
    used = table[(table.outcome == "ok") & table.hops.between(2, 8) & (table.delay_ms >= 10)]
    if column == "build_ms":
        used = used.drop_duplicates(["delay_ms", "hops", "circuit"])
    found = used.groupby(["delay_ms", "hops"])[column].median()
    assert len(found)
    for delay in found.index.levels[0]:
        yield float(delay), found[delay].index.to_numpy(dtype=float), found[delay].to_numpy()


def test_no_relay_names_anyone_but_its_neighbours(tables):
    table = tables("tor_relay_view")
    assert set(table.relay) == set(ORDER[1:-1])
    for row in table.itertuples():
        at = ORDER.index(row.relay)
        assert [row.prev_hop, row.next_hop] == [ORDER[at - 1], ORDER[at + 1]]


def test_relays_know_the_ends_that_the_exposure_gives_them(tables):
    view = tables("tor_relay_view").drop_duplicates("relay").set_index("relay")
    levels = exposure("tor-circuit").set_index(["observer", "datum"]).level
    for relay in ORDER[1:-1]:
        assert levels[relay, "sender_address"] == float(view.prev_hop[relay] == ORDER[0])
        assert levels[relay, "recipient"] == float(view.next_hop[relay] == ORDER[-1])
        assert levels[relay, "sender"] == 0  # the client has no name even for the entry


def test_cell_counts_line_up_along_the_circuit(tables):
    view = tables("tor_relay_view").query("direction == 'in' and cell_type == 'relay'").set_index("relay")
    counts = view.cells[ORDER[1:-1]].tolist()
    assert counts == sorted(counts, reverse=True)
    assert max(counts) - min(counts) <= 4  # what both ends count is enough to match them


def test_round_trip_grows_by_two_link_delays_a_hop(timed):
    for delay, hops, rtt in medians(timed, "rtt_ms"):
        slope = np.polyfit(hops, rtt, 1)[0]
        assert slope == pytest.approx(2 * delay, rel=SLOPE)
        near, far = (
            np.median(OnionRouting(hops=h, link_ms=delay, link_spread=0).latency(samples=10, seed=1))
            for h in (3, 4)
        )
        assert slope == pytest.approx(2 * 1000 * (far - near), rel=SLOPE)


def test_building_grows_with_the_square_of_the_hops(timed):
    for delay, hops, build in medians(timed, "build_ms"):
        crossed = hops * (hops + 1)
        errors = [np.sum((build - np.polyval(np.polyfit(x, build, 1), x)) ** 2) for x in (crossed, hops)]
        assert errors[0] < errors[1], delay
        assert (build > 0.95 * delay * crossed).all()
        assert (build < 1.8 * delay * crossed).all()


def test_distance_makes_it_slow_not_encryption(tables):
    table = tables("tor_hops").query("delay_ms == 0 and hops == 3 and outcome == 'ok'")
    if table.empty:
        pytest.skip("a quick recording has no links without delay")
    assert table.rtt_ms.median() < 20


def test_one_relay_is_refused_and_nine_are_too_many(tables):
    table = tables("tor_hops")
    one = table[table.hops == 1]
    built = one[one.outcome != "failed"]  # what was not built in time was tried again
    assert len(built)
    assert (built.outcome == "refused").all()
    assert one.rtt_ms.isna().all()
    assert table.hops.max() <= 9
    broken = table[(table.outcome == "failed") & (table.hops <= 8)]
    assert len(broken) <= 0.05 * len(table)


def test_an_onion_service_crosses_seven_links(timed):
    table = timed("tor_onion")
    assert (table.client_hops == 3).all()
    assert (table.service_hops == 4).all()
    links = 7  # the legs share the relay where they meet
    rtt = table[table.delay_ms >= 10].groupby("delay_ms").rtt_ms.median()
    for delay, ms in rtt.items():
        assert ms == pytest.approx(2 * links * delay, rel=0.25)
    hops = timed("tor_hops").query("hops == 3 and outcome == 'ok'").groupby("delay_ms").rtt_ms.median()
    assert (rtt > 1.8 * hops[rtt.index]).all()
    assert (1000 * table.connect_s > table.rtt_ms).all()


def test_a_killed_relay_is_noticed_and_a_silent_one_is_not(tables):
    found = tables("tor_failure").set_index("kind")
    killed, frozen, through = (found.loc[kind] for kind in ("killed", "frozen", "build through frozen"))
    assert killed.detected_s < 5
    assert killed.rebuild_s < 5
    assert np.isnan(frozen.detected_s)
    assert frozen.waited_s >= 15
    assert frozen.rebuild_s < 5  # another path works at once
    assert through.detected_s == pytest.approx(60, abs=10)  # the client's own limit
