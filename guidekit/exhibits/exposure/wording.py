"""What the exhibits of lesson 01 say: one template a sentence."""

# packets: one step of a journey
STEP = "Step {step} of {last}."
WAITED = "It waited before this step."
LINKED = {
    "none": "Not one of {strangers:stranger|strangers} learns, alone, who talks to whom.",
    "some": "{found} of {strangers:stranger|strangers} {found:~learns, alone,|learn, each alone,} "
    "who talks to whom.",
}
TITLES = ("The packet, as {target} finds it", "As {target} finds it")
NO_LAYERS = "No layers: only the link is seen."
INSIDE = {True: "The next layer", False: "No message"}
"""What a layer holds that reveals nothing, by whether another one is inside."""
OPEN_KEY = "No key: readable where it lies open"
KEY = "Key: {owners}"
WRITES, GETS, ADDRESS = "{name} writes", "{name} gets it", "{name}'s address"
FROM, TO = "from {name}", "to {name}"
"""What a layer holds, and what somebody knows, of the two ends."""

# pairs: what Sealed Sender takes away
SEALED = {
    "text": "Without Sealed Sender, Signal's server learns {before} of the eight things. "
    "With it, the server learns {after}.",
    "picture": "Without Sealed Sender, Signal's server learns {before} of the eight things. "
    "With it and a picture, the server learns {after}.",
}
BOTH_NETWORKS = "With it or without, the two networks together find out who talks to whom."

# pairs: who finds a link with pooled notes
PAIRS = {
    "none": "Of the 3 pairs of relays, none alone finds the link.",
    "some": "Of the 3 pairs of relays, {found} alone {found:~finds|find} the link.",
}
POOLED = {
    "nobody": "Nobody pools notes.",
    "link": "{names} find out that Alice visits this web site.",
    "ends": "{names} know Alice and the web site, but not that the two belong together.",
    "less": "{names} do not even know both ends.",
}
TICK_TWO = "Tick two or more who pool their notes."
TIMES = {"yes": "They compare times.", "no": "They do not compare times."}

# views: who learns what
LEARNS = "{who} learns {data}."
LEARNS_NOTHING = "{who} learns nothing."
TOGETHER = {
    "yes": "{members} together, comparing times, learn {data}.",
    "no": "{members} together, without comparing times, learn {data}.",
}
TOGETHER_NOTHING = {
    "yes": "{members} together, comparing times, learn nothing.",
    "no": "{members} together, without comparing times, learn nothing.",
}
NO_STRANGER = "On the journey “{journey}” no stranger handles the message."
ADVERSARY = "An adversary who holds {held} of the machines links the two ends in {share} of cases."
WHY = "Why: {who}"
ADVERSARY_NAME = "An adversary with {share}"
OWN_MESSAGE = "{names}, whose message it is"
COUNTED = "{who} learns {got} of {all}: {data}."
COUNTED_NOTHING = "{who} learns {got} of {all}: nothing."
