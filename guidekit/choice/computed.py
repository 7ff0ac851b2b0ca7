"""What models and the exposure engine say of a messenger, where a yes or a no would say too much."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache, partial
from types import MappingProxyType

from guidekit.choice import wording
from guidekit.choice.attributes import CriterionQuestion
from guidekit.choice.engine import private_way, yearly_link
from guidekit.choice.evidence import LEVELS, Facts, Finding, mean_span, weakest_span
from guidekit.models import Federation, NearbyPeople, Presence, Ratchet, SwarmStorage
from guidekit.tables.rows import course_rows
from guidekit.words import percent, plural

HABIT = Presence()  # the habit of the whole course, an assumption: online one hour in ten
DAY = 24.0
MAILBOX_OWNERS = 0.5  # assumption: half of the people one writes to keep a Mailbox running
LONGEST = 60.0  # days; who keeps a message longer has the same effect
TALK = "AB" * 100  # two hundred messages, one an hour, the keys copied in the middle
STOLEN = 101
WHO_WROTE = "who wrote to whom"
CARRIED = {"yes": "epidemic"}  # by `net.mesh`: phones of others pass a message on; else only the sender does


def _keys(who: str, facts: Facts) -> Finding:
    """Ask whether recorded messages stay closed to a thief of the keys: the fact, and a theft in a model."""
    stated, named = facts.ask(who, "content.forward_secrecy"), facts.ask(who, "crypto.protocol")
    protocol = _ratchets().get(who)
    span = stated.span(LEVELS.get)
    if protocol is None:  # a protocol without a model leaves the fact; an unknown one leaves it open
        unsure = () if named.known else ((0.0, 1.0),)
        said = wording.KEYS["stated"].format(words=stated.words)
        return Finding(*weakest_span([span, *unsure]), said, (stated, named))
    opened = _opened(protocol)
    closed = 1 - opened / STOLEN
    said = wording.KEYS["model"].format(words=stated.words, opened=opened, all=STOLEN)
    return Finding(*weakest_span([span, (closed, closed)]), said, (stated, named))


@cache
def _ratchets() -> dict[str, str]:
    """Return the model that stands for the protocol of each messenger that has one, as its row says."""
    return {row.id: row.ratchet for row in course_rows("messengers") if row.ratchet}


@lru_cache(maxsize=8)
def _opened(protocol: str) -> int:
    talk = Ratchet(protocol=protocol, turns=TALK, keys="apps")  # what an app keeps, not what it could do with
    return sum(message <= STOLEN for message in talk.opened(STOLEN))


def _link(who: str, facts: Facts) -> Finding:
    """Ask how likely hostile machines learn who talks to whom: by names, by any clue, and within a year.

    The three count alike. The first two are about one message and come from its journey, the third from the
    way of lesson 08 that has the same shape.
    """
    shape, layer = facts.ask(who, "net.topology"), facts.ask(who, "net.anonymity_layer")
    way = private_way(who, shape.value, facts.hostile)
    if way is None:
        return Finding(0.0, 1.0, wording.LINK["no journey"], (shape, layer))
    year = yearly_link(shape.value, layer.value, facts.hostile)
    evidence = way.source(facts) if way.own else shape
    once = (way.names, way.link)
    spans = [evidence.span(partial(_unless, chance)) for chance in once]
    spans.append((0.0, 1.0) if year is None else shape.span(partial(_unless, year)))
    reason = [way.why, wording.LINK_LATER[year is not None].format(share=percent(year or 0.0))]
    span, pieces = mean_span(spans), (evidence, shape, layer)[not way.own :]
    given = facts.ask(who, "meta.handed_over")
    # A record that the operator knew it is worth more than a chance of ours; and where no source says what
    # was handed over, our chance alone is half as sure.
    if not given.known:
        span, pieces = (span[0] / 2, span[1]), (*pieces, given)
        reason.append(wording.LINK_RECORD["silent"])
    elif WHO_WROTE in given.value:
        span, pieces = (span[0] / 2, min(0.5, span[1])), (*pieces, given)
        reason.append(wording.LINK_RECORD["who wrote"].format(date=given.date))
    return Finding(*span, "; ".join(reason), pieces)


def _unless(chance: float, _: str) -> float:
    """Return how far a thing is met that a chance speaks against, whatever the fact says."""
    return 1 - chance


def _nearby(who: str, facts: Facts) -> Finding:
    """Ask how many messages arrive within an hour without the internet, in the town of lesson 06."""
    needs, mesh = facts.ask(who, "avail.needs_internet"), facts.ask(who, "net.mesh")
    carried = CARRIED.get(mesh.value, "direct")
    town = NearbyPeople(relay=carried)
    chance = _arriving(carried)
    low, high = needs.span({"no": 1.0, "partial": 0.5, "yes": 0.0}.get)
    reason = wording.NEARBY[carried if high else "needed"].format(
        words=needs.words, share=percent(chance), time=plural(town.hours, "hour"), range=f"{town.range_m:g}"
    )
    return Finding(low * chance, high * chance, reason, (needs, mesh))


@lru_cache(maxsize=8)
def _arriving(carried: str) -> float:
    return NearbyPeople(relay=carried).chance()


def _waiting(who: str, facts: Facts) -> Finding:
    """Ask how many messages arrive within a day although both are seldom online at the same time."""
    piece, kept = facts.ask(who, "avail.offline_delivery"), facts.ask(who, "avail.ttl_days")
    if not piece.known:
        return Finding(0.0, 1.0, wording.WAITING["unknown"], (piece, kept))
    alone, stored = _delivered(None), _delivered(LONGEST)
    shares = {"none": 0.0, "mailbox": MAILBOX_OWNERS}
    share = shares.get(piece.value, 1.0)
    # Nobody knows how long it waits where no source says so: between not at all and as long as one likes.
    days = kept.span(lambda value: _delivered(min(LONGEST, float(value)))) if kept.known else (alone, stored)
    ends = [share * end + (1 - share) * alone for end in days]
    low, high = (piece.span(lambda _, end=end: end)[n] for n, end in enumerate(ends))  # type: ignore[misc]
    case = "mailbox" if piece.value == "mailbox" else "stored"
    reason = wording.WAITING[case].format(words=piece.words, shares=_between(low, high))
    return Finding(float(low), float(high), reason, (piece, kept) if share else (piece,))


@lru_cache(maxsize=64)
def _delivered(days: float | None) -> float:
    """Return the share that arrives within a day, if a message waits so many days or, for None, nowhere."""
    if days is None:
        return float(HABIT.delivered_within(DAY))
    lost = SwarmStorage(ttl=days, offline=HABIT.off_hours / DAY).expires_unread()
    return float(HABIT.delivered_within(DAY, mailbox=True)) * (1 - lost)


def _stop(who: str, facts: Facts) -> Finding:
    """Ask who could end it: the fact, and who still talks once the largest operator is gone."""
    stated, shape = facts.ask(who, "avail.no_single_operator"), facts.ask(who, "net.topology")
    largest = facts.ask(who, "usage.largest_server_monthly_users")
    said = {"words": stated.words, "shape": shape.words}
    if shape.value != "federated":
        left = shape.span(lambda value: {"centralized": 0.0}.get(value, 1.0))
        reason = wording.STOP["shape"].format(**said)
        return Finding(*weakest_span([stated.span(LEVELS.get), left]), reason, (stated, shape))
    if largest.known:
        left = shape.span(lambda _: _without_largest())
        reason = wording.STOP["largest"].format(share=percent(_without_largest()), **said)
    else:  # nobody has measured how people spread over its servers, so no model has a number for it
        left = (0.0, 1.0)
        reason = wording.STOP["unknown"].format(**said)
    return Finding(*weakest_span([stated.span(LEVELS.get), left]), reason, (stated, shape, largest))


@lru_cache(maxsize=1)
def _without_largest() -> float:
    return Federation().reach_after_removing(1)


def _between(low: float, high: float) -> str:
    if high - low < 0.005:
        return percent(low)
    return wording.SHARES.format(low=percent(low), high=percent(high))


MODEL_QUESTIONS: Mapping[str, CriterionQuestion] = MappingProxyType(
    {"keys": _keys, "link": _link, "nearby": _nearby, "stop": _stop, "waiting": _waiting}
)
"""What is asked of models and journeys, by the ids of the criteria."""
