"""Anonymous routing: what relays hide, and what they cost."""

from __future__ import annotations

import numpy as np

from guidekit.claims.answers.cells import split
from guidekit.claims.answers.centralized import days, having, operator
from guidekit.claims.answers.exposed import HOW, held_cells
from guidekit.claims.comparing import RARE, Answer, compared, evidence, turning
from guidekit.claims.evidence import Evidence
from guidekit.claims.world import World
from guidekit.models import FeatureRollout, KeyBackup, OnionRouting, Patience, SwarmStorage
from guidekit.words import quantity

INSTANT = 0.1  # assumption: seconds that feel like at once
LOSS = 0.01  # assumption: one message lost in a hundred is felt
NEW_RELAYS = 2000  # honest relays that join


def seconds(model: OnionRouting) -> float:
    """Median seconds from sender to recipient."""
    return float(np.median(model.latency()))


def node_hosting(world: World, claim: str) -> Evidence:
    """Let honest relays join, and ask what it changes for everyone."""
    before = world.model(OnionRouting)
    after = before.but(
        relays=before.relays + NEW_RELAYS,
        adversary=before.adversary * before.relays / (before.relays + NEW_RELAYS),
    )
    f, g = (model.circuit_compromise(uniform=True) for model in (before, after))
    return evidence(
        world,
        claim,
        holds=g < f,
        value=g,
        unit="chance that a circuit is linked",
        threshold=f,
        how=f"OnionRouting: {NEW_RELAYS:,} honest relays join {before.relays:,}, and the hostile ones stay "
        "as many. The host's own path is drawn like anyone's, so the model gives the host the same chance "
        "as everyone.",
        found=f"{NEW_RELAYS:,} more honest relays lower the chance of a linked circuit from "
        f"{quantity(f, 'probability')} to {quantity(g, 'probability')}, for the hosts as for everyone",
    )


def minimal_information(world: World, claim: str) -> Evidence:
    """Ask how often hostile relays link both ends, and what a network-wide observer learns."""
    holds, wrong = held_cells(claim)
    tor = world.model(OnionRouting)
    swarm = world.model(SwarmStorage).link_exposure()
    limit = quantity(RARE, "share")
    beyond = f", more than the {limit} that still count as rare" if swarm >= RARE else ""
    return compared(
        world, claim, "<", RARE, "chance that relays link both ends",
        "OnionRouting: f² for a hostile share f of the relays (an assumption); beside it SwarmStorage, "
        "where "
        f"nodes store. Less than {limit} counts as not learned (an assumption). {HOW}",
        lambda v: wrong or f"hostile relays link {quantity(v, 'share of circuits')}, but "
        f"{quantity(swarm, 'share')} "
        "of talks "
        f"over storing nodes{beyond}, and whoever watches both ends and compares times links all",
        **turning(tor, "adversary", lambda m: m.circuit_compromise()), also=holds,
    )  # fmt: skip


def offline_relay(world: World, claim: str) -> Evidence:
    """Ask how often a message waits long enough."""
    store = world.model(SwarmStorage)
    where = [f"{who} {world.fact(who, 'avail.offline_delivery')}" for who in ("session", "briar")]
    _, wrong = split(world, ("session:avail.offline_delivery is swarm",))
    return compared(
        world, claim, ">", 1 - RARE, "share of messages",
        "SwarmStorage: the recipient comes back before the message is deleted (after "
        f"{quantity(store.ttl, 'days')}); how long people stay away is an assumption. More than "
        f"{quantity(1 - RARE, 'share')} counts as delivered (an assumption).",
        lambda v: "; ".join(wrong) or f"nodes keep a message {quantity(store.ttl, 'days')}, which delivers "
        f"{quantity(v, 'share of messages')} to people who are away for {quantity(store.offline, 'days')} "
        "in the "
        f"mean (offline delivery: {', '.join(where)})",
        **turning(store, "offline", lambda m: m.delivered()), also=not wrong,
    )  # fmt: skip


def slow(world: World, claim: str) -> Evidence:
    """Compare the time over relays with what feels like at once."""
    tor = world.model(OnionRouting)
    one, rtt = tor.link_ms / 1000, world.parameter("tor.rtt_s")
    return compared(
        world, claim, ">", INSTANT, "s",
        f"OnionRouting: median of 10,000 drawn delays over {tor.hops + 1} links; the time of a link is an "
        f"assumption. More than {INSTANT:g} s no longer feels like at once (an assumption); against "
        f"one second the sentence would {'' if seconds(tor) > 1 else 'not '}be borne out.",
        lambda v: f"over {tor.hops} relays a message takes {quantity(v, 's')}, {quantity(v / one)} times "
        "as long as "
        f"over one link; measured over Tor in 2019: {quantity(rtt / 2, 's')} (half of a round trip)",
        **turning(tor, "link_ms", seconds),
    )  # fmt: skip


