"""Coalitions: what the shipped packets show, a second, plain engine beside it, and laws on any journey."""

from __future__ import annotations

from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.exposure import DATA, Hop, Journey, Layer, Party, clues_of, exposure, journeys
from guidekit.exposure.coalitions import Adversary, expect, knowledge
from guidekit.exposure.terms import BODY, CORRUPTIBLE, DERIVED, GLOBAL, PADDING
from guidekit.models import OnionRouting
from tests.exposure.edited import with_layer
from tests.exposure.layers import open_layers

WRITTEN = [datum for datum in DATA if datum not in DERIVED]
NAMES = ["alice", "bob", "carol", "one", "two", "three", "four"]
SHARES = [0.0, 0.01, 0.1, 0.2, 0.37, 0.5, 0.99, 1.0]

law = settings(max_examples=60, deadline=None)  # the first example pays for pandas and the caches

ADDRESSES = "sender_address recipient_address"
MATRIX = "sender recipient members room link"
NO_SIZE = "no size"  # only packets beside the message pass here, such as a look-up
SHIPPED = [  # journey, observers, what they know beside time and size, what they know more by timing
    ("signal-sealed", "signal-server", "recipient sender_address recipient_address link", ""),
    ("signal-unsealed", "signal-server", "sender recipient sender_address recipient_address link", ""),
    ("matrix-private", "alice-server", f"{MATRIX} sender_address", ""),
    ("matrix-private", "bob-server", f"{MATRIX} recipient_address", ""),
    ("matrix-public", "bob-server", f"{MATRIX} recipient_address content", ""),
    ("matrix-reaction", "alice-server", f"{MATRIX} sender_address reaction", ""),
    ("matrix-reaction", "bob-server", f"{MATRIX} recipient_address reaction", ""),
    ("matrix-profile", "alice-server", f"{MATRIX} sender_address profile", ""),
    ("matrix-profile", "bob-server", f"{MATRIX} recipient_address profile", ""),
    *(("matrix-web", who, f"{MATRIX} sender_address content", "") for who in ("web-host", "alice")),
    ("matrix-group-call-2022", "jitsi-server", f"{MATRIX} {ADDRESSES} content", ""),
    ("matrix-group-call-2022", "joiner", f"{MATRIX} content", ""),
    ("matrix-group-call", "call-server", f"{MATRIX} {ADDRESSES}", ""),
    ("mail", "alice-mail", "content sender recipient sender_address link", ""),
    ("mail", "bob-mail", "content sender recipient recipient_address link", ""),
    ("mail", "global observer", "sender_address recipient_address", "link"),
    ("mail", "global observer + alice-mail", f"content sender recipient link {ADDRESSES}", ""),
    ("tor-circuit", "entry", "sender_address", ""),
    ("tor-circuit", "middle", "", ""),
    ("tor-circuit", "exit", "recipient recipient_address", ""),
    ("tor-circuit", "entry + middle", "sender_address", ""),
    ("tor-circuit", "entry + exit", "sender_address recipient recipient_address", "link"),
    ("tor-circuit", "entry + middle + exit", "sender_address recipient recipient_address link", ""),
    ("tor-circuit", "alice's network + entry + middle", "sender_address", ""),
    ("tor-circuit", "alice's network + exit", "sender_address recipient recipient_address", "link"),
    ("briar-tor", "alice-guard", "sender_address", ""),
    *(("briar-tor", relay, "", "") for relay in ("alice-second", "rendezvous", "bob-third", "bob-second")),
    ("briar-tor", "bob-guard", "recipient_address", ""),
    ("briar-tor", "alice", "content sender recipient sender_address link", ""),
    ("briar-tor", "bob", "content sender recipient recipient_address link", ""),
    ("session-direct", "node-1", "sender_address", ""),
    *(("session-direct", node, "", "") for node in ("node-2", "node-3", "bob-node-3", "bob-node-2")),
    ("session-direct", "bob-node-1", "recipient_address", ""),
    ("session-direct", "node-1 + bob-node-1", "sender_address recipient_address", ""),  # it waited in between
    ("session-direct", "swarm", "recipient", ""),
    *(("session-swarm", f"swarm-{number}", "recipient", "") for number in range(1, 8)),
    ("session-group", "group-swarm", "room", ""),
    ("session-community", "joiner", "content sender room pseudonym", ""),
    ("session-community", "community-server", "content sender recipient room link pseudonym", ""),
    *(("p2p-direct", watcher, "sender_address recipient_address link", "")
      for watcher in ("alice's network", "bob's network", "global observer")),
    ("dht-direct", "dht-peer", f"recipient sender_address recipient_address link {NO_SIZE}", ""),
    ("dht-relayed", "dht-peer", f"recipient {NO_SIZE}", ""),
]  # fmt: skip


