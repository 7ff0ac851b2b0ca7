"""Element: a network of servers, its reviews, and what its rooms leave open."""

from __future__ import annotations

from functools import partial

from guidekit.claims.cells import answer_by_exposure, answer_by_facts, answer_by_reviews
from guidekit.claims.evidence import ClaimAnswer, Evidence, evidence
from guidekit.claims.measures import TURNS, clear_fields, past_messages
from guidekit.claims.world import World
from guidekit.words import quantity

OLM_HOW = (
    "Real Olm sessions (vodozemac) over {turns}, A's keys copied after each message. Rooms use Megolm: "
    "the same theft, from a client that keeps the first key of each session."
)
OLM = (
    "stolen Olm keys read {read} of {past} messages from before the theft; room keys that a client "
    "keeps read {rooms} of theirs"
)


def _olm(world: World, claim: str) -> Evidence:
    """Steal a real Olm session after every message, and count what it reads of the past."""
    from guidekit.protocols import megolm, olm

    read = past_messages(olm.theft.rows(TURNS))
    rooms = past_messages(megolm.theft.rows(TURNS, keep_history=True))
    return evidence(
        world,
        claim,
        holds=not read.any(),
        value=float(read.mean()),
        unit="share of past messages",
        threshold=0.0,
        how=OLM_HOW.format(turns=TURNS),
        found=OLM.format(read=read.sum(), past=read.size, rooms=quantity(rooms.mean(), "share")),
    )


ANSWERS: dict[str, ClaimAnswer] = {
    "element.category": answer_by_facts(
        "element:net.topology is federated",
        "element:feature.voice_calls is yes",
        "element:feature.video_calls is yes",
        "element:transport.calls_direct is yes",
    ),
    "element.reference-client": answer_by_facts(
        "element:open.client_role is reference client", "element:open.spec_published is yes"
    ),
    "element.private-rooms": answer_by_exposure(
        "the homeservers read no message in a private room, hear no call between two, and read a public room",
        *("element:content.e2ee_1to1 is yes", "element:content.e2ee_group is yes"),
        *("element:content.e2ee_files is yes", "element:content.e2ee_calls_1to1 is yes"),
    ),
    "element.unencrypted-metadata": answer_by_exposure(
        "both homeservers read reactions, nicknames and profile pictures, in encrypted rooms too",
        "element:content.unencrypted_fields lists profile_picture",
        "element:content.unencrypted_fields lists reactions",
        "element:content.unencrypted_fields lists nickname",
        measurement=partial(clear_fields, "nickname", "reaction"),
    ),
    "element.group-calls": answer_by_exposure(
        "whoever runs the call server hears the call, and whoever knows its address can join",
        "element:content.e2ee_calls_group is no",
        "element:trust.group_call_authentication is no",
        "element:media.group_call_system is Jitsi",
    ),
    "element.web-trust": answer_by_exposure(
        "whoever hosts the web client can read, and the homeserver alone cannot",
        "element:ux.must_trust_web_server is yes",
    ),
    "element.audit": answer_by_reviews("element", year=2016),
    "element.spec": answer_by_facts("element:open.spec_published is yes", "element:open.spec_version known"),
    "element.olm": _olm,
}
