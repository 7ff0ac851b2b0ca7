"""Anonymous routing: what relays hide, and what they cost."""

from __future__ import annotations

import numpy as np

from guidekit import models
from guidekit.claims.bars import BARS
from guidekit.claims.cells import EXPOSURE_HOW, answer_by_exposure, check_cells, features_share
from guidekit.claims.contest import contest, way
from guidekit.claims.evidence import (
    ClaimAnswer,
    Evidence,
    Measurement,
    comparison,
    evidence,
    looked_up,
    tally,
    turn,
)
from guidekit.claims.world import World, split_statements
from guidekit.words import duration, percent, quantity

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
    """Ask how often hostile nodes and watched networks link both ends, beside one operator and networks."""
    holds, wrong = check_cells(claim)
    onion = way(world, "AnonymousRouting")
    circuit = world.model(models.OnionRouting, adversary=onion.scenario.adversary).circuit_compromise()
    return contest(
        world, claim, onion, way(world, "Centralized"), "link.both", "watched",
        lambda own, rival: wrong or "hostile nodes and watched networks that compare times link "
        f"{own} of the messages that a swarm keeps, one operator and the same networks {rival}; nodes alone "
        f"link {percent(onion.value('link.machines'))} of them, and {percent(circuit)} of circuits without "
        "a swarm",
        also=holds, how=EXPOSURE_HOW,
    )  # fmt: skip


def _offline_relay(world: World, claim: str) -> Evidence:
    """Ask how many messages arrive within a day that a swarm keeps, beside peers that keep none."""
    onion = way(world, "AnonymousRouting")
    where = [f"{who} {world.fact(who, 'avail.offline_delivery')}" for who in ("session", "briar")]
    _, wrong = split_statements(world, "session:avail.offline_delivery is swarm")
    return contest(
        world, claim, onion, way(world, "PeerToPeer"), "within.day", "off_hours",
        lambda own, rival: "; ".join(wrong) or f"nodes keep a message {quantity(onion.ttl, 'days')}, and "
        f"{own} arrive within a day, between peers without a mailbox {rival} (offline delivery: "
        f"{', '.join(where)})",
        also=not wrong,
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


def _silence() -> tuple[float, bool]:
    """Return the seconds that a recorded client waited for a silent relay, and whether it noticed by then."""
    from guidekit.recordings.tor import failure_times

    # How long a client waits to build a circuit through such a relay was set by us, so it measures nothing.
    frozen = failure_times().loc["frozen"]
    noticed = frozen.detected_s == frozen.detected_s  # empty where it did not
    return float(frozen.detected_s if noticed else frozen.waited_s), bool(noticed)


def _slow(world: World, claim: str) -> Evidence:
    """Compare the time of a message over nodes with one operator's, by the one habit of the scenario."""
    onion, one = (way(world, name) for name in ("AnonymousRouting", "Centralized"))
    rtt = world.parameter("tor.rtt_s")
    path = [duration(float(np.median(side.delivery().path.times))) for side in (onion, one)]
    return contest(
        world, claim, onion, one, "latency.median", "off_hours",
        lambda own, rival: f"a message takes {own} in the median, with one operator {rival}, since it waits "
        f"for people; on the way it takes {path[0]}, most of it until the phone asks again, and {path[1]} "
        f"with one operator; a round trip over Tor was measured at {quantity(rtt, 's')} in 2019",
        measured=_recorded_round_trips(),
    )  # fmt: skip


def _media(world: World, claim: str) -> Evidence:
    """Read the limits of Session; why they are there, no source here says."""
    limit = float(world.fact("session", "media.max_file_mb"))
    calls = "pass by the nodes" if world.fact("session", "transport.calls_direct") == "yes" else "use them"
    return looked_up(
        world, claim, limit, "MB at most",
        "Cells of facts.csv name the limits; no row says why they are there.",
        f"Session takes files of {quantity(limit, 'MB')} at most, and its calls {calls}; no source here says "
        "that the speed of the network is the reason",
    )  # fmt: skip


def _reliability(world: World, claim: str) -> Evidence:
    """Look how long a client of a real network waited for a silent relay, and how many fetches timed out."""
    bar, (seconds, noticed) = BARS["silence"].place(0.0, True), _silence()
    timeouts = world.parameter("tor.timeouts")
    told = f"noticed after {seconds:g} s" if noticed else f"did not notice within {seconds:g} s"
    found = (
        f"a client of a real Tor network {told} that a relay in use had fallen silent, and of the "
        f"measurements over Tor in 2019 {quantity(timeouts, 'share')} timed out"
    )
    return evidence(
        world, claim, holds=seconds > bar and timeouts > 0, value=seconds, unit="s", threshold=bar,
        bar=BARS["silence"].words(seconds, bar, True), found=found,
        how="Two measurements, and no model: our own recording of a relay that stops answering, and Tor's "
        f"published measurements. {BARS['silence'].how}",
        measured=Measurement("tor_failure", seconds > bar, f"the client {told}, as long as we watched"),
    )  # fmt: skip


def _key_backup(world: World, claim: str) -> Evidence:
    """Ask how often an account that is a key is lost without a backup."""
    key = world.model(models.KeyBackup)
    _, wrong = split_statements(
        world, "session:identity.required_identifier is key_pair", "session:identity.recovery is seed_phrase"
    )
    return comparison(
        world, claim, ">", "account lost", "chance to lose the account",
        f"KeyBackup without a backup, over {quantity(key.years, 'years')}; its numbers are assumptions. "
        "Cells of facts.csv say that the key is the account.",
        lambda v: "; ".join(wrong) or f"without a backup {quantity(v, 'share of accounts')} are lost in "
        f"{quantity(key.years, 'years')}, with one {quantity(key.account_loss(1), 'share')}, with two "
        f"{quantity(key.account_loss(2), 'share')}",
        also=not wrong, restates="without a backup every lost phone is a lost account",
        **turn(key, "phone_loss", lambda m: m.account_loss(0)),
    )  # fmt: skip


def _features(world: World, claim: str) -> Evidence:
    """Compare the days of a new feature with one operator's, and the tables of features."""
    one = way(world, "Centralized")
    own_share, best = features_share(world, "session"), features_share(world, "signal")
    return contest(
        world, claim, way(world, "AnonymousRouting"), one, "feature", "release_days",
        lambda own, rival: f"a new feature works for nine pairs in ten after {own}, with one operator after "
        f"{rival}; Session is known to have {quantity(own_share, 'share of the features')}, Signal "
        f"{quantity(best, 'share')}",
        turns=one, also=own_share < best,
        how="Only the operator's release cycle is turned. Beside it the table of features.",
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
