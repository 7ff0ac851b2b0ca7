"""Anonymous routing: what relays hide, and what they cost."""

from __future__ import annotations

import numpy as np

from guidekit import models
from guidekit.claims.cells import EXPOSURE_HOW, answer_by_exposure, check_cells, features_share
from guidekit.claims.evidence import (
    RARE,
    ClaimAnswer,
    Evidence,
    Measurement,
    comparison,
    days_to_most,
    evidence,
    operator_rollout,
    tally,
    turn,
)
from guidekit.claims.world import World, split_statements
from guidekit.words import quantity

INSTANT = 0.1  # assumption: seconds that feel like at once
LOSS = 0.01  # assumption: one message lost in a hundred is felt
FELT = 1.0  # assumption: seconds without an answer that are felt
NEW_RELAYS = 2000  # honest relays that join


def _onion(world: World, claim: str) -> Evidence:
    """Try every key of a path on every layer, and check what relays learn."""
    from guidekit.protocols import onion

    tried = onion.openings(3)
    own = tried.party == tried.layer
    foreign, missed = int(tried.opens[~own].sum()), int((~tried.opens[own]).sum())
    holds, wrong = check_cells(claim)
    kept = ["no key opens another's layer"] * (not foreign) + ["each key opens its own"] * (not missed)
    kept += ["relays learn their neighbours only"] * holds
    broken = [f"{foreign} layers opened with another's key"] * bool(foreign)
    broken += [f"{missed} keys did not open their own layer"] * bool(missed) + [wrong] * (not holds)
    how = (
        "A packet of real layers (X25519, ChaCha20-Poly1305) over three relays, every key tried on every "
        f"layer. {EXPOSURE_HOW}"
    )
    found = (
        f"each of {own.sum()} keys opens its own layer and none of the {(~own).sum()} others, and each relay "
        "learns its neighbours only"
    )
    return tally(world, claim, kept, broken, how, found, measured=_recorded_neighbours())


def _seconds(model: models.OnionRouting) -> float:
    """Median seconds from sender to recipient."""
    return float(np.median(model.latency()))


def _node_hosting(world: World, claim: str) -> Evidence:
    """Let honest relays join, and ask what it changes for everyone."""
    before = world.model(models.OnionRouting)
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


def _minimal_information(world: World, claim: str) -> Evidence:
    """Ask how often hostile relays link both ends, and what a network-wide observer learns."""
    holds, wrong = check_cells(claim)
    tor = world.model(models.OnionRouting)
    swarm = world.model(models.SwarmStorage).link_exposure()
    limit = quantity(RARE, "share")
    beyond = f", more than the {limit} that still count as rare" if swarm >= RARE else ""
    return comparison(
        world, claim, "<", RARE, "chance that relays link both ends",
        "OnionRouting: f² for a hostile share f of the relays (an assumption); beside it SwarmStorage, where "
        f"nodes store. Less than {limit} counts as not learned (an assumption). {EXPOSURE_HOW}",
        lambda v: wrong or f"hostile relays link {quantity(v, 'share of circuits')}, but "
        f"{quantity(swarm, 'share')} of talks "
        f"over storing nodes{beyond}, and whoever watches both ends and compares times links all",
        **turn(tor, "adversary", lambda m: m.circuit_compromise()), also=holds,
    )  # fmt: skip


def _offline_relay(world: World, claim: str) -> Evidence:
    """Ask how often a message waits long enough."""
    store = world.model(models.SwarmStorage)
    where = [f"{who} {world.fact(who, 'avail.offline_delivery')}" for who in ("session", "briar")]
    _, wrong = split_statements(world, "session:avail.offline_delivery is swarm")
    return comparison(
        world, claim, ">", 1 - RARE, "share of messages",
        "SwarmStorage: the recipient comes back before the message is deleted (after "
        f"{quantity(store.ttl, 'days')}); how long people stay away is an assumption. More than "
        f"{quantity(1 - RARE, 'share')} counts as delivered (an assumption).",
        lambda v: "; ".join(wrong) or f"nodes keep a message {quantity(store.ttl, 'days')}, which delivers "
        f"{quantity(v, 'share of messages')} to people who are away for {quantity(store.offline, 'days')} "
        f"in the mean (offline delivery: {', '.join(where)})",
        **turn(store, "offline", lambda m: m.delivered()), also=not wrong,
    )  # fmt: skip


