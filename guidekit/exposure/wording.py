"""What the engine says of a journey: why somebody learns a datum, and what happens at a hop.

A reason stands behind a colon or in brackets, so it begins with a small letter and has no full stop.
"""

# clues: why somebody learns a datum, alone, as a member of a coalition, by a client, or with pooled keys
CLUES = {
    "alone": {
        "chose": "chose the recipient",
        "passes": "sees the packet pass",
        "clear": "reads the clear {what}",
        "opens": "opens the {what} layer",
        "sender": "is the sender",
        "recipient": "is the recipient",
        "own": "has this address itself",
        "neighbour": "is {what}'s neighbour on the path",
        "watches": "watches {what}'s link",
    },
    "member": {
        "chose": "{member} chose the recipient",
        "passes": "{member} sees the packet pass",
        "clear": "{member} reads the clear {what}",
        "opens": "{member} opens the {what} layer",
        "sender": "{member} is the sender",
        "recipient": "{member} is the recipient",
        "own": "{member} has this address itself",
        "neighbour": "{member} is {what}'s neighbour on the path",
        "watches": "{member} watches {what}'s link",
    },
    "client": {
        "chose": "ships the code of {client}'s client, which chose the recipient",
        "passes": "ships the code of {client}'s client, which sees the packet pass",
        "clear": "ships the code of {client}'s client, which reads the clear {what}",
        "opens": "ships the code of {client}'s client, which opens the {what} layer",
        "sender": "ships the code of {client}'s client, which is the sender",
        "recipient": "ships the code of {client}'s client, which is the recipient",
        "own": "ships the code of {client}'s client, which has this address itself",
        "neighbour": "ships the code of {client}'s client, which is {what}'s neighbour on the path",
        "watches": "ships the code of {client}'s client, which watches {what}'s link",
    },
    "member client": {
        "chose": "{member} ships the code of {client}'s client, which chose the recipient",
        "passes": "{member} ships the code of {client}'s client, which sees the packet pass",
        "clear": "{member} ships the code of {client}'s client, which reads the clear {what}",
        "opens": "{member} ships the code of {client}'s client, which opens the {what} layer",
        "sender": "{member} ships the code of {client}'s client, which is the sender",
        "recipient": "{member} ships the code of {client}'s client, which is the recipient",
        "own": "{member} ships the code of {client}'s client, which has this address itself",
        "neighbour": "{member} ships the code of {client}'s client, which is {what}'s neighbour on the path",
        "watches": "{member} ships the code of {client}'s client, which watches {what}'s link",
    },
    "pooled": {
        "clear": "{member} holds the packet, and with the keys of {keys} the coalition "
        "reads the clear {what}",
        "opens": "{member} holds the packet, and with the keys of {keys} the coalition "
        "opens the {what} layer",
    },
}

# clues: why somebody does not learn it
NO_RECIPIENT = "there is no recipient"
NO_NEIGHBOUR = "is not {ends}'s neighbour on the path"
NO_MESSAGE = "sees only packets that do not hold the message"
NO_LAYER = "no layer it can open reveals it"
CLOSED = {
    "one": "cannot open the {layer} layer, whose key {holders} holds",
    "many": "cannot open the {layer} layer, whose key {holders} hold",
}

# clues: who talks to whom
LINKED = {
    "path": "knows {sender} ({sender_why}) and {recipient} ({recipient_why})",
    "timing": "knows {sender} ({sender_why}) and {recipient} ({recipient_why}), joined by timing",
    "many days": "knows {sender} ({sender_why}) and {recipient} ({recipient_why}), "
    "joined by timing over many days",
}
NOT_LINKED = {
    "neither": "knows neither end",
    "sender": "knows {known}, but nothing of the recipient",
    "recipient": "knows {known}, but nothing of the sender",
    "waited": "knows both ends, but the message waited in between, so timing does not join them",
    "apart": "knows both ends, but holds no unbroken run of hops between them and compares no times",
}

# coalitions: which parties an adversary has to hold
HOLDS = {
    "nobody": "no party of this journey can be hostile",
    "not one": "not even {names} learns it",
    "not all": "not even {names} together learn it",
    "anyway": "known without holding any party",
    "some": "known to whoever holds {sets}",
    "many": "known to whoever holds {sets} or {more} more",
}

# story: who hands what to whom; without layers that are added and with them, over a cable or by radio
SENDS = {
    "plain": {
        "message": "{source} passes the packet to {target}",
        "other": "{source} passes a packet without the message to {target}",
        "message by radio": "{source} passes the packet by radio to {target}",
        "other by radio": "{source} passes a packet without the message by radio to {target}",
    },
    "adds": {
        "message": "{source} adds {layer} ({layers}) and passes the packet to {target}",
        "other": "{source} adds {layer} ({layers}) and passes a packet without the message to {target}",
        "message by radio": "{source} adds {layer} ({layers}) and passes the packet by radio to {target}",
        "other by radio": "{source} adds {layer} ({layers}) and passes a packet without the message by radio "
        "to {target}",
    },
}

# story: how far the receiver opens it, and what it learns; a person or a thing
RECEIVES = {
    "person": {
        "unsealed": {
            "data": "who finds nothing sealed and learns {data}",
            "bare": "who finds nothing sealed and learns only {data}",
            "nothing": "who finds nothing sealed and learns nothing new",
        },
        "closed": {
            "data": "who cannot open it and learns {data}",
            "bare": "who cannot open it and learns only {data}",
            "nothing": "who cannot open it and learns nothing new",
        },
        "all": {
            "data": "who opens it ({layers}) and learns {data}",
            "bare": "who opens it ({layers}) and learns only {data}",
            "nothing": "who opens it ({layers}) and learns nothing new",
        },
        "some": {
            "data": "who opens {opened} of {closed} closed layers ({layers}) and learns {data}",
            "bare": "who opens {opened} of {closed} closed layers ({layers}) and learns only {data}",
            "nothing": "who opens {opened} of {closed} closed layers ({layers}) and learns nothing new",
        },
    },
    "thing": {
        "unsealed": {
            "data": "which finds nothing sealed and learns {data}",
            "bare": "which finds nothing sealed and learns only {data}",
            "nothing": "which finds nothing sealed and learns nothing new",
        },
        "closed": {
            "data": "which cannot open it and learns {data}",
            "bare": "which cannot open it and learns only {data}",
            "nothing": "which cannot open it and learns nothing new",
        },
        "all": {
            "data": "which opens it ({layers}) and learns {data}",
            "bare": "which opens it ({layers}) and learns only {data}",
            "nothing": "which opens it ({layers}) and learns nothing new",
        },
        "some": {
            "data": "which opens {opened} of {closed} closed layers ({layers}) and learns {data}",
            "bare": "which opens {opened} of {closed} closed layers ({layers}) and learns only {data}",
            "nothing": "which opens {opened} of {closed} closed layers ({layers}) and learns nothing new",
        },
    },
}
HOP = {"now": "{sends}, {receives}.", "later": "Later, {sends}, {receives}."}

# roads: a messenger that has two
ROAD_NAMES = {True: "{name}, nearby", False: "{name}, far away"}
