"""Centralized networks: what one operator makes easy, and what hangs on it."""

from __future__ import annotations

from guidekit import models
from guidekit.claims.cells import (
    EXPOSURE_HOW,
    FEATURES,
    cell_points,
    check_cells,
    exposure_levels,
    features_share,
    turn_level,
)
from guidekit.claims.evidence import (
    MOST,
    RARE,
    ClaimAnswer,
    Evidence,
    comparison,
    days_to_most,
    evidence,
    operator_rollout,
    turn,
)
from guidekit.claims.world import World, split_statements
from guidekit.knobs import Knob
from guidekit.words import quantity

DAY = 180.0  # assumption: features are compared half a year after the idea
WAYS = {"signal": "centralized", "element": "federated", "briar": "peer-to-peer", "session": "anonymous"}
HOURS = 1.0  # assumption: what a user's share of the upkeep may be, hours a year


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
        how="Federation with as many operators as the parameter signal.operators says; cells of facts.csv.",
        found="; ".join(wrong) or f"Signal's one operator serves {quantity(share, 'share of users')}",
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
        how=f"Island: {home.members} people on a server of their own, half of a hundred contacts would come "
        "(assumptions). Borne out if some contacts are out of reach and the others are hidden from third "
        "parties.",
        found=f"on an island of {home.members} people {quantity(reached, 'share of contacts')} are in "
        f"reach, and an outside operator still sees the talks with the other {quantity(outside, 'share')}",
    )


def _fast_features(world: World, claim: str) -> Evidence:
    """Compare the operator's days with a federation's."""
    others = days_to_most(world.model(models.FeatureRollout, "federation", architecture="federated"))
    return comparison(
        world, claim, "<", others, "days",
        f"FeatureRollout: days until a new feature works for {quantity(MOST, 'share')} of pairs, centralized "
        "against federated; all its times are assumptions. Only the operator's release cycle is turned.",
        lambda v: f"a new feature works for nine pairs in ten after {quantity(v, 'days')}, in a federation "
        f"after {quantity(others, 'days')}",
        **turn(operator_rollout(world), "release_days", days_to_most, "operator"),
    )  # fmt: skip


def _easy_start(world: World, claim: str) -> Evidence:
    """Compare how many people a phone book finds with the users of the largest federated server's network."""
    others = world.parameter("mx.morg_mau") / world.parameter("fediverse.top1_share")
    facts, wrong = split_statements(world, "signal:discovery.method lists phone_book")
    start = "the phone book finds contacts by themselves" if facts else "; ".join(wrong)
    return comparison(
        world, claim, ">", others, "users who can be found",
        "A contact is found at the start with a chance that grows with the number of users. Users of the "
        "public messenger (signal.mau) against those of Matrix, estimated as mx.morg_mau over "
        "the share of the largest server in another federation (fediverse.top1_share; an assumption).",
        lambda v: f"{start}, among {quantity(v)} users against {quantity(others)} in the largest "
        "federation here",
        **turn(world.model(models.Island), "population", lambda m: m.population), also=not wrong,
    )  # fmt: skip


def _mature(world: World, claim: str) -> Evidence:
    """Compare the share of features that work for a random pair."""
    works = {
        who: features_share(world, who)
        * world.model(models.FeatureRollout, way, architecture=way).usable(DAY)
        for who, way in WAYS.items()
        if who != "signal"
    }
    best = max(works, key=lambda who: works[who])
    return comparison(
        world, claim, ">", works[best], "share of features",
        f"Features known in facts.csv ({', '.join(FEATURES)}), times the share of pairs for whom a feature "
        f"works {DAY:.0f} days after its idea (FeatureRollout, assumptions); Signal against the best of the "
        "three others.",
        lambda v: f"{quantity(v, 'share of features')} work for a random pair after {DAY:.0f} days, against "
        f"{quantity(works[best], 'share')} with {best.title()}, the best of the others",
        **turn(
            operator_rollout(world), "release_days",
            lambda m: features_share(world, "signal") * m.usable(DAY), "operator",
        ),
    )  # fmt: skip


def _trusted_self_host(world: World, claim: str) -> Evidence:
    """Ask what is left to others when the server is one's own, and networks watch."""
    holds, wrong = check_cells(claim)

    def linked(share: float) -> float:
        hostile = {"server": 1.0, "network": share}
        return float(exposure_levels("self-hosted", hostile=hostile, correlate=True)["link"])

    return comparison(
        world, claim, "<", RARE, "chance that someone else learns who talks to whom",
        f"{EXPOSURE_HOW} The server is one's own, every other server is hostile, and a share of the networks "
        f"watches and compares times. Less than {quantity(RARE, 'share')} counts as not learned (an "
        "assumption).",
        lambda v: wrong or "with a server of one's own nobody else learns who talks to whom "
        f"({quantity(v, 'probability')}), as long as no network watches",
        measure=linked, knob="watching networks", rule=Knob(0, 1, "share of networks"), start=0.0, also=holds,
    )  # fmt: skip


def _restricted(world: World, claim: str) -> Evidence:
    """Look for what the operator restricts: other clients and documents."""
    papers = world.fact("signal", "open.spec_published")

    def missing(clients: str) -> float:
        return 2 - cell_points(clients) - cell_points(papers)

    return comparison(
        world, claim, ">", 0.0, "restrictions of two",
        "Two cells of facts.csv, third-party clients and documents: no counts 1, partial one half.",
        lambda v: f"for third-party clients the table has {world.fact('signal', 'open.third_party_clients')} "
        f"at Signal and for a published specification {papers}, which is {quantity(v)} of two restrictions",
        **turn_level(world, "signal", "open.third_party_clients", missing),
    )  # fmt: skip


def _ownership(world: World, claim: str) -> Evidence:
    """Ask how many conversations the largest operator can end, and from which share on it is most of them."""
    usual = world.model(models.Federation)
    spread = 1 - usual.reach_after_removing(1)
    _, wrong = split_statements(world, "signal:avail.no_single_operator is no")
    return comparison(
        world, claim, ">", 0.5, "share of conversations",
        "Federation: share of pairs that can no longer talk without the largest operator, 1 − (1−s)² for "
        "its share s of the users; more than half counts as compromised (an assumption).",
        lambda v: "; ".join(wrong) or f"one operator can end {quantity(v, 'share of conversations')}; the "
        f"largest of {usual.servers:,} servers {quantity(spread, 'share')}",
        measure=lambda share: 1 - (1 - share) ** 2,
        knob="largest operator", rule=Knob(0, 1, "share of users"),
        start=1 / world.parameter("signal.operators"), also=not wrong,
    )  # fmt: skip


def _self_host_effort(world: World, claim: str) -> Evidence:
    """Compare each user's share of the upkeep with an hour a year."""
    server = world.model(models.Upkeep)
    return comparison(
        world, claim, ">", HOURS, "hours per user and year",
        f"Upkeep of a server; its hours are assumptions, and so is the threshold of {HOURS:.0f} hour a year.",
        lambda v: f"a server for {server.users} people takes {quantity(v, 'hours')} a year for each of them",
        **turn(server, "users", lambda m: m.hours_per_user()),
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
