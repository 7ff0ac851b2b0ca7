"""Compute what the answers to the questions state as true: for each question the words that it must use."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from guidekit import choice, design
from guidekit.choice.ranking import MEETS, level_at_top
from guidekit.design.measures import taken_messages
from guidekit.drawing.page import Page
from guidekit.exhibits.federation import room_views
from guidekit.exhibits.keys.libraries import run_library
from guidekit.exposure import ProviderWindow, exposure
from guidekit.exposure.pairs import EIGHT, SealedSides
from guidekit.exposure.question import WhoLearns
from guidekit.exposure.roads import ends_seen, four_roads, in_use
from guidekit.exposure.ways import OwnServer, RoomViews
from guidekit.models import (
    Deletion,
    FeatureRace,
    FeatureRollout,
    Federation,
    FirstRelay,
    KademliaLookup,
    KeyBackup,
    NearbyPeople,
    NodeLoss,
    OnionRouting,
    OpenPhone,
    PhoneWeek,
    Radio,
    StoredCopies,
    Theft,
    Trilemma,
    Watch,
)
from guidekit.protocols import pin, prekeys
from guidekit.recordings import CircuitDelays, CopiedKeys, HashTable, LargestRelays, RelayFailures
from guidekit.recordings.fediverse import MeasuredFederation, crawl_shares
from guidekit.recordings.kademlia import TIMEOUT
from guidekit.recordings.matrix import SERVERS
from guidekit.recordings.reading import recording
from guidekit.scenario import Comparison
from guidekit.tables.query import load
from guidekit.tables.snapshot import Verdicts
from guidekit.words import duration, number, percent

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def delay(hops: int) -> float:
    return float(np.median(OnionRouting(hops=hops).latency(20_000)))


def linked(journey: str, timing: bool, who: object = "adversary", share: float | None = None) -> float:
    frame = exposure(journey, [] if share else [who], adversary=share, correlate=timing)
    return float(frame.set_index("datum").level["link"])


def learned(journey: str, who: object) -> set[str]:
    frame = exposure(journey, [who])
    return set(frame.datum[frame.level == 1])


def if_true(words: str, holds: bool) -> str:
    """Return the words if they hold, and otherwise what no text contains."""
    return words if holds else f"(not so: {words})"


def sealed() -> list[str]:
    sides = SealedSides()
    few, many = (len(sides.learned(side, "signal-server") or ()) for side in ("with", "without"))
    return [
        f"{few} of the {WORDS[len(EIGHT)]} things instead of {many}",
        if_true("One mark goes away", many - few == 1),
        if_true(
            "a picture brings the name back",
            "sender" in (sides.but(sends="picture").learned("with", "signal-server") or ()),
        ),
    ]


def neighbours() -> list[str]:
    rows = exposure("tor-circuit", [("entry", "middle")], correlate=True).set_index("datum").level
    assert rows["recipient"] == rows["link"] == 0
    return [
        if_true("The entry sees her address", rows["sender_address"] == 1),
        if_true(
            "the middle sees neither end", ends_seen(tuple(learned("tor-circuit", "middle"))) == "neither end"
        ),
    ]


def incomplete() -> list[str]:
    counts = Verdicts().counts()
    total = sum(counts.values())
    return [f"Of the {total - counts['holds']}", f"{counts['incomplete']} are of this kind", f"All {total}"]


def heals() -> list[str]:
    answers, silent = Theft("BBBBABBABBBB", stolen_after=4), Theft("B" * 12, stolen_after=4)
    ordinal = {1: "first", 2: "second"}
    return [
        f"Signal needs her {ordinal[answers.turns_of_a('signal')]} answer",
        if_true("When only Bob writes, nothing new", silent.heals_at("signal") is None),
    ]


def earlier() -> bool:
    """Tell whether the lazy ratchet heals at the first answer and the eager one at the second."""
    stolen = Theft("BBBBABBABBBB", stolen_after=4)
    return (stolen.turns_of_a("olm"), stolen.turns_of_a("signal")) == (1, 2)


def fallback() -> list[str]:
    after = prekeys.theft().set_index(["key", "stolen"]).readable.xs("after", level="stolen")
    return [if_true("A one-time key is gone after one message", after["fallback"] and not after["one-time"])]


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
    return [
        if_true("The two networks show the same marks before and after", before.tolist() == after.tolist())
    ]


def mesh_and_star() -> list[str]:
    by_chance = [int(NodeLoss(gone=1, removal="random").left()["star"].sum())]
    picked, whole = (int(NodeLoss(gone=gone).left()["random"].sum()) for gone in (1, 0))
    return [if_true("The mesh, a little: it loses more", by_chance == [99] and whole - picked >= 1 < 3)]


def slower() -> list[str]:
    race = FeatureRace()
    late = race.operator(365 / 2).days_until(0.9) > race.days_until(0.9)
    return [
        f"every {race.flips_at(0.9):.0f} days",
        if_true("ships once in half a year loses it", late),
        if_true(
            "More teams do not speed it up",
            race.but(implementations=20).days_until(0.9) >= race.days_until(0.9),
        ),
    ]


def home() -> list[str]:
    chances = OwnServer(servers=10).chances()
    before, after = (percent(chances[where]["link"]) for where in ("stranger", "own"))
    return [
        f"from {before} to {after}",
        if_true("Only the friend's own server still sees it", chances["own"]["sender_address"] == 0),
    ]


def thumb() -> list[str]:
    reaction, message = (
        int(str(room_views(RoomViews(sent), Page()).answer).split()[0])
        for sent in ("matrix-reaction", "matrix-private")
    )
    return [f"learns {reaction} of the six things", if_true("one more than", reaction - message == 1)]


def ten() -> list[str]:
    crawl = crawl_shares()
    return [f"held {percent(crawl.top(10))}", f"half took {crawl.needed(0.5)} servers"]


def giant() -> list[str]:
    five = MeasuredFederation(room_size=5)
    half = five.but(share=0.5)
    return [
        f"sits in {percent(half.operator_sees_room(1))} of the rooms of five",
        f"{percent(half.dishonest_sees_room())} of the rooms of five instead of "
        f"{percent(five.dishonest_sees_room())}",
    ]


def erased() -> list[str]:
    rows = recording("matrix_events").query("scenario == 'redact'")
    held = int(rows[list(SERVERS)].iloc[0].sum())
    return [f"All {held} servers hid the text and still had it", f"after {Deletion().purge:g} days"]


def all_obey() -> list[str]:
    room = Deletion()
    return [
        if_true("on ten servers, and nine in ten", (room.servers, room.honoured) == (10, 0.9)),
        f"All ten obey in {percent(1 - room.somewhere_kept())}",
        f"In the other {percent(room.somewhere_kept())}",
    ]


def banned() -> list[str]:
    rows = recording("matrix_events").query("scenario == 'acl'").set_index("sender").server3
    others = recording("matrix_events").query("scenario == 'acl' and sender == 'carol'")[
        ["server1", "server2"]
    ]
    return [
        if_true("It went on getting what the others wrote", bool(rows.all())),
        if_true("what Carol wrote reached no other server", not others.to_numpy().any()),
    ]


def room_name() -> list[str]:
    held = recording("matrix_db_view").query("encrypted_room == 1 and field == 'room_name'")
    return [f"on all {int((held.value_kind == 'clear').sum())} recorded servers"]


def more_teams() -> list[str]:
    three, ten_of_them = (FeatureRollout(implementations=n).days_until(0.9) for n in (3, 10))
    return [if_true("Hardly longer", ten_of_them < 1.05 * three)]


def hops() -> list[str]:
    table = KademliaLookup()
    return [
        f"take {math.log2(table.nodes):.1f} hops",
        f"best of {table.bucket} contacts, {table.expected_hops():.1f} hops are enough",
    ]


def parallel() -> list[str]:
    told = [KademliaLookup(nodes=4_000_000, stale=0.2, parallel=many).strangers_told() for many in (10, 1)]
    return [f"{told[0]:.0f} are told instead of {told[1]:.0f}"]


def both_on() -> list[str]:
    week = PhoneWeek()
    return [
        f"longer than {week.median_wait():.0f} hours",
        f"there after {week.median_wait(mailbox=True):.1f} hours",
        if_true("one hour in ten", week.online_fraction() == 0.1),
    ]


def valley() -> list[str]:
    more = NearbyPeople(people=60).chance() == NearbyPeople().chance()
    return [
        f"{100 * NearbyPeople(hours=1).chance():.0f} of 100 such messages arrive within an hour",
        if_true("however many others walk about", more),
    ]


def silence() -> list[str]:
    quick = HashTable("4").model(100, 0.5).lookup_seconds().mean()
    return [if_true(f"whole time-out of {TIMEOUT:g} seconds", HashTable("4").churn()[0.5].seconds > quick)]


def signs_of_life() -> list[str]:
    radio = Radio()
    fewer = radio.wakeups_per_day() / radio.but(keepalive=600).wakeups_per_day()
    weak = radio.but(power=0.5).times_push() == radio.times_push()
    return [
        f"a {fewer:.0f}th of the wake-ups of every {radio.keepalive:g} seconds",
        if_true("one still takes as many times the energy", weak),
    ]


def asked_peer() -> list[str]:
    levels = WhoLearns("dht-relayed").levels()["dht-peer"]
    return [
        if_true("Who is wanted, and when", levels["recipient"] == levels["time"] == 1),
        if_true("does not know who asks", levels["sender_address"] == levels["sender"] == 0),
    ]


def seven() -> list[str]:
    one, all_seven = (StoredCopies(swarm=n) for n in (1, 7))
    lost, linked = round(100 * (1 - one.arrives())), round(100 * all_seven.link_exposure())
    return [
        f"With one copy {lost} of a hundred messages never arrive",
        if_true("With seven nearly all do", all_seven.arrives() > 0.999),
        if_true(f"{linked} conversations are linked instead of one", round(100 * one.link_exposure()) == 1),
    ]


def guard() -> list[str]:
    fresh, kept = (FirstRelay(kept=kept).linked().any(axis=1).sum() for kept in (1, 100))
    return [f"Of ten people {fresh} are found out", f"and {kept} with one that is kept"]


def largest() -> list[str]:
    model = LargestRelays()
    equal = model.linked() > 10 * model.if_equal()
    return [if_true(f"the {model.largest} largest guards and exits link many times as many", equal)]


def build() -> list[str]:
    real = CircuitDelays("0").recorded().values()
    one, three, six = (CircuitDelays("20").build(hops) for hops in (1, 3, 6))
    return [
        if_true("more than twice as long", six > 2 * three > 2 * one),
        if_true("in a few milliseconds", max(times.rtt_ms for times in real) < 10),
    ]


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
    members = choice.ThreatModel(number="must", kept="must")
    assert len(members.messengers) == 7
    return [if_true("None of the seven messengers is known to meet both", not members.firsts())]


def push() -> list[str]:
    smallest = choice.preset("The app is blocked").flips()[0]
    return [f"{if_true('One', smallest.size == 1)} step on one criterion"]


def watched() -> list[str]:
    named = [one.how for one in choice.Situations().agreements() if one.situation == "watched_at_home"]
    return [if_true("practitioners name no messenger", named == ["none"])]


def improved() -> list[str]:
    good = design.Design(encryption="end to end", keys="a ratchet", sender="locked inside", habit="push")
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
    return [f"The thief then reads {shown[1]} messages, and not {shown[0]}"]


COMPUTED: dict[str, Callable[[], list[str]]] = {
    "00-eight": lambda: [if_true("more than twice as long as three", delay(8) > 2 * delay(3))],
    "00-lock": lambda: [
        if_true("One operator connects to both phones", in_use()["whatsapp"].sees_both == 1),
        if_true("each machine sees one end at most", not in_use()["session"].sees_both),
    ],
    "00-strangers": lambda: [
        if_true("Each of them sees one end, or neither", not four_roads()[3].seeing("both ends"))
    ],
    "00-game": lambda: [if_true("they see both ends", "link" in learned("central-server", "central-server"))],
    "01-sealed": sealed,
    "01-neighbours": neighbours,
    "01-hotel": lambda: [
        if_true(
            "It sees his address, the time and the size, and nothing of Alice",
            learned("signal-sealed", "bob's network") == {"recipient_address", "time", "size"},
        )
    ],
    "01-wires": lambda: [
        if_true(
            "Once times are compared, the ends are linked",
            [linked("tor-circuit", timing, "global observer") for timing in (False, True)] == [0, 1],
        )
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
    "03-hands": lambda: [
        f"all {len(OpenPhone().on_screen())} old messages",
        f"with a timer of a day {len(OpenPhone('a day').on_screen())} did",
    ],
    "E1-eager": lambda: [if_true("It heals one turn earlier", earlier())],
    "E1-agree": lambda: [
        if_true(
            "with every moment of the theft",
            all(CopiedKeys(at).modelled("signal") == CopiedKeys(at).recorded() for at in range(1, 20)),
        )
    ],
    "E1-fallback": fallback,
    "E1-pin": pins,
    "04-receipts": lambda: [f"{number(Watch().messages_needed(0.99))} messages are enough"],
    "04-defence": defences,
    "04-provider": provider,
    "05-star": mesh_and_star,
    "05-slower": slower,
    "06-copies": lambda: [
        f"that is {MeasuredFederation(room_size=100).servers_seeing_room():.0f} servers for a hundred"
    ],
    "06-thumb": thumb,
    "06-giant": giant,
    "06-own": home,
    "07-erased": erased,
    "07-ten": all_obey,
    "07-pairs": lambda: [
        f"{percent(MeasuredFederation(share=0.3).reach_after_removing(1))} of the pairs",
        "30 % of all people",
    ],
    "07-ban": banned,
    "E4-wait": silence,
    "E4-push": signs_of_life,
    "E4-relays": asked_peer,
    "08-hops": hops,
    "08-parallel": parallel,
    "08-mailbox": both_on,
    "08-valley": valley,
    "09-more": lambda: [
        if_true(
            "flat from two relays on",
            len({OnionRouting(hops=h).circuit_compromise() for h in range(2, 9)}) == 1,
        )
    ],
    "09-double": lambda: [
        "{} instead of {}".format(
            *(percent(OnionRouting(adversary=f).circuit_compromise()) for f in (0.2, 0.1))
        )
    ],
    "09-guard": guard,
    "09-bridge": lambda: [
        if_true(
            "The address is on no public list and the packets look like something else",
            [sight.tor for sight in ProviderWindow("random").sights()] == [False, True, False],
        )
    ],
    "10-seven": seven,
    "10-copies": lambda: [
        if_true("is smallest with one copy", KeyBackup().safest() == 1),
        if_true("it is smallest with none", KeyBackup(found_yearly=0.2).safest() == 0),
    ],
    "10-silent": lambda: [f"silent relay after {duration(RelayFailures(fails='silent').noticed()[0])}"],
    "10-watcher": lambda: [
        if_true("No protocol can spare both", Trilemma(noise=0, latency_rounds=1).advantage_bound() > 0.99)
    ],
    "E5-equal": largest,
    "E5-build": build,
    "E5-bound": lambda: [
        if_true("almost certainty", Trilemma(noise=0, latency_rounds=10).advantage_bound() > 0.99)
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
    "E3-ten": ten,
    "E3-name": room_name,
    "E3-teams": more_teams,
}
