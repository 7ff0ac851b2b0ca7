"""Briar: messages over Tor, Wi-Fi and Bluetooth, without a server."""

from __future__ import annotations

import numpy as np

from guidekit import models
from guidekit.claims.bars import BARS
from guidekit.claims.cells import answer_by_exposure, answer_by_facts, answer_by_reviews
from guidekit.claims.evidence import ClaimAnswer, Evidence, evidence
from guidekit.claims.measures import DAY, TURNS, nearby_share
from guidekit.claims.world import World, split_statements
from guidekit.words import paragraph, quantity

STOLEN = 7  # A's keys are copied right after this message
TWELVE_HOURS = 720.0  # minutes between two messages, so that Bramble's periods are seen

LOCAL = (
    "without internet {alone} pass within a day, since only the sender carries them; a mesh would "
    "deliver {mesh}"
)
LOCAL_HOW = (
    "Proximity, direct, within {day:g} hours: a hundred people on foot in a square kilometre "
    "(assumptions), within the range of briar.local_range_m; the facts must say mesh."
)
ADD_CONTACT_HOW = (
    "Cells of facts.csv say who must act and by which ways. ContactReach, with our own count of steps: "
    "of {people} people {using} use the messenger, and each step is done with {done} (assumptions)."
)
ADD_CONTACT = (
    "{acting} people must act; an exchange of links takes {steps} steps and reaches {link} of {people} "
    "people, where a phone book reaches {book}"
)
BRAMBLE_HOW = (
    "A run of keys that turn forward every 24 hours and 30 seconds, in the shape of Bramble's; a "
    "message every twelve hours, the keys copied after message {stolen}. Beside it a cell of "
    "facts.csv."
)
BRAMBLE = (
    "the stolen key reads {early} of {earlier} messages of earlier days, and {late} of {later} from the "
    "present day on"
)


def _local(world: World, claim: str) -> Evidence:
    """Ask what Briar's nearby links deliver, and whether they are the mesh that the sentence speaks of."""
    alone, mesh = nearby_share(world), nearby_share(world, "epidemic")
    bar = BARS["nearby"].place(0.0, True)
    _, wrong = split_statements(
        world,
        "briar:transport.links lists wifi",
        "briar:transport.links lists bluetooth",
        "briar:avail.needs_internet is no",
        "briar:net.mesh is yes",
    )
    told = LOCAL.format(alone=quantity(alone, "share of private messages"), mesh=quantity(mesh, "share"))
    return evidence(
        world,
        claim,
        holds=not wrong and alone > bar,
        value=alone,
        unit="share of messages within a day",
        threshold=bar,
        bar="" if wrong else BARS["nearby"].words(alone, bar, True),
        how=paragraph(LOCAL_HOW.format(day=DAY), BARS["nearby"].how),
        found="; ".join([*wrong, told]),
    )


def _add_contact(world: World, claim: str) -> Evidence:
    """Count who must act before the first message, and how many contacts are then reached."""
    from guidekit.models.reach import STEPS  # only this claim needs it

    acting = {"yes": 2.0, "partial": 1.5, "no": 1.0}.get(
        world.fact("briar", "discovery.requires_mutual_add"), 0
    )
    _, wrong = split_statements(
        world, "briar:discovery.method lists link", "briar:discovery.method lists qr_in_person"
    )
    people = world.model(models.ContactReach)
    link, book = (people.reached(len(STEPS[way])) for way in ("link", "phone_book"))
    return evidence(
        world,
        claim,
        holds=acting == 2 and not wrong,
        value=acting,
        unit="people who must act",
        threshold=2.0,
        how=ADD_CONTACT_HOW.format(
            people=people.known,
            using=quantity(people.using, "share"),
            done=quantity(people.done, "probability"),
        ),
        found="; ".join(wrong)
        or ADD_CONTACT.format(
            acting=quantity(acting),
            steps=len(STEPS["link"]),
            link=quantity(link),
            people=people.known,
            book=quantity(book),
        ),
    )


def _bramble(world: World, claim: str) -> Evidence:
    """Steal the key of a time period, and count what it reads of the periods before."""
    from guidekit.models.ratchet import periods  # only this claim needs it
    from guidekit.protocols import bramble

    period = periods(len(TURNS), TWELVE_HOURS)
    tried = bramble.theft.rows(TURNS, STOLEN, minutes_between=TWELVE_HOURS)
    readable, before = np.array([row.readable for row in tried]), period < period[STOLEN - 1]
    early, late = readable[before], readable[~before]
    _, wrong = split_statements(world, "briar:content.forward_secrecy is yes")
    return evidence(
        world,
        claim,
        holds=not early.any() and not wrong,
        value=float(early.mean()),
        unit="share of messages of earlier periods",
        threshold=0.0,
        how=BRAMBLE_HOW.format(stolen=STOLEN),
        found="; ".join(wrong)
        or BRAMBLE.format(early=early.sum(), earlier=early.size, late=late.sum(), later=late.size),
    )


ANSWERS: dict[str, ClaimAnswer] = {
    "briar.category": answer_by_facts("briar:net.topology is p2p", "briar:net.anonymity_layer not none"),
    "briar.tor": answer_by_exposure(
        "none of the six relays learns the content or who talks to whom, and not even the contact learns "
        "the address",
        "briar:transport.links lists tor",
    ),
    "briar.local": _local,
    "briar.add-contact": _add_contact,
    "briar.audit": answer_by_reviews("briar", "tor"),
    "briar.spec": answer_by_facts("briar:open.spec_published is yes"),
    "briar.forward-secrecy": _bramble,
}
