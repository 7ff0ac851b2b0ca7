"""Federated networks: what many servers spread, copy and see."""

from __future__ import annotations

from guidekit import models
from guidekit.claims.cells import EXPOSURE_HOW, check_cells, exposure_levels, turn_level
from guidekit.claims.evidence import (
    MOST,
    RARE,
    ClaimAnswer,
    Evidence,
    Measurement,
    clear_fields,
    comparison,
    days_to_most,
    evidence,
    operator_rollout,
    turn,
)
from guidekit.claims.world import World, split_statements
from guidekit.knobs import Knob
from guidekit.words import quantity

CLOSED = 0.2  # assumption: share of servers that do not federate
HALF = 0.5  # assumption: more likely than not
LOST = 0.01  # assumption: one pair in a hundred cut off is felt
HONOURED = 0.95  # assumption: share of servers that carry out a deletion


def _matrix(world: World, room_size: int = 100) -> models.Federation:
    """Build a federation of as many servers as Matrix has."""
    servers = int(world.fact("element", "net.nodes"))
    return world.model(models.Federation, servers=servers, room_size=room_size)


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
    closed = float(world.turned.get("closed servers", CLOSED))
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
    """Ask what others learn of a room when one's own server is trusted."""
    holds, wrong = check_cells(claim)

    def learned(share: float) -> float:
        hostile = {"bob-server": share, "other-servers": share}
        return float(exposure_levels("matrix-ten-servers", hostile=hostile)["members"])

    return comparison(
        world, claim, "<", HALF, "chance that someone else learns the members",
        f"{EXPOSURE_HOW} Alice's server is her own; of the nine others in the room each administrator is "
        "dishonest with the same chance. Data are in one's own hands while others more likely than not do "
        "not learn the members (an assumption).",
        lambda v: wrong or "the address stays on one's own server, but in a room on ten servers somebody "
        f"dishonest learns the members with a chance of {quantity(v, 'probability')}",
        measure=learned, knob="dishonest administrators", rule=Knob(0, 0.5, "share of administrators"),
        start=world.model(models.Federation).dishonest, also=holds,
    )  # fmt: skip


def _choose_trust(world: World, claim: str) -> Evidence:
    """Ask how often the largest operator can be avoided."""
    pair = _matrix(world, room_size=2)
    room = _matrix(world).operator_sees_room(1)
    return comparison(
        world, claim, "<", HALF, "chance that the largest operator sees a talk of two",
        "Federation with the number of Matrix servers and a Zipf law of sizes; there is a choice while the "
        "largest operator more likely than not does not see a talk between two random people (an "
        "assumption).",
        lambda v: f"the largest server sees {quantity(v, 'share')} of the talks of two, but "
        f"{quantity(room, 'share')} of the rooms of a hundred people",
        **turn(pair, "concentration", lambda m: m.operator_sees_room(1)),
    )  # fmt: skip


def _third_party_clients(world: World, claim: str) -> Evidence:
    """Look whether other clients are possible, and whether the specification is public."""
    _, wrong = split_statements(world, "element:open.spec_published is yes")
    return comparison(
        world, claim, ">=", 1.0, "points of one",
        "Two cells of facts.csv: yes counts 1, partial one half; the specification must be public.",
        lambda v: "; ".join(wrong) or "for third-party clients the table has "
        f"{world.fact('element', 'open.third_party_clients')} at Element, and "
        f"{world.fact('signal', 'open.third_party_clients')} at Signal",
        also=not wrong, **turn_level(world, "element", "open.third_party_clients"),
    )  # fmt: skip


def _verifiable_server(world: World, claim: str) -> Evidence:
    """Look whether there is a public source, and count what a running server could log in spite of it."""
    holds, wrong = check_cells(claim)
    learned = exposure_levels("matrix-private", "alice-server")
    logged = int(learned.sum())
    return comparison(
        world, claim, ">=", 1.0, "points of one",
        "A cell of facts.csv says whether the source is public (it speaks of the client; no row speaks of "
        f"the server's). {EXPOSURE_HOW}",
        lambda v: wrong or f"for “open source” the table has {world.fact('element', 'open.open_source')}, "
        f"but whatever the source says, the running server could log {logged} of {len(learned)} kinds of "
        "data",
        also=holds, **turn_level(world, "element", "open.open_source"),
    )  # fmt: skip