def knows(journey: str | Journey, coalition: set[str], correlate: bool) -> set[str]:
    clues = clues_of(journey)
    truth = knowledge(clues, [clues.who(*sorted(coalition))], correlate)
    return {datum for datum, answer in truth.items() if answer[0]}


def levels(journey: str | Journey, adversary: Adversary, correlate: bool = False) -> dict[str, float]:
    """What the adversary of a journey knows, as the table says it: datum → level."""
    table = exposure(journey, [], adversary, correlate)
    return dict(zip(table.datum, table.level, strict=True))


@pytest.mark.parametrize(("journey", "observers", "words", "more"), SHIPPED)
def test_who_knows_what_follows_from_the_shipped_packets(journey, observers, words, more):
    always = {"time"} if NO_SIZE in words else {"time", "size"}
    known, who = {*words.replace(NO_SIZE, "").split(), *always}, set(observers.split(" + "))
    assert knows(journey, who, correlate=False) == known
    assert knows(journey, who, correlate=True) == known | set(more.split())


@pytest.mark.parametrize(
    ("journey", "nodes"),
    [("tor-circuit", 3), ("session-direct", 6), ("session-group", 6), ("session-community", 6)],
)
def test_each_node_of_a_path_opens_one_layer(journey, nodes):
    clues = clues_of(journey)
    layers = [open_layers(clues, [party.name]) for party in clues.journey.parties if party.kind == "relay"]
    assert layers == [("routing",)] * nodes


def test_no_relay_of_any_journey_reads_a_message_or_links_its_ends():
    for journey in journeys().values():
        for party in journey.parties:
            if party.kind == "relay":
                assert not {"content", "sender", "link"} & knows(journey, {party.name}, correlate=True)


def test_no_stranger_takes_part_in_a_direct_journey():
    journey = journeys()["p2p-direct"]
    assert len(journey.hops) == 1
    assert all(party.trusted for party in journey.parties)
    assert set(levels(journey, 1).values()) == {0}


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
        Layer,
        st.sampled_from(["seal", "seal", PADDING]),
        keys,
        st.lists(st.sampled_from(WRITTEN), max_size=3, unique=True),
    )
    packets = st.lists(layers, max_size=4)
    hops = [Hop(a, b, draw(packets), draw(st.booleans()), draw(st.booleans())) for a, b in path]
    kinds = {"alice": "end", "bob": "end", "carol": draw(st.sampled_from(["end", "device"]))}
    parties = [
        Party(name, kinds[name] if name in kinds else draw(st.sampled_from(CORRUPTIBLE)),
              count=draw(st.integers(1, 3)), ships_code_to=draw(st.sampled_from([(), ("alice",), ("bob",)])))
        for name in NAMES
    ]  # fmt: skip
    return Journey("random", hops, parties)


