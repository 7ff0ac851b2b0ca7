"""Peer-to-peer networks: what there is without a server, and what it costs."""

from __future__ import annotations

from itertools import pairwise

from guidekit import models
from guidekit.claims.bars import BARS
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
from guidekit.claims.contest import contest, way
from guidekit.claims.evidence import ClaimAnswer, Evidence, Measurement, comparison, evidence, tally
from guidekit.claims.measures import DAY, nearby_meetings, nearby_share
from guidekit.claims.world import World, split_statements
from guidekit.knobs import Knob
from guidekit.words import paragraph, percent, quantity, word_list

EVEN = BARS["uneven"].level or 0.0

IN_BETWEEN = "there is somebody in between: {between}"
DIRECT_HOW = "Parties of the journey p2p-direct that are no end, beside its derived cell."
DIRECT = "nobody stands between two peers of a plain network; Briar puts {relays} relays there"
DEFINITION_HOW = (
    "Parties of the journey p2p-direct that do not belong to the people who talk; cells of facts.csv."
)
DEFINITION = {
    "none": "no third party carries a direct message; for people who are offline Briar has a {help}",
    "some": "third parties carry a direct message ({others}); for people who are offline Briar has a {help}",
}
DHT_HOW = (
    "KademliaLookup, mean hops for 10⁴ to 10⁷ nodes: they grow with the logarithm if each tenfold adds "
    "as many."
)
DHT = (
    "a lookup takes {few:.1f} hops among ten thousand nodes and {many:.1f} among ten million, "
    "{more:.2f} more for each tenfold"
)
RECORDED_ROUNDS = "in a real table {nodes:.0f} times the nodes took {growth:.2f} times the rounds"
PROXIMITY_HOW = (
    "meeting_rate for two people on foot in a square kilometre (assumptions) and the range of "
    "briar.local_range_m, then Proximity, direct, within {day:g} hours."
)
PROXIMITY = (
    "two people on foot in a square kilometre come near enough once in {hours}, so {reach} pass within a day"
)
SERVERS = "servers take part: {servers}"
MAILBOX_OF_NO_USE = "a mailbox does not help"
MAILBOX_READS = "a mailbox reads the content"
NO_SELF_HOST_HOW = "Presence: mean wait with and without a mailbox that is always on."
NO_SELF_HOST = {
    "some": "there is no server to host; a mailbox of one's own cuts the wait from {before} to {after}, and "
    "learns {learned}",
    "nothing": "there is no server to host; a mailbox of one's own cuts the wait from {before} to {after}, "
    "and learns nothing",
}
MINIMAL_INFORMATION = (
    "no server takes part, but a look-up in an open table tells strangers {told}; some hostile one or "
    "a watched network learns who talks to whom with a chance of {own}, one operator or networks with "
    "{rival}; with peers who connect over relays, as Briar's do, it is {relayed}"
)
DEFAULT_E2EE_HOW = "All strangers, networks included, are hostile. Beside it a cell of facts.csv."
DEFAULT_E2EE = "the content is read with a chance of {read}, even if all strangers are hostile"
BOTH_ONLINE = (
    "online {online} of the time, {own} of the messages arrive within a day, and {rival} "
    "where a server keeps them; the mean wait is {alone} instead of {kept}"
)
BOTH_ONLINE_HOW = "Behind it Presence, whose mean waits stand beside it."
BATTERY = (
    "with a sign of life every {keepalive} a phone has {own}, with the shared push channel {rival} (in "
    "the table: {costs})"
)
BATTERY_RESTATES = "it is where two intervals that we chose meet"
BEST_FEATURES_HOW = (
    "Cells of facts.csv ({features}): the share known to be there, partly counts half; Briar against "
    "the best of the others. Whether Briar deletes for all: {delete_for_all}."
)
BEST_FEATURES = "Briar has {own} where another has {best}"
BEST_FEATURES_RESTATES = "the knob counts the same features"
IP_EXPOSED_HOW = "A direct line beside one over relays."
IP_EXPOSED = (
    "over a direct line the contact learns the sender's address with a chance of {direct}, over relays "
    "with one of {relayed}"
)


