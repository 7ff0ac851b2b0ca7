"""Compute what the answers to the questions state as true: for each question the words that it must use."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from guidekit import choice, design
from guidekit.choice.ranking import MEETS, level_at_top
from guidekit.design.measures import CONVERSATION, taken_messages
from guidekit.exhibits.keys.libraries import run_library
from guidekit.exposure import exposure
from guidekit.exposure.question import WhoLearns
from guidekit.exposure.ways import OwnServer
from guidekit.models import (
    FeatureRace,
    Federation,
    KademliaLookup,
    NearbyPeople,
    OnionRouting,
    Presence,
    StoredCopies,
    Takeover,
    Theft,
    Trilemma,
    Watch,
)
from guidekit.protocols import pin
from guidekit.recordings.fediverse import crawl_shares
from guidekit.scenario import Comparison
from guidekit.tables.query import load
from guidekit.tables.snapshot import Verdicts
from guidekit.words import number, percent

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def delay(hops: int) -> float:
    return float(np.median(OnionRouting(hops=hops).latency(20_000)))


def linked(journey: str, timing: bool, who: object = "adversary", share: float | None = None) -> float:
    frame = exposure(journey, [] if share else [who], adversary=share, correlate=timing)
    return float(frame.set_index("datum").level["link"])


def if_true(words: str, holds: bool) -> str:
    """Return the words if they hold, and otherwise what no text contains."""
    return words if holds else f"(not so: {words})"


def sealed() -> list[str]:
    plain, hidden = (
        WhoLearns(way).levels().loc["signal-server"] for way in ("signal-unsealed", "signal-sealed")
    )
    few, many = int(hidden.sum()), int(plain.sum())
    return [
        f"{few} of the {WORDS[hidden.size]} things instead of {many}",
        if_true("One mark goes away", many - few == 1 and plain["sender"] == 1),
    ]


def neighbours() -> list[str]:
    rows = exposure("tor-circuit", [("entry", "middle")], correlate=True).set_index("datum").level
    return [
        if_true("The entry sees the sender's address", rows["sender_address"] == 1),
        if_true("Neither of them learns the recipient", rows["recipient"] == rows["link"] == 0),
    ]


def incomplete() -> list[str]:
    counts = Verdicts().counts()
    total = int(counts.sum())
    return [f"Of the {total - counts['holds']}", f"{counts['incomplete']} are of this kind", f"All {total}"]


def heals() -> list[str]:
    answers, silent = Theft("BBBBABBABBBB", stolen_after=3), Theft("B" * 12, stolen_after=3)
    ordinal = {1: "first", 2: "second"}
    return [
        f"Olm needs A's {ordinal[answers.turns_of_a('olm')]} answer",
        f"Signal's specification the {ordinal[answers.turns_of_a('signal')]}",
        if_true("neither Double Ratchet closes", silent.heals_at("olm") is silent.heals_at("signal") is None),
    ]


def pins() -> list[str]:
    values = 10**4
    chance = pin.theft("0003").set_index("limit").chance["10"]
    return [
        f"{values:,} values",
        f"less than {math.ceil(values / 3600)} hours",
        f"one PIN in {1 / chance:,.0f}",
    ]


def defences() -> list[str]:
    needed = [Watch(**knobs).messages_needed(0.99) for knobs in ({}, {"cover": 100}, {"answered": 0.1})]
    now, noisy, silent = map(number, needed)
    grown = number(Watch(users=1_000_000_000).messages_needed(0.99))
    return [
        f"It takes {grown} messages instead of {now}",
        f"{noisy} messages instead of {now}",
        f"about {silent} messages instead of {now}",
    ]


def provider() -> list[str]:
    before, after = (exposure(way, ["alice's network"]).level for way in ("central-server", "self-hosted"))
    return [if_true("show the same marks before and after", before.tolist() == after.tolist())]


def island() -> list[str]:
    model = Takeover()
    others = model.reach()["islands"] * (model.population - 1)
    return [f"{model.members} people", f"{others:.0f} others can be reached, of {model.population:,}"]


def slower() -> list[str]:
    race = FeatureRace()
    late = race.operator(365 / 2).days_until(0.9) > race.days_until(0.9)
    return [
        f"every {race.flips_at(0.9):.0f} days",
        if_true("ships once in half a year loses it", late),
        if_true(
            "More teams do not speed the model up",
            race.but(implementations=20).days_until(0.9) >= race.days_until(0.9),
        ),
    ]


def home() -> list[str]:
    chances = OwnServer("matrix-ten-servers").chances()
    before, after = (percent(chances[where]["link"]) for where in ("stranger", "own"))
    return [
        f"from {before} to {after}",
        if_true("It moves into the friend's own hands", chances["own"]["sender_address"] == 0),
    ]


def ten() -> list[str]:
    crawl, about, name = crawl_shares(), load("parameters").set_index("id"), "fediverse.servers"
    return [
        f"{about.value[name]:,.0f} servers of the fediverse in {about.as_of[name][:4]}",
        f"found {percent(crawl.top(10))}",
        f"half took {crawl.needed(0.5)} servers",
    ]


def giant() -> list[str]:
    models = (Federation(concentration=2, room_size=100), Federation(room_size=100))
    one, many = (model.dishonest_sees_room() for model in models)
    return [if_true(f"{percent(one)} of the rooms of a hundred instead of nearly all", many > 0.99)]


def deleted() -> list[str]:
    room = Federation(room_size=100)
    return [
        f"Of {number(room.servers_seeing_room())} copies {number(room.copies_after_deletion(0.9))} stay",
        if_true("all but impossible", room.deletion_incomplete(0.9) > 0.998),
    ]


def hops() -> list[str]:
    table = KademliaLookup()
    halvings = 1 + sum(
        1 - (1 - 0.5**bits) ** table.bucket for bits in range(1, 80)
    )  # of one hop, in the mean
    return [
        f"take {math.log2(table.nodes):.1f} hops",
        f"best of {table.bucket} contacts",
        f"{halvings:.1f} halvings",
        f"{table.hops().mean():.1f} hops are enough",
    ]


def parallel() -> list[str]:
    told = [KademliaLookup(nodes=4_000_000, stale=0.2, parallel=many).strangers_told() for many in (10, 1)]
    return [f"{told[0]:.0f} are told instead of {told[1]:.0f}"]


def crowd() -> list[str]:
    mesh, alone = (percent(NearbyPeople(relay=way, hours=1).chance()) for way in ("epidemic", "direct"))
    more = NearbyPeople(people=60).chance() == NearbyPeople().chance()
    return [
        f"{mesh} within the hour",
        f"{alone} of the messages",
        if_true("however many others walk about", more),
    ]


def seven() -> list[str]:
    one, all_seven = (StoredCopies(swarm=n, adversary=0.2) for n in (1, 7))
    return [
        f"{percent(all_seven.arrives())[1:]} of the messages arrive instead of {percent(one.arrives())}",
        f"{percent(all_seven.link_exposure())} are linked instead of {percent(one.link_exposure())}",
    ]


def guard() -> list[str]:
    fresh, kept = (
        OnionRouting(adversary=0.1, guards=n).compromise_over([100]).with_guards[0] for n in (0, 1)
    )
    return [f"{percent(fresh)} of the clients", "in 100 circuits", f"{percent(kept)} with one guard"]


def year() -> list[str]:
    ways = Comparison().values()
    here, there = ways["anonymous"], ways["centralized"]
    return [
        f"{number(100 * here['link.machines'])} % for one message",
        f"become {percent(here['link.year'])} within a year",
        f"at {percent(there['link.year'])}",
    ]


def rooms() -> list[str]:
    ways = {name: way["link.machines"] for name, way in Comparison(room=10).values().items()}
    about = WORDS[round(Federation(room_size=10).servers_seeing_room())]
    return [
        f"about {about}",
        f"in {percent(ways['federated'])} of the cases",
        f"{percent(ways['centralized'])} with one operator",
    ]


def hour() -> list[str]:
    ways = {name: way["within.hour"] for name, way in Comparison().values().items()}
    served = {percent(ways[name]) for name in ("centralized", "federated", "anonymous")}
    return [f"{served.pop()} arrive with a server", f"{percent(ways['peer-to-peer'])} without"]


def two_thirds() -> list[str]:
    lopsided = Federation.from_sizes([200, *[1] * 100], room_size=10)
    return [
        f"{percent(lopsided.reach_after_removing(1))} of the pairs",
        if_true("nearly always on it", lopsided.operator_sees_room(1) > 0.999),
    ]


def level() -> list[str]:
    """Ask the rule of ranking about the two bars of the question."""
    ends = np.array([[0.6, 0.7], [0.9, 0.7]])
    undecided = level_at_top(ends, np.array([MEETS, MEETS])).all()
    return [if_true("known up to 60 % and hatched up to 90 %", bool(undecided)), "known up to 70 %"]


def must() -> list[str]:
    ways = (choice.preset("A family").but(calls=wish) for wish in ("must", "5"))
    ranked = [{place.messenger for place in model.places() if place.rank} for model in ways]
    return [if_true("A must strikes it out", ranked[0] < ranked[1])]


def club() -> list[str]:
    members = choice.ThreatModel(number="must", people="must")
    assert len(members.messengers) == 7
    return [if_true("None of its seven messengers is known to meet both", not members.firsts())]


def push() -> list[str]:
    smallest = choice.preset("The app is blocked").flips()[0]
    return [f"{if_true('One', smallest.size == 1)} step on one criterion"]


def watched() -> list[str]:
    named = [one.how for one in choice.Situations().agreements() if one.situation == "watched_at_home"]
    return [if_true("practitioners name no messenger", named == ["none"])]


def improved() -> list[str]:
    good = design.Design(encryption="end to end", keys="a ratchet", sender="sealed inside", habit="push")
    results = design.judge(good, "A source and a journalist").results
    return [f"{sum(result.met for result in results)} of the {len(results)} needs of the source"]


def two_servers() -> list[str]:
    federation = Federation()
    return [
        f"{percent(federation.reach_after_removing(1))} of the pairs",
        f"{federation.servers:,} servers of unequal size",
    ]


def phone_taken() -> list[str]:
    good = design.Design(encryption="end to end", keys="a ratchet")
    shown = [sum(map(len, taken_messages(one))) for one in (good, good.but(vanish="after a day"))]
    return [f"Of {len(CONVERSATION)} messages the thief reads {shown[1]}, and not {shown[0]}"]


COMPUTED: dict[str, Callable[[], list[str]]] = {
    "00-eight": lambda: [if_true("more than twice as long as three", delay(8) > 2 * delay(3))],
    "00-hostile": lambda: [
        if_true("Nothing", len({OnionRouting(adversary=f).latency()[0] for f in (0.1, 0.5)}) == 1)
    ],
    "00-median": lambda: [
        f"take {1000 * delay(3):.0f} ms",
        f"not {4 * OnionRouting().link_ms:g}",
        f"{OnionRouting().link_ms:g} ms is a median",
    ],
    "01-sealed": sealed,
    "01-neighbours": neighbours,
    "01-global": lambda: [
        if_true(
            "Once times are compared, the ends are linked",
            [linked("tor-circuit", timing, "global observer") for timing in (False, True)] == [0, 1],
        )
    ],
    "01-storing": lambda: [
        f"link {number(100 * linked('session-direct', True, share=0.1))} % of the messages",
        f"link {percent(linked('tor-circuit', True, share=0.1))} of the circuits",
    ],
    "02-incomplete": incomplete,
    "02-audit": lambda: [
        if_true(
            "on paper, and nobody looked at the app",
            load("audits").set_index("id").scope["signal-2016"] == "The protocol on paper, not the app",
        )
    ],
    "03-heals": heals,
    "03-rooms": lambda: [
        f"{len(run_library('megolm', Theft(keys='apps')))} of {len(Theft().turns)} messages"
    ],
    "03-deleted": lambda: [
        f"opened {len(run_library('bramble', Theft()))} messages",
        f"{len(run_library('bramble', Theft(keys='apps')))} when the keys of the period before",
    ],
    "03-pin": pins,
    "04-receipts": lambda: [f"{number(Watch().messages_needed(0.99))} messages are enough"],
    "04-defence": defences,
    "04-provider": provider,
    "05-island": island,
    "05-slower": slower,
    "06-copies": lambda: [
        f"{number(Federation(room_size=100).servers_seeing_room())} servers of {Federation().servers:,}"
    ],
    "06-home": home,
    "06-ten": ten,
    "06-giant": giant,
    "07-deleted": deleted,
    "08-hops": hops,
    "08-parallel": parallel,
    "08-mailbox": lambda: [
        f"{number(Presence().mean_wait())} hours in the mean",
        f"{number(Presence().mean_wait(mailbox=True))} hours",
    ],
    "08-crowd": crowd,
    "09-more": lambda: [
        if_true(
            "flat from two hops on",
            len({OnionRouting(hops=h).circuit_compromise() for h in range(2, 9)}) == 1,
        )
    ],
    "09-double": lambda: [
        "{} instead of {}".format(
            *(percent(OnionRouting(adversary=f).circuit_compromise()) for f in (0.2, 0.1))
        )
    ],
    "09-guard": guard,
    "09-seven": seven,
    "09-watcher": lambda: [
        if_true("no protocol can spare both", Trilemma(noise=0, latency_rounds=1).advantage_bound() > 0.99)
    ],
    "11-hour": hour,
    "11-rooms": rooms,
    "11-year": year,
    "11-giant": two_thirds,
    "12-level": level,
    "12-must": must,
    "12-push": push,
    "12-home": watched,
    "12-club": club,
    "13-sealed": improved,
    "13-two": two_servers,
    "13-phone": phone_taken,
}
