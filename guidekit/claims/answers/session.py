"""Session: messages over three nodes that a swarm keeps, and keys that never change."""

from __future__ import annotations

from guidekit.claims.cells import answer_by_exposure, answer_by_facts, answer_by_reviews
from guidekit.claims.evidence import ClaimAnswer, Evidence, evidence
from guidekit.claims.measures import TURNS, past_messages
from guidekit.claims.world import World, split_statements

STATIC_HOW = (
    "Sealed boxes of PyNaCl to one key pair that never changes, copied after the last message; what A "
    "writes is sealed to A's other devices too, as Session does. Beside it a cell of facts.csv."
)
STATIC = "the stolen key reads {read} of {past} past messages"


def _static(world: World, claim: str) -> Evidence:
    """Steal the one key pair, and count what it reads of the past."""
    from guidekit.protocols import static

    read = past_messages(static.theft.rows(TURNS, len(TURNS), own_copies=True))
    _, wrong = split_statements(world, "session:content.forward_secrecy is no")
    return evidence(
        world,
        claim,
        holds=bool(read.all()) and not wrong,
        value=float(read.mean()),
        unit="share of past messages",
        threshold=1.0,
        how=STATIC_HOW,
        found="; ".join(wrong) or STATIC.format(read=read.sum(), past=read.size),
    )


ANSWERS: dict[str, ClaimAnswer] = {
    "session.category": answer_by_facts(
        "session:net.topology is anonymous_overlay", "session:net.anonymity_layer not none"
    ),
    "session.three-nodes": answer_by_exposure(
        "three nodes open a layer each: only the first learns the sender's address, and only the swarm "
        "learns the recipient",
        "session:transport.hops is 3",
    ),
    "session.closed-groups": answer_by_exposure(
        "the nodes that store a group's message read neither it nor the list of members, and at most 100 "
        "people are in the group",
        *("session:group.max_members is 100", "session:content.e2ee_1to1 is yes"),
        "session:content.e2ee_group is yes",
    ),
    "session.open-groups": answer_by_exposure(
        "anyone who joins reads everything, and so does the server",
        *("session:group.open_rooms_unlimited is yes", "session:group.open_rooms_anyone is yes"),
    ),
    "session.no-forward-secrecy": _static,
    "session.audit": answer_by_reviews("session", year=2020),
    "session.whitepaper": answer_by_facts(
        "session:open.spec_published is yes", "session:crypto.protocol is Signal Protocol"
    ),
}
