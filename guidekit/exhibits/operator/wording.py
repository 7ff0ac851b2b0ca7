"""The sentences of the exhibits of lesson 04, each a template for one case."""

# A country blocks a messenger
WHO_SEES = "Who sees that she goes round?"
FILTERS = "How the country blocks: {filters}."
NO_FILTER = "The country blocks nothing."
THROUGH = "Of {roads:road|roads}, {through:gets|get} through: {names}."
NOT_THROUGH = "Of {roads:road|roads}, not one gets through."

# One operator and another kind of network bring a feature
OPERATOR = {
    "cycles": (
        "One operator needs {cycle:day|days} on average to ship something new, and reaches nine pairs in ten "
        "in {own:day|days}."
    ),
    "at once": "One operator ships at once, and reaches nine pairs in ten in {own:day|days}.",
}
OTHER = {
    "centralized": "With another operator it takes {other:day|days}.",
    "federated": "With servers that talk it takes {other:day|days}.",
    "peer-to-peer": "From phone to phone it takes {other:day|days}.",
    "anonymous": "With relays it takes {other:day|days}.",
}
FLIP = {
    "never": "The operator is faster, even if it ships once a year.",
    "always": "The operator is slower, however often it ships.",
    "within": "The operator is faster as long as it ships within {flip:day|days} on average.",
}
AGREED = {
    "measured": "The time to agree is measured at Matrix. No other time is.",
    "moved": "The time to agree is yours. No time here is measured.",
}

# Several teams build a feature
ONE_TEAM = (
    "With one team, and nothing to agree on, a feature works for nine pairs in ten after {here:day|days}."
)
TEAMS = (
    "With {teams:team|teams} a feature works for nine pairs in ten after {here:day|days}. To agree takes "
    "{agree:day|days} of these."
)
FEWER = {
    True: "With one team it would take {one:day|days}, and with one operator {operator:day|days}.",
    False: "With one operator it would take {operator:day|days}.",
}
"""By whether there are several teams."""
ASSUMED = {
    "all": "All of it rests on assumptions.",
    "measured": "The time to agree is that of Matrix, the median. All other times are assumptions of ours.",
    "moved": "The time to agree is yours, and all other times are assumptions of ours.",
}

# A server of one's own
ISLAND = {
    "none": "No contact of hers is on an island of {members:person|people}.",
    "some": "An island of {members:person|people} holds {here} of her contacts.",
}
MORE_HELP = "More than {needed:person|people} on it would bring no more."
ENOUGH = "From {needed:person|people} on, a larger one brings no more."
FOLLOW = "We assume that {follow} of her {contacts:contact|contacts} would follow."
USERS = "The messenger has {users:user|users} among {world} people (an assumption)."
FOUND = "On the first day one finds {found} of {contacts:contact|contacts} on average."
HARDLY_FOUND = "On the first day one finds almost none of {contacts:contact|contacts} on average."
DIRECTORY = (
    "A directory finds them in one step; to ask each one takes {asked:question|questions}. Below {needed} "
    "users it is less than one contact."
)
UPKEEP = "On these assumptions a server for {users:person|people} takes {hours:hour|hours} a year."
EACH = "For each of them it is {each:hour|hours}."
UNTIL = "It takes {users:user|users} to bring it to one hour each."
NEVER = "No number of users brings it to one hour each."

# What an operator sees and keeps
KEPT = (
    "The operator of {name} sees {passing} of these {things:thing|things}. If a court says “{order}”, it can "
    "hand over {stored}."
)

# What a server keeps for people who are away
WAITING = "{waiting:waits|wait} on the server until {waiting:~its person is|their people are} back"
DROPPED = "{gone:dropped: it|dropped: they} waited longer than the server keeps {gone:~it|them}"
FEW_DROPPED = "under 1 is dropped: they waited longer than the server keeps them"
QUEUE = (
    "The queue keeps messages for {kept:day|days}. People who stay away for {away:day|days} on average lose "
    "{lost} of what is written to them meanwhile. It stays below 1 % up to an average of {longest:day|days}."
)

# Who fits as the partner of an account
ACCOUNTS = "We assume {users} accounts, of which about {background} {n:~gets|get} a receipt at any moment."
COUNTING = {
    "hits": "The server only counts who fits.",
    "hits less control hits": "The server also looks when Bob got nothing, to learn who fits by accident.",
}
SURE = "It is {sure} sure after {needed:message|messages}."
NEVER_SURE = "It is not {sure} sure, even after {all:message|messages}."
ALONE = "In the run that is drawn Alice stands alone from message {first} on."
NOT_ALONE = "In the run that is drawn Alice is not alone within {run:message|messages}."
DISC = "A disc grows by the same step for each tenfold."

# Spam beside the senders that a server sees
SPAM = (
    "With {openness} of the users open to everyone, each user gets {spam:spam message|spam messages} a day. "
    "The server sees the sender of {seen} of the honest messages. Every number here is an assumption."
)

# What can be read in a real envelope
MARKS = {
    "yes": (
        "Under Sealed Sender {there} of {marks:mark|marks} of the sender can be read in a message of "
        "Signal's own library ({origin})."
    ),
    "no": (
        "Without Sealed Sender {there} of {marks:mark|marks} of the sender can be read in a message of "
        "Signal's own library ({origin})."
    ),
}
TABLE = "The table differs in {wrong} of {rows:row|rows}."
SIZES = (
    "The real envelope has {first} bytes until the first answer and {later} after it. Ours has {ours} and "
    "{ours_later}."
)

# Three networks are taken apart
GONE = {
    "none": "Of {nodes:node|nodes} none is gone.",
    "largest": (
        "Gone {gone:~is|are} {gone} of {nodes:node|nodes}, "
        "{gone:~the one with the most links|those with the most links first}."
    ),
    "random": "Gone {gone:~is|are} {gone} of {nodes:node|nodes}, any of them, by chance.",
}
CONNECTED = (
    "The largest part that hangs together is {star} in the star, and {islands} on the islands. In the mesh "
    "it is {random}."
)
