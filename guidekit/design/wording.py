"""The sentences of designing: one template a sentence, by the module or the exhibit that says it.

What stands in a row of a list is no sentence: it begins with a small letter and has no full stop.
"""

from __future__ import annotations

# Needs: what a card asks, and what a design reaches.

ONLY_THE_TWO = "Only the two can open a message"
READERS = {
    "none": "Only Alice and Bob hold the keys.",
    "some": "{who} can read it.",
    "nothing checked": "Each link has a key, but nothing checks that the key at its end is Bob's.",
}
NOBODY_LINKS = "No stranger alone learns who talks to whom"
LINKERS = {
    "none": "Nobody on the way sees both ends.",
    "carrier": "{who} may meet both.",
    "one": "{who} {reason}.",
    "several": "{who} each learn it.",
}
MORE_STRANGERS = "{count} more"
PROVIDER_BLIND = "Her provider does not learn to whom she writes"
PROVIDER = {
    True: "Her provider sees the first machine only, never Bob.",
    False: "Her provider sees a packet go straight to Bob's address.",
}
PROMPTNESS = "{share} of messages arrive within an hour"
PROMPT = {
    True: "{share} do. It waits; new messages: {habit}.",
    False: "{share} do. Nothing keeps it for who is away; new messages: {habit}.",
}
HOSTILE_OPERATOR = "Of talks of {messages} messages a hostile operator uncovers at most {share}"
UNCOVERED = "It uncovers {share}. It runs what one runs, and {largest} of what many run."
OPERATOR_STOP = "{share} of pairs still talk when the largest operator stops"
STILL_TALK = "{share} still talk."
ONE_SERVER_NEEDED = "Every message needs the one server."
REACH_UNDER_BLOCK = "{share} of pairs still talk when listed machines are blocked"
BLOCK = {
    "door": "The door is on no list; nobody knows how long it stays unfound.",
    "nothing listed": "There is no published machine to block.",
    "two servers": "The {servers} largest servers are blocked.",
    "listed": "The machines stand on a public list.",
}
REACH_WITHOUT_INTERNET = "Without internet {share} arrive within an hour"
NEARBY = {True: "{share} do: {nearby}, by Bluetooth.", False: "{share} do: there is no way without internet."}
SEIZURE = "A phone that is taken and opened gives at most {most} of {all} messages"
SEEN_ON_PHONE = "It gives {screen} on the screen and {keys} more with the keys."
SCREEN_LOCK = "Who picks up the phone, and does not know the PIN, opens it in at most 1 of 100 cases"
LOCK = {
    "none": "{share}. No lock: it lies open.",
    "a PIN": "{share}. Ten guesses at a PIN. Who knows the PIN opens it; so do tools, or force.",
}
NO_NUMBER = "No phone number and no address book is given away"
ADDRESS_BOOK = "The directory gets her number and her whole address book."
FINDABLE = "Somebody new finds it without meeting a member"
FOUND_BY = "People are found by: {discovery}."
HANDED_OVER = "Somebody must hand over a link or code first."
SPAM_LIMIT = "At most {most} spam messages reach a person in a day"
SPAM = {
    "closed": "{spam:does|do}. Nobody can write without the link or code.",
    "stopped": "{spam:does|do}. A server reads who writes, and stops those it knows.",
    "not stopped": "{spam:does|do}. No server reads who writes, so little is stopped.",
}

# Attack: a phone is seized.

SEIZED = "A phone that is taken and opened gives {count} of {all} messages, and every contact on it."
ON_SCREEN = {"never": "{count} of 6; they stay on it", "after a day": "{count} of 6; older ones have left it"}
PAST_OPENED = "{count} of 6"
LATER_OPENED = {
    "healed": "{count} of 6; then new secrets close the rest",
    "end to end": "{count} of 6; the key never changes",
    "on the way": "{count} of 6; the account opens them",
}
CONTACTS_SEIZED = "they stand on the phone of every design"
FINDER = "{share}; tools, or force, open more"
OPEN_TO_SEIZURE = "A phone that is taken and opened: {count} of {all} messages"

