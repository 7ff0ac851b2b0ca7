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
from guidekit.words import duration, paragraph, percent, quantity

NEW_RELAYS = 2000  # honest relays that join

LAYERS_THAT_OPENED = "{foreign} layers opened with another's key"
KEYS_THAT_FAILED = "{missed} keys did not open their own layer"
ONION_HOW = (
    "A packet of real layers (X25519, ChaCha20-Poly1305) over three relays, every key tried on every layer."
)
ONION = (
    "each of {own} keys opens its own layer and none of the {others} others, and each relay learns its "
    "neighbours only"
)
NODE_HOSTING_HOW = (
    "OnionRouting: {new:,} honest relays join {relays:,}, and the hostile ones stay as many. "
    "The host's own path is drawn like anyone's, so the model gives the host the same chance as "
    "everyone."
)
NODE_HOSTING = (
    "{new:,} more honest relays lower the chance of a linked circuit from {before} to {after}, for the "
    "hosts as for everyone"
)
MINIMAL_INFORMATION = (
    "hostile nodes and watched networks that compare times link {own} of the messages that a swarm "
    "keeps, one operator and the same networks {rival}; nodes alone link {alone} of them, and "
    "{circuit} of circuits without a swarm"
)
OFFLINE_RELAY = (
    "nodes keep a message {ttl}, and {own} arrive within a day, between peers without a mailbox "
    "{rival} (offline delivery: {where})"
)
RECORDED_NEIGHBOURS = "{nosy} of {names} relays of a real Tor network knew more than their neighbours"
RECORDED_ROUND_TRIPS = (
    "with {delay} ms a link, a real Tor network took {three:.0f} ms for a round trip over 3 relays and "
    "{six:.0f} over 6"
)
SLOW = (
    "a message takes {own} in the median, with one operator {rival}, since it waits for people; on the "
    "way it takes {on_the_way}, most of it until the phone asks again, and {one} with one operator; a "
    "round trip over Tor was measured at {rtt} in 2019"
)
MEDIA_HOW = "Cells of facts.csv name the limits; no row says why they are there."
MEDIA = {
    "yes": "Session takes files of {limit} at most, and its calls pass by the nodes; no source here says "
    "that the speed of the network is the reason",
    "no": "Session takes files of {limit} at most, and its calls use the nodes; no source here says that the "
    "speed of the network is the reason",
}
"""By whether calls are direct."""
RELIABILITY = {
    True: "a client of a real Tor network noticed after {seconds:g} s that a relay in use had fallen silent, "
    "and of the measurements over Tor in 2019 {timeouts} timed out",
    False: "a client of a real Tor network did not notice within {seconds:g} s that a relay in use had "
    "fallen silent, and of the measurements over Tor in 2019 {timeouts} timed out",
}
RELIABILITY_HOW = (
    "Two measurements, and no model: our own recording of a relay that stops answering, and Tor's "
    "published measurements."
)
SILENCE = {
    True: "the client noticed after {seconds:g} s, as long as we watched",
    False: "the client did not notice within {seconds:g} s, as long as we watched",
}
KEY_BACKUP_HOW = (
    "KeyBackup without a backup, over {years}; its numbers are assumptions. Cells of facts.csv say "
    "that the key is the account."
)
KEY_BACKUP = "without a backup {none} are lost in {years}, with one {one}, with two {two}"
KEY_BACKUP_RESTATES = "without a backup every lost phone is a lost account"
FEATURES = (
    "a new feature works for nine pairs in ten after {own}, with one operator after {rival}; Session "
    "is known to have {session}, Signal {signal}"
)
FEATURES_HOW = "Only the operator's release cycle is turned. Beside it the table of features."


def _onion(world: World, claim: str) -> Evidence:
    """Try every key of a path on every layer, and check what relays learn."""
    from guidekit.protocols import onion

    tried = onion.openings.rows(3)
    own = [row.opens for row in tried if row.party == row.layer]
    others = [row.opens for row in tried if row.party != row.layer]
    foreign, missed = sum(others), own.count(False)
    holds, wrong = check_cells(claim)
    kept = ["no key opens another's layer"] * (not foreign) + ["each key opens its own"] * (not missed)
    kept += ["relays learn their neighbours only"] * holds
    broken = [LAYERS_THAT_OPENED.format(foreign=foreign)] * bool(foreign)
    broken += [KEYS_THAT_FAILED.format(missed=missed)] * bool(missed) + [wrong] * (not holds)
    how = paragraph(ONION_HOW, EXPOSURE_HOW)
    found = ONION.format(own=len(own), others=len(others))
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
        how=NODE_HOSTING_HOW.format(new=NEW_RELAYS, relays=before.relays),
        found=NODE_HOSTING.format(
            new=NEW_RELAYS, before=quantity(f, "probability"), after=quantity(g, "probability")
        ),
    )


def _minimal_information(world: World, claim: str) -> Evidence:
    """Ask how often hostile nodes and watched networks link both ends, beside one operator and networks."""
    holds, wrong = check_cells(claim)
    onion = way(world, "AnonymousRouting")
    circuit = world.model(models.OnionRouting, adversary=onion.scenario.adversary).circuit_compromise()
    return contest(
        world, claim, onion, way(world, "Centralized"), "link.both", "watched",
        lambda own, rival: wrong or MINIMAL_INFORMATION.format(
            own=own, rival=rival, alone=percent(onion.value("link.machines")), circuit=percent(circuit),
        ),
        also=holds, how=EXPOSURE_HOW,
    )  # fmt: skip


