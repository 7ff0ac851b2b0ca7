"""What the exhibits on the guide and its messengers say: one template a sentence."""

# cells: what people ask first
WEAK_SPOTS = (
    "Weak spots: {weak} of {answers:answer|answers}. In part: {part} more. Nobody here can tell: {open}."
)
NOTHING_TICKED = "Tick a messenger and a question: 0 answers stand here."
COMMON_CAPTION = "As it was known in {month}. Beside each name: the month up to which anything is known."

# cells: the cells of one day
FILLED = (
    "{month}: of {cells:cell|cells} about {group} the guide and its sources fill {known}; "
    "the rest are unknown."
)
CHANGED = {
    "none": "{month}: of {cells:cell|cells} about {group}, 0 have changed since the guide.",
    "few": "{month}: of {cells:cell|cells} about {group}, {changed} {changed:~has|have} changed since the "
    "guide ({examples}).",
    "many": "{month}: of {cells:cell|cells} about {group}, {changed} {changed:~has|have} changed since the "
    "guide ({examples} and others).",
}
CORRECTED = (
    "{corrected} more {corrected:~is|are} described otherwise today; {unknown} {unknown:~is|are} unknown."
)

# cells: what has changed since the guide
NOTHING_MOVED = {
    "all": "By {month} nothing that the guide said of the guide's messengers had changed.",
    "one": "By {month} nothing that the guide said of {messenger} had changed.",
}
MOVED = {
    "all": "By {month}, {things:thing|things} that the guide said of the guide's messengers "
    "{things:~has|have} changed, the first in {first}, the last in {last}.",
    "one": "By {month}, {things:thing|things} that the guide said of {messenger} {things:~has|have} changed, "
    "the first in {first}, the last in {last}.",
}
LEFT_OUT = "{things:more thing was|more things were} left out or said too roughly."
KNOWN_UP_TO = {"all": "{known}.", "one": "It is {known}."}
CHANGED_CELL = "{words} (changed)"
CORRECTED_CELL = {
    "guide": "{words} (◌ the guide said: {before})",
    "others": "{words} (◌ said before: {before})",
}
GUIDE_ONLY_CELL = "◌ the guide said: {words}"
LEFT_OUT_SIGN = "◌ the guide left something out: no change is known"

# cells: the guide's sentences today
VERDICTS = {
    "all": "Of {sentences} of the guide's sentences, {hold} {hold:~holds as it stands|hold as they stand}.",
    "one": "Of {sentences} of its sentences about {subject}, "
    "{hold} {hold:~holds as it stands|hold as they stand}.",
}
FAULTS = {
    "none": "{incomplete} {incomplete:~is|are} incomplete, and none changed, obsolete or misleading.",
    "some": "{incomplete} {incomplete:~is|are} incomplete, and {wrong} changed, obsolete or misleading.",
}

# timelines: the life of one fact
CELL = "{messenger}. {question}"
EVIDENCE = "{messenger} is {known}."
NO_SOURCE = "No source here speaks about it."
ANSWER = {
    "unchanged": "Answer: {value}, no change is known ({source}).",
    "since": "Answer: {value}, since {date} ({source}).",
    "known": "Answer: {value}, known from {date} ({source}).",
    "until": "Answer: {value}, until {date} ({source}).",
}
BEFORE = {"guide": "The guide said: {value}.", "event": "Before that: {value}."}

THEN = {"guide": "The guide said", "known": "In {month}"}
WHEN = {
    "guide": "the guide said: {value}",
    "later": "found later: {value}",
    "event": "from {date}: {value}",
    "source": "known from {date}: {value}",
}

# timelines: who was recommended when
GUIDE_DAY = "the guide, {month}"
KNOWN_FROM = "known from {month}"
OFF_THE_LIST = "off the list, {day} {month} {year}"
LISTED = {
    "early": "On the list since {year} at least: {early}.",
    "late": "On the list since {year} at least: {early}, and {late}.",
}
LISTED_SINCE = "{messenger} since {date}"
TAKEN_OFF = "Taken off: {names}."
TAKEN_OFF_IN = "{messenger} in {date}"
WARNED = "From February 2023 on both had stood under a warning: no forward secrecy."
