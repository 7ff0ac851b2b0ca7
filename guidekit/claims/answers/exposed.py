"""Exposures: sentences about who learns what, checked against cells that are derived from journeys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from guidekit.claims.answers.cells import split
from guidekit.claims.comparing import Answer, counted, evidence
from guidekit.claims.evidence import Evidence
from guidekit.claims.world import World
from guidekit.exposure import exposure, journeys
from guidekit.exposure.coalitions import Adversary
from guidekit.exposure.terms import DATA
from guidekit.tables.query import load
from guidekit.words import listed

if TYPE_CHECKING:
    import pandas as pd

HOW = (
    "The exposure engine derives each cell from the layers of a packet; the cells are in exposure_claims.csv."
)


def broken_cells(cells: pd.DataFrame) -> list[str]:
    """Say of each cell that came out otherwise who learns what."""
    return [
        f"{row.observer} {'learns' if row.level else 'does not learn'} {DATA[row.datum]} in {row.journey}"
        for row in cells[~cells.holds].itertuples()
    ]


def held_cells(claim: str) -> tuple[bool, str]:
    """Say whether all cells of a claim come out as they must, and if not, which do not."""
    cells = claim_cells(claim)
    return bool(cells.holds.all()), "; ".join(broken_cells(cells))


def seen(world: World, claim: str, *, found: str, statements: tuple[str, ...] = ()) -> Evidence:
    """Check the derived cells of a claim, and the facts beside them."""
    cells = claim_cells(claim)
    kept, broken = split(world, statements)
    kept += [f"{row.journey}: {row.observer}, {row.datum}" for row in cells[cells.holds].itertuples()]
    broken += broken_cells(cells)
    beside = " Beside them stand cells of facts.csv." if statements else ""
    how = f"{HOW}{beside}"
    return counted(world, claim, kept, broken, how, f"{found} ({len(kept)} cells agree)", "cells")


def derived(found: str, *statements: str) -> Answer:
    """Answer a claim by derived cells; `found` says what they say together if all hold."""
    return partial(seen, found=found, statements=statements)


def sealed_sender(world: World, claim: str) -> Evidence:
    """List what Signal's server learns with Sealed Sender beside the recipient, and open a real envelope."""
    from guidekit.protocols import sealed

    table = exposure("signal-sealed", observers=["signal-server"]).set_index("datum").level
    learned = [datum for datum, level in table.items() if level]
    envelope = sealed.fields().set_index("field").server
    opened = [str(name) for name, opens in envelope.items() if opens]
    beside = [
        DATA[str(datum)].replace("address", "network address") for datum in learned if datum != "recipient"
    ]
    beside += [name for name in opened if name not in ("recipient", "size")]
    hidden = "sender" not in (*learned, *opened)
    how = (
        f"{HOW} A real envelope of the same shape is sealed, and the server's key is tried on it. “Only the "
        f"recipient” is taken at its word."
    )
    first = "the envelope hides the sender" if hidden else "the envelope does not hide the sender"
    return evidence(
        world,
        claim,
        holds=hidden and not beside,
        value=float(len(beside)),
        unit="kinds of data beside the recipient",
        threshold=0.0,
        how=how,
        found=f"{first}, but the server learns {listed(beside)}" if beside else first,
    )


def direct(world: World, claim: str) -> Evidence:
    """Count who stands between two peers once the route is known."""
    between = [p.name for p in journeys()["p2p-direct"].parties if p.kind != "end"]
    holds, wrong = held_cells(claim)
    broken = [f"{listed(between)} stand in between"] * bool(between) + [wrong] * (not holds)
    kept = ["nobody in between"] * (not between) + ["the contact is the neighbour"] * holds
    relays = world.fact("briar", "transport.hops")
    how = f"Parties of the journey p2p-direct that are no end, beside its derived cell. {HOW}"
    found = f"nobody stands between two peers of a plain network; Briar puts {relays} relays there"
    return counted(world, claim, kept, broken, how, found)


