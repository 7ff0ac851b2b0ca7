"""Peer-to-peer networks: what there is without a server, and what it costs."""

from __future__ import annotations

from itertools import pairwise

from guidekit.claims.answers.cells import split
from guidekit.claims.answers.centralized import FEATURES, having
from guidekit.claims.answers.exposed import HOW, held_cells
from guidekit.claims.answers.messengers import rate
from guidekit.claims.comparing import RARE, Answer, compared, counted, evidence, turning
from guidekit.claims.evidence import Evidence
from guidekit.claims.world import World
from guidekit.exposure import exposure, journeys
from guidekit.exposure.terms import CORRUPTIBLE, DATA, NETWORK
from guidekit.knobs import Knob
from guidekit.models import KademliaLookup, Presence, Proximity, Radio
from guidekit.words import listed, quantity

LONGER = 2.0  # assumption: waiting twice as long, or twice the energy, is felt
EVEN = 0.1  # assumption: so much may the hops per tenfold differ and still be called logarithmic
DAY = 24.0  # assumption: a message between two who live nearby should be there within a day
WAYS = ("p2p-direct", "dht-direct", "dht-relayed", "briar-tor")


def strangers(journey: str) -> list[str]:
    """List the parties of a journey that are not of the people who talk."""
    return [p.name for p in journeys()[journey].parties if p.kind not in ("end", "own")]


def definition(world: World, claim: str) -> Evidence:
    """Count the third parties on the way between two peers."""
    others = strangers("p2p-direct")
    help_ = world.fact("briar", "avail.offline_delivery")
    _, wrong = split(world, ("briar:avail.no_single_operator is yes",))
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


def dht(world: World, claim: str) -> Evidence:
    """Ask whether each tenfold of the network costs about as many hops."""
    table = world.model(KademliaLookup)
    sizes = [10**power for power in (4, 5, 6, 7)]
    hops = [table.but(nodes=size).expected_hops() for size in sizes]
    steps = [after - before for before, after in pairwise(hops)]
    uneven = max(steps) - min(steps)
    return evidence(
        world,
        claim,
        holds=uneven < EVEN and min(steps) > 0,
        value=uneven,
        unit="hops between the dearest and the cheapest tenfold",
        threshold=EVEN,
        how="KademliaLookup, mean hops for 10⁴ to 10⁷ nodes: they grow with the logarithm if each tenfold "
        f"adds as many (to {EVEN:g} hops, an assumption).",
        found=f"a lookup takes {hops[0]:.1f} hops among ten thousand nodes and {hops[-1]:.1f} among ten "
        f"million, {sum(steps) / len(steps):.2f} more for each tenfold",
    )


def proximity(world: World, claim: str) -> Evidence:
    """Ask how often two people meet, and whether that is enough for a day."""
    meetings = rate(world)
    reach = float(world.model(Proximity, meetings=meetings).delivered_within(DAY))
    _, wrong = split(world, ("briar:transport.links lists wifi", "briar:transport.links lists bluetooth"))
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


def no_self_host(world: World, claim: str) -> Evidence:
    """Ask what a mailbox of one's own changes in waiting and in what it learns."""
    habit = world.model(Presence)
    before, after = habit.mean_wait(), habit.mean_wait(mailbox=True)
    servers = strangers("p2p-direct")
    table = exposure("briar-mailbox", observers=["mailbox"]).set_index("datum").level
    learned = [DATA[str(datum)] for datum, level in table.items() if level]
    kept = ["no server"] * (not servers) + ["a mailbox shortens the wait"] * (after < before)
    kept += ["a mailbox reads nothing"] * ("the content" not in learned)
    broken = [f"{listed(servers)} take part"] * bool(servers) + ["a mailbox does not help"] * (
        after >= before
    )
    broken += ["a mailbox reads the content"] * ("the content" in learned)
    facts, wrong = split(world, ("briar:avail.self_host is mailbox",))
    how = "Presence: mean wait with and without a mailbox that is always on. " + HOW
    found = (
        "there is no server to host; a mailbox of one's own cuts the wait from "
        f"{quantity(before, 'hours')} to "
        f"{quantity(after, 'hours')}, and learns {listed(learned) or 'nothing'}"
    )
    return counted(world, claim, kept + facts, broken + wrong, how, found)


def minimal_information(world: World, claim: str) -> Evidence:
    """Ask what third parties learn, and how many watching networks are too many."""
    holds, wrong = held_cells(claim)

    def linked(share: float) -> float:
        hostile = {**dict.fromkeys(CORRUPTIBLE, 1.0), NETWORK: share}
        return float(exposure("p2p-direct", [], hostile).set_index("datum").level["link"])

    asked = exposure("dht-direct", ["dht-peer"]).set_index("datum").level
    peers = listed(DATA[str(datum)] for datum, level in asked.items() if level)
    return compared(
        world, claim, "<", RARE, "chance that a third party learns who talks to whom",
        f"{HOW} Every server and relay there is may be hostile, and a share of the networks watches. Less "
        f"than {quantity(RARE, 'share')} counts as not learned (an assumption). The peers that a lookup "
        "asks are "
        "no server, but third parties: they are named beside it.",
        lambda v: wrong or f"no server learns who talks to whom ({quantity(v, 'probability')}), but whoever "
        f"watches a link does, and a peer that is asked in a lookup learns {peers}",
        measure=linked, knob="watching networks", rule=Knob(0, 1, "share of networks"), start=0.0, also=holds,
    )  # fmt: skip