def _features_complex(world: World, claim: str) -> Evidence:
    """Compare a federation's days with one operator's, for any number of implementations."""
    one = days_to_most(operator_rollout(world))
    federation = world.model(models.FeatureRollout, "federation", architecture="federated")
    return comparison(
        world, claim, ">", one, "days",
        f"FeatureRollout: days until a new feature works for {quantity(MOST, 'share')} of pairs, federated "
        "against centralized; all its times are assumptions. Even one implementation waits for two servers "
        "to be updated.",
        lambda v: f"a new feature works for nine pairs in ten after {quantity(v, 'days')} with "
        f"{federation.implementations} implementations, with one operator after {quantity(one, 'days')}",
        **turn(federation, "implementations", days_to_most, "federation"),
    )  # fmt: skip


def _features_lacking(world: World, claim: str) -> Evidence:
    """Ask how often a deleted message stays somewhere."""
    room = _matrix(world)
    offline = world.fact("element", "avail.offline_delivery")
    return comparison(
        world, claim, ">", RARE, "chance that a deleted message stays on some server",
        f"Federation: 1 − E[honoured^S] over the servers S of a room of {room.room_size}; "
        f"{quantity(HONOURED, 'share')} of them carry out a deletion (an assumption). The other example of "
        "the guide, offline relay, is a cell of facts.csv.",
        lambda v: f"in a room of {room.room_size} people a deleted message stays somewhere with a chance of "
        f"{quantity(v, 'probability')}; the guide's other example is not borne out, since messages wait for "
        f"people who are offline ({offline})",
        measure=room.deletion_incomplete, knob="servers that delete", rule=Knob(0, 1, "share of servers"),
        start=HONOURED,
    )  # fmt: skip


def _recorded_block() -> Measurement:
    """Look whether what someone on a blocked server writes still reaches the other servers."""
    from guidekit.recordings.matrix import SERVERS, event_copies

    others = event_copies().loc[("acl", "carol"), list(SERVERS[:-1])]  # the last one was blocked
    reached = int((others > 0).sum())
    words = (
        f"in a real federation {reached} of {len(others)} servers got a message from the server they had "
        "blocked"
    )
    return Measurement("matrix_events", reached == 0, words)


def _metadata(world: World, claim: str) -> Evidence:
    """Count the servers that learn who writes to whom."""
    room = _matrix(world)
    holds, wrong = check_cells(claim)
    return comparison(
        world, claim, ">=", 1.0, "servers that learn who writes to whom",
        "Federation: mean number of servers with a member in the room, each of which holds a copy of its "
        f"events. {EXPOSURE_HOW}",
        lambda v: wrong or f"{quantity(v)} servers learn who writes to whom in a room of {room.room_size} "
        "people, but not the content",
        **turn(room, "room_size", lambda m: m.servers_seeing_room()), also=holds,
        measured=clear_fields("sender", "room", "time", "members"),
    )  # fmt: skip


def _trust_admin(world: World, claim: str) -> Evidence:
    """Ask how often at least one administrator of a room is dishonest."""
    room = _matrix(world)
    holds, wrong = check_cells(claim)
    return comparison(
        world, claim, ">", RARE, "chance that an administrator of the room spies",
        f"Federation: chance that at least one server of a room of {room.room_size} has a dishonest "
        f"administrator, each with a chance of {quantity(room.dishonest, 'probability')} (an assumption). "
        f"{EXPOSURE_HOW}",
        lambda v: wrong or "one's own administrator sees it all but the content, and in a room of "
        f"{room.room_size} at least one administrator spies with a chance of {quantity(v, 'probability')}",
        **turn(room, "dishonest", lambda m: m.dishonest_sees_room()), also=holds,
    )  # fmt: skip


def _blocking(world: World, claim: str) -> Evidence:
    """Ask how many pairs a block between the two largest servers cuts off."""
    return comparison(
        world, claim, ">", LOST, "share of pairs",
        "Federation: pairs between the two largest servers, which block each other. More than "
        f"{quantity(LOST, 'share')} of all pairs is felt (an assumption).",
        lambda v: f"if the two largest servers block each other, {quantity(v, 'share of pairs')} can no "
        "longer talk",
        **turn(_matrix(world), "concentration", lambda m: 1 - m.reach_after_blocking([(1, 2)])),
        measured=_recorded_block(),
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
    "federated.con.metadata": _metadata,
    "federated.con.trust-admin": _trust_admin,
    "federated.con.blocking": _blocking,
}
