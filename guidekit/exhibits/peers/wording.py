"""What the exhibits of lesson 08 and of its extra notebook say: one template a sentence."""

# contacts: who sees an address
ADDRESSES = {
    "no": "Of {ways} ways, {contact:shows|show} Alice's address to Bob. "
    "Somebody who watches the whole internet, without comparing times, sees on {everything} that the two "
    "talk.",
    "yes": "Of {ways} ways, {contact:shows|show} Alice's address to Bob. "
    "Somebody who watches the whole internet and compares times sees on {everything} that the two talk.",
}

# energy: what it costs to stay online
SIGN_OF_LIFE = "A sign of life every {pause} takes {joules} J a day."
PUSH = {
    "alone": "The push channel, alone, takes {joules} J.",
    "shared": "The push channel, shared by {apps} apps, takes {joules} J.",
}
RATIO = {
    "more": "So the own connection takes {ratio} times as much.",
    "less": "So the own connection takes {ratio} times less.",
    "same": "So the own connection takes the same.",
}
AWAKE = (
    "The radio is awake {awake} of the day, if it stays awake {tail} s each time. "
    "Then it takes {power} W (assumptions)."
)

# hash_table: lookups that ran, beside the model
ROUNDS = "In a real table of {nodes} nodes ({origin}) a lookup took {rounds} rounds on average."
TOLD = "The lookup told {told} strangers."
MODEL_SAYS = {
    "many": "The model says {computed}; its largest misfit is {misfit} too many.",
    "few": "The model says {computed}; its largest misfit is {misfit} too few.",
}
MISFIT = {"many": "Largest misfit: {misfit} too many", "few": "Largest misfit: {misfit} too few"}
LOST = {
    "some": "Of {tries} lookups {lost} ended without the target, which the model leaves out.",
    "none": "Of {tries} lookups none ended without the target, which the model leaves out.",
}
STOPPED = "Half of {nodes} real nodes stopped ({origin}). Each of {values} values had {copies:copy|copies}."
FOUND = "{found} of them were found, where by the model {left} have a copy left."
FOUND_NOTE = "Largest misfit: {points:point|points}"
FOUND_MISFIT = "The largest misfit is {points:point|points}."
TOOK = (
    "It took {real} on average; the model says {computed}. "
    "If every round waits for all three answers it is {patient}."
)
TIME_MISFIT = {
    "more": "Misfit at 50 %:\n{ratio} times too much",
    "less": "Misfit at 50 %:\n{ratio} times too little",
    "same": "Misfit at 50 %:\nthe same",
}

# proximity: people who walk about
CARRIERS = {
    "direct": "Only Alice carries it, for {time}.",
    "two-hop": "Alice and those whom she meets carry it, for {time}.",
    "epidemic": "Everybody carries it and passes it on, for {time}.",
}
ARRIVED = "Of 100 such messages Bob then has {messages}."
WALK = "On the walk that is drawn, the message is on {has} of {people} phones."
BOB_GOT = "Bob got it after {time}."
BOB_WAITS = "Bob does not have it yet."
ON_PHONES = "It is on {has} of {people} phones."
MEETING = "{giver} meets {taker}"
MORE_MEETINGS = "{more:more meeting|more meetings}, the last with Bob after {minutes} min"
SQUARE = (
    "{people:person walks|people walk} in a square of {area} km². "
    "Two phones reach each other within {reach}\u00a0m. The square has no houses; a town has."
)

# search: hops, and who is told
SEARCH = (
    "In this search Bob is found after {hops:hop|hops} among {devices} devices. "
    "The average of all searches is {mean}. "
    "On the way Alice asks {told:stranger, who learns|strangers, and each learns} whom she looks for."
)
NEARER = "Each hop asks devices whose numbers are nearer to Bob's."
ASKED = "Alice asked {told:~this one, who|them. Each} learns that she looks for Bob."
WHO_LEARNS = "Who learns whom Alice looks for?"
HOW_LONG = "How long does the search take?"
TOLD_NOTE = (
    "Each person is one stranger, on average. "
    "An answer takes {answer}, and a silent device is given {timeout} (assumptions)."
)
AT_A_TIME = {"one": "One device is asked at a time.", "many": "{parallel} devices are asked at a time."}
CAN_SEE = (
    "On average {told:stranger|strangers} can see whom Alice looks for, and from which address. "
    "The search takes {seconds}, one at a time {single}."
)

# visits: one week of two phones
WITHOUT_MAILBOX = {
    "never": "Without a Mailbox the message has not arrived when the week ends.",
    "at once": "Bob's phone is on when Alice writes, and the message arrives at once.",
    "waits": "Without a Mailbox the message waits {hours}, until both phones are on.",
}
WITH_MAILBOX = {
    "never": "With one Bob does not come back in this week either.",
    "at once": "Here a Mailbox changes nothing.",
    "waits": "With one it waits {hours}, until Bob's phone is on.",
}
USUAL = {
    "at once": "Of 100 such messages {online} arrive at once.",
    "waits": "Of all such messages without a Mailbox, half wait longer than {hours}.",
}
BOTH_ON = {
    "never": "It waits longer than this week",
    "at once": "It arrives at once",
    "waits": "It waits {hours}, until both are on",
}
BOB_ON = {
    "never": "It waits longer than this week",
    "at once": "It arrives at once",
    "waits": "It waits {hours}, until Bob is on",
}
ALONE = "{times:time|times} a phone was on and found nobody"