def plain(journey: Journey, coalition: set[str], correlate: bool) -> set[str]:
    """Read a journey naively, one coalition, with sets: what the fast engine must agree with."""
    clues = clues_of(journey)
    wire = {w.name: set(w.hops) for w in clues.watchers if w.name in coalition}
    team = {n for n in coalition if n not in wire}
    team |= set(chain.from_iterable(journey.party(n).ships_code_to for n in team))
    team &= {p.name for p in journey.parties}
    mine = {p.name for p in journey.parties if p.name == journey.sender or p.kind == "device"}
    found: set[str] = set()
    seen: list[set[str]] = []
    for number, hop in enumerate(journey.hops):
        here: set[str] = set()
        if team & set(hop.ends) or any(number in hops for hops in wire.values()):
            here |= {"time"}
            sized = bool(set(chain.from_iterable(layer.reveals for layer in hop.packet)) & set(BODY))
            padding = [at for at, layer in enumerate(hop.packet) if layer.name == PADDING]
            opened = 0
            here |= {"sender_address"} if mine & set(hop.ends) else set()
            here |= {"recipient_address"} if set(journey.recipients) & set(hop.ends) else set()
            here |= {"recipient"} if team & set(journey.recipients) & set(hop.ends) else set()
            here |= {"sender"} if mine & team & set(hop.ends) else set()
            for layer in hop.packet:
                wrote = hop.source == journey.sender and journey.sender in team
                if not (layer.clear or wrote or team & set(layer.keys)):
                    break
                here |= set(layer.reveals)
                opened += 1
            here |= {"size"} if sized and opened > max(padding, default=-1) else set()
        if number == 0 and journey.sender in team and journey.recipients:
            here |= {"recipient"}
        seen.append(here)
        found |= here
    always = GLOBAL in coalition and correlate  # it watches every wire for days, so waiting hides nothing
    for run in runs(journey, team, seen, correlate, wire[GLOBAL] if always else set()):
        if not journey.recipients:
            break
        pooled = set().union(*(seen[number] for number in run))
        if pooled & {"sender", "sender_address"} and pooled & {"recipient", "recipient_address", "members"}:
            found.add("link")
    return found


def runs(
    journey: Journey, team: set[str], seen: list[set[str]], correlate: bool, watched: set[int]
) -> list[set[int]]:
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
        return bool(shared) or (correlate and moment[a] == moment[b]) or {a, b} <= watched

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
    sealed = with_layer(journey, layer, hops, depth=data.draw(st.integers(0, 4)))
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
    clues = clues_of(journey)
    names = [party.name for party in journey.parties if party.kind in CORRUPTIBLE]
    everything = knows(journey, set(names), correlate)
    all_hostile, none_hostile = (expect(clues, f, correlate).level for f in (1.0, 0.0))
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
        linked.append(expect(clues_of(journey), 0.5, correlate=True).level.get("link", 0.0))

    look()
    assert 0.2 < sum(level > 0 for level in linked) / len(linked) < 1
    assert min(linked) == 0
    assert max(linked) > 0.5


@pytest.mark.parametrize("f", SHARES)
def test_three_hops_are_linked_with_probability_f_squared(f):
    level = levels("tor-circuit", {"relay": f}, correlate=True)["link"]
    assert level == pytest.approx(f**2, abs=1e-12)
    if f <= 0.5:  # the model's range
        assert level == pytest.approx(OnionRouting(adversary=f).circuit_compromise(), abs=1e-12)


@pytest.mark.parametrize("f", SHARES)
def test_without_timing_the_whole_path_must_be_hostile(f):
    assert levels("tor-circuit", {"relay": f})["link"] == pytest.approx(f**3, abs=1e-12)


@pytest.mark.parametrize("f", SHARES)
@pytest.mark.parametrize("journey", ["session-direct", "session-swarm"])
def test_a_swarm_of_seven_is_linked_more_often_than_a_circuit(journey, f):
    level = levels(journey, {"relay": f, "storage": f}, correlate=True)["link"]
    assert level == pytest.approx(f * (1 - (1 - f) ** 7), abs=1e-12)


