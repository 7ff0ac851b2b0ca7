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
WITHIN_DAY = "Within a day it is {peers} from phone to phone, and {one} over one operator."

# outcomes: who is worst
WORST_ROWS = "One operator is worst in {rows:row|rows} of {all}."
WORST_OFTEN = {
    False: "Worst most often: {names}, in {rows:row|rows}.",
    True: "Worst most often: {names}, in {rows:row|rows} each.",
}
"""By whether several are."""

# outcomes: all numbers
NUMBERS = "The chance that strangers learn who talks to whom, and when half of those that arrive are there."
NUMBERS_OF_ONE = "{road}: {share} and {time}."

# sentences: where a sentence of the guide flips
VERDICT = {
    ("pro", True): "an advantage",
    ("pro", False): "no advantage",
    ("con", True): "a drawback",
    ("con", False): "no drawback",
}
"""By pro or con, and whether it is one at this place of the slider."""
TRUTH = "“{claim}”: with {knob} at {setting} this is {verdict}."
OWN = "{metric}: {own} {value}."
MARGIN = {True: "plus our margin of a tenth", False: "less our margin of a tenth"}
"""By whether the sentence is true above the bar."""
RIVAL = "{rival}: {value}, {margin} {bar}."
RIVAL_BEYOND = "{rival}: {value}. A tenth more is not possible."
NO_FLIP = "It does not flip anywhere from {low} to {high}."
FLIP = "It flips at {flip}; the usual value is {usual}."
RESTATES = "This place only restates numbers of ours: {why}."
HERE = "{knob} {setting}: {value}, {verdict}"
FLIPS_AT = "flips at {flip}"
USUAL = "usual: {usual}"
