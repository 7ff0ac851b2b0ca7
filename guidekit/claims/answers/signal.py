"""Signal: one operator who learns little, and a phone number."""

from __future__ import annotations

from guidekit import models
from guidekit.claims.cells import (
    EXPOSURE_HOW,
    answer_by_exposure,
    answer_by_facts,
    answer_by_reviews,
    check_cells,
    learned_data,
)
from guidekit.claims.evidence import ClaimAnswer, Evidence, Measurement, evidence, tally
from guidekit.claims.world import World
from guidekit.words import paragraph, quantity, word_list

PIN = "0123"
GUESSES = 10  # assumption: how many wrong guesses a guard allows

PIN_FOUND = "{guesses} guesses found the PIN"
CONTACTS_PIN_HOW = (
    "Then the PIN {pin} is guessed from 0000 on, against Argon2id made weak: once without a limit, "
    "once with {guesses} guesses (an assumption)."
)
CONTACTS_PIN = (
    "the server cannot open the contact list, but {free:,} guesses found a PIN, so the guesses must "
    "be limited: {guesses} guesses find one PIN in {chance:,.0f}"
)
MARKS = "{seen} of {sender} marks of the sender stand in an envelope of libsignal"
SEALED_SENDER_HOW = (
    "A real envelope of the same shape is sealed, and the server's key is tried on it. “Only the "
    "recipient” is taken at its word."
)
SEALED_SENDER = {
    True: "the envelope hides the sender, but the server learns {beside}",
    False: "the envelope does not hide the sender, but the server learns {beside}",
}
SEALED_SENDER_ALONE = {True: "the envelope hides the sender", False: "the envelope does not hide the sender"}
"""By whether the sender is hidden: where the server learns more beside the recipient, and where not."""
SEALED_SENDER_SCOPE_HOW = (
    "Spam: sealed messages from contacts only, against from everyone. All its numbers are assumptions; "
    "the direction does not depend on them while the server catches more spam by name than without."
)
SEALED_SENDER_SCOPE = (
    "open to everyone, {many} spam messages arrive a day instead of {few}, and the server sees the "
    "sender of {after} instead of {before}"
)


def _contacts_pin(world: World, claim: str) -> Evidence:
    """Check that the server cannot open the list, and guess a PIN with and without a limit."""
    from guidekit.protocols import pin

    holds, wrong = check_cells(claim)
    free, guarded = pin.theft.rows(PIN, (None, GUESSES))
    kept = ["the server cannot open the list"] * holds + ["a guard stops the guesses"] * (not guarded.found)
    broken = [wrong] * (not holds) + [PIN_FOUND.format(guesses=GUESSES)] * bool(guarded.found)
    how = paragraph(EXPOSURE_HOW, CONTACTS_PIN_HOW.format(pin=PIN, guesses=GUESSES))
    found = CONTACTS_PIN.format(free=free.guesses, guesses=GUESSES, chance=1 / guarded.chance)
    return tally(world, claim, kept, broken, how, found)


def _sealed_sender(world: World, claim: str) -> Evidence:
    """List what Signal's server learns with Sealed Sender beside the recipient, and open a real envelope."""
    from guidekit.protocols import sealed
    from guidekit.recordings.signal import SENDER_MARKS, visible_marks

    learned = learned_data("signal-sealed", "signal-server")
    opened = [row.field for row in sealed.fields.rows() if row.server]
    marks = visible_marks("yes")
    seen = sum(marks[mark] for mark in SENDER_MARKS)
    measured = Measurement("sealed_sender", seen == 0, MARKS.format(seen=seen, sender=len(SENDER_MARKS)))
    beside = [
        words.replace("address", "network address")
        for datum, words in learned.items()
        if datum != "recipient"
    ]
    beside += [name for name in opened if name not in ("recipient", "size")]
    hidden = "sender" not in (*learned, *opened)
    how = paragraph(EXPOSURE_HOW, SEALED_SENDER_HOW)
    template = (SEALED_SENDER if beside else SEALED_SENDER_ALONE)[hidden]
    return evidence(
        world,
        claim,
        holds=hidden and not beside,
        value=float(len(beside)),
        measured=measured,
        unit="kinds of data beside the recipient",
        threshold=0.0,
        how=how,
        found=template.format(beside=word_list(beside)),
    )


def _sealed_sender_scope(world: World, claim: str) -> Evidence:
    """Open Sealed Sender to everyone, and compare spam and what the server sees."""
    closed, wide = (
        world.model(models.Spam, role, openness=o) for role, o in (("contacts", 0.0), ("everyone", 1.0))
    )
    few, many = closed.spam_per_day(), wide.spam_per_day()
    before, after = closed.sender_exposure(), wide.sender_exposure()
    return evidence(
        world,
        claim,
        holds=many > few and after < before,
        value=many,
        unit="spam messages a day",
        threshold=few,
        how=SEALED_SENDER_SCOPE_HOW,
        found=SEALED_SENDER_SCOPE.format(
            many=quantity(many),
            few=quantity(few),
            after=quantity(after, "share of messages"),
            before=quantity(before, "share"),
        ),
    )


ANSWERS: dict[str, ClaimAnswer] = {
    "signal.category": answer_by_facts(
        "signal:net.topology is centralized",
        "signal:feature.voice_calls is yes",
        "signal:feature.video_calls is yes",
        "signal:media.types lists messages",
    ),
    "signal.operator": answer_by_facts(
        "signal:gov.operator is Signal Messenger LLC",
        "signal:media.types lists messages",
        "signal:media.types lists voice",
        "signal:media.types lists video",
    ),
    "signal.e2ee-all": answer_by_exposure(
        "the server learns the content of no text and no call, and only the other end does",
        *("signal:content.e2ee_1to1 is yes", "signal:content.e2ee_group is yes"),
        *("signal:content.e2ee_calls_1to1 is yes", "signal:content.e2ee_calls_group is yes"),
        "signal:content.e2ee_files is yes",
    ),
    "signal.contacts-pin": _contacts_pin,
    "signal.profiles": answer_by_exposure(
        "a contact reads the profile, and neither the server nor a stranger does",
        "signal:identity.profile_visibility is contacts_who_add_you",
    ),
    "signal.sealed-sender": _sealed_sender,
    "signal.phone-number": answer_by_facts("signal:identity.required_identifier is phone"),
    "signal.sealed-sender-scope": _sealed_sender_scope,
    "signal.audit": answer_by_reviews("signal", year=2016),
    "signal.spec": answer_by_facts("signal:open.spec_published is yes", "signal:crypto.protocol known"),
}
