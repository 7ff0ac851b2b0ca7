"""The guide's own criteria: whom it recommends, and why the choice depends on the threat."""

from __future__ import annotations

import re
from collections.abc import Iterable

from guidekit.claims.cells import review
from guidekit.claims.contest import NAMES, way
from guidekit.claims.evidence import ClaimAnswer, Evidence, comparison, tally
from guidekit.claims.world import World
from guidekit.knobs import knob_of
from guidekit.tables.wording import short_name
from guidekit.words import word_list

SAME = 1e-9  # two chances that differ by less are one
ROWS = ("content", "link", "address")
"""What a guarantee of privacy is about: the outcomes that say who learns what."""

NOT_ENCRYPTED = "{who} is recommended, and its content.e2ee_1to1 is {value}"
ENCRYPTED_HOW = (
    "Every messenger recommended in 2022 or today needs the cell content.e2ee_1to1 = yes, with a source."
)
ENCRYPTED = "{names} encrypt end to end, each with a source"
AUDITED = "each of the {messengers} has a review by others, but only those of {apps} looked at the app itself"
NOT_OPEN_SOURCE = "{who} is recommended, and its open.open_source is {value} at {place}"
OPEN_SOURCE_HOW = (
    "Every messenger recommended in 2022 or today needs open.open_source = yes and a repository."
)
OPEN_SOURCE = "the source of {names} can be read"
THREAT_MODEL_HOW = (
    "The four ways in one scenario, whose habits and adversary are assumptions, by every outcome about "
    "content, contacts and addresses. The sentence is borne out if each way is beaten in some row."
)
THREAT_MODEL = "none of the four ways protects best in every row; each row has its best ({least})"
ONE_IS_BEST = "one of the four ways protects best in every row"
THREAT_MODEL_RESTATES = "with so few hostile machines one small chance decides the order of two ways"


def _recommended(world: World, day: str = "") -> list[str]:
    """List the messengers that the guide's site recommends on a day, without a warning beside them."""
    return list(dict.fromkeys(row.messenger for row in world.table("recommendations", day or world.today)))


def _names(world: World, ids: Iterable[str]) -> list[str]:
    """Write ids of messengers as names."""
    known = {row.id: short_name(row.name) for row in world.table("messengers")}
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
            broken.append(NOT_ENCRYPTED.format(who=who, value=value))
    how = ENCRYPTED_HOW
    return tally(world, claim, kept, broken, how, ENCRYPTED.format(names=word_list(_names(world, kept))))


def _audited(world: World, claim: str) -> Evidence:
    """Join the audits to the messengers of the guide, and say how narrow they are."""
    who = _recommended(world, world.guide_day)
    answer = review(world, claim, targets=tuple(who))
    if not answer.holds:
        return answer
    code = {
        row.target
        for row in world.table("audits")
        if row.kind == "code_audit" and re.search("the apps|the client", row.scope, re.I)
    }
    apps = _names(world, [name for name in who if name in code])
    found = AUDITED.format(messengers=len(who), apps=word_list(apps))
    return tally(world, claim, who, [], answer.how, found, "messengers")


def _open_source(world: World, claim: str) -> Evidence:
    """Check that every recommended client is open source, with a repository."""
    kept, broken = [], []
    for who in _of_the_guide(world):
        value, place = (world.fact(who, f"open.{name}") for name in ("open_source", "repository"))
        if value == "yes" and place.startswith("https://"):
            kept.append(who)
        else:
            broken.append(NOT_OPEN_SOURCE.format(who=who, value=value, place=place))
    how = OPEN_SOURCE_HOW
    return tally(world, claim, kept, broken, how, OPEN_SOURCE.format(names=word_list(_names(world, kept))))


def _beaten(world: World, share: float) -> dict[str, list[str]]:
    """List for each of the four ways the rows about privacy in which another one does better."""
    from guidekit.scenario import METRICS

    rows = [metric for metric in METRICS if metric.split(".")[0] in ROWS]
    found = {NAMES[name]: way(world, name).but(adversary=share).observation().answers() for name in NAMES}
    best = {row: min(answers[row][0] for answers in found.values()) for row in rows}
    return {
        name: [row for row in rows if answers[row][0] > best[row] + SAME] for name, answers in found.items()
    }


def _threat_model(world: World, claim: str) -> Evidence:
    """Compare the four ways by every outcome about privacy, and look whether one is never beaten."""
    from guidekit.scenario import METRICS

    people = way(world, "Centralized").scenario
    here = _beaten(world, people.adversary)
    least = [
        f"{METRICS[row].words}: {word_list([name for name, lost in here.items() if row not in lost])}"
        for row in ("link.machines", "link.year", "address.contact")
    ]
    return comparison(
        world, claim, ">", "beaten", "rows in which the best way is beaten",
        THREAT_MODEL_HOW,
        lambda v: THREAT_MODEL.format(least="; ".join(least)) if v else ONE_IS_BEST,
        measure=lambda share: float(min(map(len, _beaten(world, share).values()))),
        knob="Scenario.adversary", rule=knob_of(people, "adversary"), start=people.adversary,
        restates=THREAT_MODEL_RESTATES,
    )  # fmt: skip


ANSWERS: dict[str, ClaimAnswer] = {
    "guide.criterion-e2ee": _encrypted,
    "guide.criterion-audit": _audited,
    "guide.criterion-open-source": _open_source,
    "guide.threat-model": _threat_model,
}
