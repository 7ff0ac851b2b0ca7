"""Centralized networks: what one operator makes easy, and what hangs on it."""

from __future__ import annotations

from guidekit import models
from guidekit.claims.cells import EXPOSURE_HOW, FEATURES, cell_points, check_cells, features_share, turn_level
from guidekit.claims.contest import contest, way
from guidekit.claims.evidence import ClaimAnswer, Evidence, comparison, evidence, looked_up, turn
from guidekit.claims.world import World, split_statements
from guidekit.words import quantity, word_list

DEFINITION_HOW = (
    "Federation with as many operators as the parameter signal.operators says; cells of facts.csv."
)
DEFINITION = "Signal's one operator serves {share}"
SELF_HOSTED_HOW = (
    "Island: {members} people on a server of their own, half of a hundred contacts would come "
    "(assumptions). Borne out if some contacts are out of reach and the others are hidden from third "
    "parties."
)
SELF_HOSTED = (
    "on an island of {members} people {reached} are in reach, and an outside operator still sees the "
    "talks with the other {outside}"
)
FAST_FEATURES = "a new feature works for nine pairs in ten after {own}, in a federation after {rival}"
FAST_FEATURES_HOW = "Only the operator's release cycle is turned."
EASY_START_HOW = (
    "A contact is found at the start with a chance that grows with the number of users. Users of the "
    "public messenger (signal.mau) against those of Matrix, estimated as mx.morg_mau over the share of "
    "the largest server in another federation (fediverse.top1_share; an assumption)."
)
EASY_START = (
    "the phone book finds contacts by themselves, among {users} users against {others} in the largest "
    "federation here"
)
EASY_START_RESTATES = "the knob is the number itself"
MATURE_HOW = (
    "Cells of facts.csv ({features}): the share known to be there, partly counts half. Maturity and "
    "stability are in no table."
)
MATURE = (
    "{best} have {share} of the features in our tables, and no source here says how mature or stable they are"
)
TRUSTED_SELF_HOST = (
    "with a server of one's own somebody else learns who talks to whom with a chance of {own}, with an "
    "operator's of {rival}; whoever watches both networks sees as much as before"
)
TRUSTED_SELF_HOST_RESTATES = (
    "both networks are then watched about as often as one operator is hostile or both are"
)
RESTRICTED_HOW = "Two cells of facts.csv, third-party clients and documents: no counts 1, partial one half."
RESTRICTED = (
    "for apps by others our table says “{clients}” at Signal, and for published documents "
    "“{papers}”; that counts as {count} of two restrictions"
)
OWNERSHIP = (
    "if the one operator turns hostile, {own} of the conversations of {room} people are exposed, and "
    "{rival} if the largest of many servers does"
)
SELF_HOST_EFFORT_HOW = "Upkeep of a server; its hours are assumptions."
SELF_HOST_EFFORT = "a server for {users} people takes {hours} a year for each of them"
SELF_HOST_EFFORT_RESTATES = "the hours are shared by so many"


def _definition(world: World, claim: str) -> Evidence:
    """Ask what share of the users the largest operator has."""
    operators = round(world.parameter("signal.operators"))
    share = float(models.Federation.from_sizes([1e6] * operators).shares()[0])
    _, wrong = split_statements(
        world, "signal:net.topology is centralized", "signal:avail.no_single_operator is no"
    )
    return evidence(
        world,
        claim,
        holds=share == 1 and not wrong,
        value=share,
        unit="share of users",
        threshold=1.0,
        how=DEFINITION_HOW,
        found="; ".join(wrong) or DEFINITION.format(share=quantity(share, "share of users")),
    )


def _self_hosted(world: World, claim: str) -> Evidence:
    """Compare whom one reaches on an island with what still shows outside."""
    home = world.model(models.Island)
    reached, outside = home.contacts_reached(), home.exposed_outside()
    hidden, _ = check_cells("centralized.pro.trusted-self-host")
    return evidence(
        world,
        claim,
        holds=reached < 1 and outside < 1 and hidden,
        value=reached,
        unit="share of contacts",
        threshold=1.0,
        how=SELF_HOSTED_HOW.format(members=home.members),
        found=SELF_HOSTED.format(
            members=home.members,
            reached=quantity(reached, "share of contacts"),
            outside=quantity(outside, "share"),
        ),
    )


