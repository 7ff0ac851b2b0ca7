"""Federated networks: what many servers spread, copy and see."""

from __future__ import annotations

from functools import partial

from guidekit import models
from guidekit.claims.cells import EXPOSURE_HOW, answer_by_exposure, check_cells, exposure_levels, turn_level
from guidekit.claims.contest import contest, way
from guidekit.claims.evidence import ClaimAnswer, Evidence, Measurement, comparison, evidence, looked_up
from guidekit.claims.measures import clear_fields
from guidekit.claims.world import World, split_statements
from guidekit.knobs import Knob, knob_of
from guidekit.words import percent, quantity


def _matrix(world: World) -> models.Federation:
    """Build a federation of as many servers as Matrix has."""
    return world.model(models.Federation, servers=int(world.fact("element", "net.nodes")))


def _definition(world: World, claim: str) -> Evidence:
    """Ask how many servers of equal size would be as independent."""
    servers = _matrix(world)
    equal = servers.effective_servers()
    _, wrong = split_statements(
        world, "element:net.topology is federated", "element:avail.no_single_operator is yes"
    )
    return evidence(
        world,
        claim,
        holds=equal > 1 and not wrong,
        value=equal,
        unit="servers of equal size",
        threshold=1.0,
        how="Federation with the number of Matrix servers in facts.csv and a Zipf law of sizes (an "
        "assumption): the inverse of the sum of squared shares. Beside it cells of facts.csv.",
        found="; ".join(wrong)
        or f"{servers.servers:,} servers talk to each other, as uneven as {quantity(equal)} equal ones",
    )


def _private_servers(world: World, claim: str) -> Evidence:
    """Ask how many pairs can talk when some servers stay closed."""
    closed = world.parameter("federation.closed")
    reach = _matrix(world).reach_when_closed(closed)
    return evidence(
        world,
        claim,
        holds=reach < 1,
        value=reach,
        unit="share of pairs",
        threshold=1.0,
        how=f"Federation, with {quantity(closed, 'share')} of the servers closed (an assumption), whatever "
        "their size.",
        found=f"with {quantity(closed, 'share of servers')} closed, {quantity(reach, 'share of pairs')} "
        "can talk",
    )


def _own_data(world: World, claim: str) -> Evidence:
    """Ask what others learn of a room when one's own server is trusted, beside what one operator learns."""
    holds, wrong = check_cells(claim)
    many = way(world, "Federated")
    room = many.scenario
    return comparison(
        world, claim, "<", "link.machines", "probability",
        f"{EXPOSURE_HOW} Alice's server is her own; every other server of a conversation of {room.room} "
        "people is hostile with the same chance (an assumption), and so is the one operator of a "
        "centralized messenger.",
        lambda v: wrong or "only one's own server sees one's network address, but in a conversation of "
        f"{room.room} people another administrator is hostile and learns who talks to whom with a chance of "
        f"{percent(v)}, one operator with {percent(room.adversary)}",
        rival=lambda share: share, also=holds,
        measure=lambda share: many.but(adversary=share).others_hostile(),
        sides=("a server of one's own", "one operator"),
        knob="Scenario.adversary", rule=knob_of(room, "adversary"), start=room.adversary,
    )  # fmt: skip


def _choose_trust(world: World, claim: str) -> Evidence:
    """Ask how often the largest operator can be avoided."""
    many = way(world, "Federated")
    return contest(
        world, claim, many, way(world, "Centralized"), "largest.hostile", "room",
        lambda own, rival: f"the largest server sits in {own} of the conversations of "
        f"{many.scenario.room} people, and the one operator of a centralized messenger in {rival}",
        restates="with so many people somebody is nearly always on it",
    )  # fmt: skip


def _third_party_clients(world: World, claim: str) -> Evidence:
    """Look whether other clients are possible, and whether the specification is public."""
    _, wrong = split_statements(world, "element:open.spec_published is yes")
    return comparison(
        world, claim, ">=", "other clients", "points of one",
        "Two cells of facts.csv: yes counts 1, partial one half; the specification must be public.",
        lambda v: "; ".join(wrong) or "for third-party clients the table has "
        f"{world.fact('element', 'open.third_party_clients')} at Element, and "
        f"{world.fact('signal', 'open.third_party_clients')} at Signal",
        also=not wrong, **turn_level(world, "element", "open.third_party_clients"),
    )  # fmt: skip


