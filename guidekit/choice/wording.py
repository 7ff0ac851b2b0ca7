"""The sentences of choosing: one template a sentence, and one for each reason of a grade.

A reason stands in a row of a list: it is no sentence, begins with a small letter and has no full stop.
"""

from __future__ import annotations

# Advice: who helps, and why somebody whom practitioners name is not first here.

WHO_HELPS = {
    "nobody": "Who helps: see “Find people who help”.",
    "elsewhere": "Who helps: {elsewhere}.",
    "places": "Who helps: {count:place|places} under “Find people who help”.",
}
BEHIND = {
    "struck out": "{name} is struck out here: {lacks}.",
    "cannot tell": "Of {name} nobody can tell here: {question}",
    "weights": "{name} is behind here, most of all by {labels}.",
}

# Reasons from the facts, by the criterion.

CONTENT = {
    False: "end-to-end encrypted by default: chats {chats}, groups {groups}",
    True: "end-to-end encrypted by default: chats {chats}, groups {groups}, "
    "rooms that anyone can join {rooms}",
}
VANISH = {
    False: "messages that delete themselves on all sides: {words}",
    True: "messages that delete themselves on all sides: {words}, but in private chats only",
}
LASTING = "looked after: {words}"
HANDS = {
    "own": "a lock of the app: {lock}, opened by: {secret}, "
    "names and text kept off the lock screen: {quiet}, erase all in a moment: {wipe}, hide chats: {hide}",
    "either": "a lock of the app: {lock}, opened by: {secret} "
    "(by the phone's own code it is no lock against somebody who knows that), "
    "names and text kept off the lock screen: {quiet}, erase all in a moment: {wipe}, hide chats: {hide}",
    "phone_lock": "a lock of the app: {lock}, opened by: {secret} "
    "(no lock against somebody who knows the phone's code), "
    "names and text kept off the lock screen: {quiet}, erase all in a moment: {wipe}, hide chats: {hide}",
}
DEVICES = {
    "one": "an account lives on one device, so no other reads along",
    "listed": "a list of linked devices: {words}",
}
BACKUP = "the farthest copy of old messages: {words}"
RECOVERY = "the account comes back by: {account}, old messages by: {history}"
KEPT = {
    "nobody": "no operator holds anything to ask for",
    "kept": "kept: {held}; handed over when asked: {given}",
    "record": "kept: {held}; handed over when asked: {given} (record of {date})",
}
ADDRESS = "network address hidden: from contacts {contacts}, from servers {servers}"
NUMBER = {
    False: "signing up asks for: {words}",
    True: "signing up asks for: {words}, and for the real name or the face, which is no better than a number",
}
BLOCKED = "built-in ways round a block: {words}"
UNSEEN = "who watches the line sees that it is used: {words}"
PEOPLE = "whether your people have it only you can tell; users in the world in a month: {words}"
EASY = "runs on: {runs}; contacts are found by: {way}"
GROUP = {
    "limit": "a group has at most: {words}; yours has {members}",
    "no limit": "a group has at most: no limit; yours has {members}",
}
CALLS = {"none": "there are no calls", "some": "calls: {calls}, end-to-end encrypted: {encrypted}"}
CHECKED = "the program's source can be read: {words}"
ROOMS = "a room that anyone can join: {words}"

# Reasons from models and journeys.

KEYS = {
    "stated": "forward secrecy: {words}",
    "model": "forward secrecy: {words}; "
    "in the model a thief of the keys that apps keep reads {opened} of {all} recorded messages",
}
LINK = {
    "no journey": "the course has no journey of it, so nothing can be derived",
    "own": "if each machine of strangers is hostile with a chance of {hostile} (assumption), they learn "
    "both names with at most {names}, and who talks to whom by any clue with {link}",
    "general": "if each machine of strangers is hostile with a chance of {hostile} (assumption), they learn "
    "both names with at most {names}, and who talks to whom by any clue with {link} "
    "(any messenger that is {topology})",
}
LINK_LATER = {True: "within a year with {share}", False: "nothing can be derived about a year"}
LINK_RECORD = {
    "silent": "and no source says what was handed over",
    "who wrote": "and the operator has handed over who wrote to whom (record of {date})",
}
NEARBY = {
    "needed": "needs the internet: {words}",
    "epidemic": "needs the internet: {words}; in the model of a town, where phones of others pass them on, "
    "{share} of the messages arrive within {time} (range {range} m)",
    "direct": "needs the internet: {words}; in the model of a town, where only the sender hands them over, "
    "{share} of the messages arrive within {time} (range {range} m)",
}
WAITING = {
    "unknown": "no source here says where a message waits",
    "stored": "a message waits at: {words}; between people who are online one hour in ten (assumption) "
    "{shares} of the messages arrive within a day",
    "mailbox": "a message waits at: {words}, which half of the people have (assumption); between people who "
    "are online one hour in ten (assumption) {shares} of the messages arrive within a day",
}
SHARES = "{low} to {high}"
STOP = {
    "shape": "works without any single operator: {words}; {shape}",
    "largest": "works without any single operator: {words}; {shape}: "
    "{share} of pairs still talk without the largest server (model)",
    "unknown": "works without any single operator: {words}; {shape}: "
    "how many are on its largest server is not known",
}
