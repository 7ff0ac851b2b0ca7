"""What the exhibits on the four ways side by side say: one template a sentence."""

# outcomes: a hundred messages on each way
AWAY = "Everyone is away {share} of the time."
WITHIN_HOUR = {
    "no": "Within an hour {peers} of the messages are there from phone to phone, "
    "and {one} over one operator.",
    "yes": "Within an hour {peers} of the messages are there from phone to phone with a Mailbox, "
    "and {one} over one operator.",
}
"""By whether the phones have a mailbox."""
WITHIN_DAY = "Within a day it is {peers} and {one}."

# outcomes: who is worst
WORST_ROWS = "One operator is worst in {rows:row|rows} of {all}."
WORST_OFTEN = {
    False: "Worst most often: {names}, in {rows:row|rows}.",
    True: "Worst most often: {names}, in {rows:row|rows} each.",
}
"""By whether several are."""

# outcomes: all numbers
NUMBERS = "The chance that strangers learn who talks to whom, and when half of the messages are there."
NUMBERS_OF_ONE = "{road}: {share} and {time}."

# sentences: where a sentence of the guide flips
TRUTH = {
    True: "“{claim}”: with {knob} at {setting} this is true.",
    False: "“{claim}”: with {knob} at {setting} this is not true.",
}
OWN = "{metric}: {own} {value}."
RIVAL = "{rival}, with our margin: {bar}."
NO_FLIP = "It does not flip anywhere from {low} to {high}."
FLIP = "It flips at {flip}; the usual value is {usual}."
RIVAL_LINE = "{rival}, with our margin of {margin}"
STRIP = {True: "true", False: "not true"}
HERE = {True: "at {setting}: {value}, true", False: "at {setting}: {value}, not true"}
FLIPS_AT = "flips at {flip}"
USUAL = "usual: {usual}"
