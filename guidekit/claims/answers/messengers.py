"""Messengers: sentences about Signal and Briar that a model answers."""

from __future__ import annotations

from guidekit.claims.answers.cells import split
from guidekit.claims.comparing import Answer, evidence
from guidekit.claims.evidence import Evidence
from guidekit.claims.world import World
from guidekit.models import Island, Proximity, Spam, meeting_rate
from guidekit.words import quantity

HOURS = 1.0  # assumption: how soon a message should be there when there is no internet
AREA_KM2, WALKING_KMH = 1.0, 4.0  # assumptions: people on foot in a square kilometre


def sealed_sender_scope(world: World, claim: str) -> Evidence:
    """Open Sealed Sender to everyone, and compare spam and what the server sees."""
    closed, wide = (world.model(Spam, role, openness=o) for role, o in (("contacts", 0.0), ("everyone", 1.0)))
    few, many = closed.spam_per_day(), wide.spam_per_day()
    before, after = closed.sender_exposure(), wide.sender_exposure()
    return evidence(
        world,
        claim,
        holds=many > few and after < before,
        value=many,
        unit="spam messages a day",
        threshold=few,
        how="Spam: sealed messages from contacts only, against from everyone. All its numbers are "
        "assumptions; the direction does not depend on them while the server catches more spam by name than "
        "without.",
        found=f"open to everyone, {quantity(many)} spam messages arrive a day instead of {quantity(few)}, "
        "and the "
        f"server sees the sender of {quantity(after, 'share of messages')} instead of "
        f"{quantity(before, 'share')}",
    )


def rate(world: World) -> float:
    """Meetings per pair and hour within the range of Briar's radios."""
    return meeting_rate(AREA_KM2, world.parameter("briar.local_range_m"), WALKING_KMH)


def local(world: World, claim: str) -> Evidence:
    """Compare what Briar's nearby links deliver with what a mesh would."""
    alone, mesh = (
        float(world.model(Proximity, meetings=rate(world), relay=way).delivered_within(HOURS))
        for way in ("direct", "epidemic")
    )
    _, wrong = split(
        world,
        (
            "briar:transport.links lists wifi",
            "briar:transport.links lists bluetooth",
            "briar:avail.needs_internet is no",
            "briar:net.mesh is yes",
        ),
    )
    told = (
        f"without internet {quantity(alone, 'share of private messages')} arrive within an hour, since "
        "only the "
        f"sender carries them; a mesh would deliver {quantity(mesh, 'share')}"
    )
    return evidence(
        world,
        claim,
        holds=not wrong and alone >= mesh / 2,
        value=alone,
        unit="share of messages within an hour",
        threshold=mesh / 2,
        how="Proximity: a hundred people on foot in a square kilometre (assumptions), within the range of "
        "briar.local_range_m. Direct, as Briar sends private messages, against epidemic, as a mesh would. "
        "The sentence is borne out if Briar delivers at least half as much (an assumption) and the facts "
        "say mesh.",
        found="; ".join([told, *wrong]),
    )


def add_contact(world: World, claim: str) -> Evidence:
    """Count who must act before the first message, and how many contacts are then reached."""
    acting = {"yes": 2.0, "partial": 1.5, "no": 1.0}.get(
        world.fact("briar", "discovery.requires_mutual_add"), 0
    )
    _, wrong = split(
        world, ("briar:discovery.method lists link", "briar:discovery.method lists qr_in_person")
    )
    willing = world.model(Island).follow
    return evidence(
        world,
        claim,
        holds=acting == 2 and not wrong,
        value=acting,
        unit="people who must act",
        threshold=2.0,
        how="Cells of facts.csv say who must act and by which ways. If each of two people acts with the "
        f"same chance ({quantity(willing, 'probability')}, an assumption), the chance that all do is its "
        "power.",
        found="; ".join(wrong)
        or f"{quantity(acting)} people must act, which reaches "
        f"{quantity(willing**acting, 'share of contacts')}, "
        f"where one who looks in a phone directory reaches {quantity(willing, 'share of contacts')}",
    )


ANSWERS: dict[str, Answer] = {
    "signal.sealed-sender-scope": sealed_sender_scope,
    "briar.local": local,
    "briar.add-contact": add_contact,
}