def _verifiable_server(world: World, claim: str) -> Evidence:
    """Count what a running server could log, whatever its source says; no row speaks of that source."""
    _, wrong = check_cells(claim)
    learned = exposure_levels("matrix-private", "alice-server")
    logged = int(learned.sum())
    return looked_up(
        world, claim, float(logged), f"of {len(learned)} kinds of data that a server could log",
        f"No row of facts.csv speaks of the source of a server. {EXPOSURE_HOW}",
        wrong or "no source here speaks of the server's source; whatever it says, the running server could "
        f"log {logged} of {len(learned)} kinds of data",
    )  # fmt: skip


def _features_complex(world: World, claim: str) -> Evidence:
    """Compare a federation's days with one operator's."""
    many = way(world, "Federated")
    return contest(
        world, claim, many, way(world, "Centralized"), "feature", "standard_days",
        lambda own, rival: f"a new feature works for nine pairs in ten after {own} with "
        f"{many.implementations} implementations, with one operator after {rival}",
        turns=many, restates="the model lets a federation wait for two servers and one operator for none",
    )  # fmt: skip


def _features_lacking(world: World, claim: str) -> Evidence:
    """Ask how often a deleted message stays somewhere."""
    room = _matrix(world)
    offline = world.fact("element", "avail.offline_delivery")
    honoured = world.parameter("federation.honoured")
    return comparison(
        world, claim, ">", "left behind", "chance that a deleted message stays on some server",
        f"Federation: 1 − E[honoured^S] over the servers S of a room of {room.room_size}; "
        f"{quantity(honoured, 'share')} of them carry out a deletion (an assumption). The other example of "
        "the guide, offline relay, is a cell of facts.csv.",
        lambda v: f"in a room of {room.room_size} people a deleted message stays somewhere with a chance of "
        f"{percent(v)}; the guide's other example is not borne out, since messages wait for "
        f"people who are offline ({offline})",
        measure=room.deletion_incomplete, knob="federation.honoured", rule=Knob(0, 1, "share of servers"),
        start=honoured, restates="one in twenty, spread over the servers of the room",
    )  # fmt: skip


def _recorded_block() -> Measurement:
    """Look what a blocked server's people could still say to the others, and still read of them."""
    from guidekit.recordings.matrix import SERVERS, event_copies

    *others, blocked = SERVERS  # the last one was blocked, with Carol on it
    copies = event_copies().loc["acl"]
    heard = int((copies.loc["carol", others] > 0).sum())
    writers = copies.index.drop("carol")
    read = int((copies.loc[writers, blocked] > 0).sum())
    words = (
        f"in a real federation {heard} of {len(others)} servers got what was written on the server that was "
        f"blocked, and that server still got what {read} of {len(writers)} others wrote"
    )
    return Measurement("matrix_events", heard == 0, words)


def _trust_admin(world: World, claim: str) -> Evidence:
    """Set what the administrators of a conversation see beside what one operator sees."""
    many, one = way(world, "Federated"), way(world, "Centralized")
    _, wrong = check_cells(claim)
    own, rival = many.value("link.machines"), one.value("link.machines")
    return evidence(
        world,
        claim,
        holds=own >= rival and not wrong,
        value=own,
        unit="probability",
        threshold=rival,
        how=f"{EXPOSURE_HOW} One scenario for all four ways; who talks to whom, learned by administrators.",
        found=wrong
        or "one's own administrator sees it all but the content, and in a conversation of "
        f"{many.scenario.room} people some administrator is hostile with a chance of {percent(own)}, one "
        f"operator with {percent(rival)}",
    )


def _blocking(world: World, claim: str) -> Evidence:
    """Ask how many contacts one block takes away, beside a block by one peer."""
    many = way(world, "Federated")
    return contest(
        world, claim, many, way(world, "PeerToPeer"), "largest.blocks", "contacts",
        lambda own, rival: f"to someone whom the largest server blocks {own} of the contacts are lost, to "
        f"someone whom one peer blocks {rival}; the recorded block stopped what people say, not what they "
        "read",
        measured=_recorded_block(), restates="a peer is one of so many contacts",
    )  # fmt: skip


ANSWERS: dict[str, ClaimAnswer] = {
    "federated.definition": _definition,
    "federated.private-servers": _private_servers,
    "federated.pro.own-data": _own_data,
    "federated.pro.choose-trust": _choose_trust,
    "federated.pro.third-party-clients": _third_party_clients,
    "federated.pro.verifiable-server": _verifiable_server,
    "federated.con.features-complex": _features_complex,
    "federated.con.features-lacking": _features_lacking,
    "federated.con.metadata": answer_by_exposure(
        "every server of a conversation learns who writes to whom and when, and not what they write",
        measurement=partial(clear_fields, "sender", "room", "time", "members"),
    ),
    "federated.con.trust-admin": _trust_admin,
    "federated.con.blocking": _blocking,
}