# Attack: what is published is blocked.

LEFT_BY_BLOCK = "With every published address blocked, {share} of pairs still talk."
CUT_OFF = {
    "door": "{share}; until the doors are found; how long that takes, nobody knows",
    "servers": "{share}; the {servers} largest servers are blocked",
    "none": "{share}; nothing published is in the way",
    "all": "{share}; all of it stands on a public list",
}
NEW_CONTACTS = {
    "blocked": "the directory is blocked",
    "door": "found through the door",
    "none asked": "no published machine is asked",
}
CALLERS = {True: "whoever calls a listed machine", False: "not by a list of addresses"}
NEAR_CUT = {True: "no way without internet", False: "{share} arrive within an hour"}
OPEN_TO_BLOCK = "A block of all published addresses: {share} of pairs"
OPEN_TO_DIRECTORY_BLOCK = "A block of the directory: new contacts"
OPEN_TO_CUT = "A cut of the internet"

# Attack: the operators are asked.

ASKED = {
    "some": "Asked by a court, the operators hand over {count} of {all} things.",
    "some, Mailbox": "Asked by a court, the operators hand over {count} of {all} things; "
    "the Mailbox is at Bob's home, and can be taken there.",
    "none": "Asked by a court, no operator has anything to hand over.",
    "none, Mailbox": "Asked by a court, no operator has anything to hand over; "
    "the Mailbox is at Bob's home, and can be taken there.",
}
KEPT_MESSAGES = {
    "kept": "{who} keeps them for {days} days",
    "closed": "closed to it",
    "none": "no stranger keeps messages",
}
KEPT_NAMES = {True: "on what waits, outside", False: "not on what is kept"}
KEPT_BOOK = {True: "the directory has it", False: "nobody has it"}
KNOWN_USER = {
    "directory": "the directory has an account for her",
    "server": "her server has an account for her",
    "name": "her name is on the outer layer of what waits",
    "waiting": "messages to her wait on the server",
    "push": "the push service wakes her phone for it",
    "": "no account",
}
WOKEN = {True: "the push service knows whose phone it wakes, and when", False: "no push service wakes it"}
ORDERED = {True: "who talks to whom, by the addresses it sees", False: "no more than that"}
OPEN_TO_PUSH_ORDER = "An order to the push service"
OPEN_TO_ORDER = "An order to the operator"

# Attack: a tenth of the relays.

RELAYS_UNCOVER = "With a tenth of the relays, it uncovers {share} of conversations of {messages} messages."
CARRIERS_BESIDE = "Those who carry it by Bluetooth are not in this number."
RELAYS_LINK = {
    "none there": "{share}; no relay, node or other user is on the way",
    "none": "{share}; those that it holds never see both ends",
    "no relays": "{share}; it holds some of the machines that many run",
    "kept": "{share}; the first relay is drawn once",
    "new": "{share}; a new first relay each time meets a hostile one in the end",
}
RELAYS_READ = {True: "closed to the machines that it holds", False: "none of its machines is on the way"}
RELAYS_STOP = {
    "some": "{share} pass one of its machines; the app may try another way",
    "no relay": "no relay is on the way",
    "none there": "none passes its machines",
}
CARRIERS = {
    "some": "one of them is enough for {secrets}; how many carry, we do not count",
    "none": "they carry it, and learn neither the message nor who talks to whom",
    "none there": "no stranger carries messages",
}
OPEN_TO_RELAYS = "Somebody with a tenth of the relays: {share} of talks"
OPEN_TO_STOPPING = "Somebody with a tenth of the relays, who stops messages: {share}"
OPEN_TO_CARRIERS = "Strangers who carry messages by Bluetooth"

# Attack: the network is watched.

