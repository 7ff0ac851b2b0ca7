"""The words a journey may use: data, kinds of party, and the key that anyone holds."""

from __future__ import annotations

DATA = {
    "content": "the content",
    "sender": "the sender",
    "recipient": "the recipient",
    "members": "the members",
    "room": "the room",
    "sender_address": "the sender's address",
    "recipient_address": "the recipient's address",
    "link": "who talks to whom",
    "time": "the time",
    "size": "the size",
    "profile": "the profile",
    "reaction": "the reaction",
    "contacts": "the contact list",
    "pseudonym": "the pseudonym",
    "page": "the page that is linked",
}
"""Everything an observer may learn, in the order tables show it, and how a sentence says it."""

DERIVED = ("link", "time", "size")
"""Data that no layer reveals: they follow from who holds which packet and when."""

BODY = ("content", "profile", "reaction", "contacts")
"""What a message is sent for. A packet that holds none of it, such as a wake-up, does not show its size."""

ALWAYS = ("sender", "sender_address", "time", "size")
"""Data that every journey has; the others exist only where some layer carries them."""

ADDRESSED = ("recipient", "recipient_address", "link")
"""Data that every journey to somebody else has; whoever fetches her own backup talks to nobody."""

SENDER_END = ("sender", "sender_address")
"""Either of these points at the one who writes."""

RECIPIENT_END = ("recipient", "recipient_address", "members")
"""Any of these points at the one who is written to."""

KINDS = {
    "end": "a person's device",
    "device": "another device of the one who sends",
    "own": "a server that one of the people runs",
    "server": "a messaging server",
    "relay": "a node that only passes packets on",
    "storage": "a node that keeps messages or files until they are fetched",
    "mailbox": "a device that waits online for its owner",
    "call_server": "a server that mixes or relays calls",
    "push": "a service that wakes phones, or a gateway to one",
    "directory": "a machine that answers look-ups",
    "enclave": "a sealed program on the operator's machine",
    "carrier": "a company that carries text messages",
    "webhost": "a server that delivers the client's code",
    "publisher": "a web site that a message links to",
    "peer": "another user's device that answers look-ups or carries messages",
    "outsider": "someone who joins or asks without being invited",
}
"""Kinds of party, with what each is in words."""

TRUSTED = ("end", "device", "own")
"""Kinds that belong to the people who talk."""

CORRUPTIBLE = (
    "server", "relay", "storage", "mailbox", "call_server", "push", "directory", "enclave", "carrier",
    "webhost", "publisher", "peer",
)  # fmt: skip
"""Kinds that a hostile share, given as a plain number, can turn."""

NETWORK = "network"
"""The kind of the provider of one end, who holds no packet of its own and watches the links of that end."""

GLOBAL = "global observer"
"""The name of someone who watches every link of the internet, and is nobody's provider."""

PADDING = "padding"
"""The name of a layer that fills its packet up to one size: who cannot open it learns no size."""

ANYONE = "anyone"
"""The key of a clear layer."""