def _direct(world: World, claim: str) -> Evidence:
    """Count who stands between two peers once the route is known."""
    between = parties_except("p2p-direct", "end")
    holds, wrong = check_cells(claim)
    broken = [IN_BETWEEN.format(between=word_list(between))] * bool(between) + [wrong] * (not holds)
    kept = ["nobody in between"] * (not between) + ["the contact is the neighbour"] * holds
    relays = world.fact("briar", "transport.hops")
    how = paragraph(DIRECT_HOW, EXPOSURE_HOW)
    found = DIRECT.format(relays=relays)
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
        how=DEFINITION_HOW,
        found="; ".join(wrong)
        or DEFINITION["some" if others else "none"].format(others=word_list(others), help=help_),
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
        how=paragraph(DHT_HOW, BARS["uneven"].how),
        bar=BARS["uneven"].words(uneven, EVEN, False),
        found=DHT.format(few=hops[0], many=hops[-1], more=sum(steps) / len(steps)),
    )


def _recorded_rounds() -> Measurement:
    """Look whether the rounds of lookups in a real table grow more slowly than the network."""
    from guidekit.recordings.kademlia import BUCKETS, HashTable

    means = HashTable(BUCKETS[-1]).lookups()
    first, *_, last = means
    nodes, growth = last / first, means[last].rounds / means[first].rounds
    words = RECORDED_ROUNDS.format(nodes=nodes, growth=growth)
    return Measurement("dht_lookup", bool(1 < growth < nodes), words)


def _proximity(world: World, claim: str) -> Evidence:
    """Ask how often two people meet, and whether that is enough for a day."""
    reach, bar = nearby_share(world), BARS["nearby"].place(0.0, True)
    _, wrong = split_statements(
        world, "briar:transport.links lists wifi", "briar:transport.links lists bluetooth"
    )
    return evidence(
        world,
        claim,
        holds=reach > bar and not wrong,
        value=reach,
        unit="share of messages within a day",
        threshold=bar,
        bar="" if wrong else BARS["nearby"].words(reach, bar, True),
        how=paragraph(PROXIMITY_HOW.format(day=DAY), BARS["nearby"].how),
        found="; ".join(wrong)
        or PROXIMITY.format(
            hours=quantity(1 / nearby_meetings(world), "hours"), reach=quantity(reach, "share of messages")
        ),
    )


def _no_self_host(world: World, claim: str) -> Evidence:
    """Ask what a mailbox of one's own changes in waiting and in what it learns."""
    habit = world.model(models.Presence)
    before, after = habit.mean_wait(), habit.mean_wait(mailbox=True)
    servers = parties_except("p2p-direct", "end", "own")
    learned = list(learned_data("briar-mailbox", "mailbox").values())
    kept = ["no server"] * (not servers) + ["a mailbox shortens the wait"] * (after < before)
    kept += ["a mailbox reads nothing"] * ("the content" not in learned)
    broken = [SERVERS.format(servers=word_list(servers))] * bool(servers) + [MAILBOX_OF_NO_USE] * (
        after >= before
    )
    broken += [MAILBOX_READS] * ("the content" in learned)
    facts, wrong = split_statements(world, "briar:avail.self_host is mailbox")
    how = paragraph(NO_SELF_HOST_HOW, EXPOSURE_HOW)
    found = NO_SELF_HOST["some" if learned else "nothing"].format(
        before=quantity(before, "hours"), after=quantity(after, "hours"), learned=word_list(learned)
    )
    return tally(world, claim, kept + facts, broken + wrong, how, found)