WATCHED = {  # whether who talks to whom is found, and whether the messages are read
    (True, True): "Somebody who watches every link for many days finds who talks to whom, "
    "and reads the messages.",
    (True, False): "Somebody who watches every link for many days finds who talks to whom, "
    "and reads nothing.",
    (False, True): "Somebody who watches every link for many days does not find who talks to whom, "
    "and reads the messages.",
    (False, False): "Somebody who watches every link for many days does not find who talks to whom, "
    "and reads nothing.",
}
WATCHED_LINK = "by when packets pass; no part here hides the time"
WATCHED_WORDS = {True: "it is open on a link", False: "each link is encrypted"}
WATCHED_TIMES = "nothing here is padded"
WATCHED_NEAR = {True: "whoever is near can see it", False: "these phones do not use it"}
OPEN_TO_WATCHING = {
    True: "Somebody who watches every link: who talks to whom",
    False: "Somebody who watches every link: when, and how much",
}
OPEN_TO_NEAR = "Whoever is near: Bluetooth can be seen"

# Attack: spam.

SPAM_REACHES = "{spam:spam message a day reaches|spam messages a day reach} one person."
SPAM_CAUGHT = {
    True: "{spam}; nobody can write without the link",
    False: "{spam}; of each one that is sent; the share is ours",
}
SPAM_FINDS = {True: "only by link or code", False: "by: {discovery}"}
OPEN_TO_SPAM = "Spam: {spam} a day"

# The game: whose turn it is, and hints.

TURNS = {
    "build": "Player {player} builds",
    "attack": "Player {player} attacks",
    "answer": "Player {player} answers: one part may change",
}
HINT = {
    "won": "The card is won. Hand it over, and see what it does not protect from.",
    "budget": "All needs are met, but the budget is not: {costs}. Which part is not needed?",
    "several": "{need}. No single part does it. Look at: {parts}.",
    "one": "{need}. One part that would do: {part}, {option}.",
    "no remedy": "No single part would have taken anything from this attack.",
    "remedy": "Would have helped: {part}, {option}. Then: {then}",
}
HINT_WORSE = "But it makes worse: {attacks}."

# The exhibits of lesson 13: the board.

CARD_WON = "Your design wins this card: all {total} needs are met within the budget."
CARD_OPEN = {
    True: "Your design meets {met} of {total} needs, within the budget.",
    False: "Your design meets {met} of {total} needs, over budget: {over}.",
}
HANDED = {True: "The design wins the card {card}.", False: "The design does not win the card {card}."}
NO_CHANGE = "The answer changes nothing yet."
BEFORE_AND_NOW = "Before: {before} Now: {now}"
YIELDED = {
    "same": "{now}.",
    "lost": "Before: {was}. <b>No longer: {now}.</b>",
    "other": "Before: {was}. <b>Now: {now}.</b>",
}

# Six cards, and six attacks.

SIX_CARDS = (
    "This design wins {won} of the {all} cards. "
    "On {fails:card|cards} it lacks something that the people need."
)
SIX_ATTACKS = {
    True: "The design wins the card “{card}”. Of {all} attacks, {count} still yield something.",
    False: "The design does not win the card “{card}”. Of {all} attacks, {count} still yield something.",
}

# The road.

ROAD = {
    True: "A message goes from Alice through {stops} to Bob.",
    False: "A message goes from Alice straight to Bob.",
}
ROAD_RELAYS = "{count:relay|relays}"
STRANGERS = {
    True: "Of the strangers, {learners}.",
    False: "Of the strangers, none learns the message or who talks to whom.",
}
LEARNER = "{who} learns {data}"
ROAD_SIDES = {  # whose relays: one or several, with or without a bridge
    "relay": {
        (False, False): "Her relay",
        (False, True): "Her bridge",
        (True, False): "Her relays",
        (True, True): "Her relays, first a bridge",
    },
    "bob-relay": {
        (False, False): "His relay",
        (False, True): "His bridge",
        (True, False): "His relays",
        (True, True): "His relays, first a bridge",
    },
}
ONE_OF_THEM = "one {secrets}"
