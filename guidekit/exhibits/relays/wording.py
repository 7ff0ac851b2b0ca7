"""What the exhibits of lessons 09 and 10 and of their extra notebook say: one template a sentence."""

# delays: messages that are sent again
RETRIES = (
    "Of a hundred messages {first:arrives|arrive} at the first try, and {late} after a retry. "
    "Those that never arrive: {lost}."
)
FAILURE = {
    "noticed": "A relay that closes its connections was noticed after {time} ({origin}).",
    "unnoticed": "A relay that keeps silent was not noticed within {time} ({origin}).",
}
UNTIL_NOTICED = "How long until her phone notices?"
RETRY = {
    "noticed": "Noticed after {time}, so a retry arrives after {late}",
    "unnoticed": "Not noticed within {time}, so a retry takes more than {late}",
}

# delays: round trips, and building a circuit
TRIP = "A real network took {measured} ms for a round trip over three relays ({origin})."
BUILD = "To build the circuit took {measured} ms."
FORMULA = {
    "more": "By the formula it is {computed} ms; what was measured is at most {miss} more.",
    "less": "By the formula it is {computed} ms; what was measured is at most {miss} less.",
    "work": "By the formula it is {computed} ms; what is left is work, up to {miss} ms.",
}
MISFIT = {
    "more": "Largest misfit: {miss} more",
    "less": "Largest misfit: {miss} less",
    "work": "Up to {miss} ms of work",
}
ONION_SERVICE = "An onion service took {measured} ms, {computed} by the formula."
ROUND_TRIPS = (
    "The model is held against round trips on 132,602 circuits, over {hops:relay|relays}. "
    "For the middle one it says {middle}; measured were {real_middle}. "
    "For the fastest twentieth it says {fast}; measured were {real_fast}. "
    "For all but the slowest twentieth it says {slow}; measured were {real_slow}. "
    "The largest misfit is a factor {factor} at {place} %."
)
ROUND_TRIP_MISFIT = "Largest misfit: {factor} times, at {place} %"

# delays: relays that fail, and our time-out
NOTICED = (
    "A real client ({origin}) noticed a killed relay after {killed}, and a silent one not within {frozen}. "
    "Building through a silent one it gave up after {through}, the limit that was set."
)
TIMEOUT = {
    "killed": {
        "long": "Our time-out of {timeout} is {ratio} times too long for the killed one.",
        "short": "Our time-out of {timeout} is {ratio} times too short for the killed one.",
        "same": "Our time-out of {timeout} is as long as what was measured for the killed one.",
    },
    "frozen": {
        "unseen": "For the silent one it is longer than anybody watched.",
        "bound": "For the silent one it is at least {ratio} times too short.",
        "watched": "For the silent one it is as long as anybody watched.",
    },
    "build through frozen": {
        "long": "While a circuit is built it is {ratio} times too long.",
        "short": "While a circuit is built it is {ratio} times too short.",
        "same": "While a circuit is built it is as long as what was measured.",
    },
}
TIMEOUT_CELL = {
    "long": "{ratio} times too long",
    "short": "{ratio} times too short",
    "same": "as long as what was measured",
    "unseen": "longer than anybody watched",
    "bound": "at least {ratio} times too short",
    "watched": "as long as anybody watched",
}

# file_sizes: files over Tor
PHOTOGRAPH = "Half of the photographs of {size} take at most {time}."
HALF_GET = {
    "files": "Who waits {patience} gets, in half of the cases, files of up to {size}.",
    "nothing": "Who waits {patience} gets, in half of the cases, nothing.",
}
NINE_GET = {
    "files": "In nine cases of ten it is files of up to {size}.",
    "nothing": "In nine cases of ten nothing has arrived.",
}
BEYOND = "Above 5 MB nothing was measured."
SO_LARGE = "{size}; nothing so large was measured"
DOWNLOAD = {
    "5": "One in twenty of the downloads of 1 MiB took at most {time}.",
    "10": "One in ten of the downloads of 1 MiB took at most {time}.",
    "25": "A quarter of the downloads of 1 MiB took at most {time}.",
    "50": "Half of the downloads of 1 MiB took at most {time}.",
    "75": "Three quarters of the downloads of 1 MiB took at most {time}.",
    "90": "Nine in ten of the downloads of 1 MiB took at most {time}.",
    "95": "Nineteen in twenty of the downloads of 1 MiB took at most {time}.",
    "99": "Ninety-nine in a hundred of the downloads of 1 MiB took at most {time}.",
}
OTHER_SIZES = "For 50 KiB it was {small}. For 5 MiB it was {large}."
STRAIGHT = {
    "much": "A set-up time and a constant speed through these two give {time} for the one between, "
    "{miss} too much.",
    "little": "A set-up time and a constant speed through these two give {time} for the one between, "
    "{miss} too little.",
}
STRAIGHT_MISFIT = {"much": "{miss} too much", "little": "{miss} too little"}