def _recorded_neighbours() -> Measurement:
    """Look whether any relay of a real network names more than the hops beside it."""
    from guidekit.recordings.tor import CLIENT, RELAYS, SITE, relay_names

    path = (CLIENT, *RELAYS, SITE)
    beside = {relay: {before, after} for before, relay, after in zip(path, path[1:], path[2:], strict=False)}
    names = relay_names()
    nosy = [relay for relay, named in names.items() if named - beside.get(relay, set())]
    words = f"{len(nosy)} of {len(names)} relays of a real Tor network knew more than their neighbours"
    return Measurement("tor_relay_view", not nosy, words)


def _recorded_round_trips() -> Measurement:
    """Look whether round trips grow with the number of relays."""
    from guidekit.recordings.tor import DELAYS, CircuitDelays

    circuits = CircuitDelays(DELAYS[-1])
    trips = circuits.medians().rtt_ms
    words = (
        f"with {circuits.delay} ms a link, a real Tor network took {trips[3]:.0f} ms for a round trip over "
        f"3 relays and {trips[6]:.0f} over 6"
    )
    return Measurement("tor_hops", bool(trips[6] > trips[3] > trips[0]), words)


def _recorded_silence() -> Measurement:
    """Look how long a client waited for a relay that went silent."""
    from guidekit.recordings.tor import failure_times

    seconds = float(failure_times().detected_s["build through frozen"])
    words = f"a client of a real Tor network noticed after {seconds:.0f} s that a relay was silent"
    return Measurement("tor_failure", seconds > FELT, words)


def _slow(world: World, claim: str) -> Evidence:
    """Compare the time over relays with what feels like at once."""
    tor = world.model(models.OnionRouting)
    one, rtt = tor.link_ms / 1000, world.parameter("tor.rtt_s")
    return comparison(
        world, claim, ">", INSTANT, "s",
        f"OnionRouting: median of 10,000 drawn delays over {tor.hops + 1} links; the time of a link is an "
        f"assumption. More than {INSTANT:g} s no longer feels like at once (an assumption); against "
        f"one second the sentence would {'' if _seconds(tor) > 1 else 'not '}be borne out.",
        lambda v: f"over {tor.hops} relays a message takes {quantity(v, 's')}, {quantity(v / one)} times "
        "as long as "
        f"over one link; measured over Tor in 2019: {quantity(rtt / 2, 's')} (half of a round trip)",
        **turn(tor, "link_ms", _seconds), measured=_recorded_round_trips(),
    )  # fmt: skip


def _media(world: World, claim: str) -> Evidence:
    """Compare the largest file that arrives in time with the largest that Session takes."""
    limit = float(world.fact("session", "media.max_file_mb"))
    wait = world.model(models.Patience)
    return comparison(
        world, claim, "<", limit, "MB",
        "Patience: the largest file that arrives in time, from measured downloads over Tor in 2019. The "
        "threshold is Session's largest attachment in facts.csv; how long someone waits is an assumption.",
        lambda v: f"in {quantity(wait.seconds, 's')} files of up to {quantity(v, 'MB')} arrive over Tor; "
        f"Session takes {quantity(limit, 'MB')} at most",
        **turn(wait, "seconds", lambda m: m.largest_file() / 1e6),
    )  # fmt: skip