ANSWERS: dict[str, Answer] = {
    "signal.e2ee-all": derived(
        "the server learns the content of no text and no call, and only the other end does",
        *("signal:content.e2ee_1to1 is yes", "signal:content.e2ee_group is yes"),
        *("signal:content.e2ee_calls_1to1 is yes", "signal:content.e2ee_calls_group is yes"),
        "signal:content.e2ee_files is yes",
    ),
    "signal.profiles": derived(
        "a contact reads the profile, and neither the server nor a stranger does",
        "signal:identity.profile_visibility is contacts_who_add_you",
    ),
    "signal.sealed-sender": sealed_sender,
    "element.private-rooms": derived(
        "the homeservers read nothing in a private room or a call between two, and all in a public room",
        *("element:content.e2ee_1to1 is yes", "element:content.e2ee_group is yes"),
        *("element:content.e2ee_files is yes", "element:content.e2ee_calls_1to1 is yes"),
    ),
    "element.unencrypted-metadata": derived(
        "both homeservers read reactions, nicknames and profile pictures, in encrypted rooms too",
        "element:content.unencrypted_fields lists profile_picture",
        "element:content.unencrypted_fields lists reactions",
        "element:content.unencrypted_fields lists nickname",
    ),
    "element.group-calls": derived(
        "whoever runs the call server hears the call, and whoever knows its address can join",
        "element:content.e2ee_calls_group is no",
        "element:trust.group_call_authentication is no",
        "element:media.group_call_system is Jitsi",
    ),
    "element.web-trust": derived(
        "whoever hosts the web client can read, and the homeserver alone cannot",
        "element:ux.must_trust_web_server is yes",
    ),
    "briar.tor": derived(
        "none of the six relays learns the content or who talks to whom, and not even the contact learns "
        "the address",
        "briar:transport.links lists tor",
    ),
    "session.three-nodes": derived(
        "three nodes open a layer each: only the first learns the sender's address, and only the swarm "
        "learns the recipient",
        "session:transport.hops is 3",
    ),
    "session.closed-groups": derived(
        "the nodes that store a group's message read neither it nor the list of members, and at most 100 "
        "people are in the group",
        *("session:group.max_members is 100", "session:content.e2ee_1to1 is yes"),
        "session:content.e2ee_group is yes",
    ),
    "session.open-groups": derived(
        "anyone who joins reads everything, and so does the server",
        *("session:group.open_rooms_unlimited is yes", "session:group.open_rooms_anyone is yes"),
    ),
    "p2p.direct": direct,
    "p2p.observer": derived(
        "someone who watches one link learns both addresses and who talks to whom, but not the content"
    ),
    "anonymous.definition": derived(
        "a circuit hides the sender from the site, Session hides the sender and the link from its swarm, "
        "and an onion service hides all three from every relay"
    ),
    "anonymous.rendezvous": derived("the relay where both ends meet learns neither end, nor what they say"),
    "anonymous.nodes-blind": derived(
        "no relay reads the content, and only the last one of a circuit learns the destination"
    ),
}


CLOSE = 1e-9  # the table writes levels with twelve digits


def claim_cells(claim: str | None = None) -> pd.DataFrame:
    """Work out the cells that a claim of the guide stands on, beside what they must be.

    Parameters
    ----------
    claim : str, optional
        The id of a claim whose evidence is exposure; by default all of them.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim``, ``journey``, ``observer`` (a coalition is joined by `` + ``), ``adversary``,
        ``correlate``, ``datum``, ``expected``, ``level``, ``holds``, ``says`` and ``reason``.

    Raises
    ------
    ValueError
        If no cell belongs to the claim.

    Examples
    --------
    >>> web = claim_cells("element.web-trust")
    >>> bool(web.holds.all()), web.reason.iloc[0]
    (True, "ships the code of alice's client, which opens the megolm layer")
    """
    cells = load("exposure_claims").fillna({"observer": "", "adversary": "", "correlate": "", "says": ""})
    if claim is not None and claim not in set(cells.claim):
        raise ValueError(
            f"no exposure answers the claim {claim!r}; allowed: {', '.join(cells.claim.unique())}"
        )
    wanted = cells if claim is None else cells[cells.claim == claim]
    return pd.DataFrame([_cell(row) for row in wanted.itertuples()])


def _cell(row: Any) -> dict[str, object]:
    """Evaluate one row of the table."""
    correlate = row.correlate == "yes"
    hostile = _adversary(row.adversary)
    observers = [] if hostile is not None else [tuple(row.observer.split(" + "))]
    table = exposure(row.journey, observers, hostile, correlate)
    learns = table[table.datum == row.datum].iloc[0]
    return {
        **{column: getattr(row, column) for column in ("claim", "journey", "observer", "adversary")},
        "correlate": correlate,
        "datum": row.datum,
        "expected": float(row.level),
        "level": learns.level,
        "holds": abs(learns.level - row.level) < CLOSE,
        "says": row.says,
        "reason": learns.reason,
    }


def _adversary(text: str) -> Adversary | None:
    """Read ``relay=0.1; storage=0.1``, a plain share, or nothing.

    >>> _adversary("relay=0.1; storage=0.2")
    {'relay': 0.1, 'storage': 0.2}
    """
    if not text:
        return None
    if "=" not in text:
        return float(text)
    pairs = (part.split("=") for part in text.split(";"))
    return {name.strip(): float(share) for name, share in pairs}