# first_relay: people who are found out
FRESH = "Found out with a new first relay for each of a hundred circuits: {linked} of {people} people."
KEPT = {
    "none": "The right half is the same, {linked} of {people}, until the first relay is kept for longer.",
    "some": "With one kept for {circuits} circuits: {linked} of {people}.",
    "all": "With one kept for all of them: {linked} of {people}.",
}
KEPT_TITLE = {
    "none": "A new first relay every time",
    "some": "One first relay for {circuits} circuits",
    "all": "One first relay, kept",
}

# growth: relays that are still listed
SURVIVAL = (
    "An exponential says that {hour} of the relays are still listed after an hour and {week} after a week. "
    "Measured were {real_hour} and {real_week}."
)
SURVIVAL_MISFIT = {
    "many": "The largest misfit is {points:point|points} too many, at {age}.",
    "few": "The largest misfit is {points:point|points} too few, at {age}.",
}
SURVIVAL_NOTE = {"many": "{points:point|points} too many", "few": "{points:point|points} too few"}

# knowledge: what relays learn
NEIGHBOURS = (
    "Of a real circuit ({origin}) no relay named more than its neighbours; "
    "our table agrees in {same} of {cells} cells."
)
CELLS = (
    "The answers passed as {most} cells at the entry and {least} at the exit: who compares can match them."
)
PAIR = {
    "linked": "Our table says that the pair learns who talks to whom.",
    "apart": "Our table says that the pair does not learn who talks to whom unless they compare.",
}
HIDDEN = "All three things are hidden from every single machine on {hidden} of {ways} ways: {names}."
ADDRESS = "But on each way a machine sees the sender's network address: the first relay."
WATCHER = {
    "finds": "Who watches every wire and compares times finds both ends on every way, at once or over days.",
    "misses": "Who watches every wire but compares no times does not find who talks to whom.",
}

# mixing: delay and dummy messages
HOW_MANY = "Hidden among how many?"
MIXNET = (
    "A message hides among {count} {hidden:~sender|senders}. "
    "Half of the messages take at most {wait}. Mixes on the way: {mixes}. "
    "Each holds a message for {delay} on average. "
    "All people together send {rate:message|messages} a second."
)
TRILEMMA = (
    "An observer of every wire keeps at least {bound} of certainty, whatever the protocol. "
    "There are {users} users. "
    "Each sends {noise:dummy message|dummy messages} a round and waits up to {rounds:round|rounds}."
)

# onion_layers: every key at every place
OPENED = "Of {tries} tries {opened} open a layer."
WHOSE = {"own": "Each key opens its own layer only.", "other": "A key opens a layer that is not its own."}
SIZE = {
    "same": "All packets are {size} bytes long: none tells a relay its place.",
    "falls": "The packet begins with {size} bytes and loses {less} at each relay: "
    "the size tells a relay its place.",
}

# paths: one adversary at both ends
BOTH_ENDS = "An adversary with {share} of the capacity holds both ends of {linked} of the circuits."
GUARDS = {
    "none": "With a new entry for each circuit, "
    "the chance that at least one of a hundred circuits was linked is {held}.",
    "some": "With {guards:guard|guards}, "
    "the chance that at least one of a hundred circuits was linked is {held}. "
    "With a new entry for each it is {without}.",
}
HOPS = (
    "Over {hops:relay|relays} one adversary links {linked} of a hundred circuits. "
    "Half of the messages take at most {delay}. "
    "Of a hundred messages {lost} {n:~gets|get} lost at the first try."
)
LARGEST = {
    "one": "The largest guard and the largest exit link {linked} of the circuits in the Tor network of "
    "April 2018.",
    "many": "The {largest} largest guards and as many exits link {linked} of the circuits in the Tor "
    "network of April 2018.",
}
WEIGHT = (
    "They carry {guards} and {exits} of the weight. "
    "If all relays were equal, they would link {equal} of the circuits, {one_in}."
)

# storage: copies
SWARM = {
    "one": "One copy of each message. Of a hundred conversations, those that are linked: {linked}. "
    "Of a hundred messages, those that never arrive: {lost}.",
    "many": "Copies of each message: {copies}. "
    "Of a hundred conversations, those that are linked: {linked}; with one copy {linked_alone}. "
    "Of a hundred messages, those that never arrive: {lost}; with one copy {lost_alone}.",
}
KEEPERS = {"one": "One node keeps it", "many": "{nodes} nodes keep it"}
KEY_LOSS = (
    "Copies of the key: {copies}. "
    "Of a hundred accounts, those lost for good within {years:year|years}: {lost}. "
    "Those of which somebody else finds a copy: {found}. "
    "The sum of the two is smallest with {best:copy|copies}."
)

# windows: what a provider sees
PROVIDER = (
    "Tor hides from the provider where Alice goes, and shows that she uses Tor. "
    "Of four things about her the provider sees {seen} with Tor. "
    "Its dots at “to” and “looks like” both mean Tor."
)
BRIDGE = {
    "hides": "The bridge may hide Tor until somebody finds it or measures the packets.",
    "odd": "The bridge may hide Tor until somebody finds it, or notices packets that look like nothing.",
    "known": "This bridge was found, so it hides Tor no more.",
    "both": "This bridge was found, and its packets look like Tor anyway.",
    "looks": "This bridge stands on no list, but its packets look like Tor.",
}
