"""Peer-to-peer networks: what there is without a server, and what it costs."""

from __future__ import annotations

from itertools import pairwise

from guidekit import models
from guidekit.claims.cells import (
    EXPOSURE_HOW,
    FEATURES,
    answer_by_exposure,
    check_cells,
    exposure_levels,
    features_share,
    hostile_parties,
    learned_data,
    parties_except,
)
from guidekit.claims.evidence import (
    RARE,
    ClaimAnswer,
    Evidence,
    Measurement,
    comparison,
    evidence,
    nearby_meetings,
    tally,
    turn,
)
from guidekit.claims.world import World, split_statements
from guidekit.knobs import Knob
from guidekit.words import quantity, word_list

LONGER = 2.0  # assumption: waiting twice as long, or twice the energy, is felt
EVEN = 0.1  # assumption: so much may the hops per tenfold differ and still be called logarithmic
DAY = 24.0  # assumption: a message between two who live nearby should be there within a day
WAYS = ("p2p-direct", "dht-direct", "dht-relayed", "briar-tor")


def _direct(world: World, claim: str) -> Evidence:
    """Count who stands between two peers once the route is known."""
    between = parties_except("p2p-direct", "end")
    holds, wrong = check_cells(claim)
    broken = [f"{word_list(between)} stand in between"] * bool(between) + [wrong] * (not holds)
    kept = ["nobody in between"] * (not between) + ["the contact is the neighbour"] * holds
    relays = world.fact("briar", "transport.hops")
    how = f"Parties of the journey p2p-direct that are no end, beside its derived cell. {EXPOSURE_HOW}"
    found = f"nobody stands between two peers of a plain network; Briar puts {relays} relays there"
    return tally(world, claim, kept, broken, how, found)


def _definition(world: World, claim: str) -> Evidence:
    """Count the third parties on the way between two peers."""
    others = parties_except("p2p-direct", "end", "own")
    help_ = world.fact("briar", "avail.offline_delivery")
    _, wrong = split_statements(world, "briar:avail.no_single_operator is yes")
    return evidence(
        world,
        claim,
        holds=not others and not wrong,
        value=float(len(others)),
        unit="third parties",
        threshold=0.0,
        how="Parties of the journey p2p-direct that do not belong to the people who talk; cells of "
        "facts.csv.",
        found="; ".join(wrong)
        or f"{len(others)} third parties carry a direct message; for people who are offline Briar has a "
        f"{help_}",
    )


def _dht(world: World, claim: str) -> Evidence:
    """Ask whether each tenfold of the network costs about as many hops."""
    table = world.model(models.KademliaLookup)
    sizes = [10**power for power in (4, 5, 6, 7)]
    hops = [table.but(nodes=size).expected_hops() for size in sizes]
    steps = [after - before for before, after in pairwise(hops)]
    uneven = max(steps) - min(steps)
    return evidence(
        world,
        claim,
        holds=uneven < EVEN and min(steps) > 0,
        value=uneven,
        measured=_recorded_rounds(),
        unit="hops between the dearest and the cheapest tenfold",
        threshold=EVEN,
        how="KademliaLookup, mean hops for 10⁴ to 10⁷ nodes: they grow with the logarithm if each tenfold "
        f"adds as many (to {EVEN:g} hops, an assumption).",
        found=f"a lookup takes {hops[0]:.1f} hops among ten thousand nodes and {hops[-1]:.1f} among ten "
        f"million, {sum(steps) / len(steps):.2f} more for each tenfold",
    )


def _recorded_rounds() -> Measurement:
    """Look whether the rounds of lookups in a real table grow more slowly than the network."""
    from guidekit.recordings.kademlia import BUCKETS, HashTable

    rounds = HashTable(BUCKETS[-1]).lookups().rounds
    nodes, growth = rounds.index[-1] / rounds.index[0], rounds.iloc[-1] / rounds.iloc[0]
    words = f"in a real table {nodes:.0f} times the nodes took {growth:.2f} times the rounds"
    return Measurement("dht_lookup", bool(1 < growth < nodes), words)


