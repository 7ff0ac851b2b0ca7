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
from guidekit.words import paragraph, percent, quantity

DEFINITION_HOW = (
    "Federation with the number of Matrix servers in facts.csv and a Zipf law of sizes (an "
    "assumption): the inverse of the sum of squared shares. Beside it cells of facts.csv."
)
DEFINITION = "{servers:,} servers talk to each other, as uneven as {equal} equal ones"
PRIVATE_SERVERS_HOW = "Federation, with {closed} of the servers closed (an assumption), whatever their size."
PRIVATE_SERVERS = "with {closed} closed, {reach} can talk"
OWN_DATA_HOW = (
    "Alice's server is her own; every other server of a conversation of {room} people is hostile with "
    "the same chance (an assumption), and so is the one operator of a centralized messenger."
)
OWN_DATA = (
    "only one's own server sees one's network address, but in a conversation of {room} people another "
    "administrator is hostile and learns who talks to whom with a chance of {chance}, one operator with "
    "{adversary}"
)
CHOOSE_TRUST = (
    "the largest server sits in {own} of the conversations of {room} people, and the one operator of a "
    "centralized messenger in {rival}"
)
CHOOSE_TRUST_RESTATES = "with so many people somebody is nearly always on it"
THIRD_PARTY_CLIENTS_HOW = (
    "Two cells of facts.csv: yes counts 1, partial one half; the specification must be public."
)
THIRD_PARTY_CLIENTS = "for third-party clients the table has {element} at Element, and {signal} at Signal"
VERIFIABLE_SERVER_HOW = "No row of facts.csv speaks of the source of a server."
VERIFIABLE_SERVER_UNIT = "of {kinds} kinds of data that a server could log"
VERIFIABLE_SERVER = (
    "no source here speaks of the server's source; whatever it says, the running server could log "
    "{logged} of {kinds} kinds of data"
)
FEATURES_COMPLEX = (
    "a new feature works for nine pairs in ten after {own} with {implementations} implementations, "
    "with one operator after {rival}"
)
FEATURES_COMPLEX_RESTATES = "the model lets a federation wait for two servers and one operator for none"
FEATURES_LACKING_HOW = (
    "Federation: 1 − E[honoured^S] over the servers S of a room of {room_size}; {honoured} of them "
    "carry out a deletion (an assumption). The other example of the guide, offline relay, is a cell of "
    "facts.csv."
)
FEATURES_LACKING = (
    "in a room of {room_size} people a deleted message stays somewhere with a chance of {chance}; the "
    "guide's other example is not borne out, since messages wait for people who are offline "
    "({offline})"
)
FEATURES_LACKING_RESTATES = "one in twenty, spread over the servers of the room"
RECORDED_BLOCK = (
    "in a real federation {heard} of {others} servers got what was written on the server that was "
    "blocked, and that server still got what {read} of {writers} others wrote"
)
TRUST_ADMIN_HOW = "One scenario for all four ways; who talks to whom, learned by administrators."
TRUST_ADMIN = (
    "one's own administrator sees it all but the content, and in a conversation of {room} people some "
    "administrator is hostile with a chance of {own}, one operator with {rival}"
)
BLOCKING = (
    "to someone whom the largest server blocks {own} of the contacts are lost, to someone whom one "
    "peer blocks {rival}; the recorded block stopped what people say, not what they read"
)
BLOCKING_RESTATES = "a peer is one of so many contacts"


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
        how=DEFINITION_HOW,
        found="; ".join(wrong) or DEFINITION.format(servers=servers.servers, equal=quantity(equal)),
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
        how=PRIVATE_SERVERS_HOW.format(closed=quantity(closed, "share")),
        found=PRIVATE_SERVERS.format(
            closed=quantity(closed, "share of servers"), reach=quantity(reach, "share of pairs")
        ),
    )


