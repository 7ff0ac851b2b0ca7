"""What the exhibits of lessons 06 and 07 say: one template a sentence."""

# apart: a message that is deleted
DELETION = (
    "In the room that is drawn {obey} of {servers:server|servers} {obey:~obeys|obey}. "
    "In {somewhere} of all such rooms some server still shows the message. "
    "{still} of {real} real servers ({origin}) "
    "obeyed and still had the text in {still:~its database|their databases}."
)
OBEYED = "{obey:obeys: shown to nobody|obey: shown to nobody}"
KEPT = "{kept:still shows it|still show it}"
STAYS = "Counted: servers that still show the message."
STILL_HELD = "of {real} still had the text, though all {real} obeyed"  # after the number, drawn large
PURGED = "By default it is cleared after {days:day|days}."
LOOKED_ONCE = "We looked once, and did not wait for that."

# apart: the largest servers gone
GONE = {
    "one": "Of all people the largest server held {held}. Of all pairs {cut} can no longer talk without it.",
    "many": "Of all people the {gone} largest servers held {held}. "
    "Of all pairs {cut} can no longer talk without them.",
}
SERVER_SIZE = "Size: the people on a server."

# apart: two servers that block each other, and one that is banned from a room
BLOCK = "{who} block each other."
CUT_OFF = {
    "some": "{who} block each other, and {cut} of 1,000 pairs of people {cut:~is|are} cut off.",
    "rare": "{who} block each other, and {share} pairs of people is cut off.",
}
BANNED = {
    ("none", "heard"): "In the recorded room none of the others got what the banned one said; "
    "it got what they said.",
    ("some", "heard"): "In the recorded room {reached} of the others got what the banned one said; "
    "it got what they said.",
    ("none", "deaf"): "In the recorded room none of the others got what the banned one said; it got nothing.",
    ("some", "deaf"): "In the recorded room {reached} of the others got what the banned one said; "
    "it got nothing.",
}
OTHERS_GET = {
    "none": "No other server gets it",
    "some": "{reached:of the other two servers gets it|of the other two servers get it}",
}
CAROL_GETS = {"heard": "Carol’s server still gets it", "deaf": "Carol’s server does not get it"}
PAIR_DOTS = {
    "some": "Each dot is a pair. Lit: cut off.",
    "rare": "Each dot is a pair. Not one of these 1,000 is cut off.",
}

# apart: a server that was down
CAUGHT_UP = (
    "To a server that is down {down} of the time (an assumption), {once} of the messages get through at "
    "once. Within an hour it is {hour}, and within a day {day}, because the other server tries again."
)
LATE = "A message that found it down waits {wait} on average: times down differ in length."
TRIES = {
    "longer": "Each stroke is a try. "
    "The first pause is {pause}; each further one is twice as long, up to {longest}.",
    "alike": "Each stroke is a try. Each pause is {pause}.",
}

# homeservers: what they wrote down, and what they did
ARCHIVES = (
    "{what} on real servers ({origin}): our table of who learns what agrees in {same} of {cells} cells."
)
UNNAMED = "It has no row for {things:thing|things} that every server holds in the clear: {names}."
EVENTS = (
    "Three real homeservers ({origin}) did what our models say in {same} of {cases} cases. "
    "A deleted text was gone for every reader after {gone} s, and still lay in "
    "{databases:database|databases}. The model, with {honoured} who obey, leaves {left}. "
    "A banned server went on getting what the others wrote. "
    "One that had been down had everything {back} s after its start."
)

# rooms: who holds a room, and what they learn
ROOM = (
    "{people} people meet in one room, and {lit:server keeps|servers keep} a copy of every message. "
    "On average over many such rooms it is {mean}."
)
DISC_SIZE = "Size: the people on a server. Small ones that are lit are drawn larger."
ROOM_VIEW = "{sent}: Bob’s server learns {learned} of these {things} things."
GIANT = "The largest server has {share} of all people and sits in {rooms} of such rooms."
SPY = "If {dishonest} of the administrators spy (an assumption), one of them sits in {rooms} of the rooms."

# rooms: a server of one's own
WHO_TALKS = {
    "changed": "With her own server the chance that a spy learns who talks to whom goes "
    "from {before} to {after}.",
    "same": "Also with her own server the chance that a spy learns who talks to whom is {after}.",
}
ADDRESS = {
    "changed": "For the address of her phone it goes from {before} to {after}.",
    "same": "For the address of her phone it is {after}.",
}
OTHER_SERVERS = (
    "The others are on {others:server|servers} of strangers. Her own is on a rented machine, not at home."
)

# servers: how people spread over them
SIZES = (
    "In the crawl of October 2022 the ten largest of 4,601 servers held {crawl} of the users. "
    "Half were on the {half} largest. Here the ten largest of {servers} hold {here}. "
    "This is as spread out as {equal:equal server|equal servers}."
)
ADMINISTRATORS = (
    "If {dishonest} of the administrators spy (an assumption), at least one of them is in {share} of the "
    "rooms. A room of {people} lies on {servers:server|servers}."
)
CLOSED = (
    "With {closed} of the servers closed (an assumption), {reach} of all pairs can talk. "
    "With all of them closed only pairs on the same server could: {same}."
)