def _proximity(world: World, claim: str) -> Evidence:
    """Ask how often two people meet, and whether that is enough for a day."""
    meetings = nearby_meetings(world)
    reach = float(world.model(models.Proximity, meetings=meetings).delivered_within(DAY))
    _, wrong = split_statements(
        world, "briar:transport.links lists wifi", "briar:transport.links lists bluetooth"
    )
    return evidence(
        world,
        claim,
        holds=reach > 0.5 and not wrong,
        value=reach,
        unit="share of messages within a day",
        threshold=0.5,
        how="meeting_rate for two people on foot in a square kilometre (assumptions) and the range of "
        "briar.local_range_m, then Proximity, direct; more than half within a day counts (an assumption).",
        found="; ".join(wrong)
        or "two people on foot in a square kilometre come near enough once in "
        f"{quantity(1 / meetings, 'hours')}, so {quantity(reach, 'share of messages')} pass within a day",
    )


def _no_self_host(world: World, claim: str) -> Evidence:
    """Ask what a mailbox of one's own changes in waiting and in what it learns."""
    habit = world.model(models.Presence)
    before, after = habit.mean_wait(), habit.mean_wait(mailbox=True)
    servers = parties_except("p2p-direct", "end", "own")
    learned = list(learned_data("briar-mailbox", "mailbox").values())
    kept = ["no server"] * (not servers) + ["a mailbox shortens the wait"] * (after < before)
    kept += ["a mailbox reads nothing"] * ("the content" not in learned)
    broken = [f"{word_list(servers)} take part"] * bool(servers) + ["a mailbox does not help"] * (
        after >= before
    )
    broken += ["a mailbox reads the content"] * ("the content" in learned)
    facts, wrong = split_statements(world, "briar:avail.self_host is mailbox")
    how = "Presence: mean wait with and without a mailbox that is always on. " + EXPOSURE_HOW
    found = (
        "there is no server to host; a mailbox of one's own cuts the wait from "
        f"{quantity(before, 'hours')} to "
        f"{quantity(after, 'hours')}, and learns {word_list(learned) or 'nothing'}"
    )
    return tally(world, claim, kept + facts, broken + wrong, how, found)


def _minimal_information(world: World, claim: str) -> Evidence:
    """Ask what third parties learn, and how many watching networks are too many."""
    holds, wrong = check_cells(claim)

    def linked(share: float) -> float:
        return float(exposure_levels("p2p-direct", hostile=hostile_parties(1.0, share))["link"])

    peers = word_list(learned_data("dht-direct", "dht-peer").values())
    return comparison(
        world, claim, "<", RARE, "chance that a third party learns who talks to whom",
        f"{EXPOSURE_HOW} Every server and relay there is may be hostile, and a share of the networks "
        f"watches. Less than {quantity(RARE, 'share')} counts as not learned (an assumption). The peers that "
        "a lookup asks are no server, but third parties: they are named beside it.",
        lambda v: wrong or f"no server learns who talks to whom ({quantity(v, 'probability')}), but whoever "
        f"watches a link does, and a peer that is asked in a lookup learns {peers}",
        measure=linked, knob="watching networks", rule=Knob(0, 1, "share of networks"), start=0.0, also=holds,
    )  # fmt: skip


def _default_e2ee(world: World, claim: str) -> Evidence:
    """Ask whether any coalition of strangers reads the content."""
    holds, wrong = check_cells(claim)
    _, facts = split_statements(world, "briar:content.e2ee_1to1 is yes")

    def read(share: float) -> float:
        return float(exposure_levels("p2p-direct", hostile=hostile_parties(share, share))["content"])

    return comparison(
        world, claim, "<", RARE, "chance that a third party reads the content",
        f"{EXPOSURE_HOW} A share of all strangers, networks included, is hostile. Beside it a cell of "
        "facts.csv.",
        lambda v: wrong or "; ".join(facts) or "the content is read with a chance of "
        f"{quantity(v, 'probability')}, even if all strangers are hostile",
        measure=read, knob="hostile strangers", rule=Knob(0, 1, "share of strangers"), start=1.0,
        also=holds and not facts,
    )  # fmt: skip