def _offline_relay(world: World, claim: str) -> Evidence:
    """Ask how many messages arrive within a day that a swarm keeps, beside peers that keep none."""
    onion = way(world, "AnonymousRouting")
    where = [f"{who} {world.fact(who, 'avail.offline_delivery')}" for who in ("session", "briar")]
    _, wrong = split_statements(world, "session:avail.offline_delivery is swarm")
    return contest(
        world, claim, onion, way(world, "PeerToPeer"), "within.day", "off_hours",
        lambda own, rival: "; ".join(wrong) or OFFLINE_RELAY.format(
            ttl=quantity(onion.ttl, "days"), own=own, rival=rival, where=", ".join(where),
        ),
        also=not wrong,
    )  # fmt: skip


def _recorded_neighbours() -> Measurement:
    """Look whether any relay of a real network names more than the hops beside it."""
    from guidekit.recordings.tor import CLIENT, RELAYS, SITE, relay_names

    path = (CLIENT, *RELAYS, SITE)
    beside = {relay: {before, after} for before, relay, after in zip(path, path[1:], path[2:], strict=False)}
    names = relay_names()
    nosy = [relay for relay, named in names.items() if named - beside.get(relay, set())]
    words = RECORDED_NEIGHBOURS.format(nosy=len(nosy), names=len(names))
    return Measurement("tor_relay_view", not nosy, words)


def _recorded_round_trips() -> Measurement:
    """Look whether round trips grow with the number of relays."""
    from guidekit.recordings.tor import DELAYS, CircuitDelays

    circuits = CircuitDelays(DELAYS[-1])
    trips = {hops: times.rtt_ms for hops, times in circuits.medians().items()}
    words = RECORDED_ROUND_TRIPS.format(delay=circuits.delay, three=trips[3], six=trips[6])
    return Measurement("tor_hops", bool(trips[6] > trips[3] > trips[0]), words)


def _silence() -> tuple[float, bool]:
    """Return the seconds that a recorded client waited for a silent relay, and whether it noticed by then."""
    from guidekit.recordings.tor import failure_times

    # How long a client waits to build a circuit through such a relay was set by us, so it measures nothing.
    frozen = failure_times()["frozen"]
    noticed = frozen.detected_s is not None
    return float(frozen.detected_s if noticed else frozen.waited_s), noticed


def _slow(world: World, claim: str) -> Evidence:
    """Compare the time of a message over nodes with one operator's, by the one habit of the scenario."""
    onion, one = (way(world, name) for name in ("AnonymousRouting", "Centralized"))
    rtt = world.parameter("tor.rtt_s")
    path = [duration(float(np.median(side.delivery().path.times))) for side in (onion, one)]
    return contest(
        world, claim, onion, one, "latency.median", "off_hours",
        lambda own, rival: SLOW.format(
            own=own, rival=rival, on_the_way=path[0], one=path[1], rtt=quantity(rtt, "s"),
        ),
        measured=_recorded_round_trips(),
    )  # fmt: skip


def _media(world: World, claim: str) -> Evidence:
    """Read the limits of Session; why they are there, no source here says."""
    limit = float(world.fact("session", "media.max_file_mb"))
    direct = "yes" if world.fact("session", "transport.calls_direct") == "yes" else "no"
    return looked_up(
        world, claim, limit, "MB at most",
        MEDIA_HOW,
        MEDIA[direct].format(limit=quantity(limit, "MB")),
    )  # fmt: skip


def _reliability(world: World, claim: str) -> Evidence:
    """Look how long a client of a real network waited for a silent relay, and how many fetches timed out."""
    bar, (seconds, noticed) = BARS["silence"].place(0.0, True), _silence()
    timeouts = world.parameter("tor.timeouts")
    found = RELIABILITY[noticed].format(seconds=seconds, timeouts=quantity(timeouts, "share"))
    return evidence(
        world, claim, holds=seconds > bar and timeouts > 0, value=seconds, unit="s", threshold=bar,
        bar=BARS["silence"].words(seconds, bar, True), found=found,
        how=paragraph(RELIABILITY_HOW, BARS["silence"].how),
        measured=Measurement("tor_failure", seconds > bar, SILENCE[noticed].format(seconds=seconds)),
    )  # fmt: skip


def _key_backup(world: World, claim: str) -> Evidence:
    """Ask how often an account that is a key is lost without a backup."""
    key = world.model(models.KeyBackup)
    _, wrong = split_statements(
        world, "session:identity.required_identifier is key_pair", "session:identity.recovery is seed_phrase"
    )
    return comparison(
        world, claim, ">", "account lost", "chance to lose the account",
        KEY_BACKUP_HOW.format(years=quantity(key.years, "years")),
        lambda v: "; ".join(wrong) or KEY_BACKUP.format(
            none=quantity(v, "share of accounts"), years=quantity(key.years, "years"),
            one=quantity(key.account_loss(1), "share"), two=quantity(key.account_loss(2), "share"),
        ),
        also=not wrong, restates=KEY_BACKUP_RESTATES,
        **turn(key, "phone_loss", lambda m: m.account_loss(0)),
    )  # fmt: skip


def _features(world: World, claim: str) -> Evidence:
    """Compare the days of a new feature with one operator's, and the tables of features."""
    one = way(world, "Centralized")
    own_share, best = features_share(world, "session"), features_share(world, "signal")
    return contest(
        world, claim, way(world, "AnonymousRouting"), one, "feature", "release_days",
        lambda own, rival: FEATURES.format(
            own=own, rival=rival, session=quantity(own_share, "share of the features"),
            signal=quantity(best, "share"),
        ),
        turns=one, also=own_share < best,
        how=FEATURES_HOW,
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
        "no relay reads the content, and none but the last one of a circuit learns the destination"
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
