"""The sentences of choosing's exhibits: one template a sentence, by the exhibit that says it."""

from __future__ import annotations

# The bars: whose they are, and what stands in the picture.

AS_OF = "by facts of {date}"
TITLE = {"near": "{who}, with one answer changed", "own": "Your own answers"}
MORE_ROWS = {
    "hushed": "and {count} more",
    "below": "and {count} more; none of them is ranked higher",
    "level": "and {count} more; none of them is ranked higher, but {level} of them may be first",
}
UNRANKED = "In the order of their names: no place, no advice. What stands in the box above comes first."
UNRANKED_SAID = "They stand in the order of their names: no place, no advice."
OPEN_KEY = "not known, disputed, old, only claimed, or only you can tell"
ONE_LEFT = "Only one is left among these: there is nothing to compare it with."
NOBODY_MEETS = "Not one of these is known to meet every must."
FIRM_LISTS = "In {lists} lists of weights near yours"
FIRM_FIRST = "{name} is first: {first}, for sure: {sure}"
MORE_LABELS = "and {count} more"
MORE_MUSTS = "and {musts}"
MAY_BE_FIRST = "· if it meets it, it may be first"
LACKS_SHARE = "{lacks}, {share}"

# The bars: what is said.

MEETS_COUNT = {
    "nobody ticked": "Nobody is ticked, so there is nobody to compare.",
    "no must, one": "There is no must, so the messenger has a rank.",
    "no must": "There is no must, so each messenger has a rank.",
    "none": "Of {ticked:messenger|messengers}, none is known to meet every must.",
    "some": "Of {ticked:messenger|messengers}, {meets:is|are} known to meet every must.",
}
UNSURE = "Of {names} nobody can tell."
FIRST = {
    "no weight": "Nothing has a weight, so all who meet the musts are level: {names}.",
    "alone": "The only one left among these is {names}: {known} of the wishes are known to be met.",
    "sure": "First for sure among these is {names}: {known} of the wishes are known to be met.",
    "leads": "By what is known, {names} {firsts:~leads|lead} ({known}).",
    "level": "By what is known, {names} {firsts:~leads|lead} ({known}), "
    "but {others} may be as good: they are level.",
}
FIRST_IF_MET = "If every must is met, {names} may be first, too."

# What would change who comes first.

NOW_FIRST = {
    "one of these": "By what is known, one messenger comes first; its name would read as advice.",
    "nobody": "By what is known, nobody is known to meet every must.",
    "some": "By what is known, {names} {firsts:~comes|come} first.",
}
NO_CHANGE = "No change of one criterion changes that."
SMALLEST_CHANGE = (
    "The smallest change that turns this has {steps:step|steps}: “{criterion}” from {before} to {after}."
)
MUST_GIVEN_UP = "This gives up a must."
THEN_FIRST = {
    "another one": "Then, by what is known, another one comes first.",
    "nobody": "Then, by what is known, nobody is known to meet every must.",
    "some": "Then, by what is known, {names} {firsts:~comes|come} first.",
    "level": "Then, by what is known, {names} {firsts:~comes|come} first, and {others} may be as good.",
}

# Two lists of wishes.

SAME_WISHES = "They wish the same."
HEAD = {
    "help": "a safer device and help first",
    "some": "first by what is known: {names}",
    "nobody": "nobody is known to meet every must",
}
THEN = {False: "then {names}", True: "then {names}, a must less"}
MORE_DIFFERENCES = {
    True: "and {differences}; {turning} of them would turn a first place",
    False: "and {differences}; none of them turns a first place",
}
TURN_KEY = "who would be first, by what is known, with only this wish of the other"
ALL_THE_SAME = "Left and right: {one}. All {all} wishes are the same."
DIFFER = "Left: {one}. Right: {other}. {count} of {all} wishes {count:~differs|differ}."
TURNS = {  # whether any of these wishes turns who is first on the left, and on the right
    (True, True): "Taken over alone, {left} of these would turn who is first on the left, "
    "and {right} on the right.",
    (True, False): "Taken over alone, {left} of these would turn who is first on the left, "
    "and none on the right.",
    (False, True): "Taken over alone, none of these would turn who is first on the left, "
    "and {right} on the right.",
    (False, False): "Taken over alone, none of these would turn who is first on the left, "
    "and none on the right.",
}

# Eight people, and who helps.

AGREE = "do we agree?"
LEVEL = "{names}, level with others"
NAMED_FOR = "Practitioners name a messenger for {named} of the {all}."
COUNTS = "{counts} of {all}"
TOLD = "{who}: {words}"
AGAINST = "They advise against {names}."
TRIED = {
    True: "We have called or written to {tried} of these {places:place|places}. Their addresses come from "
    "public pages, some of them old. Before you open one, ask yourself who may see it on this screen.",
    False: "We have called or written to none of these {places:place|places}. Their addresses come from "
    "public pages, some of them old. Before you open one, ask yourself who may see it on this screen.",
}
HELP_ROW = "  - {organisation}, {where}: {address}"
NO_PLACE_ROW = "  - our table has no place for them; {elsewhere}"
NO_PLACE = "Who helps: our table has no place for them; {elsewhere}."
PAGE_READ = {True: "Page of {date}, read {read}.", False: "Page undated, read {read}."}