def _fast_features(world: World, claim: str) -> Evidence:
    """Compare the operator's days with a federation's."""
    one, many = way(world, "Centralized"), way(world, "Federated")
    return contest(
        world, claim, one, many, "feature", "release_days",
        lambda own, rival: FAST_FEATURES.format(own=own, rival=rival),
        turns=one, how=FAST_FEATURES_HOW,
    )  # fmt: skip


def _easy_start(world: World, claim: str) -> Evidence:
    """Compare how many people a phone book finds with the users of the largest federated server's network."""
    others = world.parameter("mx.morg_mau") / world.parameter("fediverse.top1_share")
    _, wrong = split_statements(world, "signal:discovery.method lists phone_book")
    return comparison(
        world, claim, ">", "findable", "users who can be found",
        EASY_START_HOW,
        lambda v: "; ".join(wrong) or EASY_START.format(users=quantity(v), others=quantity(others)),
        rival=lambda population: others, also=not wrong, restates=EASY_START_RESTATES,
        **turn(world.model(models.Island), "population", lambda m: m.population),
    )  # fmt: skip


def _mature(world: World, claim: str) -> Evidence:
    """Count the features that the tables know; how stable they are, no source here says."""
    known = {who: features_share(world, who) for who in ("signal", "element", "briar", "session")}
    best = [who.title() for who, share in known.items() if share == max(known.values())]
    return looked_up(
        world, claim, known["signal"], "share of the features",
        MATURE_HOW.format(features=", ".join(FEATURES)),
        MATURE.format(best=word_list(best), share=quantity(max(known.values()), "share")),
    )  # fmt: skip


def _trusted_self_host(world: World, claim: str) -> Evidence:
    """Compare a server of one's own with the operator's, while machines and networks may be hostile."""
    holds, wrong = check_cells(claim)
    home, one = way(world, "Centralized", self_hosted="yes"), way(world, "Centralized")
    return contest(
        world, claim, home, one, "link.both", "watched",
        lambda own, rival: wrong or TRUSTED_SELF_HOST.format(own=own, rival=rival),
        also=holds, how=EXPOSURE_HOW,
        restates=TRUSTED_SELF_HOST_RESTATES,
    )  # fmt: skip


def _restricted(world: World, claim: str) -> Evidence:
    """Look for what the operator restricts: other clients and documents."""
    papers = world.fact("signal", "open.spec_published")

    def missing(clients: str) -> float:
        return 2 - cell_points(clients) - cell_points(papers)

    return comparison(
        world, claim, ">", "restrictions", "restrictions of two",
        RESTRICTED_HOW,
        lambda v: RESTRICTED.format(
            clients=world.fact("signal", "open.third_party_clients"), papers=papers, count=quantity(v),
        ),
        **turn_level(world, "signal", "open.third_party_clients", missing),
    )  # fmt: skip


def _ownership(world: World, claim: str) -> Evidence:
    """Compare how many conversations the largest party of two ways exposes when it turns hostile."""
    _, wrong = split_statements(world, "signal:avail.no_single_operator is no")
    many = way(world, "Federated")
    return contest(
        world, claim, way(world, "Centralized"), many, "largest.hostile", "concentration",
        lambda own, rival: "; ".join(wrong) or OWNERSHIP.format(
            own=own, room=many.scenario.room, rival=rival,
        ),
        turns=many, also=not wrong,
    )  # fmt: skip


def _self_host_effort(world: World, claim: str) -> Evidence:
    """Compare each user's share of the upkeep with an hour a year."""
    server = world.model(models.Upkeep)
    return comparison(
        world, claim, ">", "upkeep", "hours per user and year",
        SELF_HOST_EFFORT_HOW,
        lambda v: SELF_HOST_EFFORT.format(users=server.users, hours=quantity(v, "hours")),
        restates=SELF_HOST_EFFORT_RESTATES, **turn(server, "users", lambda m: m.hours_per_user()),
    )  # fmt: skip


ANSWERS: dict[str, ClaimAnswer] = {
    "centralized.definition": _definition,
    "centralized.self-hosted": _self_hosted,
    "centralized.pro.fast-features": _fast_features,
    "centralized.pro.easy-start": _easy_start,
    "centralized.pro.mature": _mature,
    "centralized.pro.trusted-self-host": _trusted_self_host,
    "centralized.con.restricted": _restricted,
    "centralized.con.ownership": _ownership,
    "centralized.con.self-host-effort": _self_host_effort,
}
