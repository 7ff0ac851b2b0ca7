"""The sentences of the first lesson's exhibits, each a template for one case."""

# When a hundred messages arrive, and who carries them
ARRIVAL = "When do a hundred messages arrive?"
DELAY = "Over {hops:relay|relays} a message takes {time}; half arrive sooner and half later."
NOT_HOSTILE = "No relay is hostile here."
HOSTILE = "The chance that {hops:~its only relay is|all of its relays are} hostile is {chance}."

# One message on each of the four roads
AT_START = (
    "Step {step} of {last}. All four messages are still with Alice, and "
    "{hidden:machine waits|machines wait} on the road over relays."
)
ON_THE_WAY = (
    "Step {step} of {last}. {held:machine|machines} of strangers had a message, and "
    "{seeing:of them sees|of them see} both ends."
)
NO_STRANGERS = "no machine of strangers"
STRANGERS = "{machines:machine|machines} of strangers"

# Below a road whose message has arrived
AT_ONCE = "Arrived at once"
ENDS_SEEN = {0: "Not one saw both ends", 1: "One saw both ends", 2: "Both saw both ends"}
ENDS_SEEN_BY_MORE = "{seeing} saw both ends"

# What people use, each on its road
IN_A_SENTENCE = {"E-mail": "e-mail"}
"""Names of what people use that are written otherwise within a sentence."""
CARRIED = {
    "nobody": (
        "With {name}, no machine of strangers carries the message. Whoever listens close by sees who writes "
        "to whom."
    ),
    "one sees": "With {name}, 1 machine of strangers carries the message, and sees who writes to whom.",
    "some see": (
        "With {name}, {many:machine|machines} of strangers carry the message, and at least one sees who "
        "writes to whom."
    ),
    "none sees": (
        "With {name}, {many:machine of strangers carries|machines of strangers carry} the message, and not "
        "one sees both ends."
    ),
}
READABLE = {
    "only the two": "Only the two phones can read the words.",
    "the maker's word": "Its maker says that only the two phones can read the words.",
    "in some chats": "In some chats others can read the words.",
    "the machines, too": "The machines on the way can read the words.",
    "unknown": "Nobody has told us who can read the words.",
}
"""By the names that the roads have for who can read."""
SEEN = "Ways drawn here on which a machine sees both ends: {seeing} of {shown}."