def media(world: World, claim: str) -> Evidence:
    """Compare the largest file that arrives in time with the largest that Session takes."""
    limit = float(world.fact("session", "media.max_file_mb"))
    wait = world.model(Patience)
    return compared(
        world, claim, "<", limit, "MB",
        "Patience: the largest file that arrives in time, from measured downloads over Tor in 2019. The "
        "threshold is Session's largest attachment in facts.csv; how long someone waits is an assumption.",
        lambda v: f"in {quantity(wait.seconds, 's')} files of up to {quantity(v, 'MB')} arrive over Tor; "
        "Session "
        f"takes {quantity(limit, 'MB')} at most",
        **turning(wait, "seconds", lambda m: m.largest_file() / 1e6),
    )  # fmt: skip


def reliability(world: World, claim: str) -> Evidence:
    """Compare the share of lost messages with one in a hundred."""
    tor = world.model(OnionRouting)
    low, high = np.quantile(tor.latency(), (0.5, 0.95))
    timeouts = world.parameter("tor.timeouts")
    return compared(
        world, claim, ">", LOSS, "share of messages",
        "OnionRouting: 1 − (1−q)^hops without another try; one in a hundred is felt (an assumption), and so "
        "is q.",
        lambda v: f"{tor.hops} relays that fail with a chance of "
        f"{quantity(tor.hop_failure, 'probability')} lose "
        f"{quantity(v, 'share of messages')}, with two more tries "
        f"{quantity(1 - tor.reliability(2), 'share')}, and "
        f"the slowest twentieth takes {quantity(high / low)} times the median; measured over Tor in 2019: "
        f"{quantity(timeouts, 'share')} timed out",
        **turning(tor, "hop_failure", lambda m: 1 - m.reliability()),
    )  # fmt: skip


def key_backup(world: World, claim: str) -> Evidence:
    """Ask how often an account that is a key is lost without a backup."""
    key = world.model(KeyBackup)
    _, wrong = split(
        world,
        ("session:identity.required_identifier is key_pair", "session:identity.recovery is seed_phrase"),
    )
    return compared(
        world, claim, ">", RARE, "chance to lose the account",
        f"KeyBackup without a backup, over {quantity(key.years, 'years')}; its numbers are assumptions, "
        "and so "
        f"is that {quantity(RARE, 'share')} is felt. Cells of facts.csv say that the key is the account.",
        lambda v: "; ".join(wrong) or f"without a backup {quantity(v, 'share of accounts')} are lost in "
        f"{quantity(key.years, 'years')}, with one {quantity(key.account_loss(1), 'share')}, with two "
        f"{quantity(key.account_loss(2), 'share')}",
        **turning(key, "phone_loss", lambda m: m.account_loss(0)), also=not wrong,
    )  # fmt: skip


def features(world: World, claim: str) -> Evidence:
    """Compare the days of a new feature with one operator's, and the tables of features."""
    relays = days(world.model(FeatureRollout, "relays", architecture="anonymous"))
    own, best = having(world, "session"), having(world, "signal")
    return compared(
        world, claim, "<", relays, "days with one operator",
        "FeatureRollout: days until a new feature works for 90 % of pairs, one operator against anonymous "
        "routing; all its times are assumptions. Only the operator's release cycle is turned. Beside it the "
        "table of features.",
        lambda v: f"a new feature works for nine pairs in ten after {quantity(relays, 'days')}, with one "
        f"operator after {quantity(v, 'days')}; Session is known to have "
        f"{quantity(own, 'share of the features')}, "
        f"Signal {quantity(best, 'share')}",
        **turning(operator(world), "release_days", days, "operator"), also=own < best,
    )  # fmt: skip


ANSWERS: dict[str, Answer] = {
    "anonymous.node-hosting": node_hosting,
    "anonymous.pro.minimal-information": minimal_information,
    "anonymous.pro.offline-relay": offline_relay,
    "anonymous.con.slow": slow,
    "anonymous.con.media": media,
    "anonymous.con.reliability": reliability,
    "anonymous.con.key-backup": key_backup,
    "anonymous.con.features": features,
}
