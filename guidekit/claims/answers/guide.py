"""The guide's own criteria: whom it recommends, and why the choice depends on the threat."""

from __future__ import annotations

from collections.abc import Iterable

from guidekit.claims.cells import cell_points, review
from guidekit.claims.evidence import ClaimAnswer, Evidence, evidence, tally
from guidekit.claims.world import World
from guidekit.words import word_list

THREATS = {
    "an operator who notes addresses": (("net.anonymity_layer", "none", False),),
    "no internet": (("avail.needs_internet", "no", True),),
    "a contact who wants the network address": (("transport.ip_hidden_from_peers", "yes", True),),
    "a thief who copies the keys": (("content.forward_secrecy", "yes", True),),
    "a wish for group calls": (("feature.group_calls", "yes", True),),
}
"""Assumption: five threats and wishes, and the cell that decides each: a word, and whether it is good."""


def _recommended(world: World, day: str = "") -> list[str]:
    """List the messengers that the guide's site recommends on a day, without a warning beside them."""
    rows = world.table("recommendations", day or world.today)
    return list(dict.fromkeys(rows.messenger))


def _names(world: World, ids: Iterable[str]) -> list[str]:
    """Write ids of messengers as names."""
    table = world.table("messengers")
    known = dict(zip(table.id, table.name.str.split(" (", regex=False).str[0], strict=True))
    return [known[name] for name in ids]


def _of_the_guide(world: World) -> list[str]:
    """List the messengers of the guide, and those its site recommends today."""
    return list(dict.fromkeys([*_recommended(world, world.guide_day), *_recommended(world)]))


def _encrypted(world: World, claim: str) -> Evidence:
    """Check that no messenger is recommended without end-to-end encryption and a source for it."""
    kept, broken = [], []
    for who in _of_the_guide(world):
        value, row = (f(who, "content.e2ee_1to1") for f in (world.fact, world.row))
        if value == "yes" and row is not None and getattr(row, "source_ids", ""):
            kept.append(who)
        else:
            broken.append(f"{who} is recommended, and its content.e2ee_1to1 is {value}")
    how = (
        "Every messenger recommended in 2022 or today needs the cell content.e2ee_1to1 = yes, with a source."
    )
    return tally(
        world,
        claim,
        kept,
        broken,
        how,
        f"{word_list(_names(world, kept))} encrypt end to end, each with a source",
    )


def _audited(world: World, claim: str) -> Evidence:
    """Join the audits to the messengers of the guide, and say how narrow they are."""
    who = _recommended(world, world.guide_day)
    answer = review(world, claim, targets=tuple(who))
    if not answer.holds:
        return answer
    audits = world.table("audits")
    code = audits[
        (audits.kind == "code_audit") & audits.scope.str.contains("the apps|the client", case=False)
    ]
    apps = _names(world, [name for name in who if name in set(code.target)])
    narrow = f"only those of {word_list(apps)} looked at the app itself"
    found = f"each of the {len(who)} has a review by others, but {narrow}"
    return tally(world, claim, who, [], answer.how, found, "messengers")


def _open_source(world: World, claim: str) -> Evidence:
    """Check that every recommended client is open source, with a repository."""
    kept, broken = [], []
    for who in _of_the_guide(world):
        value, place = (world.fact(who, f"open.{name}") for name in ("open_source", "repository"))
        if value == "yes" and place.startswith("https://"):
            kept.append(who)
        else:
            broken.append(f"{who} is recommended, and its open.open_source is {value} at {place}")
    how = "Every messenger recommended in 2022 or today needs open.open_source = yes and a repository."
    return tally(
        world, claim, kept, broken, how, f"the source of {word_list(_names(world, kept))} can be read"
    )


def _ranking(world: World, threat: str) -> dict[str, float]:
    """Give each messenger of the guide its points against one threat, the best first."""
    points = {}
    for who in _recommended(world, world.guide_day):
        score = 0.0
        for attribute, word, good in THREATS[threat]:
            value = world.fact(who, attribute)
            score += cell_points(value) if word == "yes" else float((value == word) == good)
        points[who] = score
    return dict(sorted(points.items(), key=lambda pair: -pair[1]))


def _threat_model(world: World, claim: str) -> Evidence:
    """Rank the messengers for several threats, and see whether the same ones stay in front."""
    first = {}
    for threat in THREATS:
        points = _ranking(world, threat)
        first[threat] = tuple(sorted(who for who, score in points.items() if score == max(points.values())))
    different = len(set(first.values()))
    told = [
        f"{word_list(_names(world, who))} against {threat} ({THREATS[threat][0][0]})"
        for threat, who in first.items()
        if threat in ("no internet", "a thief who copies the keys")
    ]
    return evidence(
        world,
        claim,
        holds=different >= 2,
        value=float(different),
        unit="different groups in front",
        threshold=2.0,
        how=f"The four messengers are ranked for {len(THREATS)} threats and wishes of our own choice, each "
        "by the cell of facts.csv that decides it.",
        found=f"{len(THREATS)} threats put {different} different groups of messengers in front: "
        f"{', but '.join(told)}",
    )


ANSWERS: dict[str, ClaimAnswer] = {
    "guide.criterion-e2ee": _encrypted,
    "guide.criterion-audit": _audited,
    "guide.criterion-open-source": _open_source,
    "guide.threat-model": _threat_model,
}
