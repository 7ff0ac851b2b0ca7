"""The sentences of the exhibits of keys, each a template for one case."""

# Where a protocol is used
USED_IN = {"signal": "{app}", "megolm": "{app}, in its rooms", "bramble": "{app}", "static": "{app}"}

# Thefts in several protocols at once
MOMENT = "The phone is copied after message {at} of {all}."
NOTHING_AFTER = "No message comes after the theft."
COUNTS = (
    "With Signal's Double Ratchet the thief reads {signal}. With Megolm it is {megolm}, and with Bramble "
    "{bramble}. With one key for ever it is {static}."
)
BEFORE_AND_AFTER = {
    "signal": "Read before and after the theft: in Signal {before} and {after}.",
    "megolm": "In Megolm {before} and {after}.",
    "bramble": "In Bramble {before} and {after}.",
    "static": "With one key for ever {before} and {after}.",
}
SHUT_OUT = {
    0: "Not one of the four shuts the thief out again before the end.",
    1: "One of the four shuts the thief out again.",
    2: "{shut} of the four shut the thief out again.",
}
"""By the number of protocols that shut the thief out; the last is for more, too."""

# When a ratchet closes again, by how often Alice has answered; None where it does not close
HABIT = {
    None: "The Double Ratchet does not close again before the end.",
    1: "The Double Ratchet closes again when Alice has answered once.",
    2: "The Double Ratchet closes again when Alice has answered twice.",
}
HEALING = {
    "signal": {
        None: "The eager one does not close again before the end.",
        1: "The eager one closes from message {healed} on, when Alice has answered once.",
        2: "The eager one closes from message {healed} on, when Alice has answered twice.",
    },
    "olm": {
        None: "The lazy one does not close again before the end.",
        1: "The lazy one closes from message {healed} on, when Alice has answered once.",
    },
}
OPEN = "stays open\nto the end"
CLOSED = "closed again\nfrom {healed} on"

# A ratchet key by key; a label breaks where its line ends
STRIP = {
    "last": "The phone is copied after message {after}, the last one. The thief reads nothing.",
    "open": (
        "The phone is copied after message {after}. The thief reads nothing from before, and everything that "
        "comes after: {read:message|messages}."
    ),
    "closed": (
        "The phone is copied after message {after}. The thief reads nothing from before, and "
        "{read:message|messages} from after it. From message {healed} on all is closed again."
    ),
}
TORN_OFF = "A used key is torn off.\nWho comes later finds only stubs."
STILL_OPEN = "What the phone held\nstill opens {read:message|messages}."
NEW_SECRET = "A new secret\nthe thief never saw."
REPLY = "A new secret is made whenever the other one begins to write."

# An open phone
SCREEN = "A screen with such a timer still shows {shown} of {old:old message|old messages}."
WHOLE_SCREEN = "Nothing vanishes, so the screen shows all {old:old message|old messages}."
READ_IN = {
    "signal": "In Signal {read} of {all:message|messages} {read:~is|are} read.",
    "megolm": "In Element it is {read}.",
    "bramble": "In Briar it is {read}.",
    "static": "In Session it is {read}.",
}
TIMER = {"yes": "has a timer", "no": "has no timer", "partial": "timer: in part", "unknown": "timer unknown"}
LINKED = {
    "yes": "can be linked",
    "no": "one device only",
    "partial": "linking: in part",
    "unknown": "linking unknown",
}
LINKED_WITHOUT_TIMER = {
    "yes": "no timer; can be linked",
    "no": "no timer; one device only",
    "partial": "no timer; linking: in part",
    "unknown": "no timer; linking unknown",
}
"""By what the tables say of each messenger."""

# Keys in real libraries, beside the model
AGREEMENT = (
    "Keys are copied after message {at} of {all}. Model and library agree in {same} of "
    "{protocols:protocol|protocols}."
)
STORED = (
    "There {messages:~is|are} {messages:message|messages}. In Megolm the library opens {forward} when keys "
    "are turned forward, and {first} when the first key of each session is kept. In Bramble it opens {few} "
    "with the keys of this period, and {more} with Bob's keys of the period before too. With one key for "
    "ever it opens {theirs}, and {copied} when Alice's own messages are copied to her devices."
)
LIBRARY = (
    "Keys are copied after message {at}. Of Bob's messages Signal's own library ({origin}) lets the thief "
    "read {read}. Of {moments} moments of the theft the eager model agrees with the library in {eager}. The "
    "lazy model agrees in {lazy}, and elsewhere says up to {missed:message|messages} too few."
)
WRITERS = "Who writes: {turns}"

# The frame of a run
FRAME = "Alice's keys are copied after message {at}"