def _own_data(world: World, claim: str) -> Evidence:
    """Ask what others learn of a room when one's own server is trusted, beside what one operator learns."""
    holds, wrong = check_cells(claim)
    many = way(world, "Federated")
    room = many.scenario
    return comparison(
        world, claim, "<", "link.machines", "probability",
        paragraph(EXPOSURE_HOW, OWN_DATA_HOW.format(room=room.room)),
        lambda v: wrong or OWN_DATA.format(
            room=room.room, chance=percent(v), adversary=percent(room.adversary),
        ),
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
        lambda own, rival: CHOOSE_TRUST.format(own=own, room=many.scenario.room, rival=rival),
        restates=CHOOSE_TRUST_RESTATES,
    )  # fmt: skip


def _third_party_clients(world: World, claim: str) -> Evidence:
    """Look whether other clients are possible, and whether the specification is public."""
    _, wrong = split_statements(world, "element:open.spec_published is yes")
    return comparison(
        world, claim, ">=", "other clients", "points of one",
        THIRD_PARTY_CLIENTS_HOW,
        lambda v: "; ".join(wrong) or THIRD_PARTY_CLIENTS.format(
            element=world.fact('element', "open.third_party_clients"),
            signal=world.fact('signal', "open.third_party_clients"),
        ),
        also=not wrong, **turn_level(world, "element", "open.third_party_clients"),
    )  # fmt: skip


def _verifiable_server(world: World, claim: str) -> Evidence:
    """Count what a running server could log, whatever its source says; no row speaks of that source."""
    _, wrong = check_cells(claim)
    learned = exposure_levels("matrix-private", "alice-server")
    logged = int(sum(learned.values()))
    return looked_up(
        world, claim, float(logged), VERIFIABLE_SERVER_UNIT.format(kinds=len(learned)),
        paragraph(VERIFIABLE_SERVER_HOW, EXPOSURE_HOW),
        wrong or VERIFIABLE_SERVER.format(logged=logged, kinds=len(learned)),
    )  # fmt: skip


def _features_complex(world: World, claim: str) -> Evidence:
    """Compare a federation's days with one operator's."""
    many = way(world, "Federated")
    return contest(
        world, claim, many, way(world, "Centralized"), "feature", "standard_days",
        lambda own, rival: FEATURES_COMPLEX.format(
            own=own, implementations=many.implementations, rival=rival,
        ),
        turns=many, restates=FEATURES_COMPLEX_RESTATES,
    )  # fmt: skip


def _features_lacking(world: World, claim: str) -> Evidence:
    """Ask how often a deleted message stays somewhere."""
    room = _matrix(world)
    offline = world.fact("element", "avail.offline_delivery")
    honoured = world.parameter("federation.honoured")
    return comparison(
        world, claim, ">", "left behind", "chance that a deleted message stays on some server",
        FEATURES_LACKING_HOW.format(room_size=room.room_size, honoured=quantity(honoured, "share")),
        lambda v: FEATURES_LACKING.format(room_size=room.room_size, chance=percent(v), offline=offline),
        measure=room.deletion_incomplete, knob="federation.honoured", rule=Knob(0, 1, "share of servers"),
        start=honoured, restates=FEATURES_LACKING_RESTATES,
    )  # fmt: skip


def _recorded_block() -> Measurement:
    """Look what a blocked server's people could still say to the others, and still read of them."""
    from guidekit.recordings.matrix import SERVERS, event_copies

    *others, blocked = SERVERS  # the last one was blocked, with Carol on it
    copies = {sender: shares for (scenario, sender), shares in event_copies().items() if scenario == "acl"}
    spoken = copies.pop("carol")
    heard = sum(spoken[server] > 0 for server in others)
    read = sum(shares[blocked] > 0 for shares in copies.values())
    words = RECORDED_BLOCK.format(heard=heard, others=len(others), read=read, writers=len(copies))
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
        how=paragraph(EXPOSURE_HOW, TRUST_ADMIN_HOW),
        found=wrong or TRUST_ADMIN.format(room=many.scenario.room, own=percent(own), rival=percent(rival)),
    )


def _blocking(world: World, claim: str) -> Evidence:
    """Ask how many contacts one block takes away, beside a block by one peer."""
    many = way(world, "Federated")
    return contest(
        world, claim, many, way(world, "PeerToPeer"), "largest.blocks", "contacts",
        lambda own, rival: BLOCKING.format(own=own, rival=rival),
        measured=_recorded_block(), restates=BLOCKING_RESTATES,
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
