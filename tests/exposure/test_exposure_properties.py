"""Laws that hold on any journey, tried on random ones, and a second, plain engine to compare with."""

from __future__ import annotations

from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.exposure import DATA, Hop, Journey, Layer, Party, clues_of, exposure
from guidekit.exposure.coalitions import expect, knowledge
from guidekit.exposure.terms import CORRUPTIBLE, DERIVED

WRITTEN = [datum for datum in DATA if datum not in DERIVED]
NAMES = ["alice", "bob", "carol", "one", "two", "three", "four"]

law = settings(max_examples=60, deadline=None)  # the first example pays for pandas and the caches


@st.composite
def random_journeys(draw: st.DrawFn) -> Journey:
    """A tree of one to seven hops over up to seven parties, with up to four layers on each."""
    reached, path = ["alice"], []
    for _ in range(draw(st.integers(1, 7))):
        source = draw(st.sampled_from(reached))
        target = draw(st.sampled_from([name for name in NAMES if name != source]))
        path.append((source, target))
        reached += [target] if target not in reached else []
    keys = st.one_of(
        st.just(["anyone"]), st.lists(st.sampled_from(reached), min_size=1, max_size=3, unique=True)
    )
    layers = st.builds(
        Layer, st.just("seal"), keys, st.lists(st.sampled_from(WRITTEN), max_size=3, unique=True)
    )
    packets = st.lists(layers, max_size=4)
    hops = [Hop(a, b, draw(packets), draw(st.booleans()), draw(st.booleans())) for a, b in path]
    parties = [
        Party(name, "end" if name in ("alice", "bob", "carol") else draw(st.sampled_from(CORRUPTIBLE)),
              count=draw(st.integers(1, 3)), ships_code_to=draw(st.sampled_from([(), ("alice",), ("bob",)])))
        for name in NAMES
    ]  # fmt: skip
    return Journey("random", hops, parties)


def plain(journey: Journey, coalition: set[str], correlate: bool) -> set[str]:
    """Read a journey naively, one coalition, with sets: what the fast engine must agree with."""
    book = clues_of(journey)
    wire = {w.name: set(w.hops) for w in book.watchers if w.name in coalition}
    team = {n for n in coalition if n not in wire}
    team |= set(chain.from_iterable(journey.party(n).ships_code_to for n in team))
    team &= {p.name for p in journey.parties}
    found: set[str] = set()
    seen: list[set[str]] = []
    for number, hop in enumerate(journey.hops):
        here: set[str] = set()
        if team & set(hop.ends) or any(number in hops for hops in wire.values()):
            here |= {"time", "size"}
            here |= {"sender_address"} if journey.sender in hop.ends else set()
            here |= {"recipient_address"} if set(journey.recipients) & set(hop.ends) else set()
            here |= {"recipient"} if team & set(journey.recipients) & set(hop.ends) else set()
            here |= {"sender"} if journey.sender in team and journey.sender in hop.ends else set()
            for layer in hop.packet:
                wrote = hop.source == journey.sender and journey.sender in team
                if not (layer.clear or wrote or team & set(layer.keys)):
                    break
                here |= set(layer.reveals)
        if number == 0 and journey.sender in team:
            here |= {"recipient"}
        seen.append(here)
        found |= here
    for run in runs(journey, team, seen, correlate):
        pooled = set().union(*(seen[number] for number in run))
        if pooled & {"sender", "sender_address"} and pooled & {"recipient", "recipient_address", "members"}:
            found.add("link")
    return found


def runs(journey: Journey, team: set[str], seen: list[set[str]], correlate: bool) -> list[set[int]]:
    """Group the hops that a coalition can tie together: by a member at both, or by timing."""
    started: dict[str, int] = {}
    moment = []
    for hop in journey.hops:
        begins = hop.later or hop.source not in started
        moment.append(max(moment, default=-1) + 1 if begins else started[hop.source])
        started.setdefault(hop.source, moment[-1])
        started.setdefault(hop.target, moment[-1])
    groups = [{number} for number, here in enumerate(seen) if here]

    def tied(a: int, b: int) -> bool:
        shared = set(journey.hops[a].ends) & set(journey.hops[b].ends) & team
        return bool(shared) or (correlate and moment[a] == moment[b])

    merged = True
    while merged:
        merged = False
        for one in groups:
            for two in groups:
                if one is not two and any(tied(a, b) for a in one for b in two):
                    groups = [g for g in groups if g not in (one, two)] + [one | two]
                    merged = True
                    break
            if merged:
                break
    return groups