def _both_online(world: World, claim: str) -> Evidence:
    """Compare the wait for both to be online with the wait at a mailbox."""
    habit = world.model(models.Presence)
    return comparison(
        world, claim, ">", LONGER, "times the wait with a mailbox",
        f"Presence: mean wait without a mailbox over that with one. {LONGER:g} times is felt (an "
        "assumption); so are the hours online and offline.",
        lambda v: f"online {quantity(habit.online_fraction(), 'share of the time')}, a message waits "
        f"{quantity(habit.mean_wait(), 'hours')} in the mean, {quantity(v)} times as long as with a mailbox "
        f"({quantity(habit.mean_wait(mailbox=True), 'hours')})",
        **turn(habit, "on_hours", lambda m: m.mean_wait() / m.mean_wait(mailbox=True)),
    )  # fmt: skip


def _battery(world: World, claim: str) -> Evidence:
    """Compare the energy of an own connection with that of the shared push channel."""
    phone = world.model(models.Radio)
    costs = [f"{who} {world.fact(who, 'perf.background_cost')}" for who in ("briar", "signal")]
    return comparison(
        world, claim, ">", LONGER, "times the energy of push",
        f"Radio: energy a day to stay reachable over that of the push channel. {LONGER:g} times is felt (an "
        "assumption); all its numbers are assumptions.",
        lambda v: f"a sign of life every {quantity(phone.keepalive, 's')} takes {quantity(v)} times the "
        f"energy of the shared push channel (in the table: {', '.join(costs)})",
        **turn(phone, "keepalive", lambda m: m.times_push()),
    )  # fmt: skip


def _features(world: World, claim: str) -> Evidence:
    """Compare the features of the peer-to-peer messenger with those of the one that has most."""
    best = max(features_share(world, who) for who in ("signal", "element", "session"))
    own = features_share(world, "briar")
    return comparison(
        world, claim, "<", best, "share of the features",
        f"Cells of facts.csv ({', '.join(FEATURES)}): the share known to be there, partly counts half; Briar "
        "against the best of the others. Whether Briar deletes for all: "
        f"{world.fact('briar', 'message.delete_for_all')}.",
        lambda v: f"Briar has {quantity(v, 'share of the features')} where another has "
        f"{quantity(best, 'share')}",
        measure=lambda gained: own + gained / len(FEATURES), knob="features gained",
        rule=Knob(0, round(len(FEATURES) * (1 - own)), "features", whole=True), start=0,
    )  # fmt: skip


def _ip_exposed(world: World, claim: str) -> Evidence:
    """Ask whether the contact learns the network address, on one way and another."""
    holds, wrong = check_cells(claim)

    def learned(way: str) -> float:
        return float(exposure_levels(way, "bob")["sender_address"])

    return comparison(
        world, claim, ">", RARE, "chance that the contact learns the address",
        f"{EXPOSURE_HOW} The ways are journeys, from a direct line to Tor.",
        lambda v: wrong or "over a direct line the contact learns the sender's address with a chance of "
        f"{quantity(v, 'probability')}, over relays with one of "
        f"{quantity(learned('dht-relayed'), 'probability')}",
        measure=learned, knob="journey", rule=Knob(choices=WAYS, ordered=True), start=WAYS[0], also=holds,
    )  # fmt: skip


ANSWERS: dict[str, ClaimAnswer] = {
    "p2p.definition": _definition,
    "p2p.dht": _dht,
    "p2p.proximity": _proximity,
    "p2p.direct": _direct,
    "p2p.observer": answer_by_exposure(
        "someone who watches one link learns both addresses and who talks to whom, but not the content"
    ),
    "p2p.no-self-host": _no_self_host,
    "p2p.pro.minimal-information": _minimal_information,
    "p2p.pro.default-e2ee": _default_e2ee,
    "p2p.con.both-online": _both_online,
    "p2p.con.battery": _battery,
    "p2p.con.features": _features,
    "p2p.con.ip-exposed": _ip_exposed,
}