def _reliability(world: World, claim: str) -> Evidence:
    """Compare the share of lost messages with one in a hundred."""
    tor = world.model(models.OnionRouting)
    low, high = np.quantile(tor.latency(), (0.5, 0.95))
    timeouts = world.parameter("tor.timeouts")
    return comparison(
        world, claim, ">", LOSS, "share of messages",
        "OnionRouting: 1 − (1−q)^hops without another try; one in a hundred is felt (an assumption), and so "
        "is q.",
        lambda v: f"{tor.hops} relays that fail with a chance of "
        f"{quantity(tor.hop_failure, 'probability')} lose "
        f"{quantity(v, 'share of messages')}, with two more tries "
        f"{quantity(1 - tor.reliability(2), 'share')}, and "
        f"the slowest twentieth takes {quantity(high / low)} times the median; q was chosen so "
        f"that three relays fail about as often as the {quantity(timeouts, 'share')} that timed out over Tor "
        "in 2019, so that is no check",
        **turn(tor, "hop_failure", lambda m: 1 - m.reliability()), measured=_recorded_silence(),
    )  # fmt: skip


def _key_backup(world: World, claim: str) -> Evidence:
    """Ask how often an account that is a key is lost without a backup."""
    key = world.model(models.KeyBackup)
    _, wrong = split_statements(
        world, "session:identity.required_identifier is key_pair", "session:identity.recovery is seed_phrase"
    )
    return comparison(
        world, claim, ">", RARE, "chance to lose the account",
        f"KeyBackup without a backup, over {quantity(key.years, 'years')}; its numbers are assumptions, "
        "and so "
        f"is that {quantity(RARE, 'share')} is felt. Cells of facts.csv say that the key is the account.",
        lambda v: "; ".join(wrong) or f"without a backup {quantity(v, 'share of accounts')} are lost in "
        f"{quantity(key.years, 'years')}, with one {quantity(key.account_loss(1), 'share')}, with two "
        f"{quantity(key.account_loss(2), 'share')}",
        **turn(key, "phone_loss", lambda m: m.account_loss(0)), also=not wrong,
    )  # fmt: skip


def _features(world: World, claim: str) -> Evidence:
    """Compare the days of a new feature with one operator's, and the tables of features."""
    relays = days_to_most(world.model(models.FeatureRollout, "relays", architecture="anonymous"))
    own, best = features_share(world, "session"), features_share(world, "signal")
    return comparison(
        world, claim, "<", relays, "days with one operator",
        "FeatureRollout: days until a new feature works for 90 % of pairs, one operator against anonymous "
        "routing; all its times are assumptions. Only the operator's release cycle is turned. Beside it the "
        "table of features.",
        lambda v: f"a new feature works for nine pairs in ten after {quantity(relays, 'days')}, with one "
        f"operator after {quantity(v, 'days')}; Session is known to have "
        f"{quantity(own, 'share of the features')}, Signal {quantity(best, 'share')}",
        **turn(operator_rollout(world), "release_days", days_to_most, "operator"), also=own < best,
    )  # fmt: skip


ANSWERS: dict[str, ClaimAnswer] = {
    "anonymous.definition": answer_by_exposure(
        "a circuit hides the sender from the site, Session hides the sender and the link from its swarm, "
        "and an onion service hides all three from every relay"
    ),
    "anonymous.onion": _onion,
    "anonymous.rendezvous": answer_by_exposure(
        "the relay where both ends meet learns neither end, nor what they say"
    ),
    "anonymous.nodes-blind": answer_by_exposure(
        "no relay reads the content, and only the last one of a circuit learns the destination"
    ),
    "anonymous.node-hosting": _node_hosting,
    "anonymous.pro.minimal-information": _minimal_information,
    "anonymous.pro.offline-relay": _offline_relay,
    "anonymous.con.slow": _slow,
    "anonymous.con.media": _media,
    "anonymous.con.reliability": _reliability,
    "anonymous.con.key-backup": _key_backup,
    "anonymous.con.features": _features,
}