def knows(journey: Journey, coalition: set[str], correlate: bool) -> set[str]:
    book = clues_of(journey)
    truth = knowledge(book, [book.who(*sorted(coalition))], correlate)
    return {datum for datum, answer in truth.items() if answer[0]}


@law
@given(journey=random_journeys(), correlate=st.booleans(), data=st.data())
def test_the_fast_engine_agrees_with_the_plain_one(journey, correlate, data):
    coalition = data.draw(st.sets(st.sampled_from(list(clues_of(journey).bits)), min_size=1))
    assert knows(journey, coalition, correlate) == plain(journey, coalition, correlate)


@law
@given(journey=random_journeys(), correlate=st.booleans(), data=st.data())
def test_adding_an_encrypting_layer_never_tells_anyone_more(journey, correlate, data):
    names = [party.name for party in journey.parties]
    layer = Layer("extra", data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True)))
    hops = data.draw(st.sets(st.integers(1, len(journey.hops))))
    sealed = journey.with_layer(layer, hops, depth=data.draw(st.integers(0, 4)))
    coalition = data.draw(st.sets(st.sampled_from(list(clues_of(journey).bits)), min_size=1))
    for team in ({name} for name in [*clues_of(journey).bits]):
        assert knows(sealed, team, correlate) <= knows(journey, team, correlate)
    assert knows(sealed, coalition, correlate) <= knows(journey, coalition, correlate)


@law
@given(journey=random_journeys(), correlate=st.booleans(), data=st.data())
def test_a_larger_coalition_never_knows_less(journey, correlate, data):
    names = list(clues_of(journey).bits)
    small = data.draw(st.sets(st.sampled_from(names), min_size=1))
    large = small | data.draw(st.sets(st.sampled_from(names)))
    assert knows(journey, small, correlate) <= knows(journey, large, correlate)
    assert knows(journey, small, False) <= knows(journey, small, True)


@law
@given(journey=random_journeys(), correlate=st.booleans(), shares=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_exposure_grows_with_the_hostile_share(journey, correlate, shares):
    low, high = (expect(clues_of(journey), f, correlate).level for f in sorted(shares))
    for datum in low:
        assert low[datum] <= high[datum] + 1e-12
        assert -1e-12 <= low[datum] <= 1 + 1e-12


@law
@given(journey=random_journeys(), correlate=st.booleans())
def test_a_share_of_one_is_the_coalition_of_all_and_of_none_is_nobody(journey, correlate):
    book = clues_of(journey)
    names = [party.name for party in journey.parties if party.kind in CORRUPTIBLE]
    everything = knows(journey, set(names), correlate)
    all_hostile, none_hostile = (expect(book, f, correlate).level for f in (1.0, 0.0))
    assert all_hostile == {datum: float(datum in everything) for datum in journey.data}
    assert set(none_hostile.values()) == {0.0}


@law
@given(journey=random_journeys(), correlate=st.booleans(), f=st.floats(0.05, 0.95))
def test_the_smallest_coalitions_are_enough_and_none_is_too_large(journey, correlate, f):
    found = expect(clues_of(journey), f, correlate)
    for datum, teams in found.least.items():
        assert (found.level[datum] > 0) == bool(teams)
        for team in teams:
            assert datum in knows(journey, set(team), correlate)
            for member in team:
                assert datum not in knows(journey, set(team) - {member}, correlate)


@law
@given(journey=random_journeys(), correlate=st.booleans())
def test_every_cell_of_a_random_journey_can_be_explained(journey, correlate):
    table = exposure(journey, adversary=0.5, correlate=correlate)
    assert (table.reason != "").all()


def test_the_random_journeys_are_not_all_trivial():
    """The laws above would hold on journeys where nobody ever learns anything."""
    linked = []

    @settings(max_examples=60, database=None, derandomize=True)
    @given(random_journeys())
    def look(journey: Journey) -> None:
        linked.append(expect(clues_of(journey), 0.5, correlate=True).level["link"])

    look()
    assert 0.2 < sum(level > 0 for level in linked) / len(linked) < 1
    assert min(linked) == 0
    assert max(linked) > 0.5