@pytest.mark.parametrize("f", SHARES)
def test_one_of_ten_administrators_is_dishonest(f):
    level = levels("matrix-ten-servers", {"server": f})["members"]
    assert level == pytest.approx(1 - (1 - f) ** 10, abs=1e-12)


def test_an_onion_service_is_linked_by_its_two_guards():
    assert levels("briar-tor", 0.1, correlate=True)["link"] == pytest.approx(0.01, abs=1e-12)
    least = expect(clues_of("briar-tor"), 0.1, correlate=True).least["link"]
    assert least == (("alice-guard", "bob-guard"),)


def test_a_name_goes_before_its_kind():
    mixed = levels("tor-circuit", {"relay": 0.1, "exit": 1}, correlate=True)
    assert mixed["link"] == pytest.approx(0.1, abs=1e-12)
    assert mixed["recipient"] == 1


def test_a_network_observer_can_be_hostile_too():
    watched = levels("tor-circuit", {"network": 1}, correlate=True)
    assert watched["link"] == 1
    half = levels("tor-circuit", {"alice's network": 0.5, "exit": 0.5}, correlate=True)
    assert half["link"] == pytest.approx(0.25, abs=1e-12)


@pytest.mark.parametrize("f", SHARES)
@pytest.mark.parametrize(
    ("journey", "several"), [("self-hosted", "both"), ("tor-circuit", "both"), ("p2p-direct", "one")]
)
def test_a_share_of_networks_is_a_share_of_providers_and_no_global_observer(journey, several, f):
    """Whoever watches every link is nobody's provider: a share of networks does not make one up."""
    by_kind = levels(journey, {"network": f}, correlate=True)
    ends = [w.name for w in clues_of(journey).watchers if w.name != GLOBAL]
    assert len(ends) == 2
    assert by_kind == levels(journey, dict.fromkeys(ends, f), correlate=True)
    # A direct message passes both links at once, so one provider is enough; over machines it takes both.
    linked = f**2 if several == "both" else 1 - (1 - f) ** 2
    assert by_kind["link"] == pytest.approx(linked, abs=1e-12)


def test_a_global_observer_is_hostile_by_name_only():
    assert levels("self-hosted", {GLOBAL: 0.25}, correlate=True)["link"] == pytest.approx(0.25, abs=1e-12)


def test_the_reason_names_the_smallest_coalitions():
    table = exposure("tor-circuit", [], {"relay": 0.1}, correlate=True).set_index("datum")
    assert table.reason["link"] == "known to whoever holds entry + exit"
    assert table.reason["sender_address"] == "known to whoever holds entry"
    assert table.reason["content"] == "not even entry, middle and exit together learn it"


def test_the_people_who_talk_are_never_hostile_by_a_plain_share():
    for journey in journeys().values():
        names = expect(clues_of(journey), 0.1).names
        assert not [name for name in names if journey.party(name).trusted]


@pytest.mark.parametrize("f", [-0.1, 1.1, float("nan"), "a lot", True])
def test_a_share_that_is_no_probability_is_refused(f):
    with pytest.raises(ValueError, match="allowed: 0 to 1"):
        exposure("tor-circuit", [], {"relay": f})


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="adversary: 'relays' is neither a kind nor an observer"):
        exposure("tor-circuit", [], {"relays": 0.1})


def test_too_many_subsets_are_refused_with_a_way_out():
    names = [f"r{n}" for n in range(17)]
    path = ["alice", *names, "bob"]
    hops = [Hop(a, b, [Layer("e2e", ["alice", "bob"], ["content"])]) for a, b in pairwise(path)]
    parties = [Party("alice", "end"), Party("bob", "end"), *(Party(n, "relay") for n in names)]
    with pytest.raises(
        ValueError, match=r"17 parties of 'long' may be hostile; allowed: at most 16.*with a count"
    ):
        exposure(Journey("long", hops, parties), [], 0.1)