def _minimal_information(world: World, claim: str) -> Evidence:
    """Ask what the strangers of a look-up learn, beside one operator, and what is left over relays."""
    holds, wrong = check_cells(claim)
    peers, relayed = way(world, "PeerToPeer"), way(world, "PeerToPeer", relays="yes")
    told = word_list(learned_data("dht-direct", "dht-peer").values())
    return contest(
        world, claim, peers, way(world, "Centralized"), "link.both", "adversary",
        lambda own, rival: wrong or MINIMAL_INFORMATION.format(
            told=told, own=own, rival=rival, relayed=percent(relayed.value("link.both")),
        ),
        also=holds, how=EXPOSURE_HOW,
    )  # fmt: skip


def _default_e2ee(world: World, claim: str) -> Evidence:
    """Ask whether all strangers together read the content."""
    _, wrong = check_cells(claim)
    _, facts = split_statements(world, "briar:content.e2ee_1to1 is yes")
    read = float(exposure_levels("p2p-direct", hostile=hostile_parties(1.0, 1.0))["content"])
    return evidence(
        world,
        claim,
        holds=not read and not wrong and not facts,
        value=read,
        unit="chance that a third party reads the content",
        threshold=0.0,
        how=paragraph(EXPOSURE_HOW, DEFAULT_E2EE_HOW),
        found=wrong or "; ".join(facts) or DEFAULT_E2EE.format(read=quantity(read, "probability")),
    )


def _both_online(world: World, claim: str) -> Evidence:
    """Compare what arrives within a day with and without something that keeps the message."""
    peers, one = way(world, "PeerToPeer"), way(world, "Centralized")
    habit = peers.scenario.presence()
    return contest(
        world, claim, peers, one, "within.day", "on_hours",
        lambda own, rival: BOTH_ONLINE.format(
            online=percent(habit.online_fraction()), own=own, rival=rival,
            alone=quantity(habit.mean_wait(), "hours"),
            kept=quantity(habit.mean_wait(mailbox=True), "hours"),
        ),
        how=BOTH_ONLINE_HOW,
    )  # fmt: skip


def _battery(world: World, claim: str) -> Evidence:
    """Compare how often a phone wakes with a connection of its own and with the shared push channel."""
    peers = way(world, "PeerToPeer")
    costs = [f"{who} {world.fact(who, 'perf.background_cost')}" for who in ("briar", "signal")]
    return contest(
        world, claim, peers, way(world, "Centralized"), "wakeups", "keepalive",
        lambda own, rival: BATTERY.format(
            keepalive=quantity(peers.keepalive, "s"), own=own, rival=rival, costs=", ".join(costs),
        ),
        turns=peers, restates=BATTERY_RESTATES,
    )  # fmt: skip


def _features(world: World, claim: str) -> Evidence:
    """Compare the features of the peer-to-peer messenger with those of the one that has most."""
    best = max(features_share(world, who) for who in ("signal", "element", "session"))
    own = features_share(world, "briar")
    return comparison(
        world, claim, "<", "known features", "share of the features",
        BEST_FEATURES_HOW.format(
            features=", ".join(FEATURES), delete_for_all=world.fact("briar", "message.delete_for_all"),
        ),
        lambda v: BEST_FEATURES.format(
            own=quantity(v, "share of the features"), best=quantity(best, "share"),
        ),
        measure=lambda gained: own + gained / len(FEATURES), knob="features gained",
        rule=Knob(0, round(len(FEATURES) * (1 - own)), "features", whole=True), start=0,
        rival=lambda gained: best, restates=BEST_FEATURES_RESTATES,
    )  # fmt: skip


def _ip_exposed(world: World, claim: str) -> Evidence:
    """Ask whether the contact learns the network address, on one way and another."""
    _, wrong = check_cells(claim)
    direct, relayed = (
        float(exposure_levels(journey, "bob")["sender_address"]) for journey in ("p2p-direct", "dht-relayed")
    )
    return evidence(
        world,
        claim,
        holds=direct > relayed and not wrong,
        value=direct,
        unit="chance that the contact learns the address",
        threshold=relayed,
        how=paragraph(EXPOSURE_HOW, IP_EXPOSED_HOW),
        found=wrong
        or IP_EXPOSED.format(
            direct=quantity(direct, "probability"), relayed=quantity(relayed, "probability")
        ),
    )


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