def default_e2ee(world: World, claim: str) -> Evidence:
    """Ask whether any coalition of strangers reads the content."""
    holds, wrong = held_cells(claim)
    _, facts = split(world, ("briar:content.e2ee_1to1 is yes",))

    def read(share: float) -> float:
        hostile = {**dict.fromkeys(CORRUPTIBLE, share), NETWORK: share}
        return float(exposure("p2p-direct", [], hostile).set_index("datum").level["content"])

    return compared(
        world, claim, "<", RARE, "chance that a third party reads the content",
        f"{HOW} A share of all strangers, networks included, is hostile. Beside it a cell of facts.csv.",
        lambda v: wrong or "; ".join(facts) or "the content is read with a chance of "
        f"{quantity(v, 'probability')}, even if all strangers are hostile",
        measure=read, knob="hostile strangers", rule=Knob(0, 1, "share of strangers"), start=1.0,
        also=holds and not facts,
    )  # fmt: skip


def both_online(world: World, claim: str) -> Evidence:
    """Compare the wait for both to be online with the wait at a mailbox."""
    habit = world.model(Presence)
    return compared(
        world, claim, ">", LONGER, "times the wait with a mailbox",
        f"Presence: mean wait without a mailbox over that with one. {LONGER:g} times is felt (an "
        "assumption); so are the hours online and offline.",
        lambda v: f"online {quantity(habit.online_fraction(), 'share of the time')}, a message waits "
        f"{quantity(habit.mean_wait(), 'hours')} in the mean, {quantity(v)} times as long as with a mailbox "
        f"({quantity(habit.mean_wait(mailbox=True), 'hours')})",
        **turning(habit, "on_hours", lambda m: m.mean_wait() / m.mean_wait(mailbox=True)),
    )  # fmt: skip


def battery(world: World, claim: str) -> Evidence:
    """Compare the energy of an own connection with that of the shared push channel."""
    phone = world.model(Radio)
    costs = [f"{who} {world.fact(who, 'perf.background_cost')}" for who in ("briar", "signal")]
    return compared(
        world, claim, ">", LONGER, "times the energy of push",
        f"Radio: energy a day to stay reachable over that of the push channel. {LONGER:g} times is felt (an "
        "assumption); all its numbers are assumptions.",
        lambda v: f"a sign of life every {quantity(phone.keepalive, 's')} takes {quantity(v)} times the "
        "energy of "
        f"the shared push channel (in the table: {', '.join(costs)})",
        **turning(phone, "keepalive", lambda m: m.times_push()),
    )  # fmt: skip


def features(world: World, claim: str) -> Evidence:
    """Compare the features of the peer-to-peer messenger with those of the one that has most."""
    best = max(having(world, who) for who in ("signal", "element", "session"))
    own = having(world, "briar")
    return compared(
        world, claim, "<", best, "share of the features",
        f"Cells of facts.csv ({', '.join(FEATURES)}): the share known to be there, partly counts half; Briar "
        "against the best of the others. Deletion, the guide's example, is not in the tables.",
        lambda v: f"Briar has {quantity(v, 'share of the features')} where another has "
        f"{quantity(best, 'share')}",
        measure=lambda gained: own + gained / len(FEATURES), knob="features gained",
        rule=Knob(0, round(len(FEATURES) * (1 - own)), "features", whole=True), start=0,
    )  # fmt: skip


def ip_exposed(world: World, claim: str) -> Evidence:
    """Ask whether the contact learns the network address, on one way and another."""
    holds, wrong = held_cells(claim)

    def learned(way: str) -> float:
        return float(exposure(way, observers=["bob"]).set_index("datum").level["sender_address"])

    return compared(
        world, claim, ">", RARE, "chance that the contact learns the address",
        f"{HOW} The ways are journeys, from a direct line to Tor.",
        lambda v: wrong or "over a direct line the contact learns the sender's address with a chance of "
        f"{quantity(v, 'probability')}, over relays with one of "
        f"{quantity(learned('dht-relayed'), 'probability')}",
        measure=learned, knob="journey", rule=Knob(choices=WAYS, ordered=True), start=WAYS[0], also=holds,
    )  # fmt: skip


ANSWERS: dict[str, Answer] = {
    "p2p.definition": definition,
    "p2p.dht": dht,
    "p2p.proximity": proximity,
    "p2p.no-self-host": no_self_host,
    "p2p.pro.minimal-information": minimal_information,
    "p2p.pro.default-e2ee": default_e2ee,
    "p2p.con.both-online": both_online,
    "p2p.con.battery": battery,
    "p2p.con.features": features,
    "p2p.con.ip-exposed": ip_exposed,
}
