"""Runs: sentences that are checked by running the protocol; each imports its library when it is asked."""

from __future__ import annotations

import pandas as pd

from guidekit.claims.answers.cells import split
from guidekit.claims.answers.exposed import HOW, held_cells
from guidekit.claims.comparing import Answer, counted, evidence
from guidekit.claims.evidence import Evidence
from guidekit.claims.world import World
from guidekit.words import quantity

TURNS = "ABABABABAB"
STOLEN = 6  # A's keys are copied right after this message
TWELVE_HOURS = 720.0  # minutes between two messages, so that Bramble's periods are seen
PIN = "0123"
GUESSES = 10  # assumption: how many wrong guesses a guard allows


def contacts_pin(world: World, claim: str) -> Evidence:
    """Check that the server cannot open the list, and guess a PIN with and without a limit."""
    from guidekit.protocols import pin

    holds, wrong = held_cells(claim)
    guessed = pin.theft(PIN, (None, GUESSES)).set_index("limit")
    free, guarded = guessed.loc["none"], guessed.loc[str(GUESSES)]
    kept = ["the server cannot open the list"] * holds + ["a guard stops the guesses"] * (not guarded.found)
    broken = [wrong] * (not holds) + [f"{GUESSES} guesses found the PIN"] * bool(guarded.found)
    how = (
        f"{HOW} Then the PIN {PIN} is guessed from 0000 on, against Argon2id made weak: once without a "
        f"limit, once with {GUESSES} guesses (an assumption)."
    )
    found = (
        f"the server cannot open the contact list, but {free.guesses:,} guesses found a PIN, so the guesses "
        f"must be limited: {GUESSES} guesses find one PIN in {1 / guarded.chance:,.0f}"
    )
    return counted(world, claim, kept, broken, how, found)


def past(frame: pd.DataFrame) -> pd.Series:
    """Say of each message from before the theft whether the thief reads it."""
    return frame[frame.when == "past"].readable


def olm(world: World, claim: str) -> Evidence:
    """Steal a real Olm session after every message, and count what it reads of the past."""
    from guidekit.protocols import megolm, olm

    read = past(olm.theft(TURNS))
    rooms = past(megolm.theft(TURNS, keep_history=True))
    return evidence(
        world,
        claim,
        holds=not read.any(),
        value=float(read.mean()),
        unit="share of past messages",
        threshold=0.0,
        how=f"Real Olm sessions (vodozemac) over {TURNS}, A's keys copied after each message. Rooms use "
        "Megolm: the same theft, from a client that keeps the first key of each session.",
        found=f"stolen Olm keys read {read.sum()} of {read.size} messages from before the theft; room keys "
        f"that a client keeps read {quantity(rooms.mean(), 'share')} of theirs",
    )


def bramble(world: World, claim: str) -> Evidence:
    """Steal the key of a time period, and count what it reads of the periods before."""
    from guidekit.models.ratchet import periods
    from guidekit.protocols import bramble

    period = periods(len(TURNS), TWELVE_HOURS)
    frame = bramble.theft(TURNS, STOLEN, minutes_between=TWELVE_HOURS)
    early = frame[period[frame.message] < period[STOLEN]].readable
    late = frame[period[frame.message] >= period[STOLEN]].readable
    _, wrong = split(world, ("briar:content.forward_secrecy is yes",))
    return evidence(
        world,
        claim,
        holds=not early.any() and not wrong,
        value=float(early.mean()),
        unit="share of messages of earlier periods",
        threshold=0.0,
        how="A run of keys that turn forward every 24 hours and 30 seconds, in the shape of Bramble's; a "
        f"message every twelve hours, the keys copied after message {STOLEN}. Beside it a cell of facts.csv.",
        found="; ".join(wrong)
        or f"the stolen key reads {early.sum()} of {early.size} messages of earlier days, and {late.sum()} "
        f"of {late.size} from the present day on",
    )


def static(world: World, claim: str) -> Evidence:
    """Steal the one key pair, and count what it reads of the past."""
    from guidekit.protocols import static

    read = past(static.theft(TURNS, len(TURNS) - 1))
    _, wrong = split(world, ("session:content.forward_secrecy is no",))
    return evidence(
        world,
        claim,
        holds=bool(read.all()) and not wrong,
        value=float(read.mean()),
        unit="share of past messages",
        threshold=1.0,
        how="Sealed boxes of PyNaCl to one key pair that never changes, copied after the last message. "
        "Beside it a cell of facts.csv.",
        found="; ".join(wrong) or f"the stolen key reads {read.sum()} of {read.size} past messages",
    )


def onion(world: World, claim: str) -> Evidence:
    """Try every key of a path on every layer, and check what relays learn."""
    from guidekit.protocols import onion

    tried = onion.openings(3)
    own = tried.party == tried.layer
    foreign, missed = int(tried.opens[~own].sum()), int((~tried.opens[own]).sum())
    holds, wrong = held_cells(claim)
    kept = ["no key opens another's layer"] * (not foreign) + ["each key opens its own"] * (not missed)
    kept += ["relays learn their neighbours only"] * holds
    broken = [f"{foreign} layers opened with another's key"] * bool(foreign)
    broken += [f"{missed} keys did not open their own layer"] * bool(missed) + [wrong] * (not holds)
    how = (
        "A packet of real layers (X25519, ChaCha20-Poly1305) over three relays, every key tried on every "
        f"layer. {HOW}"
    )
    found = (
        f"each of {own.sum()} keys opens its own layer and none of the {(~own).sum()} others, and each relay "
        "learns its neighbours only"
    )
    return counted(world, claim, kept, broken, how, found)


ANSWERS: dict[str, Answer] = {
    "signal.contacts-pin": contacts_pin,
    "element.olm": olm,
    "briar.forward-secrecy": bramble,
    "session.no-forward-secrecy": static,
    "anonymous.onion": onion,
}
